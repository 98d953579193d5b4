//! Dates and times from text: ISO 8601, and `strptime`.

use std::fmt::Write;
use std::rc::Rc;

use jiff::civil;

use super::text::{DAYS, MONTHS};
use super::{Wrong, Zone, make_date, make_time};

/// What a text spells: nothing that Python reads, or a part out of range.
pub(super) enum Unread {
    Shape,
    Part(Wrong),
    /// What Python reads and bridge does not.
    Unsupported(String),
    /// What Python says.
    Said(String),
}

type Read<T> = Result<T, Unread>;

fn digits(text: &str) -> Read<i64> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_| Unread::Shape)
    } else {
        Err(Unread::Shape)
    }
}

fn part(text: &str, from: usize, to: usize) -> Read<i64> {
    digits(text.get(from..to).ok_or(Unread::Shape)?)
}

/// `2024-02-29`, `20240229`, `2024-W09-4`, `2024W094`, `2024-W09`
pub(super) fn date(text: &str) -> Read<civil::Date> {
    let year = part(text, 0, 4)?;
    let rest = text.get(4..).ok_or(Unread::Shape)?;
    let dashed = rest.starts_with('-');
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    if let Some(week) = rest.strip_prefix('W') {
        let number = part(week, 0, 2)?;
        let day = match (week.get(2..).unwrap_or_default(), dashed) {
            ("", _) => 1,
            (day, true) => digits(day.strip_prefix('-').ok_or(Unread::Shape)?)?,
            (day, false) => digits(day)?,
        };
        let weekday = i8::try_from(day)
            .ok()
            .and_then(|day| civil::Weekday::from_monday_one_offset(day).ok());
        let made = weekday.and_then(|weekday| {
            let year = i16::try_from(year).ok()?;
            let week = i8::try_from(number).ok()?;
            civil::ISOWeekDate::new(year, week, weekday).ok()
        });
        return made
            .map(|week| week.date())
            .ok_or_else(|| Unread::Said(format!("Invalid week: {number}")));
    }
    let (month, day) = if dashed {
        let day = rest.get(2..).and_then(|rest| rest.strip_prefix('-'));
        (
            part(rest, 0, 2)?,
            digits(day.filter(|day| day.len() == 2).ok_or(Unread::Shape)?)?,
        )
    } else if rest.len() == 4 {
        (part(rest, 0, 2)?, part(rest, 2, 4)?)
    } else {
        return Err(Unread::Shape);
    };
    make_date(year, month, day).map_err(Unread::Part)
}

/// `10:11`, `10:11:12.345`, `101112`, each with an offset behind it.
pub(super) fn time(text: &str) -> Read<(civil::Time, Option<Zone>)> {
    let (clock, zone) = match text.strip_suffix('Z') {
        Some(clock) => (clock, Some(Zone::UTC)),
        None => match text.rfind(['+', '-']) {
            Some(at) => {
                let (clock, offset) = text.split_at(at);
                (clock, Some(self::offset(offset)?))
            }
            None => (text, None),
        },
    };
    let [hour, minute, second, micro] = clock_parts(clock)?;
    let time = make_time(hour, minute, second, micro).map_err(Unread::Part)?;
    Ok((time, zone))
}

fn clock_parts(text: &str) -> Read<[i64; 4]> {
    let (whole, fraction) = match text.find(['.', ',']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let mut parts = [0; 4];
    let pieces: Vec<&str> = if whole.contains(':') {
        whole.split(':').collect()
    } else {
        (0..whole.len())
            .step_by(2)
            .filter_map(|at| whole.get(at..at + 2))
            .collect()
    };
    let even = whole.contains(':') || whole.len() % 2 == 0;
    if pieces.is_empty() || pieces.len() > 3 || !even || pieces.iter().any(|p| p.len() != 2) {
        return Err(Unread::Shape);
    }
    for (slot, piece) in parts.iter_mut().zip(&pieces) {
        *slot = digits(piece)?;
    }
    if let Some(fraction) = fraction {
        if pieces.len() != 3 {
            return Err(Unread::Shape);
        }
        digits(fraction)?;
        let six: String = fraction.chars().chain("000000".chars()).take(6).collect();
        parts[3] = digits(&six)?;
    }
    Ok(parts)
}

fn offset(text: &str) -> Read<Zone> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let [hours, minutes, seconds, micros] = clock_parts(text.get(1..).ok_or(Unread::Shape)?)?;
    if micros != 0 {
        return Err(Unread::Unsupported(
            "a time zone with a fraction of a second".into(),
        ));
    }
    let total = hours * 3600 + minutes * 60 + seconds;
    if total >= 86_400 {
        return Err(Unread::Shape);
    }
    Ok(Zone::fixed(sign * total))
}

/// A date, any character, and a time; or a date.
pub(super) fn moment(text: &str) -> Read<(civil::DateTime, Option<Zone>)> {
    // Where the date ends: by its dashes, or by its digits.
    let week = text.get(4..6) == Some("-W") || text.get(4..5) == Some("W");
    let dashed = text.get(4..5) == Some("-");
    let lengths: &[usize] = match (week, dashed) {
        (true, true) => &[10, 8],
        (true, false) => &[8, 7],
        (false, true) => &[10],
        (false, false) => &[8],
    };
    let mut last = Unread::Shape;
    for length in lengths {
        let Some(day) = text.get(..*length) else {
            continue;
        };
        let day = match date(day) {
            Ok(day) => day,
            Err(error) => {
                last = error;
                continue;
            }
        };
        let rest = text.get(*length..).unwrap_or_default();
        if rest.is_empty() {
            return Ok((day.at(0, 0, 0, 0), None));
        }
        let separator = rest.chars().next().map_or(0, char::len_utf8);
        let (time, zone) = time(rest.get(separator..).unwrap_or_default())?;
        return Ok((day.to_datetime(time), zone));
    }
    Err(last)
}

/// What `strptime` reads.
pub(super) struct Parsed {
    pub(super) value: civil::DateTime,
    pub(super) zone: Option<Zone>,
}

/// `strptime(text, format)`
pub(super) fn by_format(text: &str, format: &str) -> Read<Parsed> {
    let (pattern, names) = pattern(format)?;
    let wrong = || {
        Unread::Said(format!(
            "time data {} does not match format {}",
            crate::python::text::string_repr(text),
            crate::python::text::string_repr(format)
        ))
    };
    let regex = regex::RegexBuilder::new(&pattern)
        .case_insensitive(true)
        .build()
        .map_err(|_| Unread::Unsupported(format!("the format {format:?}")))?;
    let found = regex.captures(text).ok_or_else(wrong)?;
    let end = found.get(0).map_or(0, |whole| whole.end());
    if end < text.len() {
        return Err(Unread::Said(format!(
            "unconverted data remains: {}",
            &text[end..]
        )));
    }
    let (mut year, mut month, mut day) = (1900, 1, 1);
    let (mut hour, mut minute, mut second, mut micro) = (0, 0, 0, 0);
    let (mut afternoon, mut of_year, mut zone) = (None, None, None);
    let mut twelve = false;
    for (at, directive) in names.iter().enumerate() {
        let Some(piece) = found.get(at + 1).map(|piece| piece.as_str()) else {
            continue;
        };
        let number = || piece.trim().parse::<i64>().unwrap_or(0);
        let name = |names: &[&str]| {
            names.iter().position(|name| {
                name.eq_ignore_ascii_case(piece)
                    || name
                        .get(..3)
                        .is_some_and(|short| short.eq_ignore_ascii_case(piece))
            })
        };
        match directive {
            'Y' => year = number(),
            'y' => {
                let short = number();
                year = if short <= 68 {
                    2000 + short
                } else {
                    1900 + short
                };
            }
            'm' => month = number(),
            'B' | 'b' => month = name(&MONTHS).map_or(1, |at| at as i64 + 1),
            'd' => day = number(),
            'H' => hour = number(),
            'I' => {
                hour = number();
                twelve = true;
            }
            'M' => minute = number(),
            'S' => second = number(),
            'f' => {
                let six: String = piece.chars().chain("000000".chars()).take(6).collect();
                micro = six.parse().unwrap_or(0);
            }
            'p' => afternoon = Some(piece.eq_ignore_ascii_case("pm")),
            'j' => of_year = Some(number()),
            'z' => {
                zone = Some(if piece.eq_ignore_ascii_case("z") {
                    Zone::UTC
                } else {
                    offset(piece).map_err(|_| wrong())?
                });
            }
            _ => {}
        }
    }
    if twelve {
        hour = match afternoon {
            Some(true) => hour % 12 + 12,
            _ => hour % 12,
        };
    }
    if second > 59 {
        return Err(Unread::Said("second must be in 0..59".into()));
    }
    let time = make_time(hour, minute, second, micro).map_err(Unread::Part)?;
    let date = match of_year {
        Some(number) => {
            let first = make_date(year, 1, 1).map_err(Unread::Part)?;
            let days = jiff::Span::new()
                .try_days(number - 1)
                .map_err(|_| wrong())?;
            first.checked_add(days).map_err(|_| wrong())?
        }
        None => make_date(year, month, day).map_err(Unread::Part)?,
    };
    Ok(Parsed {
        value: date.to_datetime(time),
        zone,
    })
}

/// The regular expression of a format, and the directive of each of its groups.
fn pattern(format: &str) -> Read<(String, Vec<char>)> {
    let mut out = String::from("^");
    let mut names: Vec<char> = Vec::new();
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            while chars.next_if(|c| c.is_whitespace()).is_some() {}
            out.push_str(r"\s+");
            continue;
        }
        if c != '%' {
            out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
            continue;
        }
        let Some(directive) = chars.next() else {
            return Err(Unread::Said(format!("stray % in format '{format}'")));
        };
        let either = |names: &[&str], short: bool| {
            let mut names: Vec<&str> = names
                .iter()
                .map(|name| {
                    if short {
                        name.get(..3).unwrap_or(name)
                    } else {
                        name
                    }
                })
                .collect();
            names.sort_by_key(|name| std::cmp::Reverse(name.len()));
            names.join("|")
        };
        let group = match directive {
            'd' => r"3[0-1]|[1-2]\d|0[1-9]|[1-9]| [1-9]".to_owned(),
            'f' => "[0-9]{1,6}".to_owned(),
            'H' => r"2[0-3]|[0-1]\d|\d".to_owned(),
            'I' => "1[0-2]|0[1-9]|[1-9]".to_owned(),
            'j' => r"36[0-6]|3[0-5]\d|[1-2]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9]".to_owned(),
            'm' => "1[0-2]|0[1-9]|[1-9]".to_owned(),
            'M' => r"[0-5]\d|\d".to_owned(),
            'S' => r"6[0-1]|[0-5]\d|\d".to_owned(),
            'w' => "[0-6]".to_owned(),
            'u' => "[1-7]".to_owned(),
            'y' => r"\d\d".to_owned(),
            'Y' => r"\d\d\d\d".to_owned(),
            'z' => r"[+-]\d\d:?[0-5]\d(?::?[0-5]\d(?:\.\d{1,6})?)?|(?-i:Z)".to_owned(),
            'A' => either(&DAYS, false),
            'a' => either(&DAYS, true),
            'B' => either(&MONTHS, false),
            'b' => either(&MONTHS, true),
            'p' => "am|pm".to_owned(),
            'Z' => "utc|gmt".to_owned(),
            '%' => {
                out.push('%');
                continue;
            }
            'c' | 'x' | 'X' | 'U' | 'W' | 'G' | 'V' => {
                return Err(Unread::Unsupported(format!("`%{directive}` of `strptime`")));
            }
            other => {
                let text = format!("'{other}' is a bad directive in format '{format}'");
                return Err(Unread::Said(text));
            }
        };
        if names.contains(&directive) {
            return Err(Unread::Unsupported(format!(
                "`%{directive}` twice in a format"
            )));
        }
        names.push(directive);
        let _ = write!(out, "({group})");
    }
    Ok((out, names))
}

impl Parsed {
    pub(super) fn zone(self) -> Option<Rc<Zone>> {
        self.zone.map(Rc::new)
    }
}
