//! Which values may be secrets: a chain is committed, and holds none.

/// Parts of the names of options whose values may be secrets.
const NAMES: [&str; 24] = [
    "url", "uri", "dsn", "conn", "pass", "pw", "pin", "secret", "token", "key", "auth", "api",
    "access", "session", "cookie", "cert", "sign", "cred", "salt", "private", "user", "login",
    "account", "host",
];

/// What the values of connections and credentials hold.
const IN_VALUES: [&str; 6] = ["://", "password", "passwd", "pwd", "secret", "token"];

/// Letters and digits mixed, this long without a space, are a key more often than a word.
const LONGEST_WORD: usize = 16;

/// Whether a value may be a secret, by its option's name or by itself.
pub(super) fn is_secret(key: &str, value: &str) -> bool {
    let (key, value) = (key.to_ascii_lowercase(), value.to_ascii_lowercase());
    let is_random = |word: &str| {
        word.len() >= LONGEST_WORD
            && word.bytes().any(|byte| byte.is_ascii_digit())
            && word.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    // `scott/tiger@host`
    let is_login = |word: &str| {
        word.split_once('@')
            .is_some_and(|(before, _)| before.contains([':', '/']))
    };
    NAMES.iter().any(|word| key.contains(word))
        || IN_VALUES.iter().any(|part| value.contains(part))
        || value
            .split_whitespace()
            .any(|word| is_random(word) || is_login(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_told_by_its_name_or_its_value() {
        for (key, value) in [
            ("admin_pw", "hunter2"),
            ("conn", "host=h user=u password=hunter3"),
            ("oracle", "scott/tiger@orcl"),
            ("odbc", "Driver=x;PWD=hunter4"),
            ("region", "a8f5f167f44f4964e6c998dee827110c"),
        ] {
            assert!(is_secret(key, value), "{key} = {value}");
        }
        for (key, value) in [
            ("region", "eu-west-1"),
            ("tenant", "main"),
            ("mail", "a@example.org"),
        ] {
            assert!(!is_secret(key, value), "{key} = {value}");
        }
    }
}
