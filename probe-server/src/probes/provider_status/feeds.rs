//! Parses the formats in which providers publish their state. Pure: it takes bytes and returns the
//! open incidents about mail.
//!
//! A page may change its format at any time. Must never report "no incident" for a page that it
//! does not understand.

use diagnosis::probe::IncidentSeen;
use mail::provider::{Feed, FeedKind};
use serde::Deserialize;
use terms::ServerText;

/// The most incidents reported of one page; real pages have fewer about mail.
const MAX_INCIDENTS: usize = 5;

/// The open incidents about mail; `None` when the page has an unknown format.
pub(super) fn incidents(feed: &Feed, body: &[u8]) -> Option<Vec<IncidentSeen>> {
    let service = feed.service.unwrap_or_default();
    let mut found = match feed.kind {
        FeedKind::GoogleWorkspace => google(service, body),
        FeedKind::Apple => apple(service, body),
        FeedKind::MicrosoftConsumer => microsoft(service, body),
        FeedKind::Statuspage => statuspage(body),
    }?;
    found.truncate(MAX_INCIDENTS);
    Some(found)
}

/// The beginning of a page with an unknown format.
pub(super) fn head(body: &[u8]) -> ServerText {
    ServerText::from_bytes(body.get(..60).unwrap_or(body))
}

#[derive(Deserialize)]
struct GoogleIncident {
    begin: Option<String>,
    #[serde(default)]
    end: Option<String>,
    #[serde(default)]
    service_name: String,
    #[serde(default)]
    external_desc: String,
    #[serde(default)]
    affected_products: Vec<GoogleProduct>,
}

#[derive(Deserialize)]
struct GoogleProduct {
    title: String,
}

fn google(service: &str, body: &[u8]) -> Option<Vec<IncidentSeen>> {
    let all: Vec<GoogleIncident> = serde_json::from_slice(body).ok()?;
    let concerns = |incident: &GoogleIncident| {
        incident.service_name == service
            || incident.affected_products.iter().any(|product| product.title == service)
    };
    let is_open = |incident: &GoogleIncident| incident.end.as_ref().is_none_or(String::is_empty);
    let open = all.into_iter().filter(|incident| is_open(incident) && concerns(incident));
    Some(
        open.map(|incident| {
            seen(&incident.external_desc, service, incident.begin.as_deref().and_then(of_text))
        })
        .collect(),
    )
}

#[derive(Deserialize)]
struct AppleStatus {
    services: Vec<AppleService>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppleService {
    service_name: String,
    #[serde(default)]
    events: Vec<AppleEvent>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AppleEvent {
    #[serde(default)]
    event_status: String,
    #[serde(default)]
    message: String,
    epoch_start_date: Option<i64>,
    #[serde(default)]
    epoch_end_date: Option<i64>,
}

fn apple(service: &str, body: &[u8]) -> Option<Vec<IncidentSeen>> {
    // Sometimes the JSON is wrapped in `jsonCallback(…);`.
    let start = body.iter().position(|&byte| byte == b'{')?;
    let end = body.iter().rposition(|&byte| byte == b'}')?;
    let status: AppleStatus = serde_json::from_slice(body.get(start..=end)?).ok()?;
    let mail = status.services.into_iter().find(|found| found.service_name == service)?;
    let is_open = |event: &AppleEvent| {
        let is_ended = matches!(event.event_status.as_str(), "resolved" | "completed");
        !is_ended && (event.epoch_end_date.is_none() || event.event_status == "ongoing")
    };
    let open = mail.events.into_iter().filter(is_open);
    let at = |event: &AppleEvent| {
        event.epoch_start_date.and_then(|at_ms| jiff::Timestamp::from_millisecond(at_ms).ok())
    };
    Some(open.map(|event| seen(&event.message, service, at(&event))).collect())
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct MicrosoftPost {
    service_display_name: String,
    status: String,
    #[serde(default)]
    title: Option<String>,
}

fn microsoft(service: &str, body: &[u8]) -> Option<Vec<IncidentSeen>> {
    let posts: Vec<MicrosoftPost> = serde_json::from_slice(body).ok()?;
    let post = posts.into_iter().find(|post| post.service_display_name == service)?;
    let word = post.status.to_ascii_lowercase();
    match word.strip_prefix("service ").unwrap_or(&word) {
        "operational" | "available" | "normal" | "healthy" | "restored" => Some(Vec::new()),
        "degraded" | "degradation" | "investigating" | "advisory" | "incident" | "interruption"
        | "unavailable" | "outage" => {
            Some(vec![seen(post.title.as_deref().unwrap_or_default(), &post.status, None)])
        }
        // An unknown status means neither "no incident" nor an incident.
        _ => None,
    }
}

#[derive(Deserialize)]
struct StatuspageSummary {
    #[serde(alias = "activeIncidents")]
    incidents: Option<Vec<StatuspageIncident>>,
    /// Some pages omit the list when no incident is open; then this field says so.
    page: Option<StatuspagePage>,
}

#[derive(Deserialize)]
struct StatuspagePage {
    status: Option<String>,
}

#[derive(Deserialize)]
struct StatuspageIncident {
    name: String,
    #[serde(default)]
    status: String,
    started_at: Option<String>,
    started: Option<String>,
    created_at: Option<String>,
}

fn statuspage(body: &[u8]) -> Option<Vec<IncidentSeen>> {
    let summary: StatuspageSummary = serde_json::from_slice(body).ok()?;
    let Some(incidents) = summary.incidents else {
        return summary
            .page
            .and_then(|page| page.status)
            .filter(|status| status == "UP")
            .map(|_| Vec::new());
    };
    let is_open = |incident: &StatuspageIncident| {
        !matches!(
            incident.status.to_ascii_lowercase().as_str(),
            "resolved" | "postmortem" | "completed"
        )
    };
    let open = incidents.into_iter().filter(is_open).map(|incident| {
        let since = incident.started_at.or(incident.started).or(incident.created_at);
        seen(&incident.name, "", since.as_deref().and_then(of_text))
    });
    Some(open.collect())
}

fn of_text(text: &str) -> Option<jiff::Timestamp> {
    text.parse().ok()
}

/// An incident with its title, or with `otherwise` if that is empty.
fn seen(title: &str, otherwise: &str, since: Option<jiff::Timestamp>) -> IncidentSeen {
    let title = title.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or(otherwise);
    let since = since.map(|at| ServerText::new(&at.strftime("%Y-%m-%d %H:%M UTC").to_string()));
    IncidentSeen { title: ServerText::new(title), since }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the incidents, each as `title since`; `not understood` for an unknown format.
    #[track_caller]
    fn check(kind: FeedKind, service: Option<&'static str>, body: &str, expected: &[&str]) {
        let feed = Feed { kind, url: "https://status.test/", service };
        let found = incidents(&feed, body.as_bytes()).map_or_else(
            || vec!["not understood".to_owned()],
            |found| {
                let written = |incident: IncidentSeen| {
                    incident.since.map_or_else(
                        || incident.title.to_string(),
                        |since| format!("{} {since}", incident.title),
                    )
                };
                found.into_iter().map(written).collect()
            },
        );
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn google_tells_of_many_services() {
        let check = |body: &str, expected: &[&str]| {
            check(FeedKind::GoogleWorkspace, Some("Gmail"), body, expected)
        };
        check(
            include_str!("fixtures/google_incidents.json"),
            &["Gmail delivery is delayed for some users. 2026-11-21 08:15 UTC"],
        );
        check("[]", &[]);
        check("{}", &["not understood"]);
        check("<html>", &["not understood"]);
    }

    #[test]
    fn apple_wraps_its_answer_at_times() {
        let check = |body: &str, expected: &[&str]| {
            check(FeedKind::Apple, Some("iCloud Mail"), body, expected)
        };
        let plain = include_str!("fixtures/apple_status.json");
        check(plain, &["Users may be unable to send mail. 2026-11-21 07:00 UTC"]);
        check(
            &format!("jsonCallback({plain});"),
            &["Users may be unable to send mail. 2026-11-21 07:00 UTC"],
        );
        check(r#"{"services":[{"serviceName":"iCloud Mail","events":[]}]}"#, &[]);
        check(r#"{"services":[]}"#, &["not understood"]);
        check("}{", &["not understood"]);
    }

    #[test]
    fn microsoft_has_one_word_for_each_service() {
        let post = |status: &str| {
            format!(
                r#"[{{"ServiceDisplayName":"OneDrive","Status":"Outage"}},{{"ServiceDisplayName":"Outlook.com","Status":"{status}","Title":"Sign-in trouble"}}]"#
            )
        };
        let check = |body: &str, expected: &[&str]| {
            check(FeedKind::MicrosoftConsumer, Some("Outlook.com"), body, expected)
        };
        check(&post("Operational"), &[]);
        check(&post("Service restored"), &[]);
        check(&post("Service degradation"), &["Sign-in trouble"]);
        check(&post("Sparkling"), &["not understood"]);
        check("[]", &["not understood"]);
    }

    #[test]
    fn status_pages_have_two_dialects() {
        let check =
            |body: &str, expected: &[&str]| check(FeedKind::Statuspage, None, body, expected);
        check(
            include_str!("fixtures/statuspage_summary.json"),
            &["Delayed delivery 2026-11-21 06:30 UTC"],
        );
        check(r#"{"page":{"status":"UP"}}"#, &[]);
        check(
            r#"{"page":{"status":"HASISSUES"},"activeIncidents":[{"name":"IMAP down","started":"2026-11-21T06:30:00Z","status":"INVESTIGATING"}]}"#,
            &["IMAP down 2026-11-21 06:30 UTC"],
        );
        check(r#"{"page":{"status":"HASISSUES"}}"#, &["not understood"]);
        check("{}", &["not understood"]);
    }

    #[test]
    fn a_page_of_incidents_is_cut() {
        let many =
            format!("[{}]", vec![r#"{"begin":"2026-11-21T08:15:00+00:00","service_name":"Gmail","external_desc":"x"}"#; 50].join(","));
        let feed = Feed {
            kind: FeedKind::GoogleWorkspace,
            url: "https://status.test/",
            service: Some("Gmail"),
        };
        assert_eq!(incidents(&feed, many.as_bytes()).map(|found| found.len()), Some(MAX_INCIDENTS));
    }
}
