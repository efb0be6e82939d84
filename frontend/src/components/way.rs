//! The mail's way as a picture: from the device over its network to the servers, and the DNS below.
//!
//! Each node has its state in sign and words, not by colour alone. Two drawings of the same nodes: side by side, and
//! one below the other for narrow screens; styles choose. For those who do not see it, one sentence for each node.

use leptos::prelude::*;
use shared::finding::CheckState;
use shared::probe::CheckKind;
use shared::session::{DeviceSeen, Evidence};
use shared::text::{self, Lang, UiText, fill};

use super::check_list::sign;
use crate::store::SessionStore;

/// The nodes, in the order in which mail is thought of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    You,
    Network,
    Webmail,
    Reading,
    Sending,
    Servers,
    Dns,
}

/// One node as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    node: Node,
    /// `None` is "not measured".
    state: Option<CheckState>,
}

const NODES: [Node; 7] = [Node::You, Node::Network, Node::Webmail, Node::Reading, Node::Sending, Node::Servers, Node::Dns];
/// Which node leads to which.
const EDGES: [(Node, Node); 9] = [
    (Node::You, Node::Network),
    (Node::Network, Node::Webmail),
    (Node::Network, Node::Reading),
    (Node::Network, Node::Sending),
    (Node::Webmail, Node::Servers),
    (Node::Reading, Node::Servers),
    (Node::Sending, Node::Servers),
    (Node::Servers, Node::Dns),
    (Node::Network, Node::Dns),
];
const WIDTH: i32 = 164;
const HEIGHT: i32 = 58;

impl Node {
    const fn name(self) -> UiText {
        match self {
            Self::You => UiText::WayYou,
            Self::Network => UiText::WayNetwork,
            Self::Webmail => UiText::WayWebmail,
            Self::Reading => UiText::WayReading,
            Self::Sending => UiText::WaySending,
            Self::Servers => UiText::WayServers,
            Self::Dns => UiText::WayDns,
        }
    }

    /// The upper left corner, side by side.
    const fn wide(self) -> (i32, i32) {
        match self {
            Self::You => (4, 96),
            Self::Network => (196, 96),
            Self::Webmail => (396, 10),
            Self::Reading => (396, 96),
            Self::Sending => (396, 182),
            Self::Servers => (592, 96),
            Self::Dns => (592, 268),
        }
    }

    /// The upper left corner, one below the other.
    const fn narrow(self) -> (i32, i32) {
        match self {
            Self::You => (88, 4),
            Self::Network => (88, 92),
            Self::Webmail => (2, 184),
            Self::Reading => (174, 184),
            Self::Sending => (88, 270),
            Self::Servers => (88, 358),
            Self::Dns => (88, 446),
        }
    }
}

fn look(evidence: &Evidence<'_>) -> Vec<Seen> {
    // The worse of two, as far as they were looked at at all.
    let worst = |checks: &[CheckKind]| checks.iter().filter_map(|&check| evidence.check_state(check)).max_by_key(|state| state.weight());
    let device = evidence.device.map(|seen| match seen {
        DeviceSeen::Online => CheckState::Ok,
        DeviceSeen::Offline => CheckState::Problem,
    });
    let seen = |node| {
        let state = match node {
            Node::You | Node::Network => device,
            Node::Webmail => worst(&[CheckKind::Webmail]),
            Node::Reading => worst(&[CheckKind::Imap]).or_else(|| worst(&[CheckKind::Pop3])),
            Node::Sending => worst(&[CheckKind::Submission]),
            Node::Servers => worst(&[CheckKind::Mx, CheckKind::Relay]),
            Node::Dns => worst(&[CheckKind::Delegation]),
        };
        Seen { node, state }
    };
    NODES.map(seen).to_vec()
}

fn words(lang: Lang, seen: &Seen) -> &'static str {
    match (seen.node, seen.state) {
        (_, None) => UiText::WayNotMeasured.get(lang),
        (Node::You | Node::Network, Some(CheckState::Ok)) => UiText::WayReachesUs.get(lang),
        (_, Some(state)) => short(lang, state),
    }
}

/// A state in words that fit into a node.
fn short(lang: Lang, state: CheckState) -> &'static str {
    match state {
        CheckState::Warning => text::severity(lang, shared::finding::FindingSeverity::Warning),
        CheckState::CouldNotCheck => UiText::WayNotMeasured.get(lang),
        other => text::state(lang, other),
    }
}

/// The picture.
#[component]
pub(crate) fn Way(lang: Lang, store: SessionStore) -> impl IntoView {
    // Of several domains there is no one way: their table says more.
    let is_one = Memo::new(move |_| store.facts(|facts| facts.domains(&store.playbook().start).len() < 2));
    let nodes = Memo::new(move |_| store.evidence(|_, _, evidence| look(evidence)));
    let drawings = move || {
        let nodes = nodes.get();
        let items = nodes.iter().map(|seen| {
            let from = if matches!(seen.node, Node::You | Node::Network) { UiText::WayFromDevice } else { UiText::WayFromServer };
            let sentence = fill(UiText::WayItem.get(lang), &[("name", seen.node.name().get(lang)), ("state", words(lang, seen))]);
            view! { <li>{sentence} " (" {from.get(lang)} ")"</li> }
        });
        let items = items.collect_view();
        let (wide, narrow) = (
            drawing(lang, &nodes, Node::wide, "0 0 760 332", "way-wide"),
            drawing(lang, &nodes, Node::narrow, "0 0 340 508", "way-narrow"),
        );
        view! { {wide} {narrow} <ul class="visually-hidden">{items}</ul> }
    };
    move || is_one.get().then(|| view! { <figure class="way"><figcaption>{UiText::WayTitle.get(lang)}</figcaption>{drawings}</figure> })
}

fn drawing(
    lang: Lang,
    nodes: &[Seen],
    place: fn(Node) -> (i32, i32),
    view_box: &'static str,
    class: &'static str,
) -> impl IntoView + use<> {
    let state_of = |node| nodes.iter().find(|seen| seen.node == node).and_then(|seen| seen.state);
    let name_of = |state: Option<CheckState>| state.map_or("none", CheckState::as_str);
    let edges = EDGES.map(|(from, to)| {
        let ((x1, y1), (x2, y2)) = (middle(place(from)), middle(place(to)));
        view! { <line x1=x1 y1=y1 x2=x2 y2=y2 data-state=name_of(state_of(to))></line> }
    });
    let boxes = nodes.iter().map(|seen| {
        let (x, y) = place(seen.node);
        let mark = seen.state.map_or("·", sign);
        view! {
            <g data-state=name_of(seen.state)>
                <rect x=x y=y width=WIDTH height=HEIGHT rx="10"></rect>
                <text class="way-name" x=x + 12 y=y + 23>{seen.node.name().get(lang)}</text>
                <text class="way-state" x=x + 12 y=y + 44>{format!("{mark} {}", words(lang, seen))}</text>
            </g>
        }
    });
    let boxes = boxes.collect_view();
    view! { <svg class=class viewBox=view_box aria-hidden="true" focusable="false">{edges.collect_view()} {boxes}</svg> }
}

const fn middle((x, y): (i32, i32)) -> (i32, i32) {
    (x + WIDTH / 2, y + HEIGHT / 2)
}
