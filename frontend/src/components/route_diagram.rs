//! The mail's route as a diagram of two lanes: *receiving*, from the sender to the mailbox, and
//! *reading and sending*, from the device to the services.
//!
//! Boxes and the lines between them are side by side, or one below the other on a narrow screen: no
//! line runs behind a box, and every word can be enlarged. Each box has its state as a sign and in
//! words, not by colour alone; a broken line has a cross. Screen readers get one sentence for each
//! box. The diagram can be cut to what is broken. Must never draw something as a box that is not on
//! the mail's route.

use checklist::{DeviceSeen, Evidence};
use diagnosis::finding::CheckState;
use diagnosis::probe::CheckKind;
use leptos::prelude::*;
use terms::{Lang, fill};
use words::{Reader, UiText};

use crate::language::reader;
use crate::store::SessionStore;

/// A place on the mail's route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spot {
    Sender,
    Dns,
    Servers,
    Mailbox,
    Device,
    Network,
    Webmail,
    Reading,
    Sending,
}

/// A place with its state; `None` is "not measured".
type Seen = (Spot, Option<CheckState>);

/// The places of receiving, in the order in which a message passes them.
const RECEIVING: [Spot; 4] = [Spot::Sender, Spot::Dns, Spot::Servers, Spot::Mailbox];
/// The places between the customer and every service.
const TRUNK: [Spot; 2] = [Spot::Device, Spot::Network];
/// The services that a device reaches over its network.
const SERVICES: [Spot; 3] = [Spot::Webmail, Spot::Reading, Spot::Sending];

impl Spot {
    const fn name(self) -> UiText {
        match self {
            Self::Sender => UiText::WaySender,
            Self::Dns => UiText::WayDns,
            Self::Servers => UiText::WayServers,
            Self::Mailbox => UiText::WayMailbox,
            Self::Device => UiText::WayYou,
            Self::Network => UiText::WayNetwork,
            Self::Webmail => UiText::WayWebmail,
            Self::Reading => UiText::WayReading,
            Self::Sending => UiText::WaySending,
        }
    }

    /// The checks that test this place.
    const fn checks(self) -> &'static [CheckKind] {
        match self {
            Self::Sender | Self::Device | Self::Network => &[],
            Self::Mailbox => &[CheckKind::Mailbox],
            Self::Dns => &[CheckKind::Delegation, CheckKind::Mx],
            Self::Servers => &[CheckKind::Relay],
            Self::Webmail => &[CheckKind::Webmail],
            Self::Reading => &[CheckKind::Imap, CheckKind::Pop3],
            Self::Sending => &[CheckKind::Submission],
        }
    }

    fn state(self, evidence: &Evidence) -> Option<CheckState> {
        // The worst state of these checks; `None` if none of them has a state.
        let worst = |checks: &[CheckKind]| {
            checks
                .iter()
                .filter_map(|&check| evidence.check_state(check))
                .max_by_key(|state| state.weight())
        };
        match self {
            Self::Device | Self::Network => evidence.device.map(|seen| match seen {
                DeviceSeen::Online => CheckState::Ok,
                DeviceSeen::Offline => CheckState::Problem,
            }),
            // POP3 counts only if IMAP was not checked: a mailbox that can be read by IMAP does not
            // need POP3.
            Self::Reading => worst(&[CheckKind::Imap]).or_else(|| worst(&[CheckKind::Pop3])),
            spot => worst(spot.checks()),
        }
    }
}

/// What is drawn of each lane; an empty lane is not drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lanes {
    receiving: Vec<Seen>,
    trunk: Vec<Seen>,
    services: Vec<Seen>,
}

impl Lanes {
    /// The whole route without `cut_to`. Otherwise, of the places that these checks test, those
    /// with a problem, or if there are none, those with a warning; in the receiving lane each with
    /// its neighbours.
    fn of(state: impl Fn(Spot) -> Option<CheckState>, cut_to: Option<&[CheckKind]>) -> Self {
        let is_about = |spot: Spot| {
            cut_to.is_none_or(|checks| spot.checks().iter().any(|check| checks.contains(check)))
        };
        let is_at = |spot: Spot, wanted: CheckState| is_about(spot) && state(spot) == Some(wanted);
        let is_broken =
            RECEIVING.iter().chain(&SERVICES).any(|&spot| is_at(spot, CheckState::Problem));
        let worst = if is_broken { CheckState::Problem } else { CheckState::Warning };
        let is_meant = |spot: Spot| cut_to.is_none() || is_at(spot, worst);
        let with_neighbours = |(place, &spot): (usize, &Spot)| {
            let near = RECEIVING
                .get(place.saturating_sub(1)..)
                .into_iter()
                .flatten()
                .take(if place == 0 { 2 } else { 3 });
            near.copied().any(is_meant).then(|| (spot, state(spot)))
        };
        let receiving = RECEIVING.iter().enumerate().filter_map(with_neighbours).collect();
        let seen = |&spot: &Spot| (spot, state(spot));
        let services: Vec<Seen> =
            SERVICES.iter().filter(|&&spot| is_meant(spot)).map(seen).collect();
        let trunk = if services.is_empty() { Vec::new() } else { TRUNK.iter().map(seen).collect() };
        Self { receiving, trunk, services }
    }
}

/// The state of the line between two neighbours: that of the box it leads to. If the DNS has a
/// problem, the line after it is broken. The line from the sender has a state only if the DNS is
/// all right.
fn line((from, before): Seen, (to, after): Seen) -> Option<CheckState> {
    match (from, to) {
        (Spot::Sender, _) => after.filter(|state| *state == CheckState::Ok),
        (Spot::Dns, _) => before.filter(|state| *state == CheckState::Problem).or(after),
        _ => after,
    }
}

fn words(lang: Lang, (spot, state): Seen) -> &'static str {
    match (spot, state) {
        (_, None | Some(CheckState::CouldNotCheck)) => UiText::WayNotMeasured.get(lang),
        (Spot::Device | Spot::Network, Some(CheckState::Ok)) => UiText::WayReachesUs.get(lang),
        (_, Some(CheckState::Warning)) => {
            words::severity(lang, diagnosis::finding::FindingSeverity::Warning)
        }
        (_, Some(state)) => words::state(lang, state),
    }
}

const fn name_of(state: Option<CheckState>) -> &'static str {
    match state {
        Some(state) => state.as_str(),
        None => "none",
    }
}

/// The diagram; nothing if every lane is empty. See [`super::details::RouteDiagram`].
pub(crate) fn diagram(lang: Lang, store: SessionStore, cut_to: Option<Vec<CheckKind>>) -> AnyView {
    let reader = reader();
    let lanes = Memo::new(move |_| {
        // With several domains there is no single route; their table shows more.
        let is_one = store.facts(|facts| facts.domains(&store.playbook().start).len() < 2);
        if is_one {
            store.evidence(|_, _, evidence| {
                Lanes::of(|spot| spot.state(evidence), cut_to.as_deref())
            })
        } else {
            Lanes::default()
        }
    });
    let drawn = move || {
        let Lanes { receiving, trunk, services } = lanes.get();
        let drawn =
            [(UiText::WayReceives, receiving, Vec::new()), (UiText::WayReads, trunk, services)]
                .into_iter()
                .filter(|(_, row, _)| !row.is_empty())
                .map(|(name, row, services)| lane(lang, reader, name, &row, &services))
                .collect_view();
        (!drawn.is_empty())
            .then(|| view! { <figure class="way" data-testid="way"><figcaption>{UiText::WayTitle.to(reader).get(lang)}</figcaption>{drawn}</figure> })
    };
    drawn.into_any()
}

fn lane(lang: Lang, reader: Reader, name: UiText, row: &[Seen], services: &[Seen]) -> AnyView {
    let name = name.get(lang);
    let sentences = row
        .iter()
        .chain(services)
        .map(|&seen| view! { <li>{sentence(lang, reader, seen)}</li> })
        .collect_view();
    let boxes: Vec<AnyView> = row
        .iter()
        .enumerate()
        .flat_map(|(place, &seen)| {
            let before = place.checked_sub(1).and_then(|before| row.get(before));
            [before.map(|&before| edge(line(before, seen))), Some(node(lang, reader, seen))]
        })
        .flatten()
        .collect();
    let branches = row.last().filter(|_| !services.is_empty()).map(|&last| {
        let branches = services.iter().map(|&seen| view! { <div class="branch">{edge(line(last, seen))}{node(lang, reader, seen)}</div> });
        view! { {edge(last.1)}<div class="branches">{branches.collect_view()}</div> }
    });
    view! {
        <div class="lane" aria-hidden="true"><p class="lane-name">{name}</p><div class="lane-row">{boxes}{branches}</div></div>
        <ul class="visually-hidden" aria-label=name>{sentences}</ul>
    }
    .into_any()
}

fn sentence(lang: Lang, reader: Reader, seen: Seen) -> String {
    let said = fill(
        UiText::WayItem.get(lang),
        &[("name", seen.0.name().to(reader).get(lang)), ("state", words(lang, seen))],
    );
    let from = if matches!(seen.0, Spot::Device | Spot::Network) {
        UiText::WayFromDevice
    } else {
        UiText::WayFromServer
    };
    if seen.1.is_some() { format!("{said} ({})", from.to(reader).get(lang)) } else { said }
}

fn edge(state: Option<CheckState>) -> AnyView {
    view! { <span class="edge" data-state=name_of(state)></span> }.into_any()
}

fn node(lang: Lang, reader: Reader, seen: Seen) -> AnyView {
    view! {
        <div class="node" data-state=name_of(seen.1)>
            <span class="sign">{seen.1.map_or("·", words::state_sign)}</span>
            <span class="node-name">{seen.0.name().to(reader).get(lang)}</span>
            <span class="node-state">{words(lang, seen)}</span>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use CheckState::{Ok, Problem, Warning};

    #[track_caller]
    fn check(
        states: &[(Spot, CheckState)],
        cut_to: Option<&[CheckKind]>,
        receiving: &[Spot],
        reading: &[Spot],
    ) {
        let lanes = Lanes::of(
            |spot| states.iter().find(|(at, _)| *at == spot).map(|(_, state)| *state),
            cut_to,
        );
        let names = |seen: &[Seen]| seen.iter().map(|(spot, _)| *spot).collect::<Vec<_>>();
        assert_eq!(names(&lanes.receiving), receiving);
        assert_eq!(names(&[lanes.trunk, lanes.services].concat()), reading);
    }

    #[test]
    fn the_whole_way_is_there_whatever_was_measured() {
        let reading = [&TRUNK[..], &SERVICES].concat();
        check(&[], None, &RECEIVING, &reading);
        check(&[(Spot::Dns, Problem)], None, &RECEIVING, &reading);
    }

    #[test]
    fn what_is_broken_stands_with_its_neighbours_and_nothing_else() {
        let (dns, servers) =
            ([Spot::Sender, Spot::Dns, Spot::Servers], [Spot::Dns, Spot::Servers, Spot::Mailbox]);
        let imap = [Spot::Device, Spot::Network, Spot::Reading];
        let all = Some(&CheckKind::ALL[..]);
        check(&[], all, &[], &[]);
        check(&[(Spot::Dns, Ok), (Spot::Webmail, Ok)], all, &[], &[]);
        check(&[(Spot::Dns, Problem)], all, &dns, &[]);
        check(&[(Spot::Servers, Problem)], all, &servers, &[]);
        check(&[(Spot::Dns, Problem), (Spot::Servers, Problem)], all, &RECEIVING, &[]);
        check(&[(Spot::Reading, Problem), (Spot::Webmail, Ok)], all, &[], &imap);
        // A warning counts only if there is no problem.
        check(&[(Spot::Dns, Warning)], all, &dns, &[]);
        check(&[(Spot::Dns, Warning), (Spot::Reading, Problem)], all, &[], &imap);
    }

    #[test]
    fn what_a_verdict_does_not_speak_of_is_not_shown() {
        let states = [(Spot::Dns, Warning), (Spot::Servers, Ok), (Spot::Sending, Problem)];
        check(&states, Some(&[CheckKind::Mx]), &[Spot::Sender, Spot::Dns, Spot::Servers], &[]);
        check(
            &states,
            Some(&[CheckKind::Mx, CheckKind::Submission]),
            &[],
            &[Spot::Device, Spot::Network, Spot::Sending],
        );
        for other in [CheckKind::Relay, CheckKind::Webmail, CheckKind::SenderPolicy] {
            check(&states, Some(&[other]), &[], &[]);
        }
        check(&states, Some(&[]), &[], &[]);
    }

    #[track_caller]
    fn check_line(from: Seen, to: Seen, expected: Option<CheckState>) {
        assert_eq!(line(from, to), expected);
    }

    #[test]
    fn the_cross_is_where_the_way_ends() {
        check_line((Spot::Dns, Some(Problem)), (Spot::Servers, None), Some(Problem));
        check_line((Spot::Dns, Some(Ok)), (Spot::Servers, Some(Problem)), Some(Problem));
        check_line((Spot::Sender, None), (Spot::Dns, Some(Problem)), None);
        check_line((Spot::Sender, None), (Spot::Dns, Some(Ok)), Some(Ok));
        // The mailbox itself was not checked.
        check_line((Spot::Servers, Some(Ok)), (Spot::Mailbox, None), None);
        check_line((Spot::Servers, Some(Problem)), (Spot::Mailbox, None), None);
        check_line((Spot::Network, Some(Ok)), (Spot::Reading, Some(Problem)), Some(Problem));
    }
}
