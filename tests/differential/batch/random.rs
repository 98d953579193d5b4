//! Random tables with random blocks.

use serde::Deserialize;

use super::bodies::Body;
use super::shapes::Shape;
use super::{Case, Circumstances, all_alike, named};
use crate::oracle;
use crate::random::are_enough;

#[derive(Deserialize)]
struct Written {
    seed: u64,
    sql: String,
    arguments: String,
    body: String,
}

/// Runs random cases on both sides.
fn random_alike(circumstances: &Circumstances) {
    let lines = oracle::random_cases("batches.py", &[], 150);
    let written = lines.iter().map(|line| serde_json::from_str(line));
    let written: Vec<Written> = written.map(|one| one.expect("a case")).collect();
    let labels = written.iter().map(|one| format!("seed {}", one.seed));
    let labels: Vec<String> = labels.collect();
    let shapes: Vec<Shape<'_>> = written
        .iter()
        .zip(&labels)
        .map(|(one, label)| Shape {
            label,
            table: "t",
            sql: &one.sql,
        })
        .collect();
    let bodies = written.iter().zip(&labels);
    let bodies: Vec<Body<'_>> = bodies
        .map(|(one, label)| (label.as_str(), one.arguments.as_str(), one.body.as_str()))
        .collect();
    let cases = shapes.iter().zip(&bodies);
    let cases: Vec<Case<'_>> = cases.map(|(shape, body)| Case { shape, body }).collect();
    let arrived = all_alike(&cases, circumstances);
    assert!(
        are_enough(arrived, cases.len()),
        "only {arrived} of {} arrived on both sides",
        cases.len()
    );
}

#[test]
fn without_a_convention() {
    random_alike(&Circumstances::default());
}

#[test]
fn with_a_convention() {
    random_alike(&named());
}
