//! A playbook as a page for operators: the picture, and below it the same as text, step by step,
//! for people who cannot see it or use no mouse. No scripts, nothing loaded from elsewhere.

use checklist::playbook::{Edge, Playbook, Step, StepId, edges};
use maud::{Markup, html};
use terms::{Lang, fill};
use words::PictureText;

use super::{condition, svg};
use crate::document::document;

/// The inline style. The Content-Security-Policy of the response allows it by its hash.
pub const STYLE: &str = concat!(include_str!("page.css"), include_str!("picture.css"));

/// Renders the page.
#[must_use]
pub fn page(playbook: &Playbook, digest: &str, lang: Lang) -> String {
    let title = fill(PictureText::Title.get(lang), &[("title", playbook.title.get(lang))]);
    let edges = edges(playbook);
    let counts = [("steps", playbook.steps.len().to_string()), ("ways", edges.len().to_string())];
    let counts: Vec<(&str, &str)> =
        counts.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let body = html! {
        h1 { (title) }
        p {
            (fill(PictureText::Counts.get(lang), &counts)) " "
            @for other in Lang::ALL.into_iter().filter(|other| *other != lang) {
                a href={ "?lang=" (other.tag()) } lang=(other.tag()) hreflang=(other.tag()) { (other.own_name()) }
            }
        }
        p { (PictureText::Version.get(lang)) " " code { (digest) } }
        h2 id="picture" { (PictureText::Picture.get(lang)) }
        p { a href="#list" { (PictureText::ToList.get(lang)) } }
        div class="picture" tabindex="0" role="region" aria-labelledby="picture" { (svg::drawing(playbook, lang, false)) }
        h2 id="list" { (PictureText::List.get(lang)) }
        @for (id, step) in in_order(playbook, &edges) { (listed(playbook, id, step, &edges, lang)) }
    };
    document(lang, &title, STYLE, &body)
}

/// A step with its edges: the target and condition of each.
fn listed(playbook: &Playbook, id: &StepId, step: &Step, edges: &[Edge<'_>], lang: Lang) -> Markup {
    let leaving: Vec<&Edge<'_>> = edges.iter().filter(|edge| edge.from == id).collect();
    html! {
        section {
            h3 id={ "step-" (id) } { (words::heading(step, lang)) }
            p {
                (kind(step, lang)) " · " code { (id) }
                @if *id == playbook.start { " · " (PictureText::Start.get(lang)) }
                @if *id == playbook.support { " · " (PictureText::Support.get(lang)) }
            }
            @if !leaving.is_empty() {
                ul {
                    @for edge in leaving {
                        li class="to" {
                            (condition(playbook, edge, lang)) " → "
                            @if let Some(target) = playbook.steps.get(edge.to) {
                                a href={ "#step-" (edge.to) } { (words::heading(target, lang)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The steps in breadth-first order from the start; those that cannot be reached come last.
fn in_order<'a>(playbook: &'a Playbook, edges: &[Edge<'a>]) -> Vec<(&'a StepId, &'a Step)> {
    let mut order = vec![&playbook.start];
    let mut place = 0;
    while let Some(&at) = order.get(place) {
        for edge in edges.iter().filter(|edge| edge.from == at) {
            if !order.contains(&edge.to) {
                order.push(edge.to);
            }
        }
        place += 1;
    }
    let rest: Vec<&StepId> = playbook.steps.keys().filter(|id| !order.contains(id)).collect();
    order.into_iter().chain(rest).filter_map(|id| playbook.steps.get_key_value(id)).collect()
}

const fn kind(step: &Step, lang: Lang) -> &'static str {
    match step {
        Step::Ask(_) => PictureText::Ask.get(lang),
        Step::Verify(_) => PictureText::Verify.get(lang),
        Step::Collect(_) => PictureText::Collect.get(lang),
        Step::Check(_) => PictureText::Check.get(lang),
        Step::Conclude(_) => PictureText::Advise.get(lang),
        Step::Escalate(_) => PictureText::Escalate.get(lang),
        Step::Look(_) => PictureText::Look.get(lang),
    }
}
