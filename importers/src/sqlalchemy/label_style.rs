//! `sa.LABEL_STYLE_…`: how a query names its columns.

use crate::operation::expression::LabelStyle;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, ClassDefinition, Definition, Object, Result};
use crate::python::value::Value;

struct Style(LabelStyle);

impl Object for Style {
    fn type_name(&self) -> &str {
        "SelectLabelStyle"
    }
}

/// The styles, by name.
const STYLES: &[(&str, LabelStyle)] = &[
    ("LABEL_STYLE_NONE", LabelStyle::Bare),
    ("LABEL_STYLE_TABLENAME_PLUS_COL", LabelStyle::WithTable),
    ("LABEL_STYLE_DISAMBIGUATE_ONLY", LabelStyle::Distinct),
    ("LABEL_STYLE_DEFAULT", LabelStyle::Distinct),
];

fn named(_: &mut Interpreter, name: &str) -> Result<Option<Value>> {
    let found = STYLES.iter().find(|(own, _)| *own == name);
    Ok(found.map(|(_, style)| Value::object(Style(*style))))
}

fn construct(interpreter: &mut Interpreter, _: Args) -> Result<Value> {
    Err(interpreter.unsupported("`SelectLabelStyle(...)`; its members have names"))
}

static CLASS: ClassDefinition =
    ClassDefinition::new("sqlalchemy.sql.selectable.SelectLabelStyle", &[], construct)
        .attributes(named);

macro_rules! members {
    ($($name:literal),*) => {
        &[
            ("SelectLabelStyle", Definition::Class(&CLASS)),
            $((
                $name,
                Definition::Value(|interpreter| {
                    Ok(named(interpreter, $name)?.unwrap_or(Value::None))
                }),
            ),)*
        ]
    };
}

/// What `sqlalchemy` has of it.
pub(super) static NAMES: &[(&str, Definition)] = members!(
    "LABEL_STYLE_NONE",
    "LABEL_STYLE_TABLENAME_PLUS_COL",
    "LABEL_STYLE_DISAMBIGUATE_ONLY",
    "LABEL_STYLE_DEFAULT"
);

/// The style that a value is.
pub(super) fn of_value(value: &Value) -> Option<LabelStyle> {
    value.downcast::<Style>().map(|style| style.0)
}
