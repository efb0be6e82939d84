//! How the answers of a scripted name server on loopback are interpreted.

use hickory_resolver::proto::op::{OpCode, Query};
use hickory_resolver::proto::rr::rdata::{A, MX, NS, SOA};

use super::*;
use crate::net::dial::{Route, Routes};
use crate::net::scripted::{framed, peer};
use crate::net::{Net, NetConfig};

fn name(text: &str) -> Name {
    Name::from_ascii(text).unwrap()
}

fn ns(zone: &str, host: &str) -> Record {
    Record::from_rdata(name(zone), 60, RData::NS(NS(name(host))))
}

fn soa(zone: &str) -> Record {
    Record::from_rdata(
        name(zone),
        60,
        RData::SOA(SOA::new(name("ns.test."), name("x.test."), 1, 1, 1, 1, 1)),
    )
}

async fn ask(script: impl Fn(Message) -> Vec<u8> + Send + 'static) -> NameServer {
    let wanted = "192.0.2.53:53".parse().unwrap();
    let config = NetConfig {
        nameservers: vec!["127.0.0.1:53".parse().unwrap()],
        allow_networks: vec!["192.0.2.0/24".parse().unwrap()],
        routes: Routes::world([(wanted, Route::To(peer(script).await))]),
        ..NetConfig::default()
    };
    Net::new(config).unwrap().name_server(wanted.ip()).await.unwrap()
}

/// An empty answer to this query, to be filled.
fn begin(question: &Message, code: ResponseCode, is_authoritative: bool) -> Message {
    assert!(!question.metadata.recursion_desired, "the server is asked for what it knows itself");
    let mut answer = Message::response(question.metadata.id, OpCode::Query);
    answer.metadata.response_code = code;
    answer.metadata.authoritative = is_authoritative;
    answer.add_query(question.queries[0].clone());
    answer
}

/// The interpretation of an answer about `bottega.test` with this code and these records.
async fn said(
    code: ResponseCode,
    is_authoritative: bool,
    answers: Vec<Record>,
    authorities: Vec<Record>,
) -> Result<ZoneAnswer, Cause> {
    let script = move |question: Message| {
        let mut answer = begin(&question, code, is_authoritative);
        answer.add_answers(answers.clone());
        answer.add_authorities(authorities.clone());
        answer.add_additional(Record::from_rdata(
            name("ns1.bottega.test."),
            60,
            RData::A(A([192, 0, 2, 1].into())),
        ));
        framed(&answer)
    };
    ask(script).await.zone(&Domain::parse("bottega.test").unwrap()).await
}

#[tokio::test]
async fn what_a_server_says_of_a_zone() {
    use ResponseCode::{FormErr, NXDomain, NoError, Refused, ServFail};
    let host = || vec![Domain::parse("ns1.bottega.test").unwrap()];
    let own = || vec![ns("bottega.test.", "ns1.bottega.test.")];
    let glue = vec![(host().remove(0), [192, 0, 2, 1].into())];
    assert_eq!(said(NoError, true, own(), vec![]).await, Ok(ZoneAnswer::Authoritative(host())));
    assert_eq!(
        said(NoError, true, vec![ns("BOTTEGA.test.", "NS1.bottega.TEST.")], vec![]).await,
        Ok(ZoneAnswer::Authoritative(host()))
    );
    // It is authoritative for the zone, and the zone has no `NS` records: unusual, but an answer of
    // its own.
    assert_eq!(
        said(NoError, true, vec![], vec![soa("bottega.test.")]).await,
        Ok(ZoneAnswer::Authoritative(vec![]))
    );
    assert_eq!(
        said(NoError, false, vec![], own()).await,
        Ok(ZoneAnswer::Referral(Referral { ns: host(), glue }))
    );
    for (code, is_authoritative, answers, authorities) in [
        (Refused, false, vec![], vec![]),
        (ServFail, false, vec![], vec![]),
        (NXDomain, true, vec![], vec![soa("test.")]),
        // The parent zone's answer, a cached answer, and a referral to the root.
        (NoError, true, vec![], vec![soa("test.")]),
        (NoError, false, own(), vec![]),
        (NoError, false, vec![], vec![ns(".", "a.root-servers.net.")]),
    ] {
        assert_eq!(
            said(code, is_authoritative, answers, authorities).await,
            Ok(ZoneAnswer::Lame(code))
        );
    }
    assert!(matches!(
        said(FormErr, false, vec![], vec![]).await,
        Err(Cause::NotTheProtocol { .. })
    ));
}

#[tokio::test]
async fn where_mail_goes_by_one_server() {
    let mx = |preference, host| {
        Record::from_rdata(name("bottega.test."), 60, RData::MX(MX::new(preference, name(host))))
    };
    let mail = async |code, is_authoritative, answers: Vec<Record>| {
        let script = move |question: Message| {
            let mut answer = begin(&question, code, is_authoritative);
            answer.add_answers(answers.clone());
            framed(&answer)
        };
        let told = ask(script).await.mx(&Domain::parse("bottega.test").unwrap()).await.unwrap();
        told.map(|lines| lines.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let both = vec![
        mx(20, "B.test."),
        mx(10, "a.test."),
        Record::from_rdata(name("altra.test."), 60, RData::MX(MX::new(1, name("x.test.")))),
    ];
    assert_eq!(
        mail(ResponseCode::NoError, true, both).await,
        Some(vec!["10 a.test".to_owned(), "20 b.test".to_owned()])
    );
    assert_eq!(
        mail(ResponseCode::NoError, true, vec![mx(0, ".")]).await,
        Some(vec!["0 .".to_owned()])
    );
    assert_eq!(mail(ResponseCode::NoError, true, vec![]).await, Some(vec![]));
    assert_eq!(mail(ResponseCode::NoError, false, vec![mx(10, "a.test.")]).await, None);
    assert_eq!(mail(ResponseCode::ServFail, true, vec![]).await, None);
}

#[tokio::test]
async fn an_answer_to_something_else_is_none() {
    let zone = Domain::parse("bottega.test").unwrap();
    let other_id = |question: Message| {
        let mut answer = begin(&question, ResponseCode::Refused, false);
        answer.metadata.id = question.metadata.id.wrapping_add(1);
        framed(&answer)
    };
    let other_question = |question: Message| {
        let mut answer = begin(&question, ResponseCode::Refused, false);
        answer.queries = vec![Query::query(name("altra.test."), RecordType::NS)];
        framed(&answer)
    };
    let echo = |question: Message| framed(&question);
    let web = |_: Message| b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".to_vec();
    let endless = |_: Message| vec![0xff; 70_000];
    assert!(matches!(ask(other_id).await.zone(&zone).await, Err(Cause::NotTheProtocol { .. })));
    assert!(matches!(
        ask(other_question).await.zone(&zone).await,
        Err(Cause::NotTheProtocol { .. })
    ));
    assert!(matches!(ask(echo).await.zone(&zone).await, Err(Cause::NotTheProtocol { .. })));
    assert_eq!(ask(web).await.zone(&zone).await, Err(Cause::TooMuch { limit_bytes: 16 * 1024 }));
    assert_eq!(
        ask(endless).await.zone(&zone).await,
        Err(Cause::TooMuch { limit_bytes: 16 * 1024 })
    );
}

/// A server that keeps its answers back until it has all the questions, and answers the last one
/// first.
#[tokio::test]
async fn answers_may_come_in_any_order() {
    let zone = Domain::parse("bottega.test").unwrap();
    let kept = std::sync::Mutex::new(Vec::new());
    let script = move |question: Message| {
        let mut answer = begin(&question, ResponseCode::NoError, true);
        if question.queries[0].query_type() == RecordType::NS {
            answer.add_answer(ns("bottega.test.", "ns1.bottega.test."));
        } else {
            answer.add_answer(Record::from_rdata(
                name("bottega.test."),
                60,
                RData::MX(MX::new(10, name("mx1.bottega.test."))),
            ));
        }
        let mut kept = kept.lock().unwrap();
        kept.insert(0, framed(&answer));
        if kept.len() == 2 { kept.concat() } else { Vec::new() }
    };
    let mut asked = ask(script).await;
    asked.ask_zone_ahead(&zone, &zone, false).await.unwrap();
    let hosts = vec![Domain::parse("ns1.bottega.test").unwrap()];
    assert_eq!(asked.zone(&zone).await, Ok(ZoneAnswer::Authoritative(hosts)));
    assert_eq!(asked.mx(&zone).await, Ok(Some(vec![ServerText::new("10 mx1.bottega.test")])));
}

#[tokio::test]
async fn an_answer_to_no_question_is_none() {
    let zone = Domain::parse("bottega.test").unwrap();
    // The id of each answer is another one than that of the question.
    let script = |question: Message| {
        let mut answer = begin(&question, ResponseCode::NoError, true);
        answer.metadata.id = question.metadata.id.wrapping_add(1);
        framed(&answer)
    };
    for is_ahead in [false, true] {
        let mut asked = ask(script).await;
        if is_ahead {
            asked.ask_parent_ahead(&zone).await.unwrap();
        }
        assert!(matches!(asked.zone(&zone).await, Err(Cause::NotTheProtocol { .. })), "{is_ahead}");
    }
}
