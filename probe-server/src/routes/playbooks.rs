//! `/api/v1/playbooks`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use checklist::playbook::Playbook;
use session::api::PlaybookListed;

use super::App;

/// `GET`: the current playbooks, sorted by name. Needs no token.
pub(super) async fn list(State(app): State<Arc<App>>) -> Json<Vec<PlaybookListed>> {
    let listed = |version: &crate::playbooks::Published| PlaybookListed {
        digest: version.digest.clone(),
        playbook: Playbook::clone(&version.playbook),
    };
    Json(app.sessions.library().on_offer().map(listed).collect())
}
