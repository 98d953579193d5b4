//! Dates and times as text.

use jiff::civil;

pub(super) const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) fn fraction(nanoseconds: i32) -> String {
    match nanoseconds / 1000 {
        0 => String::new(),
        micros => format!(".{micros:06}"),
    }
}

pub(super) fn time_text(time: civil::Time) -> String {
    format!(
        "{:02}:{:02}:{:02}{}",
        time.hour(),
        time.minute(),
        time.second(),
        fraction(time.subsec_nanosecond())
    )
}

/// The time of day as `timespec` wants it; `None` where it names nothing.
pub(super) fn spec_text(time: civil::Time, spec: Option<&str>) -> Option<String> {
    let (h, m, s) = (time.hour(), time.minute(), time.second());
    let micros = time.subsec_nanosecond() / 1000;
    Some(match spec {
        None | Some("auto") => time_text(time),
        Some("hours") => format!("{h:02}"),
        Some("minutes") => format!("{h:02}:{m:02}"),
        Some("seconds") => format!("{h:02}:{m:02}:{s:02}"),
        Some("milliseconds") => format!("{h:02}:{m:02}:{s:02}.{:03}", micros / 1000),
        Some("microseconds") => format!("{h:02}:{m:02}:{s:02}.{micros:06}"),
        Some(_) => return None,
    })
}

pub(super) fn date_text(date: civil::Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

pub(super) fn offset_text(offset: i64, colon: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let seconds = offset.abs();
    let text = format!("{sign}{:02}{colon}{:02}", seconds / 3600, seconds / 60 % 60);
    match seconds % 60 {
        0 => text,
        rest => format!("{text}{colon}{rest:02}"),
    }
}

/// What a moment says in a format.
pub(super) struct Shown<'a> {
    /// Date and time of day.
    pub(super) value: civil::DateTime,
    /// Offset from UTC, where it has a time zone.
    pub(super) offset: Option<i64>,
    /// The name of the time zone.
    pub(super) zone: Option<&'a str>,
}

impl Shown<'_> {
    fn day(&self) -> &'static str {
        let day = self.value.date().weekday().to_monday_zero_offset();
        DAYS.get(usize::try_from(day).unwrap_or(0))
            .copied()
            .unwrap_or_default()
    }

    fn month(&self) -> &'static str {
        let month = usize::try_from(self.value.month() - 1).unwrap_or(0);
        MONTHS.get(month).copied().unwrap_or_default()
    }

    /// The week of the year, of which the first begins with the first such day.
    fn week(&self, since_first_day: i16) -> i16 {
        (self.value.date().day_of_year() + 6 - since_first_day) / 7
    }

    /// `Thu Feb 29 13:04:05 2024`
    pub(super) fn ctime(&self) -> String {
        format!(
            "{} {} {:>2} {:02}:{:02}:{:02} {:04}",
            short(self.day()),
            short(self.month()),
            self.value.day(),
            self.value.hour(),
            self.value.minute(),
            self.value.second(),
            self.value.year()
        )
    }

    /// `strftime`, as the C library has it; the directive that is not known where there is one.
    pub(super) fn formatted(&self, format: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut chars = format.chars();
        while let Some(c) = chars.next() {
            if c != '%' {
                out.push(c);
                continue;
            }
            let mut flag = None;
            let mut directive = chars.next();
            if let Some(c @ ('-' | '_' | '0' | '^' | '#')) = directive {
                flag = Some(c);
                directive = chars.next();
            }
            let Some(directive) = directive else {
                out.push('%');
                out.extend(flag);
                continue;
            };
            out.push_str(&self.part(directive, flag)?);
        }
        Ok(out)
    }

    fn part(&self, directive: char, flag: Option<char>) -> Result<String, String> {
        let value = self.value;
        let weekday: i16 = value.date().weekday().to_monday_zero_offset().into();
        let sunday: i16 = value.date().weekday().to_sunday_zero_offset().into();
        let iso = value.date().iso_week_date();
        let twelve = (i16::from(value.hour()) + 11) % 12 + 1;
        let number = |number: i16, width: usize, fill: char| {
            let fill = match flag {
                Some('-') => return number.to_string(),
                Some('_') => ' ',
                Some('0') => '0',
                _ => fill,
            };
            let digits = number.to_string();
            let missing = width.saturating_sub(digits.len());
            format!("{}{digits}", fill.to_string().repeat(missing))
        };
        let nested = |format: &str| self.formatted(format);
        let text = match directive {
            'Y' => number(value.year(), 1, '0'),
            'C' => number(value.year() / 100, 2, '0'),
            'y' => number(value.year() % 100, 2, '0'),
            'm' => number(value.month().into(), 2, '0'),
            'd' => number(value.day().into(), 2, '0'),
            'e' => number(value.day().into(), 2, ' '),
            'H' => number(value.hour().into(), 2, '0'),
            'k' => number(value.hour().into(), 2, ' '),
            'I' => number(twelve, 2, '0'),
            'l' => number(twelve, 2, ' '),
            'M' => number(value.minute().into(), 2, '0'),
            'S' => number(value.second().into(), 2, '0'),
            'f' if flag.is_none() => format!("{:06}", value.subsec_nanosecond() / 1000),
            'j' => number(value.date().day_of_year(), 3, '0'),
            'w' => number(sunday, 1, '0'),
            'u' => number(weekday + 1, 1, '0'),
            'U' => number(self.week(sunday), 2, '0'),
            'W' => number(self.week(weekday), 2, '0'),
            'V' => number(iso.week().into(), 2, '0'),
            'G' => number(iso.year(), 1, '0'),
            'g' => number(iso.year() % 100, 2, '0'),
            'p' => (if value.hour() < 12 { "AM" } else { "PM" }).into(),
            'P' => (if value.hour() < 12 { "am" } else { "pm" }).into(),
            'A' => self.day().into(),
            'a' => short(self.day()).into(),
            'B' => self.month().into(),
            'b' | 'h' => short(self.month()).into(),
            'F' => nested("%Y-%m-%d")?,
            'T' | 'X' => nested("%H:%M:%S")?,
            'R' => nested("%H:%M")?,
            'r' => nested("%I:%M:%S %p")?,
            'D' | 'x' => nested("%m/%d/%y")?,
            'c' => nested("%a %b %e %H:%M:%S %Y")?,
            'n' => "\n".into(),
            't' => "\t".into(),
            'z' => self
                .offset
                .map(|offset| offset_text(offset, ""))
                .unwrap_or_default(),
            'Z' => self.zone.unwrap_or_default().to_owned(),
            '%' => "%".into(),
            // The C library knows more of these; the others it leaves as they are.
            's' | 'E' | 'O' | '+' | ':' | 'N' => return Err(directive.to_string()),
            other => {
                let flag = flag.map(String::from).unwrap_or_default();
                return Ok(format!("%{flag}{other}"));
            }
        };
        Ok(match flag {
            Some('^') => text.to_uppercase(),
            Some('#') => return Err(format!("#{directive}")),
            _ => text,
        })
    }
}

fn short(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}
