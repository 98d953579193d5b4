//! `itertools`

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use crate::python::builtins::sources;
use crate::python::interpreter::Interpreter;
use crate::python::iterate::{Iterator, Source};
use crate::python::native::{
    Args, ClassDefinition, Definition, ModuleTable, NativeFunction, Result,
};
use crate::python::value::Value;

pub(super) static TABLE: ModuleTable = ModuleTable {
    name: "itertools",
    definitions: &[
        ("chain", Definition::Class(&CHAIN)),
        ("product", Definition::Function(product)),
        ("zip_longest", Definition::Function(zip_longest)),
        ("islice", Definition::Function(islice)),
        ("groupby", Definition::Function(groupby)),
        (
            "combinations",
            Definition::Function(|i, a| choose(i, a, "itertools.combinations", after)),
        ),
        (
            "combinations_with_replacement",
            Definition::Function(|i, a| {
                choose(i, a, "itertools.combinations_with_replacement", from)
            }),
        ),
        (
            "permutations",
            Definition::Function(|i, a| choose(i, a, "itertools.permutations", unused)),
        ),
        ("accumulate", Definition::Function(accumulate)),
        ("starmap", Definition::Function(starmap)),
        ("repeat", Definition::Function(repeat)),
        ("count", Definition::Function(count)),
        ("cycle", Definition::Function(cycle)),
        ("takewhile", Definition::Function(takewhile)),
        ("dropwhile", Definition::Function(dropwhile)),
        ("filterfalse", Definition::Function(filterfalse)),
        ("compress", Definition::Function(compress)),
        ("pairwise", Definition::Function(pairwise)),
        ("tee", Definition::Function(tee)),
    ],
    fallback: None,
};

static CHAIN: ClassDefinition =
    ClassDefinition::new("itertools.chain", &[], chain).attributes(|_, name| {
        Ok(
            (name == "from_iterable").then_some(Value::Native(NativeFunction {
                module: "itertools",
                name: "chain.from_iterable",
                call: chain_from_iterable,
            })),
        )
    });

fn chain(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterables = Value::tuple(args.rest());
    args.finish()?;
    joined(interpreter, iterables)
}

fn chain_from_iterable(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterables = args.required("iterable")?;
    args.finish()?;
    joined(interpreter, iterables)
}

fn joined(interpreter: &mut Interpreter, iterables: Value) -> Result<Value> {
    let outer = interpreter.source(iterables)?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.chain",
        (outer, None::<Source>),
        |(outer, inner), interpreter| loop {
            if let Some(source) = inner
                && let Some(item) = source.next(interpreter)?
            {
                return Ok(Some(item));
            }
            interpreter.step(1)?;
            match outer.next(interpreter)? {
                Some(iterable) => *inner = Some(interpreter.source(iterable)?),
                None => return Ok(None),
            }
        },
    ))
}

fn product(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let repeat = args.keyword_integer("repeat")?.unwrap_or(1);
    let mut columns = Vec::new();
    for iterable in args.rest() {
        columns.push(interpreter.iterate(&iterable)?);
    }
    args.finish()?;
    if repeat < 0 {
        return Err(interpreter.raise("ValueError", "repeat argument cannot be negative"));
    }
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
    let rows = rows.into_iter().map(Value::tuple).collect();
    Ok(Iterator::value(interpreter, "itertools.product", rows))
}

fn zip_longest(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let fill = args.keyword("fillvalue").unwrap_or(Value::None);
    let columns = args.rest();
    args.finish()?;
    let columns: Vec<Option<Source>> = sources(interpreter, columns)?
        .into_iter()
        .map(Some)
        .collect();
    Ok(Iterator::stepping(
        interpreter,
        "itertools.zip_longest",
        columns,
        move |columns, interpreter| {
            let mut row = Vec::with_capacity(columns.len());
            for column in columns.iter_mut() {
                let item = match column {
                    Some(source) => source.next(interpreter)?,
                    None => None,
                };
                if item.is_none() {
                    *column = None;
                }
                row.push(item.unwrap_or_else(|| fill.clone()));
            }
            Ok(columns
                .iter()
                .any(Option::is_some)
                .then(|| Value::tuple(row)))
        },
    ))
}

fn islice(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterable = args.required("iterable")?;
    let parts = args.rest();
    args.finish()?;
    let mut bounds = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        bounds.push(match part {
            Value::None => None,
            Value::Bool(known) => Some(i128::from(*known)),
            Value::Int(number) if i64::try_from(*number).is_ok_and(|number| number >= 0) => {
                Some(*number)
            }
            Value::Unknown(_) => return interpreter.known(part.clone()),
            _ => {
                let text = match (at, parts.len()) {
                    (0, 1) | (1, _) => {
                        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
                    }
                    (2, _) => "Step for islice() must be a positive integer or None.",
                    _ => "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
                };
                return Err(interpreter.raise("ValueError", text));
            }
        });
    }
    let (start, stop, step) = match bounds[..] {
        [stop] => (0, stop, 1),
        [start, stop] => (start.unwrap_or(0), stop, 1),
        [start, stop, step] => (start.unwrap_or(0), stop, step.unwrap_or(1)),
        _ => return Err(interpreter.raise("TypeError", "islice expected at least 2 arguments")),
    };
    if step == 0 {
        return Err(interpreter.raise(
            "ValueError",
            "Step for islice() must be a positive integer or None.",
        ));
    }
    let source = interpreter.source(iterable)?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.islice",
        (source, 0_i128, start),
        move |(source, at, wanted), interpreter| {
            if stop.is_some_and(|stop| *wanted >= stop) {
                // What comes before the end is taken from the iterator all the same.
                while stop.is_some_and(|stop| *at < stop) {
                    interpreter.step(1)?;
                    *at += 1;
                    if source.next(interpreter)?.is_none() {
                        break;
                    }
                }
                return Ok(None);
            }
            while let Some(item) = source.next(interpreter)? {
                interpreter.step(1)?;
                *at += 1;
                if *at > *wanted {
                    *wanted = wanted.saturating_add(step);
                    return Ok(Some(item));
                }
            }
            Ok(None)
        },
    ))
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
    // Python empties a group when the next one is asked for.
    let last: Rc<RefCell<Option<Rc<Iterator>>>> = Rc::default();
    Ok(Iterator::stepping(
        interpreter,
        "itertools.groupby",
        groups.into_iter(),
        move |groups, interpreter| {
            if let Some(last) = last.take() {
                last.set_stream(None);
            }
            Ok(groups.next().map(|(key, group)| {
                let group = Iterator::value(interpreter, "itertools._grouper", group);
                last.replace(group.downcast::<Iterator>());
                Value::tuple([key, group])
            }))
        },
    ))
}

/// Whether the item at `at` may follow the chosen ones.
type Fits = fn(&[usize], usize) -> bool;

fn after(row: &[usize], at: usize) -> bool {
    row.last().is_none_or(|last| at > *last)
}

fn from(row: &[usize], at: usize) -> bool {
    row.last().is_none_or(|last| at >= *last)
}

fn unused(row: &[usize], at: usize) -> bool {
    !row.contains(&at)
}

/// Choices of `r` items.
fn choose(
    interpreter: &mut Interpreter,
    mut args: Args,
    name: &'static str,
    fits: Fits,
) -> Result<Value> {
    let iterable = args.required("iterable")?;
    let size = args.optional_integer("r")?;
    args.finish()?;
    let items = interpreter.iterate(&iterable)?;
    let size = match size.map(usize::try_from) {
        Some(Ok(size)) => size,
        Some(Err(_)) => return Err(interpreter.raise("ValueError", "r must be non-negative")),
        None => items.len(),
    };
    let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..size {
        let mut longer = Vec::new();
        for row in rows {
            interpreter.step(items.len() as u64)?;
            interpreter.charge(items.len() * 64)?;
            for at in 0..items.len() {
                if fits(&row, at) {
                    let mut next = row.clone();
                    next.push(at);
                    longer.push(next);
                }
            }
        }
        rows = longer;
        if rows.is_empty() {
            break;
        }
    }
    let rows = rows
        .into_iter()
        .map(|row| Value::tuple(row.into_iter().filter_map(|at| items.get(at).cloned())))
        .collect();
    Ok(Iterator::value(interpreter, name, rows))
}

fn accumulate(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterable = args.required("iterable")?;
    let function = args.take("func")?.filter(|function| !function.is_none());
    let initial = args.keyword("initial").filter(|initial| !initial.is_none());
    args.finish()?;
    let source = interpreter.source(iterable)?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.accumulate",
        (source, None::<Value>, initial),
        move |(source, total, initial), interpreter| {
            if let Some(initial) = initial.take() {
                *total = Some(initial.clone());
                return Ok(Some(initial));
            }
            let Some(item) = source.next(interpreter)? else {
                return Ok(None);
            };
            let next = match (total.take(), &function) {
                (None, _) => item,
                (Some(last), Some(function)) => interpreter.call_with(function, [last, item])?,
                (Some(last), None) => interpreter.binary("+", &last, &item)?,
            };
            *total = Some(next.clone());
            Ok(Some(next))
        },
    ))
}

fn starmap(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let function = args.required("function")?;
    let iterable = args.required("iterable")?;
    args.finish()?;
    let source = interpreter.source(iterable)?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.starmap",
        source,
        move |source, interpreter| match source.next(interpreter)? {
            Some(item) => {
                let arguments = interpreter.iterate(&item)?;
                interpreter.call_with(&function, arguments).map(Some)
            }
            None => Ok(None),
        },
    ))
}

fn repeat(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let item = args.required("object")?;
    let times = args.optional_integer("times")?;
    args.finish()?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.repeat",
        times,
        move |left, _| {
            if let Some(left) = left {
                if *left <= 0 {
                    return Ok(None);
                }
                *left -= 1;
            }
            Ok(Some(item.clone()))
        },
    ))
}

fn count(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let start = args.take("start")?.unwrap_or(Value::Int(0));
    let step = args.take("step")?.unwrap_or(Value::Int(1));
    args.finish()?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.count",
        start,
        move |next, interpreter| {
            let number = next.clone();
            *next = interpreter.binary("+", &number, &step)?;
            Ok(Some(number))
        },
    ))
}

fn cycle(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterable = args.required("iterable")?;
    args.finish()?;
    let source = interpreter.source(iterable)?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.cycle",
        (Some(source), VecDeque::new()),
        |(source, seen), interpreter| {
            if let Some(first) = source {
                if let Some(item) = first.next(interpreter)? {
                    interpreter.charge(std::mem::size_of::<Value>())?;
                    seen.push_back(item.clone());
                    return Ok(Some(item));
                }
                *source = None;
            }
            let item = seen.pop_front();
            seen.extend(item.clone());
            Ok(item)
        },
    ))
}

/// A predicate and what it is asked about.
fn asking(interpreter: &mut Interpreter, mut args: Args) -> Result<(Value, Source)> {
    let test = args.required("predicate")?;
    let iterable = args.required("iterable")?;
    args.finish()?;
    Ok((test, interpreter.source(iterable)?))
}

fn holds(interpreter: &mut Interpreter, test: &Value, item: &Value) -> Result<bool> {
    let holds = if test.is_none() {
        item.clone()
    } else {
        interpreter.call_with(test, [item.clone()])?
    };
    interpreter.known_truth(&holds)
}

fn takewhile(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let (test, source) = asking(interpreter, args)?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.takewhile",
        source,
        move |source, interpreter| match source.next(interpreter)? {
            Some(item) if holds(interpreter, &test, &item)? => Ok(Some(item)),
            _ => Ok(None),
        },
    ))
}

fn dropwhile(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let (test, source) = asking(interpreter, args)?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.dropwhile",
        (source, false),
        move |(source, started), interpreter| {
            while let Some(item) = source.next(interpreter)? {
                interpreter.step(1)?;
                if *started || !holds(interpreter, &test, &item)? {
                    *started = true;
                    return Ok(Some(item));
                }
            }
            Ok(None)
        },
    ))
}

fn filterfalse(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    let (test, source) = asking(interpreter, args)?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.filterfalse",
        source,
        move |source, interpreter| {
            while let Some(item) = source.next(interpreter)? {
                interpreter.step(1)?;
                if !holds(interpreter, &test, &item)? {
                    return Ok(Some(item));
                }
            }
            Ok(None)
        },
    ))
}

fn compress(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let data = args.required("data")?;
    let selectors = args.required("selectors")?;
    args.finish()?;
    let data = interpreter.source(data)?;
    let selectors = interpreter.source(selectors)?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.compress",
        (data, selectors),
        |(data, selectors), interpreter| {
            while let Some(item) = data.next(interpreter)? {
                interpreter.step(1)?;
                let Some(selector) = selectors.next(interpreter)? else {
                    return Ok(None);
                };
                if interpreter.known_truth(&selector)? {
                    return Ok(Some(item));
                }
            }
            Ok(None)
        },
    ))
}

fn pairwise(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterable = args.required("iterable")?;
    args.finish()?;
    let source = interpreter.source(iterable)?;
    Ok(Iterator::stepping(
        interpreter,
        "itertools.pairwise",
        (source, None::<Value>),
        |(source, last), interpreter| {
            if last.is_none() {
                *last = source.next(interpreter)?;
            }
            let (Some(first), Some(second)) = (last.clone(), source.next(interpreter)?) else {
                return Ok(None);
            };
            *last = Some(second.clone());
            Ok(Some(Value::tuple([first, second])))
        },
    ))
}

fn tee(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let iterable = args.required("iterable")?;
    let count = args.optional_integer("n")?.unwrap_or(2);
    args.finish()?;
    if count < 0 {
        return Err(interpreter.raise("ValueError", "n must be >= 0"));
    }
    let items = interpreter.iterate(&iterable)?;
    let mut copies = Vec::new();
    for _ in 0..count.max(0) {
        interpreter.charge(items.len() * std::mem::size_of::<Value>() + 64)?;
        copies.push(Iterator::value(
            interpreter,
            "itertools._tee",
            items.clone(),
        ));
    }
    Ok(Value::tuple(copies))
}
