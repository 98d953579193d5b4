//! The rules, one in a file.

mod batch_foreign_keys;
mod boolean_default;
mod caught_error;
mod changed_file;
mod dialect_only;
mod disagreeing_header;
mod foreign_key_violations;
mod long_id;
mod made_twice;
mod no_downgrade;
pub(super) mod old_commands;
mod refused;
mod several_heads;
mod unknown_row;
mod wal_file;

use super::{Examination, Finding};

/// One rule.
pub struct Rule {
    /// A name that stays the same.
    pub code: &'static str,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Looks.
    pub(super) check: fn(&Examination<'_>) -> Vec<Finding>,
}

/// Every rule, in the order of the alphabet.
pub const RULES: &[Rule] = &[
    Rule {
        code: "batch-foreign-keys",
        summary: "table rebuilds on connections that enforce foreign keys",
        check: batch_foreign_keys::check,
    },
    Rule {
        code: "boolean-default",
        summary: "a boolean's default written as a number, which PostgreSQL refuses",
        check: boolean_default::check,
    },
    Rule {
        code: "caught-error",
        summary: "try/except that leaves an aborted transaction behind on PostgreSQL",
        check: caught_error::check,
    },
    Rule {
        code: "changed-file",
        summary: "files of the chain that changed since they were locked or applied",
        check: changed_file::check,
    },
    Rule {
        code: "dialect-only",
        summary: "functions and words that exist on one dialect only",
        check: dialect_only::check,
    },
    Rule {
        code: "disagreeing-header",
        summary: "docstrings that say another id or parent than the variables",
        check: disagreeing_header::check,
    },
    Rule {
        code: "foreign-key-violations",
        summary: "rows that refer to nothing, already there",
        check: foreign_key_violations::check,
    },
    Rule {
        code: "long-id",
        summary: "ids longer than the ledger's column",
        check: long_id::check,
    },
    Rule {
        code: "made-twice",
        summary: "a table, column, index or view that two paths make",
        check: made_twice::check,
    },
    Rule {
        code: "no-downgrade",
        summary: "revisions without a way back",
        check: no_downgrade::check,
    },
    Rule {
        code: "old-commands",
        summary: "the old tools in scripts, CI files and images",
        check: old_commands::check,
    },
    Rule {
        code: "refused",
        summary: "what import refuses or warns of",
        check: refused::check,
    },
    Rule {
        code: "several-heads",
        summary: "a history that ends in several heads",
        check: several_heads::check,
    },
    Rule {
        code: "unknown-row",
        summary: "ledgers that say what the chain does not know, or that disagree",
        check: unknown_row::check,
    },
    Rule {
        code: "wal-file",
        summary: "a WAL beside a SQLite file, which a file copy misses",
        check: wal_file::check,
    },
];

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_in_order_and_name_their_files() {
        let codes: Vec<&str> = super::RULES.iter().map(|rule| rule.code).collect();
        assert!(codes.is_sorted());
        for code in codes {
            let file = format!(
                "{}/src/doctor/rules/{}.rs",
                env!("CARGO_MANIFEST_DIR"),
                code.replace('-', "_")
            );
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            assert!(text.starts_with("//! "), "{file} has no documentation");
        }
    }
}
