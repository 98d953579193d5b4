//! TLS failures in words. The driver checks certificates with Rust's `webpki`,
//! which is stricter than libpq's OpenSSL, and says it in its own terms.

use sqlx::postgres::PgConnectOptions;

use crate::database::error::ConnectError;

/// What the driver says, what it means, and what to do.
const KNOWN: [(&str, &str, &str); 7] = [
    (
        "CaUsedAsEndEntity",
        "the server's certificate is an authority's (CA:TRUE), and no server certificate",
        "Give the server a certificate that the authority signed, or a self-signed one with basicConstraints CA:FALSE and a subjectAltName; sslrootcert names the authority or that certificate. sslmode=require encrypts without checking.",
    ),
    (
        "UnknownIssuer",
        "the server's certificate is not signed by an authority that is trusted",
        "Name the authority's certificate with sslrootcert=FILE in the URL or PGSSLROOTCERT.",
    ),
    (
        "not valid for name",
        "the server's certificate is for another host",
        "Use the host's name as it stands in the certificate's subjectAltName, or sslmode=verify-ca.",
    ),
    (
        "certificate expired",
        "the server's certificate has expired",
        "Renew it on the server.",
    ),
    (
        "certificate not valid yet",
        "the server's certificate is not valid yet",
        "Check the clocks of both machines.",
    ),
    (
        "Invalid certificate",
        "the file of sslrootcert holds no certificate",
        "Name a PEM file that begins with -----BEGIN CERTIFICATE-----.",
    ),
    (
        "does not support TLS",
        "the server does not speak TLS, and sslmode asks for it",
        "Switch ssl on in the server's postgresql.conf, or choose sslmode=prefer where the network is trusted.",
    ),
];

/// A failure of TLS; `None` where the message speaks of something else.
pub(super) fn explained(target: &str, message: &str) -> Option<ConnectError> {
    KNOWN
        .iter()
        .find(|(said, ..)| message.contains(said))
        .map(|(_, meaning, advice)| ConnectError::Tls {
            target: target.to_owned(),
            message: (*meaning).to_owned(),
            advice,
        })
}

/// A certificate or key file that the URL or the environment names and that is not there.
pub(super) fn missing_file(
    target: &str,
    url: &str,
    options: &PgConnectOptions,
) -> Option<ConnectError> {
    use sqlx::postgres::PgSslMode;
    if matches!(options.get_ssl_mode(), PgSslMode::Disable) {
        return None;
    }
    let (_, query) = url.split_once('?')?;
    let parameters = ["sslrootcert=", "sslcert=", "sslkey="];
    for parameter in query.split('&') {
        let Some(name) = parameters
            .iter()
            .find_map(|name| parameter.strip_prefix(name))
        else {
            continue;
        };
        let path = crate::database::percent::decoded(name);
        if !path.starts_with("-----BEGIN") && !std::path::Path::new(&path).exists() {
            return Some(ConnectError::Tls {
                target: target.to_owned(),
                message: format!("there is no file {path}, which the URL names"),
                advice: "Correct sslrootcert, sslcert or sslkey in the URL; a relative path counts from the working directory.",
            });
        }
    }
    None
}
