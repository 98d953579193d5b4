//! Places at which a test can kill this process, or hold it.
//!
//! Only builds with the feature `failpoints` contain them; the tests have it,
//! a build that is installed does not. Each statement that goes to a database
//! is a place before and a place after, and so is each step of a backup or a
//! restore. The places of a run are numbered as they are reached, so that a
//! test counts them once and then dies at each.

/// A place; the second argument says what is done there.
#[cfg(feature = "failpoints")]
macro_rules! failpoint {
    ($place:literal, $detail:expr) => {
        $crate::failpoint::reached($place, $detail)
    };
}

/// Nothing, in a build without failpoints.
#[cfg(not(feature = "failpoints"))]
macro_rules! failpoint {
    ($place:literal, $detail:expr) => {};
}

pub(crate) use failpoint;

#[cfg(feature = "failpoints")]
pub(crate) use armed::{arm, reached};

#[cfg(feature = "failpoints")]
mod armed {
    use std::fs::OpenOptions;
    use std::io::Write;
    use std::path::PathBuf;
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    /// What happens at the places.
    struct Armed {
        /// The process dies at the place of this number, counted from 1.
        kill: Option<u64>,
        /// The process waits at the place of this number until the file is there.
        hold: Option<(u64, PathBuf)>,
        /// Each place is written to this file.
        trace: Option<PathBuf>,
    }

    static ARMED: OnceLock<Armed> = OnceLock::new();
    static REACHED: AtomicU64 = AtomicU64::new(0);

    /// Reads what is asked for; `variable` looks one environment variable up:
    ///
    /// - `BRIDGE_FAILPOINT_KILL=N`: die at place N;
    /// - `BRIDGE_FAILPOINT_HOLD=N:FILE`: wait at place N until FILE exists;
    /// - `BRIDGE_FAILPOINT_TRACE=FILE`: append each place to FILE.
    pub(crate) fn arm(variable: impl Fn(&str) -> Option<String>) {
        let _ = ARMED.set(Armed {
            kill: variable("BRIDGE_FAILPOINT_KILL").and_then(|text| text.parse().ok()),
            hold: variable("BRIDGE_FAILPOINT_HOLD").and_then(|text| {
                let (number, file) = text.split_once(':')?;
                Some((number.parse().ok()?, file.into()))
            }),
            trace: variable("BRIDGE_FAILPOINT_TRACE").map(PathBuf::from),
        });
    }

    /// A place was reached.
    pub(crate) fn reached(place: &str, detail: &str) {
        let Some(armed) = ARMED.get() else {
            return;
        };
        let number = REACHED.fetch_add(1, Ordering::Relaxed) + 1;
        if let Some(file) = &armed.trace
            && let Ok(mut file) = OpenOptions::new().create(true).append(true).open(file)
        {
            let line: String = detail.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(file, "{number}\t{place}\t{line}");
        }
        if armed.kill == Some(number) {
            // No destructor runs, no transaction is rolled back by this side.
            std::process::abort();
        }
        if let Some((_, file)) = armed.hold.as_ref().filter(|(at, _)| *at == number) {
            while !file.exists() {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
}
