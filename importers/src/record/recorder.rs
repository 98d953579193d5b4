//! Collects steps while a function is executed; blocks nest.

use super::{SnapshotId, Step};
use crate::operation::{Operation, TableName};

/// Collects steps. Blocks that are open (a branch, a `try`, an autocommit
/// block) collect their own steps until they are closed.
#[derive(Debug)]
pub struct Recorder {
    frames: Vec<Vec<Step>>,
    /// The tables of the batches that are open, outermost first.
    batches: Vec<Option<TableName>>,
    operations: u64,
    /// How much had been recorded at each snapshot.
    snapshots: Vec<u64>,
    tries: u32,
}

impl Default for Recorder {
    fn default() -> Self {
        Self {
            frames: vec![Vec::new()],
            batches: Vec::new(),
            operations: 0,
            snapshots: Vec::new(),
            tries: 0,
        }
    }
}

impl Recorder {
    /// Adds a step to the innermost open block.
    pub fn push(&mut self, step: Step) {
        if !matches!(step, Step::Snapshot(_)) {
            self.operations += 1;
        }
        if self.frames.is_empty() {
            self.frames.push(Vec::new());
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.push(step);
        }
    }

    /// Looks at the catalogue: questions asked with this id are answered as
    /// of now. Where nothing was recorded since the last look, it is the same.
    pub fn snapshot(&mut self) -> SnapshotId {
        if let Some(Step::Snapshot(id)) = self.frames.last().and_then(|frame| frame.last()) {
            return *id;
        }
        let id = SnapshotId(u32::try_from(self.snapshots.len()).unwrap_or(u32::MAX));
        self.snapshots.push(self.operations);
        self.push(Step::Snapshot(id));
        id
    }

    /// The snapshots after which nothing was recorded, in whatever block, the latest first.
    pub(crate) fn snapshots_now(&self) -> impl Iterator<Item = SnapshotId> {
        let latest = self.snapshots.iter().enumerate().rev();
        let latest = latest.take_while(|(_, at)| **at == self.operations);
        latest.filter_map(|(at, _)| u32::try_from(at).ok().map(SnapshotId))
    }

    /// Whether nothing was recorded after a snapshot.
    pub(crate) fn is_now(&self, snapshot: SnapshotId) -> bool {
        self.snapshots.get(snapshot.0 as usize) == Some(&self.operations)
    }

    /// A number for a `try`.
    pub(crate) fn next_try(&mut self) -> u32 {
        self.tries += 1;
        self.tries - 1
    }

    /// Adds the steps of a `finally`: to the `try` recorded just before, or as they are.
    pub(crate) fn append_finally(&mut self, steps: Vec<Step>) {
        if let Some(Step::Try { finally, .. }) =
            self.frames.last_mut().and_then(|frame| frame.last_mut())
            && finally.is_empty()
        {
            *finally = steps;
            return;
        }
        for step in steps {
            self.adopt(step);
        }
    }

    /// Opens a block.
    pub fn begin(&mut self) {
        self.frames.push(Vec::new());
    }

    /// Closes the innermost block and gives its steps.
    pub fn end(&mut self) -> Vec<Step> {
        self.frames.pop().unwrap_or_default()
    }

    /// Opens a batch on a table.
    pub(crate) fn begin_batch(&mut self, table: TableName) {
        self.batches.push(Some(table));
        self.begin();
    }

    /// Opens a block of which nothing waits for the batch around it.
    pub(crate) fn begin_apart(&mut self) {
        self.batches.push(None);
        self.begin();
    }

    /// Closes it.
    pub(crate) fn end_apart(&mut self) {
        self.batches.pop();
        self.end();
    }

    /// Closes the innermost batch and gives the steps of its block.
    pub(crate) fn end_batch(&mut self) -> Vec<Step> {
        self.batches.pop();
        self.end()
    }

    /// The number of open blocks.
    pub(crate) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Moves a step that was recorded in a block to the block around it.
    pub(crate) fn adopt(&mut self, step: Step) {
        if let Step::Snapshot(id) = &step
            && let Some(Step::Snapshot(last)) = self.frames.last().and_then(|frame| frame.last())
            && last == id
        {
            return;
        }
        let operations = self.operations;
        self.push(step);
        self.operations = operations;
    }

    /// How many steps that do something were recorded so far, in whatever block.
    pub fn operations(&self) -> u64 {
        self.operations
    }

    /// Gives the steps of the innermost block, and forgets them; those of an open batch wait for its
    /// end.
    pub(crate) fn take(&mut self) -> Vec<Step> {
        let batch = self.batches.last().and_then(Option::as_ref);
        let waits = |step: &Step| match step {
            Step::Operation { operation, .. } => matches!(
                &**operation,
                Operation::Batch(part) if Some(&part.table) == batch
            ),
            _ => false,
        };
        let Some(frame) = self.frames.last_mut() else {
            return Vec::new();
        };
        let (waiting, steps) = std::mem::take(frame).into_iter().partition(waits);
        *frame = waiting;
        steps
    }

    /// Gives all steps and starts anew. Blocks that are still open are closed.
    pub fn finish(&mut self) -> Vec<Step> {
        let frames = std::mem::take(self).frames;
        frames.into_iter().flatten().collect()
    }
}
