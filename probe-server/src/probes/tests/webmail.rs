//! Which names are tried for webmail, and which pages are recognised as one.

use diagnosis::finding::FindingCode as Code;
use mail::Service;

use super::*;

async fn look_named(net: &Net, domain: &str, webmail: Option<&str>) -> Diagnosis {
    let known =
        webmail.map(|host| (Service::Webmail, Domain::parse(host).unwrap())).into_iter().collect();
    look_at(net, domain, &[CheckKind::Webmail], HostPolicy { known }, None).await
}

/// The names that were tried, and the code of the first finding with its host.
fn told(diagnosis: &Diagnosis) -> (Vec<String>, Code, String) {
    let tried =
        diagnosis.of_kind(ProbeKind::Webmail).map(|run| run.target.host.to_string()).collect();
    let findings = evaluate(diagnosis, &lab::expectations());
    let first = &findings[0];
    (tried, first.code, first.params.host.as_ref().map(ToString::to_string).unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_common_names_are_tried_until_one_is_a_webmail() {
    let lab = Lab::start().await.unwrap();
    let net = net(&lab);
    for (domain, tried, code, host) in [
        ("bottega.test", &["mail."][..], Code::WebmailOk, "mail."),
        ("marmista.test", &["webmail."], Code::WebmailOk, "webmail."),
        ("tappezziere.test", &["webmail."], Code::WebmailOk, "webmail."),
        ("corniciaio.test", &["mail.", "posta."], Code::WebmailOk, "posta."),
        // A wildcard record covers every name, and all of them show a shop.
        (
            "piastrelle.test",
            &["webmail.", "mail.", "posta."],
            Code::WebmailPageNotJudged,
            "webmail.",
        ),
        ("vetraio.test", &["webmail.", "mail.", "posta."], Code::WebmailPageNotJudged, "webmail."),
        ("idraulico.test", &["mail."], Code::WebmailPageNotJudged, "mail."),
        ("bottaio.test", &["mail."], Code::WebmailPageNotJudged, "mail."),
        ("cordaio.test", &["mail."], Code::WebmailOk, "mail."),
        ("pasticceria.test", &["mail."], Code::WebmailHostUnknown, "mail."),
        ("saponeria.test", &["mx1."], Code::WebmailHostUnknown, "mx1."),
    ] {
        let name = |label: &&str| format!("{label}{domain}");
        let expected = (tried.iter().map(name).collect::<Vec<_>>(), code, name(&host));
        assert_eq!(told(&look_named(&net, domain, None).await), expected, "{domain}");
    }
    lab.stop().await;
}

/// If the operator names the host, any page counts as its webmail, and a failing page is a fault.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_operator_says_where_it_is() {
    let lab = Lab::start().await.unwrap();
    let net = net(&lab);
    for (domain, code) in [
        ("piastrelle.test", Code::WebmailOk),
        ("idraulico.test", Code::WebmailOk),
        ("erboristeria.test", Code::WebmailError),
        ("giostra.test", Code::WebmailDown),
        ("pasticceria.test", Code::WebmailDown),
    ] {
        let host = format!("mail.{domain}");
        assert_eq!(
            told(&look_named(&net, domain, Some(&host)).await),
            (vec![host.clone()], code, host),
            "{domain}"
        );
    }
    lab.stop().await;
}

/// The name of the webmail is in the observation; the signs that identify it are not kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_name_of_the_webmail_is_observed() {
    let lab = Lab::start().await.unwrap();
    let net = net(&lab);
    for (domain, webmail) in [
        ("bottega.test", Some("Roundcube")),
        ("cordaio.test", Some("Gmail")),
        ("tappezziere.test", Some("cPanel Webmail")),
        ("idraulico.test", None),
    ] {
        let diagnosis = look_named(&net, domain, None).await;
        let seen = diagnosis.of_kind(ProbeKind::Webmail).next().and_then(|run| run.web()).unwrap();
        assert_eq!(seen.webmail.as_deref(), webmail, "{domain}");
    }
    lab.stop().await;
}
