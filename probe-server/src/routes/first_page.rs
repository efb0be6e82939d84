//! The content of the first page: as data at `/api/v1/start`, and as HTML in the page itself.

mod html;

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use checklist::playbook::Playbook;
use maud::Markup;
use schemars::JsonSchema;
use serde::Deserialize;
use session::api::{FirstPage, PlaybookTitle};
use terms::Lang;
use words::UiText;

use super::App;
use super::contract::Operation;
use super::extract::Params;

/// The playbook that is shown if the URL names none.
const USUAL: &str = "generic";

/// The parameters of the first page.
#[derive(Deserialize, JsonSchema)]
struct Wished {
    /// The playbook's name; the default playbook if absent.
    playbook: Option<String>,
}

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 1] {
    [Operation::get(
        "/api/v1/start",
        get,
        "Gets the content of the first page: how a playbook starts, and the titles of the others.",
        "The content; `chosen` is absent if there is no such playbook.",
    )]
}

/// `GET`: how the playbook starts, and the titles of the others. Needs no token.
async fn get(
    State(app): State<Arc<App>>,
    Params(Wished { playbook }): Params<Wished>,
) -> Json<FirstPage> {
    Json(of_app(&app, playbook.as_deref()))
}

/// A first page as HTML.
pub(super) struct Rendered {
    /// The title of the window.
    pub(super) title: String,
    /// The body.
    pub(super) body: Markup,
}

/// The first page of a playbook; `path` and `query` are those of the request.
pub(super) fn rendered(
    app: &App,
    wished: Option<&str>,
    lang: Lang,
    path: &str,
    query: &str,
) -> Rendered {
    let page = of_app(app, wished);
    // Keep the parameters of the embedding page in links to other playbooks.
    let wishes: Vec<&str> = query
        .split('&')
        .filter(|pair| pair.starts_with("theme=") || pair.starts_with("host="))
        .collect();
    let wishes = wishes.join("&");
    let product = UiText::Product.get(lang);
    let title = page.chosen.as_ref().map_or_else(
        || product.to_owned(),
        |chosen| format!("{} – {product}", chosen.title.get(lang)),
    );
    Rendered { title, body: html::first_page(&page, lang, html::Links { path, wishes: &wishes }) }
}

/// The content of a session's page until the application has loaded.
pub(super) fn without_form(lang: Lang) -> Rendered {
    Rendered { title: UiText::Product.get(lang).to_owned(), body: html::without_form(lang) }
}

fn of_app(app: &App, wished: Option<&str>) -> FirstPage {
    let on_offer: Vec<&Playbook> =
        app.sessions.library().on_offer().map(|version| version.playbook.as_ref()).collect();
    first_page(&on_offer, wished)
}

fn first_page(on_offer: &[&Playbook], wished: Option<&str>) -> FirstPage {
    let named = |name: &str| on_offer.iter().find(|playbook| playbook.playbook == name);
    let chosen = match wished {
        Some(name) => named(name),
        None => named(USUAL).or_else(|| on_offer.first()),
    };
    let is_other =
        |playbook: &&&Playbook| chosen.is_none_or(|chosen| chosen.playbook != playbook.playbook);
    let title = |playbook: &&Playbook| PlaybookTitle {
        playbook: playbook.playbook.clone(),
        title: playbook.title.clone(),
    };
    FirstPage {
        chosen: chosen.and_then(|playbook| playbook.beginning()),
        others: on_offer.iter().filter(is_other).map(title).collect(),
    }
}
