//! Values that differ on every run: not known while importing, drawn and
//! looked up where the code runs on a live database.

use std::rc::Rc;

use jiff::civil;

use super::datetime::{Date, DateTime, Zone};
use super::uuid::Uuid;
use crate::hex;
use crate::python::interpreter::Interpreter;
use crate::python::native::{Args, Interrupt, Result};
use crate::python::value::Value;

/// A value of this run, or one that is not known while importing.
pub(super) fn of_run(
    interpreter: &mut Interpreter,
    args: Args,
    make: fn(&mut Interpreter, Args) -> Result<Value>,
) -> Result<Value> {
    if interpreter.is_live() {
        make(interpreter, args)
    } else {
        Ok(interpreter.unknown("per-run-value", format!("{}()", args.function)))
    }
}

fn bytes(interpreter: &Interpreter, count: usize) -> Result<Vec<u8>> {
    let mut bytes = vec![0; count];
    let drawn = match interpreter.database() {
        Some(database) => database.random(&mut bytes),
        None => Err("there is no live database".to_owned()),
    };
    match drawn {
        Ok(()) => Ok(bytes),
        Err(reason) => Err(interpreter.refuse(
            "per-run-value",
            format!("The system gives no random bytes: {reason}."),
            None,
        )),
    }
}

fn bits(interpreter: &Interpreter) -> Result<u64> {
    let drawn = bytes(interpreter, 8)?;
    Ok(drawn
        .iter()
        .fold(0, |all, byte| all << 8 | u64::from(*byte)))
}

/// A number below `end`, each as likely as any other.
fn below(interpreter: &Interpreter, end: u64) -> Result<u64> {
    if end == 0 {
        return Ok(0);
    }
    // What lies above the last whole multiple would favour small numbers.
    let rest = (u64::MAX % end + 1) % end;
    loop {
        let drawn = bits(interpreter)?;
        if drawn <= u64::MAX - rest {
            return Ok(drawn % end);
        }
    }
}

/// A float in `[0, 1)`, with Python's 53 bits.
#[allow(clippy::cast_precision_loss)]
fn fraction(interpreter: &Interpreter) -> Result<f64> {
    Ok((bits(interpreter)? >> 11) as f64 / (1u64 << 53) as f64)
}

/// `uuid.uuid4()`, and `uuid.uuid1()`, whose time and node nobody can rely on.
pub(super) fn uuid4(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let _ = args.take("node")?;
    let _ = args.take("clock_seq")?;
    args.finish()?;
    let mut drawn = bytes(interpreter, 16)?;
    for (at, byte) in drawn.iter_mut().enumerate() {
        match at {
            6 => *byte = *byte & 0x0f | 0x40,
            8 => *byte = *byte & 0x3f | 0x80,
            _ => {}
        }
    }
    Ok(Value::object(Uuid {
        hex: hex::digits(&drawn),
    }))
}

/// `random.random()`
pub(super) fn random(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    fraction(interpreter).map(Value::Float)
}

/// `random.uniform(a, b)`
#[allow(clippy::cast_precision_loss)]
pub(super) fn uniform(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let mut bound = |name: &str| -> Result<f64> {
        match args.required(name)? {
            Value::Int(number) => Ok(number as f64),
            Value::Float(number) => Ok(number),
            _ => Err(args.refuse("`random.uniform` takes two numbers.")),
        }
    };
    let (a, b) = (bound("a")?, bound("b")?);
    args.finish()?;
    Ok(Value::Float(a + (b - a) * fraction(interpreter)?))
}

fn between(interpreter: &mut Interpreter, start: i64, stop: i64, step: i64) -> Result<Value> {
    let width = i128::from(stop) - i128::from(start);
    let step = i128::from(step);
    let count = if step > 0 {
        (width + step - 1).div_euclid(step)
    } else if step < 0 {
        (width + step + 1) / step
    } else {
        0
    };
    let Some(count) = u64::try_from(count).ok().filter(|count| *count > 0) else {
        return Err(interpreter.raise("ValueError", "empty range for randrange()"));
    };
    let drawn = below(interpreter, count)?;
    Ok(Value::Int(i128::from(start) + i128::from(drawn) * step))
}

/// `random.randint(a, b)`
pub(super) fn randint(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let (a, b) = (args.required("a")?, args.required("b")?);
    let (a, b) = (args.to_integer("a", &a)?, args.to_integer("b", &b)?);
    args.finish()?;
    between(interpreter, a, b.saturating_add(1), 1)
}

/// `random.randrange(start, stop, step)`
pub(super) fn randrange(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let first = args.required("start")?;
    let first = args.to_integer("start", &first)?;
    let stop = args.optional_integer("stop")?;
    let step = args.optional_integer("step")?.unwrap_or(1);
    args.finish()?;
    match stop {
        Some(stop) => between(interpreter, first, stop, step),
        None => between(interpreter, 0, first, 1),
    }
}

/// `random.getrandbits(k)`, `secrets.randbits(k)`
pub(super) fn getrandbits(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let count = args.required("k")?;
    let count = args.to_integer("k", &count)?;
    args.finish()?;
    let Some(count) = u32::try_from(count).ok().filter(|count| *count <= 126) else {
        return Err(interpreter.unsupported("more than 126 random bits"));
    };
    let drawn = u128::from(bits(interpreter)?) << 64 | u128::from(bits(interpreter)?);
    let drawn = drawn & ((1u128 << count) - 1);
    Ok(Value::Int(i128::try_from(drawn).unwrap_or(i128::MAX)))
}

/// `secrets.randbelow(n)`
pub(super) fn randbelow(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let end = args.required("exclusive_upper_bound")?;
    let end = args.to_integer("exclusive_upper_bound", &end)?;
    args.finish()?;
    between(interpreter, 0, end, 1)
}

fn pick(interpreter: &mut Interpreter, items: &[Value]) -> Result<Value> {
    let at = below(interpreter, items.len() as u64)?;
    match items.get(usize::try_from(at).unwrap_or(0)) {
        Some(item) => Ok(item.clone()),
        None => Err(interpreter.raise("IndexError", "Cannot choose from an empty sequence")),
    }
}

/// `random.choice(seq)`, `secrets.choice(seq)`
pub(super) fn choice(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = args.required("seq")?;
    args.finish()?;
    let items = interpreter.iterate(&items)?;
    pick(interpreter, &items)
}

/// `random.choices(population, k=1)`
pub(super) fn choices(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = args.required("population")?;
    let weights = args.take("weights")?.filter(|weights| !weights.is_none());
    let count = args.keyword_integer("k")?.unwrap_or(1);
    if weights.is_some() {
        return Err(args.refuse("`random.choices` with weights is not understood."));
    }
    args.finish()?;
    let items = interpreter.iterate(&items)?;
    let mut picked = Vec::new();
    for _ in 0..count {
        interpreter.step(1)?;
        picked.push(pick(interpreter, &items)?);
    }
    Ok(interpreter.list(picked))
}

fn shuffled(interpreter: &Interpreter, items: &mut [Value]) -> Result<()> {
    for at in (1..items.len()).rev() {
        let other = below(interpreter, at as u64 + 1)?;
        items.swap(at, usize::try_from(other).unwrap_or(at));
    }
    Ok(())
}

/// `random.sample(population, k)`
pub(super) fn sample(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let items = args.required("population")?;
    let count = args.required("k")?;
    let count = args.to_integer("k", &count)?;
    args.finish()?;
    let mut items = interpreter.iterate(&items)?;
    let Some(count) = usize::try_from(count)
        .ok()
        .filter(|count| *count <= items.len())
    else {
        return Err(interpreter.raise("ValueError", "Sample larger than population or is negative"));
    };
    shuffled(interpreter, &mut items)?;
    items.truncate(count);
    Ok(interpreter.list(items))
}

/// `random.shuffle(x)`
pub(super) fn shuffle(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let Value::List(list) = args.required("x")? else {
        return Err(args.refuse("`random.shuffle` takes a list."));
    };
    args.finish()?;
    let mut items = list.items.borrow().clone();
    shuffled(interpreter, &mut items)?;
    *list.items.borrow_mut() = items;
    Ok(Value::None)
}

fn count(args: &mut Args, default: i64) -> Result<usize> {
    let count = args.optional_integer("nbytes")?.unwrap_or(default);
    usize::try_from(count)
        .ok()
        .filter(|count| *count <= 1 << 20)
        .ok_or_else(|| args.refuse("This number of random bytes is not possible."))
}

/// `secrets.token_bytes(nbytes)`
pub(super) fn token_bytes(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let count = count(&mut args, 32)?;
    args.finish()?;
    Ok(Value::Bytes(bytes(interpreter, count)?.into()))
}

/// `os.urandom(size)`
pub(super) fn urandom(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let size = args.required("size")?;
    token_bytes(interpreter, Args::new([size]))
}

/// `secrets.token_hex(nbytes)`
pub(super) fn token_hex(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let count = count(&mut args, 32)?;
    args.finish()?;
    Ok(Value::str(hex::digits(&bytes(interpreter, count)?)))
}

/// `secrets.token_urlsafe(nbytes)`
pub(super) fn token_urlsafe(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let count = count(&mut args, 32)?;
    args.finish()?;
    let drawn = bytes(interpreter, count)?;
    Ok(Value::str(super::base64::text(&drawn, *b"-_", false)))
}

/// The time, with the machine's zone.
fn now(interpreter: &Interpreter) -> Result<jiff::Zoned> {
    match interpreter.database() {
        Some(database) => Ok(database.now()),
        None => Err::<_, Interrupt>(
            interpreter.needs_program("per-run-value", "The clock is read here."),
        ),
    }
}

/// Python's clock has microseconds.
fn whole_microseconds(value: civil::DateTime) -> civil::DateTime {
    let nanosecond = value.subsec_nanosecond() / 1000 * 1000;
    value
        .with()
        .subsec_nanosecond(nanosecond)
        .build()
        .unwrap_or(value)
}

fn moment(value: civil::DateTime, zone: Option<Rc<Zone>>) -> Value {
    Value::object(DateTime::new(whole_microseconds(value), zone))
}

/// `datetime.now(tz=None)`, `datetime.today()`
pub(super) fn datetime_now(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let zone = args.take("tz")?.filter(|zone| !zone.is_none());
    args.finish()?;
    let now = now(interpreter)?;
    let Some(zone) = zone else {
        return Ok(moment(now.datetime(), None));
    };
    let zone = interpreter.known(zone)?;
    let Some(zone) = zone.downcast::<Zone>() else {
        return Err(interpreter.refuse(
            "unknown-argument",
            "This `tz` is not known to bridge.",
            Some("Use datetime.timezone.utc."),
        ));
    };
    let stamp = i128::from(now.timestamp().as_microsecond());
    match DateTime::in_zone(stamp, &zone) {
        Some(moment) => Ok(Value::object(moment)),
        None => Err(interpreter.raise("OverflowError", "date value out of range")),
    }
}

/// `datetime.utcnow()`
pub(super) fn datetime_utcnow(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    let now = now(interpreter)?.timestamp();
    Ok(moment(jiff::tz::Offset::UTC.to_datetime(now), None))
}

/// `date.today()`
pub(super) fn date_today(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    let value = now(interpreter)?.date();
    Ok(Value::object(Date { value }))
}

/// The seconds since 1970 of a moment without a zone, which is local time.
#[allow(clippy::cast_precision_loss)]
pub(super) fn local_timestamp(interpreter: &Interpreter, value: civil::DateTime) -> Result<Value> {
    let instant = local_instant(interpreter, value)?;
    Ok(Value::Float(instant as f64 / 1e6))
}

/// The same in microseconds.
pub(super) fn local_instant(interpreter: &Interpreter, value: civil::DateTime) -> Result<i128> {
    let zone = now(interpreter)?.time_zone().clone();
    let zoned = zone.to_ambiguous_zoned(value).compatible();
    Ok(zoned.map_or(0, |zoned| zoned.timestamp().as_microsecond().into()))
}

/// The offset of the machine's zone from UTC, in seconds, at a moment in microseconds.
pub(super) fn local_offset(interpreter: &Interpreter, instant: i128) -> Result<i64> {
    let stamp = i64::try_from(instant).unwrap_or_default();
    let stamp = jiff::Timestamp::from_microsecond(stamp).unwrap_or_default();
    let zone = now(interpreter)?.time_zone().clone();
    Ok(zone.to_offset(stamp).seconds().into())
}

/// `time.time()`, `time.monotonic()`, `time.perf_counter()`
#[allow(clippy::cast_precision_loss)]
pub(super) fn time(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    let now = now(interpreter)?.timestamp().as_microsecond();
    Ok(Value::Float(now as f64 / 1e6))
}

/// `time.time_ns()`
pub(super) fn time_ns(interpreter: &mut Interpreter, args: Args) -> Result<Value> {
    args.finish()?;
    Ok(Value::Int(now(interpreter)?.timestamp().as_nanosecond()))
}

/// `time.strftime(format)`
pub(super) fn strftime(interpreter: &mut Interpreter, mut args: Args) -> Result<Value> {
    let format = args.string("format")?;
    if args.take("t")?.is_some() {
        return Err(args.refuse("`time.strftime` of a given time is not understood."));
    }
    args.finish()?;
    let value = moment(now(interpreter)?.datetime(), None);
    let Value::Object(object) = &value else {
        return Ok(value);
    };
    let object = Rc::clone(object);
    interpreter.call_method(
        &Value::Object(object),
        "strftime",
        Args::new([Value::str(format)]),
    )
}
