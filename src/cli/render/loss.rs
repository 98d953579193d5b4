//! What a downgrade would lose, as lines.

use crate::plan::Lost;
use crate::run::CountedLoss;

/// A line each, below a heading; empty where nothing would be lost.
pub(crate) fn lines(losses: &[CountedLoss]) -> String {
    if losses.is_empty() {
        return String::new();
    }
    let mut text = "this downgrade would lose:\n".to_owned();
    for counted in losses {
        let (database, what) = (&counted.loss.database, &counted.loss.what);
        let Some(count) = counted.count else {
            text.push_str(&format!("  {database}: {what} (not known beforehand)\n"));
            continue;
        };
        let unit = match (what, count) {
            (Lost::Column { .. }, 1) => "value",
            (Lost::Column { .. }, _) => "values",
            (_, 1) => "row",
            (_, _) => "rows",
        };
        let most = match what {
            Lost::Rows { .. } => "up to ",
            _ => "",
        };
        text.push_str(&format!("  {database}: {what} ({most}{count} {unit})\n"));
    }
    text
}
