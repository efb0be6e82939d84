//! The playbook as a graph: every edge and the condition on it.

use super::{OptionId, Playbook, Predicate, Step, StepId};

/// One way from a step to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge<'a> {
    /// Where it begins.
    pub from: &'a StepId,
    /// Where it ends.
    pub to: &'a StepId,
    /// When it is taken.
    pub label: EdgeLabel<'a>,
}

/// When an edge is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EdgeLabel<'a> {
    /// With this answer.
    Option(&'a OptionId),
    /// With this condition on the results.
    When(&'a Predicate),
    /// When no other condition holds.
    Otherwise,
    /// Always.
    Always,
}

/// Every edge of a playbook, in the order of the steps and of their options and branches.
#[must_use]
pub fn edges(playbook: &Playbook) -> Vec<Edge<'_>> {
    let mut edges = Vec::new();
    for (from, step) in &playbook.steps {
        match step {
            Step::Ask(ask) | Step::Verify(ask) => {
                edges.extend(ask.options.iter().map(|choice| Edge { from, to: &choice.next, label: EdgeLabel::Option(&choice.id) }));
            }
            Step::Collect(collect) => edges.push(Edge { from, to: &collect.next, label: EdgeLabel::Always }),
            Step::Check(check) => edges.extend(check.next.iter().map(|branch| {
                let label = branch.when.as_ref().map_or(EdgeLabel::Otherwise, EdgeLabel::When);
                Edge { from, to: &branch.to, label }
            })),
            Step::Advise(_) | Step::Escalate(_) => {}
        }
    }
    edges
}
