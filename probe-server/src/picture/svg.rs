//! A playbook as SVG: shapes and text only. On a page it uses the page's style, as a file it
//! contains its own.

use checklist::playbook::{Playbook, Step};
use maud::{Markup, PreEscaped, html};
use terms::{Lang, fill};
use words::PictureText;

use super::layout::{CARD_WIDTH, Card, LINE_HEIGHT, Layout, PADDING, layout};

/// The colours of a picture; on a page they are part of the page's style sheet.
pub(super) const STYLE: &str = include_str!("picture.css");

/// The playbook as an SVG file.
#[must_use]
pub fn svg(playbook: &Playbook, lang: Lang) -> String {
    format!("{}\n", drawing(playbook, lang, true).into_string())
}

/// The drawing; with its style if it is a file of its own.
pub(super) fn drawing(playbook: &Playbook, lang: Lang, is_file: bool) -> Markup {
    let layout = layout(playbook, lang);
    let title = fill(PictureText::Title.get(lang), &[("title", playbook.title.get(lang))]);
    html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label=(title) lang=(lang.tag())
            width=(layout.width) height=(layout.height) viewBox={ "0 0 " (layout.width) " " (layout.height) } {
            @if is_file { style { (PreEscaped(STYLE)) } }
            // Draw the edges first: cards hide what passes behind them.
            @for card in layout.cards.values() {
                @for edge in &card.edges {
                    path class="way" d=(curve(&layout, card, edge.offset, edge.to)) {}
                }
            }
            @for card in layout.cards.values() {
                @if let Some(step) = playbook.steps.get(card.step) { (drawn(card, step)) }
                // Only an edge that ends at a card gets an arrowhead, not one that passes behind
                // it.
                @if playbook.start != *card.step { path class="tip" d=(tip(card)) {} }
            }
        }
    }
}

fn drawn(card: &Card<'_>, step: &Step) -> Markup {
    let left = card.x + PADDING;
    let line =
        |offset: usize, place: usize| card.y + offset + LINE_HEIGHT * (place + 1) - LINE_HEIGHT / 3;
    html! {
        rect class={ "card " (kind(step)) } x=(card.x) y=(card.y) width=(CARD_WIDTH) height=(card.height) rx="8" {}
        @for (place, text) in card.heading.iter().enumerate() {
            text class="heading" x=(left) y=(line(PADDING / 2, place)) { (text) }
        }
        @for edge in &card.edges {
            @for (place, text) in edge.lines.iter().enumerate() {
                text class="condition" x=(left) y=(line(edge.offset, place)) { (text) }
            }
            circle class="port" cx=(card.x + CARD_WIDTH) cy=(port(card, edge.offset)) r="4" {}
        }
    }
}

/// The y coordinate at which an edge leaves its card.
const fn port(card: &Card<'_>, offset: usize) -> usize {
    card.y + offset + LINE_HEIGHT / 2
}

/// From the row of an edge to the heading of the card that it leads to.
fn curve(
    layout: &Layout<'_>,
    card: &Card<'_>,
    offset: usize,
    to: &checklist::playbook::StepId,
) -> String {
    let (from_x, from_y) = (card.x + CARD_WIDTH, port(card, offset));
    let (to_x, to_y) = layout
        .cards
        .get(to)
        .map_or((from_x, from_y), |target| (target.x, target.y + PADDING + LINE_HEIGHT / 2));
    let bend = 60;
    format!(
        "M{from_x} {from_y} C{} {from_y} {} {to_y} {to_x} {to_y}",
        from_x + bend,
        to_x.saturating_sub(bend)
    )
}

/// An arrowhead at the heading of a card.
fn tip(card: &Card<'_>) -> String {
    format!("M{} {} l-9 -5 v10 z", card.x, card.y + PADDING + LINE_HEIGHT / 2)
}

const fn kind(step: &Step) -> &'static str {
    match step {
        Step::Ask(_) => "ask",
        Step::Verify(_) => "verify",
        Step::Collect(_) => "collect",
        Step::Check(_) => "check",
        Step::Conclude(_) => "conclude",
        Step::Escalate(_) => "escalate",
        Step::Look(_) => "look",
    }
}
