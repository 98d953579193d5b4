//! Records: "Record Format" of SQLite's file format.

/// A value as it is stored.
pub(super) enum Stored<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    /// A floating-point number, or bytes.
    Other,
}

/// The values of a row, in order; it ends early where one is not as it should be.
pub(super) struct Record<'a> {
    types: &'a [u8],
    body: &'a [u8],
}

impl<'a> Record<'a> {
    /// Splits a payload into its header and its body.
    pub(super) fn read(payload: &'a [u8]) -> Option<Self> {
        let (length, after) = varint(payload)?;
        let length = usize::try_from(length).ok()?;
        let types = length.checked_sub(payload.len() - after.len())?;
        Some(Self {
            types: after.get(..types)?,
            body: payload.get(length..)?,
        })
    }
}

impl<'a> Iterator for Record<'a> {
    type Item = Stored<'a>;

    fn next(&mut self) -> Option<Stored<'a>> {
        let (kind, types) = varint(self.types)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            text_or_bytes => usize::try_from((text_or_bytes - 12) / 2).ok()?,
        };
        let (bytes, body) = self.body.split_at_checked(length)?;
        (self.types, self.body) = (types, body);
        Some(match kind {
            0 => Stored::Null,
            8 => Stored::Integer(0),
            9 => Stored::Integer(1),
            1..=6 => Stored::Integer(integer(bytes)),
            odd if odd % 2 == 1 && odd != 7 => Stored::Text(std::str::from_utf8(bytes).ok()?),
            _ => Stored::Other,
        })
    }
}

/// A big-endian number in two's complement, of one byte or more.
fn integer(bytes: &[u8]) -> i64 {
    let sign = match bytes.first() {
        Some(first) if *first >= 0x80 => -1,
        _ => 0,
    };
    bytes
        .iter()
        .fold(sign, |number, byte| (number << 8) | i64::from(*byte))
}

/// A variable-length integer, and what follows it.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0;
    for (at, byte) in bytes.iter().take(9).enumerate() {
        if at == 8 {
            return Some(((number << 8) | u64::from(*byte), bytes.get(9..)?));
        }
        number = (number << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(at + 1..)?));
        }
    }
    None
}
