//! The first page as HTML, in the application's layout: the operator's name, the playbook's title
//! and its first question.
//!
//! It can be read and filled in before the application has loaded, and without it. The application
//! replaces it without moving anything, so elements and classes are the same as in
//! `frontend/src/pages/start.rs`. It contains both languages, so that switching needs no request.
//! Must never contain data of a session.

use checklist::playbook::{Beginning, InputKind, NamedInput};
use maud::{Markup, PreEscaped, html};
use session::api::{FirstPage, PlaybookTitle};
use terms::{Lang, fill};
use words::{FirstText, MailboxText, UiText, telephone_link};

/// The URL of this page, for links to it with another playbook.
#[derive(Clone, Copy)]
pub(super) struct Links<'a> {
    /// The path of this page.
    pub(super) path: &'a str,
    /// Further parameters of the URL, as written: `theme=dark&host=…`.
    pub(super) wishes: &'a str,
}

/// The content of the first page until the application has loaded.
pub(super) fn first_page(page: &FirstPage, asked: Lang, links: Links<'_>) -> Markup {
    let operator = page
        .chosen
        .as_ref()
        .map(|beginning| beginning.operator.as_str())
        .filter(|name| !name.is_empty());
    html! {
        div id="first" {
            (header(operator.unwrap_or_else(|| UiText::Product.get(asked)), asked))
            @for lang in Lang::ALL {
                main class="step" lang=(lang.tag()) hidden[lang != asked] {
                    @match &page.chosen {
                        Some(beginning) => (checklist(lang, beginning)),
                        None => {
                            h1 { (UiText::Product.get(lang)) }
                            p { (UiText::NoPlaybook.get(lang)) }
                        }
                    }
                    (by_hand(lang))
                    (others(lang, &page.others, links))
                    @if let Some(beginning) = &page.chosen { (contact(lang, beginning)) }
                }
            }
        }
        script type="application/json" id="first-page" { (PreEscaped(json(page))) }
    }
}

/// The content of a session's page until the application has loaded; it stays if the application
/// does not load.
pub(super) fn without_form(asked: Lang) -> Markup {
    html! {
        div id="first" {
            @for lang in Lang::ALL {
                main class="step" lang=(lang.tag()) hidden[lang != asked] {
                    h1 { (UiText::Product.get(lang)) }
                    p class="lead" { (FirstText::Tagline.get(lang)) }
                    (by_hand(lang))
                }
            }
        }
    }
}

fn header(operator: &str, asked: Lang) -> Markup {
    let sign: String = operator.chars().take(1).collect();
    html! {
        header class="top first-only" {
            div class="top-back" {}
            p class="brand" { span class="brand-sign" aria-hidden="true" { (sign) } " " span class="brand-name" { (operator) } }
            div class="languages" role="group" aria-label=(UiText::Language.get(asked)) {
                @for lang in Lang::ALL {
                    button type="button" class="lang" data-action="language" value=(lang.tag()) lang=(lang.tag()) aria-pressed=(lang == asked) {
                        span aria-hidden="true" { (lang.tag()) } " " span class="visually-hidden" { (lang.own_name()) }
                    }
                }
            }
        }
    }
}

fn checklist(lang: Lang, beginning: &Beginning) -> Markup {
    html! {
        h1 { (beginning.title.get(lang)) }
        p class="lead" { (beginning.intro.get(lang)) }
        section class="card first-only" aria-labelledby={ "first-question-" (lang.tag()) } {
            h2 id={ "first-question-" (lang.tag()) } { (beginning.question.get(lang)) }
            div class="fields" { @for named in &beginning.inputs { (field(lang, named, beginning.address_field() == Some(named))) } }
            p class="actions" { button type="button" class="button" data-action="continue" { (UiText::StartButton.get(lang)) } }
            p class="help" { (UiText::StartNothingYet.get(lang)) }
            @if let Some(help) = &beginning.help { p class="help" { (help.get(lang)) } }
        }
        section class="what-happens first-only" {
            h2 { (UiText::WhatHappensTitle.get(lang)) }
            p { (UiText::WhatFrom.get(lang)) }
            p { (UiText::WhatContacted.get(lang)) }
            ul { @for &check in &beginning.checks { li { (words::check(lang, check)) } } }
            p { (UiText::WhatSent.get(lang)) }
            p { (UiText::WhatKept.get(lang)) }
        }
    }
}

/// An input field; the one for the mail address is filled in from the link.
fn field(lang: Lang, NamedInput { id, input }: &NamedInput, is_address: bool) -> Markup {
    let element = if is_address {
        format!("first-{}", lang.tag())
    } else {
        format!("first-{}-{id}", lang.tag())
    };
    let help = format!("{element}-help");
    let help = help.as_str();
    let data_address = is_address.then_some("");
    html! {
        div class="field" {
            label for=(element) {
                (input.ask.get(lang)) " "
                @if !input.required { span class="quiet" { " " (UiText::Optional.get(lang)) } }
            }
            div id=(help) { @if let Some(help) = &input.help { p class="help" { (help.get(lang)) } } }
            @match input.kind {
                InputKind::Subject | InputKind::Address => {
                    input id=(element) data-input=(id) data-address=[data_address] type="email" autocomplete="email" autocapitalize="none"
                        spellcheck="false" inputmode="email" aria-describedby=(help);
                }
                InputKind::Mailboxes => {
                    div class="list-field" {
                        p class="help" { (MailboxText::PasteHelp.get(lang)) }
                        textarea id=(element) data-input=(id) data-address=[data_address] rows="5" autocapitalize="none" spellcheck="false"
                            aria-describedby=(help) {}
                    }
                }
                InputKind::Text | InputKind::Bounce | InputKind::Message => { textarea id=(element) data-input=(id) rows="6" aria-describedby=(help) {} }
                InputKind::Line => { input id=(element) data-input=(id) type="text" autocomplete="off" aria-describedby=(help); }
                InputKind::Moment => { input id=(element) data-input=(id) type="datetime-local" aria-describedby=(help); }
            }
        }
    }
}

fn by_hand(lang: Lang) -> Markup {
    html! {
        noscript { p class="notice" { (FirstText::NeedsScript.get(lang)) } }
        p class="quiet not-live" { (FirstText::ByHandHelp.get(lang)) }
        section class="by-hand-list not-live" {
            h2 { (FirstText::ByHandTitle.get(lang)) }
            ol { @for item in FirstText::BY_HAND { li { (item.get(lang)) } } }
        }
    }
}

fn others(lang: Lang, others: &[PlaybookTitle], Links { path, wishes }: Links<'_>) -> Markup {
    let and = if wishes.is_empty() { "" } else { "&" };
    html! {
        @if !others.is_empty() {
            nav class="others first-only" aria-label=(UiText::OtherPlaybooks.get(lang)) {
                h2 { (UiText::OtherPlaybooks.get(lang)) }
                ul {
                    @for other in others {
                        li { a href={ (path) "?playbook=" (other.playbook) "&lang=" (lang.tag()) (and) (wishes) } { (other.title.get(lang)) } }
                    }
                }
            }
        }
    }
}

fn contact(lang: Lang, beginning: &Beginning) -> Markup {
    html! {
        footer class="bottom" {
            @if let Some(phone) = &beginning.phone {
                p class="phone" { a href=(telephone_link(phone)) { (fill(UiText::CallAt.get(lang), &[("phone", phone)])) } }
            }
            " "
            @if let Some(note) = &beginning.phone_note { p class="quiet" { (note.get(lang)) } }
        }
    }
}

/// The same data for the application, as JSON. `<` is escaped, because it could end the element.
fn json(page: &FirstPage) -> String {
    serde_json::to_string(page).unwrap_or_default().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use terms::Localised;

    use super::*;

    const LINKS: Links<'static> = Links { path: "/", wishes: "" };

    fn page(title: &str) -> FirstPage {
        let text = |text: &str| Localised { it: text.to_owned(), en: text.to_owned() };
        FirstPage {
            chosen: None,
            others: vec![PlaybookTitle { playbook: "seit".to_owned(), title: text(title) }],
        }
    }

    #[test]
    fn a_text_of_the_operator_ends_no_element() {
        let html =
            first_page(&page("</script><script>alert(1)</script>"), Lang::It, LINKS).into_string();
        assert_eq!(html.matches("<script").count(), 1, "{html}");
        assert_eq!(html.matches("</script").count(), 1, "{html}");
    }

    #[test]
    fn the_language_not_asked_for_is_hidden() {
        let html = first_page(&page("SEIT"), Lang::En, LINKS).into_string();
        assert!(
            html.contains("<main class=\"step\" lang=\"it\" hidden>")
                && html.contains("<main class=\"step\" lang=\"en\">"),
            "{html}"
        );
    }
}
