//! Each picture has every step and every edge, and shows the condition of each.

use authoring::playbooks::{Playbooks, SetVariables};

use super::*;

#[track_caller]
fn each(check: impl Fn(&Playbook, Lang)) {
    for published in
        Playbooks::shipped(&SetVariables::new()).unwrap_or_else(|err| panic!("{err}")).iter()
    {
        Lang::ALL.into_iter().for_each(|lang| check(&published.playbook, lang));
    }
}

#[test]
fn every_picture_has_every_edge() {
    each(|playbook, lang| {
        let edge_count = edges(playbook).len();
        assert_eq!(dot(playbook, lang).matches(" -> ").count(), edge_count);
        assert_eq!(mermaid(playbook, lang).matches("-->|").count(), edge_count);
        let svg = svg(playbook, lang);
        assert_eq!(svg.matches("<path class=\"way\"").count(), edge_count);
        assert_eq!(svg.matches("class=\"card ").count(), playbook.steps.len());
        assert_eq!(svg.matches("class=\"port\"").count(), edge_count);
    });
}

#[test]
fn the_list_says_what_the_picture_shows() {
    each(|playbook, lang| {
        let page = page(playbook, "0", lang);
        assert_eq!(page.matches("<path class=\"way\"").count(), edges(playbook).len());
        assert_eq!(page.matches("<li class=\"to\">").count(), edges(playbook).len());
        for edge in edges(playbook) {
            assert!(
                page.contains(&format!("href=\"#step-{}\"", edge.to))
                    && page.contains(&format!("id=\"step-{}\"", edge.to)),
                "{}",
                edge.to
            );
        }
        assert!(
            !page.contains("<script") && !page.contains("style=\"") && !page.contains("http-equiv")
        );
    });
}

/// No card overlaps another, and every edge leads to the right.
#[test]
fn cards_stand_apart() {
    each(|playbook, lang| {
        let layout = layout::layout(playbook, lang);
        let cards: Vec<_> = layout.cards.values().collect();
        for (place, card) in cards.iter().enumerate() {
            for other in cards.iter().skip(place + 1).filter(|other| other.x == card.x) {
                assert!(
                    card.y + card.height <= other.y || other.y + other.height <= card.y,
                    "{} covers {}",
                    card.step,
                    other.step
                );
            }
            for edge in &card.edges {
                assert!(
                    layout.cards.get(edge.to).is_some_and(|target| target.x > card.x),
                    "{} → {}",
                    card.step,
                    edge.to
                );
                assert!(!edge.lines.is_empty());
            }
        }
    });
}

/// Text of an operator is escaped.
#[test]
fn a_text_is_never_markup() {
    let playbooks = Playbooks::shipped(&SetVariables::new()).unwrap();
    let mut playbook = Playbook::clone(&playbooks.iter().next().unwrap().playbook);
    playbook.title.en = "<b>\"Mail\"</b> & more".to_owned();
    assert!(!page(&playbook, "0", Lang::En).contains("<b>"));
    assert!(!svg(&playbook, Lang::En).contains("<b>"));
}
