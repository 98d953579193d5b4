//! Dates and times as text.

use jiff::civil;

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

pub(super) fn date_text(date: civil::Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

pub(super) fn offset_text(offset: i64, colon: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
}

/// `strftime`
pub(super) fn formatted(value: civil::DateTime, offset: Option<i64>, format: &str) -> String {
    const DAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    const MONTHS: [&str; 12] = [
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
    let day = usize::try_from(value.date().weekday().to_monday_zero_offset()).unwrap_or(0);
    let day = DAYS.get(day).copied().unwrap_or_default();
    let month = usize::try_from(value.month() - 1).unwrap_or(0);
    let month = MONTHS.get(month).copied().unwrap_or_default();
    let mut out = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let part = match chars.next() {
            Some('Y') => format!("{:04}", value.year()),
            Some('y') => format!("{:02}", value.year() % 100),
            Some('m') => format!("{:02}", value.month()),
            Some('d') => format!("{:02}", value.day()),
            Some('H') => format!("{:02}", value.hour()),
            Some('I') => format!("{:02}", (value.hour() + 11) % 12 + 1),
            Some('M') => format!("{:02}", value.minute()),
            Some('S') => format!("{:02}", value.second()),
            Some('f') => format!("{:06}", value.subsec_nanosecond() / 1000),
            Some('j') => format!("{:03}", value.date().day_of_year()),
            Some('p') => (if value.hour() < 12 { "AM" } else { "PM" }).into(),
            Some('A') => day.into(),
            Some('a') => day.get(..3).unwrap_or_default().into(),
            Some('B') => month.into(),
            Some('b') => month.get(..3).unwrap_or_default().into(),
            Some('F') => date_text(value.date()),
            Some('T') => time_text(value.time()).get(..8).unwrap_or_default().into(),
            Some('z') => offset
                .map(|offset| offset_text(offset, ""))
                .unwrap_or_default(),
            Some('Z') => offset.map(|_| "UTC".to_owned()).unwrap_or_default(),
            Some('%') => "%".into(),
            Some(other) => format!("%{other}"),
            None => "%".into(),
        };
        out.push_str(&part);
    }
    out
}
