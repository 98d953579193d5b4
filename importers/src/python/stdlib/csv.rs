//! `csv`: readers over lines, writers to what has `write`.

use std::rc::Rc;

use crate::python::interpreter::Interpreter;
use crate::python::iterate::{Iterator, Source};
use crate::python::native::{Args, Definition, ModuleTable, Object, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "csv",
    definitions: &[
        ("reader", Definition::Function(reader)),
        ("writer", Definition::Function(writer)),
        (
            "Error",
            Definition::Exception {
                name: "csv.Error",
                base: "Exception",
            },
        ),
        ("QUOTE_MINIMAL", Definition::Value(|_| Ok(Value::Int(0)))),
        ("QUOTE_ALL", Definition::Value(|_| Ok(Value::Int(1)))),
        ("QUOTE_NONNUMERIC", Definition::Value(|_| Ok(Value::Int(2)))),
        ("QUOTE_NONE", Definition::Value(|_| Ok(Value::Int(3)))),
    ],
    fallback: super::written::CSV,
};

/// How fields are written: the dialect `excel`, where the file says no more.
#[derive(Clone)]
struct Layout {
    delimiter: char,
    quote: char,
    skip_space: bool,
    quoting: Quoting,
    double: bool,
    escape: Option<char>,
    line_end: String,
}

/// Which fields stand in quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    Minimal,
    All,
    NonNumeric,
    None,
}

fn character(
    interpreter: &Interpreter,
    args: &mut Args,
    name: &str,
    default: char,
) -> Result<char> {
    let Some(value) = args.keyword(name) else {
        return Ok(default);
    };
    let text = args.to_string(name, &value)?;
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(c),
        _ => Err(interpreter.unsupported(&format!("this `{name}` of csv"))),
    }
}

impl Layout {
    fn take(interpreter: &Interpreter, args: &mut Args) -> Result<Self> {
        let delimiter = character(interpreter, args, "delimiter", ',')?;
        let quote = character(interpreter, args, "quotechar", '"')?;
        let skip_space = args.keyword_boolean("skipinitialspace")?.unwrap_or(false);
        let quoting = match args.keyword_integer("quoting")?.unwrap_or(0) {
            0 => Quoting::Minimal,
            1 => Quoting::All,
            2 => Quoting::NonNumeric,
            3 => Quoting::None,
            _ => return Err(interpreter.unsupported("this `quoting` of csv")),
        };
        let double = args.keyword_boolean("doublequote")?.unwrap_or(true);
        let escape = match args.keyword("escapechar") {
            Some(value) if !value.is_none() => {
                let text = args.to_string("escapechar", &value)?;
                text.chars().next()
            }
            _ => None,
        };
        let line_end = match args.keyword("lineterminator") {
            Some(value) => args.to_string("lineterminator", &value)?,
            None => "\r\n".into(),
        };
        if args.keyword_boolean("strict")?.unwrap_or(false) {
            return Err(interpreter.unsupported("`strict` of csv"));
        }
        // The dialects that Python knows by name (`csv.register_dialect`).
        let dialect = args.keyword("dialect").and_then(|name| name.as_str());
        let (delimiter, quoting, line_end) = match dialect.as_deref() {
            None | Some("excel") => (delimiter, quoting, line_end),
            Some("excel-tab") => ('\t', quoting, line_end),
            Some("unix") => (delimiter, Quoting::All, "\n".into()),
            Some(_) => return Err(interpreter.unsupported("this `dialect` of csv")),
        };
        Ok(Self {
            delimiter,
            quote,
            skip_space,
            quoting,
            double,
            escape,
            line_end,
        })
    }

    /// The next row; it may go over several lines.
    fn row(&self, interpreter: &mut Interpreter, lines: &mut Source) -> Result<Option<Vec<Value>>> {
        let mut fields = Vec::new();
        let mut field = String::new();
        // Whether the field has begun, whether it stands in quotes, and whether it did.
        let (mut begun, mut quoted, mut any) = (false, false, false);
        let mut was_quoted = false;
        let quotes = self.quoting != Quoting::None;
        while let Some(line) = lines.next(interpreter)? {
            let Some(line) = line.as_str() else {
                interpreter.known(line)?;
                return Err(interpreter.raise(
                    "csv.Error",
                    "iterator should return strings, not what it gave",
                ));
            };
            interpreter.step(1 + line.len() as u64 / 16)?;
            interpreter.charge(line.len() * 2)?;
            any = true;
            let mut chars = line.chars().peekable();
            while let Some(c) = chars.next() {
                match c {
                    c if Some(c) == self.escape => {
                        let next = chars.next().unwrap_or('\n');
                        field.push(next);
                        begun = true;
                    }
                    c if quoted && c == self.quote => {
                        if self.double && chars.peek() == Some(&self.quote) {
                            chars.next();
                            field.push(c);
                        } else {
                            quoted = false;
                        }
                    }
                    c if quoted => field.push(c),
                    c if quotes && c == self.quote && !begun => {
                        (begun, quoted, was_quoted) = (true, true, true);
                    }
                    c if c == self.delimiter => {
                        let text = std::mem::take(&mut field);
                        fields.push(self.value(interpreter, text, was_quoted)?);
                        (begun, was_quoted) = (false, false);
                        if chars.peek().is_none() {
                            // A last, empty field.
                            begun = true;
                        }
                    }
                    '\n' | '\r' => {}
                    ' ' if self.skip_space && !begun => {}
                    c => {
                        field.push(c);
                        begun = true;
                    }
                }
            }
            if !quoted {
                if begun || !field.is_empty() || !fields.is_empty() {
                    fields.push(self.value(interpreter, field, was_quoted)?);
                }
                return Ok(Some(fields));
            }
        }
        if any {
            fields.push(Value::str(field));
            return Ok(Some(fields));
        }
        Ok(None)
    }

    /// A field that was read.
    fn value(&self, interpreter: &mut Interpreter, text: String, quoted: bool) -> Result<Value> {
        if self.quoting != Quoting::NonNumeric || quoted {
            return Ok(Value::str(text));
        }
        match crate::python::builtins::class("float") {
            Some(float) => interpreter.call_with(&Value::NativeClass(float), [Value::str(text)]),
            None => Ok(Value::str(text)),
        }
    }

    fn write(&self, interpreter: &mut Interpreter, row: &Value) -> Result<String> {
        let items = interpreter.iterate(row)?;
        let mut fields = Vec::new();
        for item in &items {
            let text = match item {
                Value::None => String::new(),
                other => interpreter.str(other)?,
            };
            let special = [self.delimiter, self.quote, '\r', '\n'];
            let is_special = |c: char| special.contains(&c) || Some(c) == self.escape;
            let alone = text.is_empty() && items.len() == 1;
            let must = match self.quoting {
                Quoting::All => true,
                Quoting::NonNumeric => match item {
                    Value::Object(object) => object.type_name() != "Decimal",
                    item => !matches!(
                        item,
                        Value::Int(_) | Value::Big(_) | Value::Float(_) | Value::Bool(_)
                    ),
                },
                Quoting::Minimal => {
                    let special = [self.delimiter, '\r', '\n'];
                    let doubled = self.double && text.contains(self.quote);
                    alone || doubled || text.contains(special)
                }
                Quoting::None => {
                    if alone {
                        let text = "single empty field record must be quoted";
                        return Err(interpreter.raise("csv.Error", text));
                    }
                    fields.push(self.escaped(interpreter, &text, &is_special)?);
                    continue;
                }
            };
            if !must {
                let escape = |c: char| c == self.quote || Some(c) == self.escape;
                fields.push(self.escaped(interpreter, &text, &escape)?);
                continue;
            }
            let quote = self.quote.to_string();
            let inside = if self.double {
                let escape = |c: char| Some(c) == self.escape;
                self.escaped(interpreter, &text, &escape)?
                    .replace(self.quote, &quote.repeat(2))
            } else {
                let escape = |c: char| c == self.quote || Some(c) == self.escape;
                self.escaped(interpreter, &text, &escape)?
            };
            fields.push(format!("{quote}{inside}{quote}"));
        }
        let joined = fields.join(&self.delimiter.to_string());
        interpreter.charge(joined.len())?;
        Ok(format!("{joined}{}", self.line_end))
    }

    /// The text with `escapechar` before each character that needs it.
    fn escaped(
        &self,
        interpreter: &mut Interpreter,
        text: &str,
        needs: &dyn Fn(char) -> bool,
    ) -> Result<String> {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if needs(c) {
                match self.escape {
                    Some(escape) => out.push(escape),
                    None => {
                        let text = "need to escape, but no escapechar set";
                        return Err(interpreter.raise("csv.Error", text));
                    }
                }
            }
            out.push(c);
        }
        Ok(out)
    }
}

fn reader(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let lines = args.required("csvfile")?;
    let layout = Layout::take(interpreter, &mut args)?;
    args.finish()?;
    let lines = interpreter.source(lines)?;
    Ok(Iterator::stepping(
        interpreter,
        "_csv.reader",
        lines,
        move |lines, interpreter| {
            let row = layout.row(interpreter, lines)?;
            Ok(row.map(|row| interpreter.list(row)))
        },
    ))
}

/// `writer(file)`
struct Writer {
    file: Value,
    layout: Layout,
}

impl Object for Writer {
    fn type_name(&self) -> &str {
        "_csv.writer"
    }

    fn method(
        self: Rc<Self>,
        interpreter: &mut Interpreter,
        name: &str,
        args: &mut Args,
    ) -> Result<Option<Value>> {
        let rows = match name {
            "writerow" => vec![args.required("row")?],
            "writerows" => {
                let rows = args.required("rows")?;
                interpreter.iterate(&rows)?
            }
            _ => return Ok(None),
        };
        let mut written = Value::None;
        for row in rows {
            let text = self.layout.write(interpreter, &row)?;
            written =
                interpreter.call_method(&self.file, "write", Args::new([Value::str(text)]))?;
        }
        Ok(Some(if name == "writerow" {
            written
        } else {
            Value::None
        }))
    }
}

fn writer(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let file = args.required("csvfile")?;
    let layout = Layout::take(interpreter, &mut args)?;
    args.finish()?;
    Ok(Value::object(Writer { file, layout }))
}
