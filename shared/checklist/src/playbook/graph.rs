//! The playbook as a graph: every edge and its condition.

use std::fmt;

use super::{OptionId, Playbook, Predicate, Step, StepId};

/// An edge from one step to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge<'a> {
    /// The step that it leaves.
    pub from: &'a StepId,
    /// The step that it leads to.
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
    /// From every unanswered question as soon as this holds; listed as an edge of the start step.
    Ends(&'a Predicate),
}

/// All edges of a playbook, in the order of the steps and of their options and branches, then the
/// early ends.
#[must_use]
pub fn edges(playbook: &Playbook) -> Vec<Edge<'_>> {
    let ends = playbook.ends.iter().map(|end| Edge {
        from: &playbook.start,
        to: &end.to,
        label: EdgeLabel::Ends(&end.when),
    });
    playbook.steps.iter().flat_map(|(from, step)| edges_from(from, step)).chain(ends).collect()
}

/// The edges of one step.
pub fn edges_from<'a>(from: &'a StepId, step: &'a Step) -> Vec<Edge<'a>> {
    match step {
        Step::Ask(ask) | Step::Verify(ask) => ask
            .options
            .iter()
            .map(|choice| Edge { from, to: &choice.next, label: EdgeLabel::Option(&choice.id) })
            .collect(),
        Step::Collect(collect) => vec![Edge { from, to: &collect.next, label: EdgeLabel::Always }],
        Step::Check(check) => {
            let label = |when: &'a Option<Predicate>| {
                when.as_ref().map_or(EdgeLabel::Otherwise, EdgeLabel::When)
            };
            check
                .next
                .iter()
                .map(|branch| Edge { from, to: &branch.to, label: label(&branch.when) })
                .collect()
        }
        Step::Conclude(_) | Step::Escalate(_) | Step::Look(_) => Vec::new(),
    }
}

impl fmt::Display for EdgeLabel<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(option) => option.fmt(formatter),
            Self::When(predicate) => predicate.fmt(formatter),
            Self::Otherwise => formatter.write_str("otherwise"),
            Self::Always => formatter.write_str("always"),
            Self::Ends(predicate) => write!(formatter, "as soon as {predicate}"),
        }
    }
}
