//! A new database that takes the place of an old one, by renaming both in one
//! transaction.

use bridge_importers::dialect::delimited;

use super::PostgresConnection;
use super::literal::quoted;
use crate::database::connection::{Connection, OpenOptions};
use crate::database::error::{ConnectError, DriverCode, StatementError};
use crate::database::restore::RestoreError;
use crate::database::value::Value;

/// Databases from which others can be renamed; one cannot rename the own one.
const ELSEWHERE: [&str; 2] = ["postgres", "template1"];

/// How often ending the other sessions is tried; each try waits up to five
/// seconds in the server.
const ATTEMPTS: usize = 6;

/// PostgreSQL's limit of a name, in bytes.
const NAME_BYTES: usize = 63;

/// What the role may do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rights {
    create: bool,
    owns: bool,
}

impl Rights {
    /// Whether it may make a new database and rename both.
    pub(super) fn may_replace(self) -> bool {
        self.create && self.owns
    }
}

pub(super) fn rights(connection: &mut PostgresConnection) -> Result<Rights, RestoreError> {
    let rows = connection
        .query(
            "SELECT r.rolcreatedb OR r.rolsuper, pg_has_role(d.datdba, 'USAGE') \
             FROM pg_roles r, pg_database d \
             WHERE r.rolname = current_user AND d.datname = current_database()",
            &[],
        )
        .map_err(refused("reading the rights of the role"))?;
    let truth = |at: usize| {
        let row = rows.rows.first().and_then(|row| row.get(at));
        row.and_then(Value::as_integer) == Some(1)
    };
    Ok(Rights {
        create: truth(0),
        owns: truth(1),
    })
}

/// A database under a name of its own; it is dropped unless it takes its place.
pub(super) struct NewDatabase {
    administrator: PostgresConnection,
    url: String,
    /// The name that it is to have.
    final_name: String,
    name: String,
    replaces: bool,
    placed: bool,
}

impl NewDatabase {
    /// Makes it, like the one that it is to replace.
    pub(super) fn make(url: &str, replaces: bool) -> Result<Self, RestoreError> {
        let mut administrator = elsewhere(url)?;
        let final_name = super::adapter::database_name(url);
        let tag = match replaces {
            true => {
                let rows = administrator
                    .query(
                        "SELECT oid::text FROM pg_database WHERE datname = $1",
                        &[final_name.as_str().into()],
                    )
                    .map_err(refused("looking for the database"))?;
                rows.texts().next().unwrap_or("0").to_owned()
            }
            false => "0".to_owned(),
        };
        leftovers(&mut administrator, &tag)?;
        let name = format!("bridge_restore_{tag}_{}", std::process::id());
        let sql = creation(&mut administrator, &name, &final_name)
            .map_err(refused("reading the database's properties"))?;
        administrator
            .execute(&sql)
            .map_err(refused("making a new database"))?;
        let mut new = Self {
            administrator,
            url: url.to_owned(),
            final_name,
            name,
            replaces,
            placed: false,
        };
        if replaces {
            new.copy_properties()
                .map_err(refused("copying the database's properties"))?;
        }
        Ok(new)
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What belongs to a database and is not in its dump: settings, rights, comment, limit.
    fn copy_properties(&mut self) -> Result<(), StatementError> {
        let new = delimited(&self.name);
        let old = [Value::from(self.final_name.as_str())];
        let mut run: Vec<String> = Vec::new();
        let settings = self.administrator.query(
            "SELECT coalesce(r.rolname, '')::text, unnest(s.setconfig) FROM pg_db_role_setting s \
             JOIN pg_database d ON d.oid = s.setdatabase \
             LEFT JOIN pg_roles r ON r.oid = s.setrole WHERE d.datname = $1",
            &old,
        )?;
        for row in &settings.rows {
            let [Value::Text(role), Value::Text(setting)] = row.as_slice() else {
                continue;
            };
            let Some((name, value)) = setting.split_once('=') else {
                continue;
            };
            // Lists are kept as they are written; quoted they would be one element.
            let is_list = matches!(
                name.to_ascii_lowercase().as_str(),
                "search_path"
                    | "temp_tablespaces"
                    | "local_preload_libraries"
                    | "session_preload_libraries"
            );
            let value = if is_list {
                value.to_owned()
            } else {
                quoted(value)
            };
            let name = name.split('.').map(delimited).collect::<Vec<_>>().join(".");
            run.push(if role.is_empty() {
                format!("ALTER DATABASE {new} SET {name} TO {value}")
            } else {
                let role = delimited(role);
                format!("ALTER ROLE {role} IN DATABASE {new} SET {name} TO {value}")
            });
        }
        let rights = self.administrator.query(
            "SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END::text, \
                    a.privilege_type::text, \
                    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END::text \
             FROM pg_database d, LATERAL aclexplode(d.datacl) a \
             LEFT JOIN pg_roles r ON r.oid = a.grantee WHERE d.datname = $1",
            &old,
        )?;
        if !rights.rows.is_empty() {
            run.push(format!("REVOKE ALL ON DATABASE {new} FROM PUBLIC"));
        }
        for row in &rights.rows {
            if let [
                Value::Text(grantee),
                Value::Text(privilege),
                Value::Text(option),
            ] = row.as_slice()
            {
                run.push(format!(
                    "GRANT {privilege} ON DATABASE {new} TO {grantee}{option}"
                ));
            }
        }
        let rest = self.administrator.query(
            "SELECT datconnlimit::text, coalesce(shobj_description(oid, 'pg_database'), '') \
             FROM pg_database WHERE datname = $1",
            &old,
        )?;
        if let Some([Value::Text(limit), Value::Text(comment)]) =
            rest.rows.first().map(Vec::as_slice)
        {
            if limit != "-1" {
                run.push(format!("ALTER DATABASE {new} CONNECTION LIMIT {limit}"));
            }
            if !comment.is_empty() {
                run.push(format!("COMMENT ON DATABASE {new} IS {}", quoted(comment)));
            }
        }
        for sql in run {
            self.administrator.execute(&sql)?;
        }
        Ok(())
    }

    /// Ends the sessions of the old database and renames both; gives the name
    /// that the old one has now.
    pub(super) fn take_its_place(mut self) -> Result<Option<String>, RestoreError> {
        let (new, wanted) = (delimited(&self.name), delimited(&self.final_name));
        if !self.replaces {
            self.administrator
                .execute(&format!("ALTER DATABASE {new} RENAME TO {wanted}"))
                .map_err(refused("naming the new database"))?;
            self.placed = true;
            return Ok(None);
        }
        let stamp = jiff::Zoned::now().strftime("%Y%m%d_%H%M%S").to_string();
        let kept = self
            .free_name(&stamp)
            .map_err(refused("looking for a free name"))?;
        let literal = quoted(&self.final_name);
        let sql = format!(
            "BEGIN; \
             SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = {literal} AND pid <> pg_backend_pid(); \
             ALTER DATABASE {wanted} RENAME TO {}; \
             ALTER DATABASE {new} RENAME TO {wanted}; \
             COMMIT",
            delimited(&kept)
        );
        for attempt in 1..=ATTEMPTS {
            let error = match self.administrator.execute(&sql) {
                Ok(_) => {
                    self.placed = true;
                    return Ok(Some(kept));
                }
                Err(error) => error,
            };
            self.administrator
                .rollback()
                .map_err(refused("rolling back"))?;
            // object_in_use: a session came back, or takes its time.
            let is_in_use = error.code == DriverCode::Sqlstate("55006".to_owned());
            if !is_in_use {
                return Err(refused("putting the new database in place")(error));
            }
            if attempt == ATTEMPTS {
                break;
            }
        }
        Err(RestoreError::InUse {
            sessions: self.sessions(),
        })
    }

    /// A name for the old database: another restore of this second may have one already.
    fn free_name(&mut self, stamp: &str) -> Result<String, StatementError> {
        let mut name = kept_name(&self.final_name, stamp);
        for number in 2..100 {
            let found = self.administrator.query(
                "SELECT 'x' FROM pg_database WHERE datname = $1",
                &[name.as_str().into()],
            )?;
            if found.rows.is_empty() {
                break;
            }
            name = kept_name(&self.final_name, &format!("{stamp}_{number}"));
        }
        Ok(name)
    }

    fn sessions(&mut self) -> Vec<String> {
        let found = self.administrator.query(
            "SELECT coalesce(usename, '?') || ' (' || coalesce(nullif(application_name, ''), 'no name') || ')' \
             FROM pg_stat_activity WHERE datname = $1",
            &[self.final_name.as_str().into()],
        );
        found
            .map(|rows| rows.texts().map(str::to_owned).collect())
            .unwrap_or_default()
    }
}

impl Drop for NewDatabase {
    fn drop(&mut self) {
        if self.placed {
            return;
        }
        let name = delimited(&self.name);
        // The administrator's own transaction may be open or failed.
        let _ = self.administrator.rollback();
        if self
            .administrator
            .execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .is_err()
            && let Ok(mut again) = elsewhere(&self.url)
        {
            let _ = again.execute(&format!("DROP DATABASE IF EXISTS {name}"));
        }
    }
}

/// A connection to another database of the server.
fn elsewhere(url: &str) -> Result<PostgresConnection, ConnectError> {
    let mut last = None;
    for name in ELSEWHERE {
        match PostgresConnection::open_database(url, name, &OpenOptions::read_write()) {
            Ok(connection) => return Ok(connection),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or(ConnectError::Url {
        target: "the PostgreSQL server".to_owned(),
        message: "no database to administer from".to_owned(),
    }))
}

/// Databases that restores left which were killed: nobody is connected to them.
fn leftovers(administrator: &mut PostgresConnection, tag: &str) -> Result<(), RestoreError> {
    let found = administrator
        .query(
            "SELECT datname::text FROM pg_database d WHERE starts_with(datname::text, $1) \
             AND pg_has_role(datdba, 'USAGE') \
             AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datid = d.oid)",
            &[format!("bridge_restore_{tag}_").into()],
        )
        .map_err(refused("looking for what a killed restore left"))?;
    for name in found.texts() {
        administrator
            .execute(&format!("DROP DATABASE IF EXISTS {}", delimited(name)))
            .map_err(refused("dropping what a killed restore left"))?;
    }
    Ok(())
}

/// `CREATE DATABASE` with encoding, locale, tablespace and owner of another
/// one, or of `template1` where that one does not exist.
fn creation(
    administrator: &mut PostgresConnection,
    name: &str,
    like: &str,
) -> Result<String, StatementError> {
    // Names of columns differ between versions; JSON knows which there are.
    let rows = administrator.query(
        "SELECT pg_encoding_to_char(encoding)::text, datcollate::text, datctype::text, \
                coalesce(to_jsonb(d) ->> 'datlocprovider', 'c'), \
                coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', ''), \
                (SELECT spcname::text FROM pg_tablespace t WHERE t.oid = d.dattablespace \
                 AND t.oid <> (SELECT dattablespace FROM pg_database WHERE datname = 'template0')), \
                CASE WHEN datname = $1 THEN pg_get_userbyid(datdba)::text ELSE '' END \
         FROM pg_database d WHERE datname = $1 OR datname = 'template1' \
         ORDER BY datname = $1 DESC LIMIT 1",
        &[like.into()],
    )?;
    let text = |at: usize| {
        rows.rows
            .first()
            .and_then(|row| row.get(at))
            .and_then(Value::as_text)
            .unwrap_or_default()
            .to_owned()
    };
    let mut sql = format!(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}",
        delimited(name),
        quoted(&text(0)),
        quoted(&text(1)),
        quoted(&text(2))
    );
    match text(3).as_str() {
        "i" => sql.push_str(&format!(
            " LOCALE_PROVIDER icu ICU_LOCALE {}",
            quoted(&text(4))
        )),
        "b" => sql.push_str(&format!(
            " LOCALE_PROVIDER builtin BUILTIN_LOCALE {}",
            quoted(&text(4))
        )),
        _ => {}
    }
    // Naming it takes a right on it, even where the template is there anyway.
    if !text(5).is_empty() {
        sql.push_str(&format!(" TABLESPACE {}", delimited(&text(5))));
    }
    if !text(6).is_empty() {
        sql.push_str(&format!(" OWNER {}", delimited(&text(6))));
    }
    Ok(sql)
}

fn kept_name(name: &str, stamp: &str) -> String {
    let suffix = format!("_before_restore_{stamp}");
    let mut kept = name.to_owned();
    while kept.len() + suffix.len() > NAME_BYTES {
        kept.pop();
    }
    kept + &suffix
}

fn refused(action: &'static str) -> impl Fn(StatementError) -> RestoreError {
    move |source| RestoreError::Statement { action, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_name_fits() {
        let kept = kept_name(&"資".repeat(40), "20260101_101010");
        assert!(kept.len() <= NAME_BYTES && kept.ends_with("_before_restore_20260101_101010"));
        assert!(kept.starts_with('資'));
    }
}
