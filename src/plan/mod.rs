//! Planning: chain + what is applied + target -> the steps to run. Pure: no database, no terminal.

mod adopt;
mod cut;
mod error;
mod loss;
mod mirror;
mod model;
mod outside;
mod planner;
mod resume;
mod summary;

pub use adopt::drifted;
pub(crate) use adopt::{lane_alone, nothing_populated};
pub use cut::mode;
pub use error::{Drifted, PlanError};
pub use loss::{Loss, Lost};
pub use model::*;
pub(crate) use outside::{Doubt, Manner, Part, is_session, manner, parts};
pub use planner::{Options, adoptions, downgrade, record, stamp, upgrade};
pub use summary::{SegmentSummary, StepSummary, Summary};
