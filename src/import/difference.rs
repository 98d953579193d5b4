//! The difference of two texts, line by line, for messages.

/// Lines that only `old` has begin with `-`, lines that only `new` has with
/// `+`. At most `most` lines; equal stretches are left out.
pub(crate) fn lines(old: &str, new: &str, most: usize) -> Vec<String> {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let end = old[start..]
        .iter()
        .rev()
        .zip(new[start..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let removed = &old[start..old.len() - end];
    let added = &new[start..new.len() - end];
    let mut result: Vec<String> = removed
        .iter()
        .map(|line| format!("- {line}"))
        .chain(added.iter().map(|line| format!("+ {line}")))
        .collect();
    if result.len() > most {
        let hidden = result.len() - most;
        result.truncate(most);
        result.push(format!("({hidden} more lines)"));
    }
    result
}

#[cfg(test)]
mod tests {
    #[test]
    fn equal_ends_are_left_out() {
        assert_eq!(super::lines("a\nb\nc\n", "a\nx\nc\n", 10), ["- b", "+ x"]);
        assert_eq!(super::lines("a\n", "a\nb\n", 10), ["+ b"]);
        assert_eq!(super::lines("a\nb", "", 1), ["- a", "(1 more lines)"]);
    }
}
