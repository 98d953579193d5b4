//! What libpq reads besides the URL and the driver does not: connection service
//! files and `passfile` (PostgreSQL documentation, "The Connection Service
//! File", "The Password File"). Everything becomes part of the URL, so that the
//! driver, `pg_dump` and `psql` connect alike; what the URL says itself wins.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::database::percent::{decoded, encoded};

/// Completes a PostgreSQL URL; any other is given back as it is.
///
/// # Errors
/// A service that no file has, or a file that cannot be read: the rest of a
/// sentence about the URL, never with a password in it.
pub fn completed(url: &str, variables: &BTreeMap<String, String>) -> Result<String, String> {
    let is_postgres = url.split_once("://").is_some_and(|(scheme, _)| {
        let kind = scheme.split('+').next().unwrap_or(scheme);
        ["postgresql", "postgres"]
            .iter()
            .any(|known| kind.eq_ignore_ascii_case(known))
    });
    if !is_postgres {
        return Ok(url.to_owned());
    }
    let mut url = Parts::of(url);
    let named = url.take("service");
    let from_environment = || variables.get("PGSERVICE").filter(|name| !name.is_empty());
    if let Some(name) = named.as_ref().or_else(from_environment) {
        for (key, value) in service(name, variables)? {
            if !url.has(&key) {
                url.add(&key, &value);
            }
        }
    }
    if let Some(path) = url.take("passfile")
        && !url.has("password")
        && let Some(password) = password(Path::new(&path), &url, variables)?
    {
        url.add("password", &password);
    }
    url.free_of_an_empty_host();
    Ok(url.text())
}

/// A URL, as far as it matters which parameters it has.
struct Parts {
    location: String,
    query: Vec<String>,
}

impl Parts {
    fn of(url: &str) -> Self {
        let (location, query) = url.split_once('?').unwrap_or((url, ""));
        Self {
            location: location.to_owned(),
            query: query
                .split('&')
                .filter(|one| !one.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }

    fn parameter(&self, key: &str) -> Option<&str> {
        self.query
            .iter()
            .find_map(|one| one.split_once('=').filter(|(name, _)| *name == key))
            .map(|(_, value)| value)
    }

    fn take(&mut self, key: &str) -> Option<String> {
        let found = self.parameter(key).map(decoded);
        self.query
            .retain(|one| one.split_once('=').is_none_or(|(name, _)| name != key));
        found
    }

    fn add(&mut self, key: &str, value: &str) {
        self.query
            .push(format!("{key}={}", encoded(value.as_bytes())));
    }

    /// User, password, host, port and database of the URL's first half.
    fn location(&self) -> [Option<&str>; 5] {
        let rest = self.location.split_once("://").map_or("", |(_, rest)| rest);
        let (authority, database) = match rest.split_once('/') {
            Some((authority, database)) => (authority, database),
            None => (rest, ""),
        };
        let (credentials, host) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
        let (host, port) = match host.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, port),
            _ => (host, ""),
        };
        [user, password, host, port, database].map(|part| Some(part).filter(|p| !p.is_empty()))
    }

    fn get(&self, key: &str) -> Option<String> {
        if let Some(value) = self.parameter(key) {
            return Some(decoded(value));
        }
        let [user, password, host, port, database] = self.location();
        match key {
            "user" => user,
            "password" => password,
            "host" | "hostaddr" => host,
            "port" => port,
            "dbname" => database,
            _ => None,
        }
        .map(decoded)
    }

    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// `user:password@/database` is libpq's, and no other URL parser's: user and
    /// password become parameters.
    fn free_of_an_empty_host(&mut self) {
        let [user, password, host, port, database] = self.location();
        if host.is_some() || port.is_some() || user.is_none() {
            return;
        }
        let moved = [("user", user), ("password", password)].map(|(key, value)| {
            value
                .filter(|_| self.parameter(key).is_none())
                .map(|value| format!("{key}={value}"))
        });
        let scheme = self
            .location
            .split_once("://")
            .map_or("", |(scheme, _)| scheme);
        self.location = format!("{scheme}:///{}", database.unwrap_or_default());
        self.query.extend(moved.into_iter().flatten());
    }

    fn text(self) -> String {
        if self.query.is_empty() {
            self.location
        } else {
            format!("{}?{}", self.location, self.query.join("&"))
        }
    }
}

/// The settings of a service: the user's file first, then the system's.
fn service(
    name: &str,
    variables: &BTreeMap<String, String>,
) -> Result<Vec<(String, String)>, String> {
    let set = |variable: &str| variables.get(variable).filter(|value| !value.is_empty());
    let user = set("PGSERVICEFILE")
        .map(PathBuf::from)
        .or_else(|| set("HOME").map(|home| Path::new(home).join(".pg_service.conf")));
    let system =
        set("PGSYSCONFDIR").map_or_else(|| PathBuf::from("/etc/postgresql-common"), PathBuf::from);
    let files = user.into_iter().chain([system.join("pg_service.conf")]);
    let mut looked = Vec::new();
    for path in files {
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                looked.push(path.display().to_string());
                continue;
            }
            Err(error) => {
                return Err(format!(
                    "names a service, and {} cannot be read: {error}",
                    path.display()
                ));
            }
        };
        if let Some(settings) = section(&text, name) {
            return Ok(settings);
        }
        looked.push(path.display().to_string());
    }
    Err(format!(
        "names the service \"{}\", which none of these files has: {}",
        crate::chain::brief(name),
        looked.join(", ")
    ))
}

/// The settings below `[name]`.
fn section(text: &str, name: &str) -> Option<Vec<(String, String)>> {
    let mut found: Option<Vec<(String, String)>> = None;
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(header) = line.strip_prefix('[') {
            if found.is_some() {
                break;
            }
            if header.strip_suffix(']') == Some(name) {
                found = Some(Vec::new());
            }
        } else if let (Some(settings), Some((key, value))) = (&mut found, line.split_once('=')) {
            settings.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    found
}

/// The password of the first line of a password file that fits.
fn password(
    path: &Path,
    url: &Parts,
    variables: &BTreeMap<String, String>,
) -> Result<Option<String>, String> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        // As libpq: the server may need none.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(format!(
                "names the passfile {}, which cannot be read: {error}",
                path.display()
            ));
        }
    };
    let value = |key: &str, variable: &str, default: &str| {
        url.get(key)
            .or_else(|| variables.get(variable).cloned())
            .unwrap_or_else(|| default.to_owned())
    };
    let user = value(
        "user",
        "PGUSER",
        variables.get("USER").map_or("", |user| user),
    );
    let wanted = [
        value("host", "PGHOST", "localhost"),
        value("port", "PGPORT", "5432"),
        value("dbname", "PGDATABASE", &user),
        user,
    ];
    let fits = |line: &&str| {
        let fields = fields(line);
        fields.len() == 5
            && fields
                .iter()
                .zip(&wanted)
                .all(|(field, wanted)| field == "*" || field == wanted)
    };
    Ok(text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .find(fits)
        .and_then(|line| fields(line).pop()))
}

/// `host:port:database:user:password`, with `\:` and `\\`.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        // Whatever comes after the fourth colon is the password.
        let is_last = fields.len() == 5;
        match character {
            '\\' => {
                if let (Some(next), Some(field)) = (characters.next(), fields.last_mut()) {
                    field.push(next);
                }
            }
            ':' if !is_last => fields.push(String::new()),
            other => {
                if let Some(field) = fields.last_mut() {
                    field.push(other);
                }
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn a_service_fills_what_the_url_leaves_open() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("services");
        std::fs::write(
            &file,
            "# all\n[other]\nhost=wrong\n[資料]\nhost = db\nport=5433\nuser=u\npassword=p&s %\ndbname=d\n[last]\n",
        )
        .unwrap();
        let path = file.display().to_string();
        let environment = variables(&[("PGSERVICEFILE", &path)]);
        assert_eq!(
            completed("postgresql:///?service=%E8%B3%87%E6%96%99", &environment).unwrap(),
            "postgresql:///?host=db&port=5433&user=u&password=p%26s%20%25&dbname=d"
        );
        assert_eq!(
            completed(
                "postgresql+psycopg2://me:mine@here:1/mydb?service=資料&sslmode=require",
                &environment
            )
            .unwrap(),
            "postgresql+psycopg2://me:mine@here:1/mydb?sslmode=require"
        );
        let mut named = environment.clone();
        named.insert("PGSERVICE".into(), "last".into());
        assert_eq!(
            completed("postgresql://h/d", &named).unwrap(),
            "postgresql://h/d"
        );
        assert_eq!(
            completed("postgresql://u:p%40@/d?service=last", &environment).unwrap(),
            "postgresql:///d?user=u&password=p%40"
        );
        let error = completed("postgresql:///?service=none", &environment).unwrap_err();
        assert!(
            error.contains("\"none\"") && error.contains(&path),
            "{error}"
        );
        assert_eq!(
            completed("sqlite:///x?service=y", &named).unwrap(),
            "sqlite:///x?service=y"
        );
    }

    #[test]
    fn a_passfile_gives_the_password_of_its_first_fitting_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pass");
        std::fs::write(
            &file,
            "#x\nother:*:*:*:no\nh:*:d:u:p\\:a:b\\\\c\n*:*:*:*:late\n",
        )
        .unwrap();
        let url = |rest: &str| format!("postgresql://{rest}passfile={}", file.display());
        let none = BTreeMap::new();
        assert_eq!(
            completed(&url("u@h:5433/d?"), &none).unwrap(),
            "postgresql://u@h:5433/d?password=p%3Aa%3Ab%5Cc"
        );
        assert_eq!(
            completed(&url("v@h/d?"), &none).unwrap(),
            "postgresql://v@h/d?password=late"
        );
        assert_eq!(
            completed(&url("u:own@h/d?"), &none).unwrap(),
            "postgresql://u:own@h/d"
        );
    }
}
