//! Bytes as hexadecimal digits.

/// Two digits for each byte, in lower case.
pub(crate) fn digits(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let digit = |number: u8| DIGITS.get(usize::from(number)).copied();
    let pairs = bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]);
    pairs.flatten().collect()
}
