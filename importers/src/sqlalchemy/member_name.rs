//! A member of `class E(str, Enum)` as a name: a text, of which `str()` is another one.
//!
//! SQLAlchemy's `quoted_name` takes `str()` (`E.MEMBER`). Elsewhere the text stays what it is, and
//! is quoted where it is written, because `str()` of it is no plain name; or it is looked up.

use crate::operation::Name;
use crate::python::native::Args;
use crate::python::stdlib::enumeration::is_enum;
use crate::python::value::{Class, Instance, Value};

/// What becomes of such a name.
#[derive(Clone, Copy)]
enum Form {
    /// `str()` of it.
    Spelt,
    /// Its value in quotes.
    Quoted,
    /// Its value.
    Value,
}

/// The forms, by the last part of the function's name and by the argument.
const FORMS: &[(Form, &[&str], &[&str])] = &[
    (
        Form::Quoted,
        &["rename_table"],
        &["old_table_name", "new_table_name"],
    ),
    (
        Form::Quoted,
        &["add_column", "drop_column", "alter_column"],
        &["table_name"],
    ),
    (
        Form::Quoted,
        &["alter_column"],
        &["column_name", "new_column_name"],
    ),
    (
        Form::Value,
        &["rename_table", "add_column", "drop_column", "alter_column"],
        &["schema"],
    ),
    (
        Form::Quoted,
        &[
            "create_foreign_key",
            "create_unique_constraint",
            "create_primary_key",
            "create_check_constraint",
            "drop_constraint",
        ],
        &["constraint_name"],
    ),
    (
        Form::Quoted,
        &[
            "PrimaryKeyConstraint",
            "UniqueConstraint",
            "CheckConstraint",
            "ForeignKeyConstraint",
            "ForeignKey",
            "label",
            "alias",
            "subquery",
            "cte",
        ],
        &["name"],
    ),
    (Form::Quoted, &["column"], &["text"]),
    (Form::Quoted, &["table"], &["name", "schema"]),
    (Form::Quoted, &["Enum"], &["schema"]),
    (
        Form::Value,
        &["PrimaryKeyConstraint", "UniqueConstraint"],
        &["columns"],
    ),
    (Form::Value, &["Index"], &["expressions"]),
    (Form::Value, &["values", "from_select"], &["values"]),
    (
        Form::Spelt,
        &[
            "create_table",
            "drop_table",
            "create_unique_constraint",
            "create_primary_key",
            "create_check_constraint",
            "drop_constraint",
            "create_table_comment",
            "drop_table_comment",
            "create_index",
        ],
        &["table_name", "schema"],
    ),
    (Form::Spelt, &["drop_column"], &["column_name"]),
    (Form::Spelt, &["drop_index"], &["table_name"]),
    (
        Form::Spelt,
        &["create_index", "drop_index"],
        &["index_name", "schema"],
    ),
    (
        Form::Spelt,
        &["create_foreign_key"],
        &["source_table", "source_schema"],
    ),
    (Form::Spelt, &["Table"], &["name", "schema"]),
    (
        Form::Spelt,
        &["Column", "Index", "Sequence", "Enum", "ENUM", "f"],
        &["name"],
    ),
];

/// Such a member, and the text that `str()` of it is.
fn spelt(value: &Value) -> Option<String> {
    let Value::Instance(instance) = value else {
        return None;
    };
    let Instance { class, scope, .. } = &**instance;
    let says = |class: &Class| class.scope.has("__str__");
    let above = |above: &Value| matches!(above, Value::Class(class) if says(class));
    let is_member = is_enum(class)
        && !class.derives_from("enum.StrEnum")
        && !says(class)
        && !class.above.iter().any(above);
    let own = scope.get("_name_").filter(|_| is_member)?;
    Some(format!("{}.{}", class.name, own.as_str()?))
}

/// Whether a value is such a member.
pub(super) fn is_member(value: &Value) -> bool {
    spelt(value).is_some()
}

/// The text that SQLAlchemy takes for the column of an index; the value itself where it is no
/// such member.
pub(crate) fn as_column(value: &Value) -> Value {
    spelt(value).map_or_else(|| value.clone(), Value::str)
}

/// The name that such a member is as an argument; `None` where that is not known.
pub(super) fn of_argument(args: &Args, argument: &str, value: &Value) -> Option<Name> {
    let function = args.function.to_string();
    let function = function.rsplit('.').next().unwrap_or_default();
    let known = FORMS.iter().find(|(_, functions, arguments)| {
        functions.contains(&function) && arguments.contains(&argument)
    });
    Some(match known?.0 {
        Form::Spelt => Name::new(spelt(value)?),
        Form::Value => Name::new(&*value.as_str()?),
        Form::Quoted => Name {
            quote: Some(true),
            ..Name::new(&*value.as_str()?)
        },
    })
}
