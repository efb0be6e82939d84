//! The positions of the steps in a picture: in columns from left to right, so that every edge leads
//! to the right.
//!
//! A step is drawn as a card, and each edge has a row of its own on the card that it leaves, so
//! that nothing can cover its condition. Within a column the cards are sorted by the rows that lead
//! to them, which reduces crossings of edges (the barycentre method of Sugiyama, Tagawa and Toda,
//! 1981).

use std::collections::BTreeMap;

use checklist::playbook::{Edge, Playbook, StepId, edges};
use terms::Lang;

use super::condition;

/// The most characters in a line of a card: of a condition, and of a heading, whose letters are
/// wider.
const LINE_CHARS: usize = 38;
const HEADING_CHARS: usize = 32;
pub(super) const CARD_WIDTH: usize = 290;
pub(super) const LINE_HEIGHT: usize = 18;
pub(super) const PADDING: usize = 10;
const COLUMN_GAP: usize = 110;
const ROW_GAP: usize = 26;
/// How often the cards are sorted.
const ROUNDS: usize = 8;

/// A step in the picture.
pub(super) struct Card<'a> {
    pub(super) step: &'a StepId,
    /// The x coordinate of the left edge, in pixels.
    pub(super) x: usize,
    /// The y coordinate of the upper edge, in pixels.
    pub(super) y: usize,
    pub(super) height: usize,
    /// The heading, split into lines.
    pub(super) heading: Vec<String>,
    pub(super) edges: Vec<CardEdge<'a>>,
}

/// An edge of the playbook, on the card that it leaves.
pub(super) struct CardEdge<'a> {
    pub(super) to: &'a StepId,
    /// The condition, split into lines.
    pub(super) lines: Vec<String>,
    /// The distance from the upper edge of the card to the first line, in pixels.
    pub(super) offset: usize,
}

/// The positions of all cards, and the size of the picture.
pub(super) struct Layout<'a> {
    pub(super) cards: BTreeMap<&'a StepId, Card<'a>>,
    pub(super) width: usize,
    pub(super) height: usize,
}

pub(super) fn layout(playbook: &Playbook, lang: Lang) -> Layout<'_> {
    let edges = edges(playbook);
    let mut cards: BTreeMap<&StepId, Card<'_>> = playbook
        .steps
        .iter()
        .map(|(id, step)| {
            let heading = lines(words::heading(step, lang), HEADING_CHARS);
            let mut offset = PADDING + heading.len() * LINE_HEIGHT + PADDING;
            let edges = edges
                .iter()
                .filter(|edge| edge.from == id)
                .map(|edge| {
                    let lines = lines(&condition(playbook, edge, lang), LINE_CHARS);
                    let edge = CardEdge { to: edge.to, offset, lines };
                    offset += edge.lines.len() * LINE_HEIGHT + PADDING / 2;
                    edge
                })
                .collect();
            (id, Card { step: id, x: 0, y: 0, height: offset, heading, edges })
        })
        .collect();
    let columns = columns(playbook, &edges);
    let mut order: Vec<Vec<&StepId>> =
        vec![Vec::new(); columns.values().max().map_or(0, |last| last + 1)];
    for (step, column) in &columns {
        order.get_mut(*column).into_iter().for_each(|steps| steps.push(step));
    }
    stack(&mut cards, &order);
    for _ in 0..ROUNDS {
        for steps in &mut order {
            steps.sort_by_cached_key(|step| pull(&cards, &edges, step));
        }
        stack(&mut cards, &order);
    }
    let width = order.len() * (CARD_WIDTH + COLUMN_GAP);
    let height = cards.values().map(|card| card.y + card.height).max().unwrap_or(0) + ROW_GAP;
    Layout { cards, width, height }
}

/// The column of each step: one more than the largest column of the steps that lead to it. Stops
/// for a cycle as well, although cycles are defects.
fn columns<'a>(playbook: &'a Playbook, edges: &[Edge<'a>]) -> BTreeMap<&'a StepId, usize> {
    let mut columns: BTreeMap<&StepId, usize> =
        playbook.steps.keys().map(|step| (step, 0)).collect();
    for _ in 0..playbook.steps.len() {
        let mut is_settled = true;
        for edge in edges {
            let needed = columns.get(edge.from).map_or(0, |from| from + 1);
            if let Some(column) = columns
                .get_mut(edge.to)
                .filter(|column| **column < needed && needed < playbook.steps.len())
            {
                *column = needed;
                is_settled = false;
            }
        }
        if is_settled {
            break;
        }
    }
    columns
}

/// The y coordinate that a step should have: the mean of the rows that lead to it.
fn pull(cards: &BTreeMap<&StepId, Card<'_>>, edges: &[Edge<'_>], step: &StepId) -> usize {
    let rows: Vec<usize> = edges
        .iter()
        .filter(|edge| edge.to == step)
        .filter_map(|edge| cards.get(edge.from))
        .flat_map(|card| {
            card.edges.iter().filter(|edge| edge.to == step).map(|edge| card.y + edge.offset)
        })
        .collect();
    rows.iter().sum::<usize>() / rows.len().max(1)
}

fn stack(cards: &mut BTreeMap<&StepId, Card<'_>>, order: &[Vec<&StepId>]) {
    for (column, steps) in order.iter().enumerate() {
        let mut y = ROW_GAP;
        for step in steps {
            if let Some(card) = cards.get_mut(*step) {
                card.x = column * (CARD_WIDTH + COLUMN_GAP) + ROW_GAP;
                card.y = y;
                y += card.height + ROW_GAP;
            }
        }
    }
}

/// Splits a text into lines of at most `most_chars` characters; a longer word gets a line of its
/// own.
fn lines(text: &str, most_chars: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines
            .last_mut()
            .filter(|line| line.chars().count() + 1 + word.chars().count() <= most_chars)
        {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
