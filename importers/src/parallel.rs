//! Work on many files at once.

use std::num::NonZero;
use std::thread;

/// Fewer items than this are not worth a thread.
const FEWEST: usize = 16;

/// As much as the main thread has: Python nests.
const STACK: usize = 8 * 1024 * 1024;

/// Cuts items into as many parts as there are processors, works on each part
/// in a thread of its own, and gives the results in the items' order.
///
/// `work` gives a result for each item, and starts from nothing for each part:
/// what it keeps between items may save time and must not change a result.
pub fn in_parts<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let parts = processors.min(items.len() / FEWEST);
    if parts < 2 {
        return work(items);
    }
    let (here, others) = items.split_at(items.len().div_ceil(parts));
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = others
            .chunks(here.len())
            .map(|part| {
                let thread = thread::Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, move || work(part));
                (part, thread)
            })
            .collect();
        let mut results = work(here);
        for (part, thread) in others {
            results.extend(match thread {
                Ok(thread) => thread
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                // The system has no thread to give.
                Err(_) => work(part),
            });
        }
        results
    })
}

/// Gives back what many items hold in a thread of its own, for which nobody waits: where the
/// process ends before, the system takes it all at once.
pub fn drop_beside<T: Send + 'static>(items: Vec<T>) {
    if items.len() < FEWEST {
        return;
    }
    // Where the system has no thread to give, they are dropped here.
    let thread = thread::Builder::new().stack_size(STACK);
    drop(thread.spawn(move || drop(items)));
}

#[cfg(test)]
mod tests {
    use super::in_parts;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, 15, 16, 31, 32, 33, 1000, 1001] {
            let items: Vec<usize> = (0..count).collect();
            let doubled = in_parts(&items, |part| part.iter().map(|item| item * 2).collect());
            assert_eq!(
                doubled,
                items.iter().map(|item| item * 2).collect::<Vec<_>>()
            );
        }
    }
}
