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
        ("DictReader", Definition::Function(dict_reader)),
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
    ],
    fallback: None,
};

/// How fields are written: the dialect `excel`, where the file says no more.
#[derive(Clone)]
struct Layout {
    delimiter: char,
    quote: char,
    skip_space: bool,
    quote_all: bool,
    line_end: String,
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
        let quoting = args.keyword_integer("quoting")?.unwrap_or(0);
        let line_end = match args.keyword("lineterminator") {
            Some(value) => args.to_string("lineterminator", &value)?,
            None => "\r\n".into(),
        };
        if !(0..=1).contains(&quoting) {
            return Err(interpreter.unsupported("this `quoting` of csv"));
        }
        Ok(Self {
            delimiter,
            quote,
            skip_space,
            quote_all: quoting == 1,
            line_end,
        })
    }

    /// The next row; it may go over several lines.
    fn row(&self, interpreter: &mut Interpreter, lines: &mut Source) -> Result<Option<Vec<Value>>> {
        let mut fields = Vec::new();
        let mut field = String::new();
        // Whether the field has begun, and whether it stands in quotes.
        let (mut begun, mut quoted, mut any) = (false, false, false);
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
                    c if quoted && c == self.quote => {
                        if chars.peek() == Some(&self.quote) {
                            chars.next();
                            field.push(c);
                        } else {
                            quoted = false;
                        }
                    }
                    c if quoted => field.push(c),
                    c if c == self.quote && !begun => {
                        (begun, quoted) = (true, true);
                    }
                    c if c == self.delimiter => {
                        fields.push(Value::str(std::mem::take(&mut field)));
                        begun = false;
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
                    fields.push(Value::str(field));
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

    fn write(&self, interpreter: &mut Interpreter, row: &Value) -> Result<String> {
        let items = interpreter.iterate(row)?;
        let mut fields = Vec::new();
        for item in &items {
            let text = match item {
                Value::None => String::new(),
                other => interpreter.str(other)?,
            };
            let special = [self.delimiter, self.quote, '\r', '\n'];
            let must =
                self.quote_all || text.contains(special) || (text.is_empty() && items.len() == 1);
            fields.push(if must {
                let quote = self.quote.to_string();
                format!(
                    "{quote}{}{quote}",
                    text.replace(self.quote, &quote.repeat(2))
                )
            } else {
                text
            });
        }
        let joined = fields.join(&self.delimiter.to_string());
        interpreter.charge(joined.len())?;
        Ok(format!("{joined}{}", self.line_end))
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

fn dict_reader(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let lines = args.required("f")?;
    let names = args.take("fieldnames")?.filter(|names| !names.is_none());
    let layout = Layout::take(interpreter, &mut args)?;
    args.finish()?;
    let names = match names {
        Some(names) => Some(interpreter.iterate(&names)?),
        None => None,
    };
    let lines = interpreter.source(lines)?;
    Ok(Iterator::stepping(
        interpreter,
        "DictReader",
        (lines, names),
        move |(lines, names), interpreter| {
            let mut next = |interpreter: &mut Interpreter| loop {
                match layout.row(interpreter, lines)? {
                    Some(row) if row.is_empty() => interpreter.step(1)?,
                    other => return Ok(other),
                }
            };
            if names.is_none() {
                *names = Some(next(interpreter)?.unwrap_or_default());
            }
            let names = names.clone().unwrap_or_default();
            let Some(row) = next(interpreter)? else {
                return Ok(None);
            };
            let mut pairs: Vec<(Value, Value)> = Vec::new();
            let mut row = row.into_iter();
            for name in names {
                pairs.push((name, row.next().unwrap_or(Value::None)));
            }
            let rest: Vec<Value> = row.collect();
            if !rest.is_empty() {
                pairs.push((Value::None, interpreter.list(rest)));
            }
            interpreter.dict(pairs).map(Some)
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

    fn as_any(self: Rc<Self>) -> Rc<dyn std::any::Any> {
        self
    }
}

fn writer(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let file = args.required("csvfile")?;
    let layout = Layout::take(interpreter, &mut args)?;
    args.finish()?;
    Ok(Value::object(Writer { file, layout }))
}
