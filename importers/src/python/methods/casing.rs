//! Upper, lower and title case, as Unicode and Python have them.

/// The character in lower case; what a capital sigma becomes depends on its place.
fn lowered(text: &str) -> impl Iterator<Item = (char, String)> {
    let whole = text.to_lowercase();
    let sigmas: Vec<char> = whole.chars().filter(|c| matches!(c, 'σ' | 'ς')).collect();
    let mut sigmas = sigmas.into_iter();
    text.chars().map(move |c| {
        let lower = match c {
            'Σ' | 'σ' | 'ς' => sigmas.next().unwrap_or(c).to_string(),
            c => c.to_lowercase().collect(),
        };
        (c, lower)
    })
}

/// The character as the first of a word.
fn titled(c: char) -> String {
    let with = |code: u32| char::from_u32(code).map_or(String::new(), String::from);
    match u32::from(c) {
        // Georgian letters begin no word with a capital.
        0x10d0..=0x10ff => c.to_string(),
        0x1c4..=0x1c6 => "ǅ".into(),
        0x1c7..=0x1c9 => "ǈ".into(),
        0x1ca..=0x1cc => "ǋ".into(),
        0x1f1..=0x1f3 => "ǲ".into(),
        // Greek letters keep their iota below.
        code @ 0x1f80..=0x1faf => with(code | 8),
        code @ (0x1fb3 | 0x1fbc | 0x1fc3 | 0x1fcc | 0x1ff3 | 0x1ffc) => with(code & !0xf | 0xc),
        0x1fb2 | 0x1fb4 | 0x1fb7 | 0x1fc2 | 0x1fc4 | 0x1fc7 | 0x1ff2 | 0x1ff4 | 0x1ff7 => {
            let upper: String = c.to_uppercase().collect();
            upper.replace('\u{399}', "\u{345}")
        }
        0x149 => c.to_uppercase().collect(),
        _ => {
            let mut upper = c.to_uppercase();
            let first = upper.next().unwrap_or(c);
            let rest = upper.flat_map(char::to_lowercase);
            std::iter::once(first).chain(rest).collect()
        }
    }
}

/// Whether it is in title case by itself.
pub(super) fn is_title(c: char) -> bool {
    matches!(u32::from(c),
        0x1c5 | 0x1c8 | 0x1cb | 0x1f2 | 0x1fbc | 0x1fcc | 0x1ffc
        | 0x1f88..=0x1f8f | 0x1f98..=0x1f9f | 0x1fa8..=0x1faf)
}

/// `str.title`
pub(super) fn title(text: &str) -> String {
    let mut inside = false;
    lowered(text)
        .map(|(c, lower)| {
            let new = if inside { lower } else { titled(c) };
            inside = c.is_uppercase() || c.is_lowercase() || is_title(c);
            new
        })
        .collect()
}

/// `str.capitalize`
pub(super) fn capitalize(text: &str) -> String {
    lowered(text)
        .enumerate()
        .map(|(at, (c, lower))| if at == 0 { titled(c) } else { lower })
        .collect()
}

/// `str.swapcase`
pub(super) fn swap(text: &str) -> String {
    lowered(text)
        .map(|(c, lower)| {
            if c.is_uppercase() {
                lower
            } else if c.is_lowercase() {
                c.to_uppercase().collect()
            } else {
                c.to_string()
            }
        })
        .collect()
}

/// `str.casefold`
pub(super) fn fold(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match u32::from(c) {
            0x131 | 0x13a0..=0x13f5 => out.push(c),
            0x1e9e => out.push_str("ss"),
            // Small Cherokee letters are folded to the others.
            code @ 0x13f8..=0x13fd => out.extend(char::from_u32(code - 8)),
            code @ 0xab70..=0xabbf => out.extend(char::from_u32(code - 0xab70 + 0x13a0)),
            _ => out.extend(c.to_uppercase().flat_map(char::to_lowercase)),
        }
    }
    out
}
