//! Encrypted connections, against a server of the test's own with certificates
//! that the test makes.

use std::path::{Path, PathBuf};
use std::process::Command;

use bridge::database::{DatabaseUrl, OpenOptions, open};

use crate::support::handmade::{project, table};
use crate::support::sandbox::{Outcome, Sandbox, repository};

/// A server with TLS; it ends with the test.
struct Server {
    folder: PathBuf,
    url: String,
    _place: tempfile::TempDir,
}

impl Server {
    fn start() -> Self {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("pg");
        // The server's user has to get there.
        run(Command::new("chmod").arg("755").arg(place.path()));
        let output = Command::new(repository().join("tests/oracle/postgres.sh"))
            .arg("start")
            .arg(&folder)
            .output()
            .expect("the script runs");
        assert!(output.status.success(), "{output:?}");
        let url = String::from_utf8(output.stdout).expect("a URL");
        Self {
            folder,
            url: url.trim().replace("127.0.0.1", "localhost"),
            _place: place,
        }
    }

    /// Lets the server present a certificate of the folder.
    fn presents(&self, folder: &Path, name: &str) {
        let url = DatabaseUrl::parse(&self.url, Path::new("/")).unwrap();
        let mut connection = open(&url, &OpenOptions::read_write()).unwrap();
        for kind in ["crt", "key"] {
            let text = std::fs::read_to_string(folder.join(format!("{name}.{kind}"))).unwrap();
            connection
                .execute(&format!(
                    "COPY (SELECT line FROM unnest(string_to_array('{text}', E'\\n')) AS t(line)) TO PROGRAM 'umask 077; cat > {name}.{kind}'"
                ))
                .unwrap();
        }
        connection
            .execute(&format!("ALTER SYSTEM SET ssl_cert_file = '{name}.crt'"))
            .unwrap();
        connection
            .execute(&format!("ALTER SYSTEM SET ssl_key_file = '{name}.key'"))
            .unwrap();
        connection.execute("ALTER SYSTEM SET ssl = on").unwrap();
        connection.execute("SELECT pg_reload_conf()").unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1000));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new(repository().join("tests/oracle/postgres.sh"))
            .arg("stop")
            .arg(&self.folder)
            .output();
    }
}

fn run(command: &mut Command) {
    let output = command.output().expect("the program runs");
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A self-signed certificate, as a server's own (`CA:FALSE`) or an authority's.
fn certificate(folder: &Path, name: &str, host: &str, is_authority: bool) {
    run(Command::new("openssl")
        .args([
            "req", "-new", "-x509", "-nodes", "-days", "30", "-newkey", "rsa:2048",
        ])
        .arg("-out")
        .arg(folder.join(format!("{name}.crt")))
        .arg("-keyout")
        .arg(folder.join(format!("{name}.key")))
        .args(["-subj", &format!("/CN={host}")])
        .args(["-addext", &format!("subjectAltName=DNS:{host}")])
        .args(if is_authority {
            ["-addext", "keyUsage=critical,keyCertSign,digitalSignature"]
        } else {
            ["-addext", "basicConstraints=critical,CA:FALSE"]
        }));
}

#[test]
fn certificates_are_believed_where_they_should_be() {
    let server = Server::start();
    let sandbox = Sandbox::empty();
    let folder = sandbox.path();
    project(&sandbox, &["main"], &[table("bridge main a")]);
    sandbox.write(
        "bridge.toml",
        "[databases.main]\nurl = \"env:TEST_URL\"\nhome = true\n",
    );
    let call = |arguments: &[&str], parameters: &str| -> Outcome {
        let url = format!("{}?{parameters}", server.url);
        let outcome = sandbox.bridge_with(arguments, &[("TEST_URL", &url)]);
        let said = format!("{}{}", outcome.stdout, outcome.stderr);
        assert!(!said.contains("bridge-test"), "a password is shown: {said}");
        outcome
    };
    call(&["current"], "sslmode=require")
        .exits(1)
        .says("the server does not speak TLS");

    certificate(folder, "own", "localhost", false);
    certificate(folder, "other", "db.example.com", false);
    certificate(folder, "authority", "localhost", true);
    let root = |name: &str| {
        format!(
            "sslrootcert={}",
            folder.join(format!("{name}.crt")).display()
        )
    };

    server.presents(folder, "own");
    call(&["current"], "sslmode=require").exits(0);
    // Encrypted indeed: the server is asked.
    let url = format!("{}?sslmode=verify-full&{}", server.url, root("own"));
    let url = DatabaseUrl::parse(&url, Path::new("/")).unwrap();
    let mut connection = open(&url, &OpenOptions::read_only()).unwrap();
    let encrypted = connection
        .query(
            "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
            &[],
        )
        .unwrap();
    assert!(encrypted.truth());
    drop(connection);
    call(
        &["current"],
        &format!("sslmode=verify-full&{}", root("own")),
    )
    .exits(0);
    call(&["current"], &format!("ssl=verify-full&{}", root("own"))).exits(0);
    call(&["current"], "sslmode=verify-full")
        .exits(1)
        .says("not signed by an authority that is trusted")
        .says("sslrootcert");
    call(
        &["current"],
        &format!("sslmode=verify-full&{}", root("other")),
    )
    .exits(1)
    .says("not signed by an authority that is trusted");
    call(
        &["current"],
        &format!("sslmode=verify-full&{}", root("gone")),
    )
    .exits(1)
    .says("there is no file");
    call(
        &["current"],
        &format!(
            "sslmode=verify-full&sslrootcert={}",
            folder.join("bridge.toml").display()
        ),
    )
    .exits(1);
    // pg_dump and psql go the same way.
    let checked = format!("sslmode=verify-full&{}", root("own"));
    call(&["upgrade"], &checked).exits(0);
    call(&["backup", "--out", "tls.dump"], &checked).exits(0);
    call(&["restore", "tls.dump", "--yes", "--in-place"], &checked).exits(0);

    server.presents(folder, "other");
    call(
        &["current"],
        &format!("sslmode=verify-full&{}", root("other")),
    )
    .exits(1)
    .says("for another host");
    call(
        &["current"],
        &format!("sslmode=verify-ca&{}", root("other")),
    )
    .exits(0);

    server.presents(folder, "authority");
    call(
        &["current"],
        &format!("sslmode=verify-full&{}", root("authority")),
    )
    .exits(1)
    .says("CA:FALSE");
}
