//! From legacy sources to the chain: conversion, rehearsal, the incremental
//! lock.

pub mod baseline;
mod difference;
mod lane;
mod merge;

pub use lane::{Converted, ConvertedLane, Side, SourceFile};
pub use merge::{Changed, Merge, MergeError, merge};
