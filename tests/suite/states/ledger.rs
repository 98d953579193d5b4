//! What an Alembic ledger may say, true or not.

use bridge::chain::LedgerName;

use super::*;

#[test]
fn one_head() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + C3 + E5 + &ledger(&["e5"])));
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("adopted    5 revisions of lane admin");
        assert_eq!(project.applied(), ["a1", "b2", "c3", "d4", "e5"]);
        project
            .bridge(&["verify"])
            .exits(0)
            .says("as its revisions build it");
        project.bridge(&["upgrade"]).exits(0).says("nothing to do");
    });
}

#[test]
fn several_heads() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + C3 + &ledger(&["b2", "c3"])));
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("adopted    3 revisions of lane admin")
            .says("upgraded   e5");
        assert_eq!(project.heads(), ["e5"]);
    });
}

#[test]
fn the_middle_of_a_branch() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + C3 + &ledger(&["c3"])));
        project
            .bridge(&["upgrade", "--no-backup", "d4"])
            .exits(0)
            .says("adopted    2 revisions of lane admin")
            .says("upgraded   b2");
        assert_eq!(project.heads(), ["d4"]);
    });
}

#[test]
fn a_ledger_of_another_name_and_in_another_schema() {
    let named = LedgerName {
        lane: "admin".to_owned(),
        version_table: Some("版本".to_owned()),
        version_column: None,
        user_version: None,
        version_row: None,
        version_table_schema: None,
    };
    on_both(|server| {
        let project = Project::with_ledger(server, &chain(), named.clone());
        let rows = ledger(&["b2", "c3"]).replace("alembic_version", "版本");
        project.hand(&(A1.to_owned() + B2 + C3 + &rows));
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("adopted    3 revisions");
        assert_eq!(project.texts("SELECT version_num FROM 版本"), ["e5"]);
    });
    let elsewhere = LedgerName {
        version_table: None,
        version_column: None,
        user_version: None,
        version_row: None,
        version_table_schema: Some("營運".to_owned()),
        ..named
    };
    let project = Project::with_ledger(Some(postgres::Database::new()), &chain(), elsewhere);
    let rows = ledger(&["b2", "c3"])
        .replace("TABLE alembic_version ", "TABLE 營運.alembic_version ")
        .replace("INTO alembic_version", "INTO 營運.alembic_version");
    project.hand(&(format!("CREATE SCHEMA 營運;{A1}{B2}{C3}{rows}")));
    project
        .bridge(&["upgrade", "--no-backup"])
        .exits(0)
        .says("adopted    3 revisions");
    assert_eq!(
        project.texts("SELECT version_num FROM 營運.alembic_version"),
        ["e5"]
    );
}

#[test]
fn an_empty_ledger_and_none_on_a_full_database() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + C3));
        for rows in ["", LEDGER] {
            if !rows.is_empty() {
                project.hand(rows);
            }
            project
                .bridge(&["upgrade", "--no-backup"])
                .exits(3)
                .says("holds tables")
                .says("bridge adopt --infer");
            assert!(project.applied().is_empty());
        }
    });
}

#[test]
fn an_empty_database() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("upgraded   e5");
        assert_eq!(project.heads(), ["e5"]);
    });
}

#[test]
fn another_schema_comes_first_later() {
    let project = Project::new(Some(postgres::Database::new()), &chain());
    project.hand(&(A1.to_owned() + B2 + C3 + E5 + &ledger(&["e5"])));
    project.bridge(&["upgrade", "--no-backup"]).exits(0);
    let name = project.server.as_ref().expect("a server").name().to_owned();
    // As `"$user"` does once somebody makes the role's schema.
    project.hand(&format!(
        "CREATE SCHEMA first; ALTER DATABASE {name} SET search_path TO first, public"
    ));
    project.bridge(&["upgrade"]).exits(0).says("nothing to do");
    project.hand(&format!("ALTER DATABASE {name} SET search_path TO first"));
    for command in ["upgrade", "adopt"] {
        project
            .bridge(&[command])
            .exits(2)
            .says("`bridge_version` in its schema `public` has 5 revisions of this chain")
            .says("Set `schema = \"public\"` under [databases.main]");
    }
}

#[test]
fn ahead_of_the_schema() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + C3 + &ledger(&["e5"])));
        for command in [&["adopt"][..], &["upgrade"], &["upgrade", "--dry-run"]] {
            project
                .bridge(command)
                .exits(3)
                .says("revision `e5` (lane `admin`, database `main`) is recorded, and nothing of it is there: table widgets")
                .says("CREATE TABLE widgets")
                .says("--accept");
        }
        assert!(project.applied().is_empty());
        // What is really there is recorded, and the ledger corrected.
        project
            .bridge(&["adopt", "--infer", "--yes", "--no-backup"])
            .exits(0)
            .says("absent    e5");
        assert_eq!(project.applied(), ["a1", "b2", "c3"]);
        assert_eq!(project.heads(), ["b2", "c3"]);
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("upgraded   e5");
    });
}

#[test]
fn ahead_and_accepted() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + C3 + &ledger(&["e5"])));
        project
            .bridge(&["adopt", "--accept", "--no-backup"])
            .exits(0)
            .says("Revision `e5` is recorded as accepted, without: table widgets");
        assert_eq!(project.applied(), ["a1", "b2", "c3", "d4", "e5"]);
        project
            .bridge(&["verify"])
            .exits(3)
            .says("table widgets is missing");
        // An inference takes no row away; it says what to do.
        project
            .bridge(&["adopt", "--infer", "--yes"])
            .exits(3)
            .says("CREATE TABLE widgets")
            .says("recorded, and not as they make it: e5")
            .says("`bridge stamp LANE@REVISION`");
        project
            .bridge(&["stamp", "admin@d4", "--no-backup"])
            .exits(0);
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("upgraded   e5");
        project.bridge(&["verify"]).exits(0);
    });
}

#[test]
fn half_of_the_last_revision() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        let half = E5.split_inclusive(";\n").next().expect("two statements");
        project.hand(&(A1.to_owned() + B2 + C3 + half + &ledger(&["e5"])));
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(3)
            .says("only half of it is there. Missing: table widgets: index ix_widgets_name")
            .says("CREATE INDEX ix_widgets_name ON widgets (name);");
        project.hand("CREATE INDEX ix_widgets_name ON widgets (name)");
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("adopted");
        project.bridge(&["verify"]).exits(0);
    });
}

#[test]
fn behind_the_schema() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + C3 + E5 + &ledger(&["d4"])));
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(3)
            .says("revision `e5` (lane `admin`, database `main`) is not recorded, and what it makes is there already: table widgets");
        project
            .bridge(&["verify"])
            .exits(3)
            .says("table widgets is there already; revision e5, which is pending, makes it");
        assert!(project.applied().is_empty());
        project
            .bridge(&["adopt", "--infer", "--yes", "--no-backup"])
            .exits(0);
        assert_eq!(project.heads(), ["e5"]);
        project.bridge(&["upgrade"]).exits(0).says("nothing to do");
    });
}

#[test]
fn what_a_pending_revision_bears_does_not_stop_it() {
    on_both(|server| {
        let mut revisions = chain();
        let guarded = format!("-- bridge:if not table(\"widgets\")\n{E5}-- bridge:end\n");
        revisions[4] = revision(Kind::Alembic, "e5", &["d4"], &guarded);
        let project = Project::new(server, &revisions);
        project.hand(&(A1.to_owned() + B2 + C3 + E5 + &ledger(&["d4"])));
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("upgraded   e5");
    });
}

#[test]
fn objects_that_no_revision_knows() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        let extra = "CREATE TABLE 手工 (a INTEGER); ALTER TABLE notes ADD COLUMN extra TEXT;";
        project.hand(&(A1.to_owned() + B2 + C3 + extra + &ledger(&["b2", "c3"])));
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("holds what no revision makes: table notes: column extra, table 手工. It is left as it is")
            .says("upgraded   e5");
    });
}

#[test]
fn an_id_that_the_chain_does_not_know() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + C3 + &ledger(&["ffff"])));
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(1)
            .says("the table `alembic_version` has ffff, which the chain does not know")
            .says("bridge adopt admin --infer");
        assert!(project.applied().is_empty());
        project
            .bridge(&["adopt", "admin", "--infer", "--yes", "--no-backup"])
            .exits(0);
        assert_eq!(project.heads(), ["b2", "c3"]);
    });
}

#[test]
fn the_old_tool_run_again_after_adoption() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + C3 + &ledger(&["b2", "c3"])));
        project.bridge(&["adopt", "--no-backup"]).exits(0);
        // Ahead: it is recorded, and said.
        project
            .hand(E5)
            .hand("DELETE FROM alembic_version; INSERT INTO alembic_version VALUES ('e5')");
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(0)
            .says("the old tool was run since");
        assert_eq!(project.applied(), ["a1", "b2", "c3", "d4", "e5"]);
        // Behind: somebody has to say what is true.
        project.hand("UPDATE alembic_version SET version_num = 'd4'");
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(3)
            .says("`alembic_version` and `bridge_version` disagree")
            .says("bridge stamp admin@REVISION");
        project
            .bridge(&["stamp", "admin@e5", "--no-backup"])
            .exits(0);
        project.bridge(&["upgrade"]).exits(0).says("nothing to do");
    });
}

#[test]
fn a_table_that_the_application_made_first() {
    on_both(|server| {
        let project = Project::new(server, &chain());
        project.hand(&(A1.to_owned() + B2 + C3 + &ledger(&["b2", "c3"])));
        project.bridge(&["adopt", "--no-backup"]).exits(0);
        project.hand(E5);
        project
            .bridge(&["upgrade", "--no-backup"])
            .exits(1)
            .says("already exists")
            .says("Everything was rolled back")
            .says("bridge adopt --infer");
        assert_eq!(project.applied(), ["a1", "b2", "c3"]);
        project
            .bridge(&["adopt", "--infer", "--yes", "--no-backup"])
            .exits(0)
            .says("present   e5");
        assert_eq!(project.heads(), ["e5"]);
        project.bridge(&["upgrade"]).exits(0).says("nothing to do");
    });
}

#[test]
fn a_role_without_scratch_databases_adopts_and_is_told() {
    let project = Project::new(Some(postgres::Database::new()), &chain());
    let role = format!("adopter_{}", std::process::id());
    // The ledger is ahead of the schema, and then behind it.
    project.hand(&(A1.to_owned() + B2 + &ledger(&["b2", "c3"])));
    project.hand(&format!(
        "CREATE ROLE {role} LOGIN PASSWORD 'geheim'; GRANT ALL ON SCHEMA public TO {role}; \
         GRANT ALL ON ALL TABLES IN SCHEMA public TO {role}; ALTER TABLE alembic_version OWNER TO {role}"
    ));
    let text = project.server.as_ref().expect("a server").text();
    let (_, host) = text.rsplit_once('@').expect("a user");
    let url = format!("main=postgresql://{role}:geheim@{host}");
    project
        .bridge(&["adopt", "--infer", "--url", &url])
        .exits(1)
        .says("may not create databases");
    let upgrade = ["upgrade", "--no-backup", "--url", &url];
    project
        .bridge(&upgrade)
        .exits(3)
        .says("revision `c3` (lane `admin`, database `main`) is recorded, and nothing of it is there: table accounts: column email")
        .says("ALTER TABLE accounts ADD COLUMN email VARCHAR(100);");
    project.hand(&(C3.to_owned() + "CREATE TABLE widgets (id INTEGER)"));
    project
        .bridge(&upgrade)
        .exits(3)
        .says("revision `e5` (lane `admin`, database `main`) is not recorded, and what it makes is there already: table widgets");
    project.hand("DROP TABLE widgets");
    assert_eq!(project.applied(), Vec::<String>::new());
    let adopted = project
        .bridge(&["adopt", "--no-backup", "--url", &url])
        .exits(0)
        .says("adopted    3 revisions of lane admin")
        .says("compared with the names of tables and added columns only");
    assert!(!adopted.stdout.contains("geheim") && !adopted.stderr.contains("geheim"));
    project.hand(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
}
