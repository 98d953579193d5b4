//! `itertools`

use crate::python::interpreter::Interpreter;
use crate::python::iterate::Iterator;
use crate::python::native::{Args, Definition, ModuleTable, Result};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "itertools",
    definitions: &[
        ("chain", Definition::Class(&CHAIN)),
        ("product", Definition::Function(product)),
        ("zip_longest", Definition::Function(zip_longest)),
        ("islice", Definition::Function(islice)),
        ("groupby", Definition::Function(groupby)),
        ("combinations", Definition::Function(combinations)),
        ("permutations", Definition::Function(permutations)),
        ("accumulate", Definition::Function(accumulate)),
        ("starmap", Definition::Function(starmap)),
        ("repeat", Definition::Function(repeat)),
        (
            "takewhile",
            Definition::Function(|i, a| while_true(i, a, true)),
        ),
        (
            "dropwhile",
            Definition::Function(|i, a| while_true(i, a, false)),
        ),
        (
            "count",
            Definition::Function(|i, _| Err(i.unsupported("iterators without end"))),
        ),
        (
            "cycle",
            Definition::Function(|i, _| Err(i.unsupported("iterators without end"))),
        ),
    ],
    fallback: None,
};

static CHAIN: crate::python::native::ClassDefinition =
    crate::python::native::ClassDefinition::new("itertools.chain", &[], chain).attributes(
        |_, name| {
            Ok((name == "from_iterable").then(|| {
                Value::Native(crate::python::native::NativeFunction {
                    module: "itertools",
                    name: "chain.from_iterable",
                    call: |interpreter, mut args| {
                        let iterables = args.required("iterable")?;
                        let iterables = interpreter.iterate(&iterables)?;
                        joined(interpreter, iterables)
                    },
                })
            }))
        },
    );

fn joined(interpreter: &mut Interpreter, iterables: Vec<Value>) -> Result<Value> {
    let mut items = Vec::new();
    for iterable in iterables {
        items.extend(interpreter.iterate(&iterable)?);
    }
    Ok(Iterator::value("itertools.chain", items))
}

fn chain(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterables = args.rest();
    args.finish()?;
    joined(interpreter, iterables)
}

fn columns(interpreter: &mut Interpreter, args: &mut Args) -> Result<Vec<Vec<Value>>> {
    let mut columns = Vec::new();
    for iterable in args.rest() {
        columns.push(interpreter.iterate(&iterable)?);
    }
    Ok(columns)
}

fn product(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let repeat = args.keyword_integer("repeat")?.unwrap_or(1);
    let columns = columns(interpreter, &mut args)?;
    args.finish()?;
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for _ in 0..repeat.max(0) {
        for column in &columns {
            interpreter.step((rows.len() * column.len()) as u64)?;
            interpreter.charge(rows.len().saturating_mul(column.len()).saturating_mul(64))?;
            rows = rows
                .into_iter()
                .flat_map(|row| {
                    column.iter().map(move |item| {
                        let mut row = row.clone();
                        row.push(item.clone());
                        row
                    })
                })
                .collect();
        }
    }
    Ok(Iterator::value(
        "itertools.product",
        rows.into_iter().map(Value::tuple).collect(),
    ))
}

fn zip_longest(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let fill = args.keyword("fillvalue").unwrap_or(Value::None);
    let columns = columns(interpreter, &mut args)?;
    args.finish()?;
    let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
    let rows = (0..longest)
        .map(|at| {
            Value::tuple(
                columns
                    .iter()
                    .map(|column| column.get(at).cloned().unwrap_or_else(|| fill.clone())),
            )
        })
        .collect();
    Ok(Iterator::value("itertools.zip_longest", rows))
}

fn islice(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterable = args.required("iterable")?;
    let parts = args.rest();
    args.finish()?;
    let items = interpreter.iterate(&iterable)?;
    let slice = crate::python::builtins::class("slice").map_or(Value::None, Value::NativeClass);
    let slice = interpreter.call_with(&slice, parts)?;
    let picked = interpreter.slice(items.len(), &slice)?;
    let items = picked
        .into_iter()
        .filter_map(|at| items.get(at).cloned())
        .collect();
    Ok(Iterator::value("itertools.islice", items))
}

fn groupby(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterable = args.required("iterable")?;
    let key = args.take("key")?.filter(|key| !key.is_none());
    args.finish()?;
    let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
    for item in interpreter.iterate(&iterable)? {
        let rank = match &key {
            Some(key) => interpreter.call_with(key, [item.clone()])?,
            None => item.clone(),
        };
        let same = match groups.last() {
            Some((last, _)) => {
                let last = last.clone();
                interpreter.is_equal(&last, &rank)?
            }
            None => false,
        };
        match groups.last_mut() {
            Some((_, group)) if same => group.push(item),
            _ => groups.push((rank, vec![item])),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(key, group)| Value::tuple([key, Iterator::value("itertools._grouper", group)]))
        .collect();
    Ok(Iterator::value("itertools.groupby", groups))
}

fn combinations(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    choose(interpreter, args, true)
}

fn permutations(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    choose(interpreter, args, false)
}

/// Choices of `r` items: in rising order of places, or in any.
fn choose(interpreter: &mut Interpreter, mut args: Args, rising: bool) -> Result<Value> {
    let iterable = args.required("iterable")?;
    let size = args.optional_integer("r")?;
    args.finish()?;
    let items = interpreter.iterate(&iterable)?;
    let size = size.map_or(items.len(), |size| usize::try_from(size).unwrap_or(0));
    let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..size {
        let mut longer = Vec::new();
        for row in rows {
            interpreter.step(items.len() as u64)?;
            interpreter.charge(items.len() * 64)?;
            for at in 0..items.len() {
                let fits = if rising {
                    row.last().is_none_or(|last| at > *last)
                } else {
                    !row.contains(&at)
                };
                if fits {
                    let mut next = row.clone();
                    next.push(at);
                    longer.push(next);
                }
            }
        }
        rows = longer;
    }
    let rows = rows
        .into_iter()
        .map(|row| Value::tuple(row.into_iter().filter_map(|at| items.get(at).cloned())))
        .collect();
    Ok(Iterator::value("itertools.combinations", rows))
}

fn accumulate(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterable = args.required("iterable")?;
    let function = args.take("func")?.filter(|function| !function.is_none());
    args.finish()?;
    let mut sums: Vec<Value> = Vec::new();
    for item in interpreter.iterate(&iterable)? {
        let next = match (sums.last().cloned(), &function) {
            (None, _) => item,
            (Some(last), Some(function)) => interpreter.call_with(function, [last, item])?,
            (Some(last), None) => interpreter.binary("+", &last, &item)?,
        };
        sums.push(next);
    }
    Ok(Iterator::value("itertools.accumulate", sums))
}

fn starmap(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("function")?;
    let iterable = args.required("iterable")?;
    args.finish()?;
    let mut made = Vec::new();
    for item in interpreter.iterate(&iterable)? {
        let arguments = interpreter.iterate(&item)?;
        made.push(interpreter.call_with(&function, arguments)?);
    }
    Ok(Iterator::value("itertools.starmap", made))
}

fn repeat(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let item = args.required("object")?;
    let Some(times) = args.optional_integer("times")? else {
        return Err(interpreter.unsupported("iterators without end"));
    };
    args.finish()?;
    let times = usize::try_from(times).unwrap_or(0);
    interpreter.charge(times.saturating_mul(32))?;
    Ok(Iterator::value("itertools.repeat", vec![item; times]))
}

fn while_true(interpreter: &mut Interpreter, mut args: Args, take: bool) -> Result<Value> {
    let test = args.required("predicate")?;
    let iterable = args.required("iterable")?;
    args.finish()?;
    let items = interpreter.iterate(&iterable)?;
    let mut until = items.len();
    for (at, item) in items.iter().enumerate() {
        let holds = interpreter.call_with(&test, [item.clone()])?;
        if !interpreter.known_truth(&holds)? {
            until = at;
            break;
        }
    }
    let items = if take {
        items.into_iter().take(until).collect()
    } else {
        items.into_iter().skip(until).collect()
    };
    Ok(Iterator::value("itertools.takewhile", items))
}
