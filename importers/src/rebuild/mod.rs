//! Table rebuilds on SQLite: from the live `CREATE TABLE` text and the changes to the statements that run.
