//! Every zone answers with its data, over UDP and TCP.

use hickory_proto::op::{Edns, Message, OpCode, Query, ResponseCode};
use hickory_proto::rr::{Name, RData, RecordType};
use tokio::net::{TcpStream, UdpSocket};

use super::exchange;
use crate::zone::{Answers, Data};
use crate::{CONTROL_DOMAIN, Lab, cases};

fn query(name: &str, record_type: RecordType) -> Message {
    let mut query = Message::query();
    query.metadata.op_code = OpCode::Query;
    query.metadata.recursion_desired = true;
    query.add_query(Query::query(
        Name::from_ascii(format!("{}.", name.trim_end_matches('.'))).unwrap(),
        record_type,
    ));
    let mut edns = Edns::new();
    edns.set_max_payload(1232);
    query.set_edns(edns);
    query
}

async fn socket(lab: &Lab) -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    socket.connect(lab.resolver()).await.unwrap();
    socket
}

async fn receive(socket: &UdpSocket) -> Message {
    let mut bytes = [0; 4096];
    let length = socket.recv(&mut bytes).await.unwrap();
    Message::from_vec(&bytes[..length]).unwrap()
}

async fn ask_udp(lab: &Lab, query: &Message) -> Message {
    let socket = socket(lab).await;
    socket.send(&query.to_vec().unwrap()).await.unwrap();
    receive(&socket).await
}

async fn ask_tcp(lab: &Lab, query: &Message) -> Message {
    exchange(TcpStream::connect(lab.resolver()).await.unwrap(), query).await
}

/// A record of a case as text, to be compared with a record from the network.
fn written(data: &Data) -> (RecordType, String) {
    match data {
        Data::Address(std::net::IpAddr::V4(address)) => (RecordType::A, address.to_string()),
        Data::Address(std::net::IpAddr::V6(address)) => (RecordType::AAAA, address.to_string()),
        Data::Cname(target) => (RecordType::CNAME, format!("{target}.")),
        Data::Mx(preference, exchange) if exchange == "." => {
            (RecordType::MX, format!("{preference} ."))
        }
        Data::Mx(preference, exchange) => (RecordType::MX, format!("{preference} {exchange}.")),
        Data::Ns(host) => (RecordType::NS, format!("{host}.")),
        Data::Srv(port, target) => (RecordType::SRV, format!("0 1 {port} {target}.")),
        Data::Txt(text) => (RecordType::TXT, text.clone()),
    }
}

#[tokio::test]
async fn zones_answer_what_their_data_says() {
    let lab = Lab::start().await.unwrap();
    for case in cases() {
        for zone in &case.zones {
            match &zone.answers {
                Answers::Records(records) => {
                    for record in records {
                        let (record_type, expected) = written(&record.data);
                        let mut query = query(&record.name, record_type);
                        // The signatures are tested elsewhere.
                        query.metadata.checking_disabled = true;
                        let answer = ask_tcp(&lab, &query).await;
                        assert_eq!(
                            answer.metadata.response_code,
                            ResponseCode::NoError,
                            "{} {record:?}",
                            case.name
                        );
                        assert!(answer.metadata.recursion_available);
                        let found: Vec<String> =
                            answer.answers.iter().map(|record| record.data.to_string()).collect();
                        assert!(
                            found.contains(&expected),
                            "{}: {expected} is not in {found:?}",
                            case.name
                        );
                    }
                }
                Answers::ServFail => {
                    let answer = ask_udp(&lab, &query(&zone.origin, RecordType::MX)).await;
                    assert_eq!(
                        answer.metadata.response_code,
                        ResponseCode::ServFail,
                        "{}",
                        case.name
                    );
                }
                Answers::Silence => {
                    // The server handles one datagram after the other: an answer to the second
                    // query proves that the first got none.
                    let socket = socket(&lab).await;
                    let (first, second) = (
                        query(&zone.origin, RecordType::MX),
                        query("bottega.test", RecordType::MX),
                    );
                    socket.send(&first.to_vec().unwrap()).await.unwrap();
                    socket.send(&second.to_vec().unwrap()).await.unwrap();
                    assert_eq!(
                        receive(&socket).await.metadata.id,
                        second.metadata.id,
                        "{}",
                        case.name
                    );
                }
            }
        }
    }
    lab.stop().await;
}

#[tokio::test]
async fn a_no_is_the_right_no() {
    let lab = Lab::start().await.unwrap();
    for (name, record_type, code, soa) in [
        ("scomparso.test", RecordType::MX, ResponseCode::NXDomain, Some("test.")),
        ("manca.bottega.test", RecordType::A, ResponseCode::NXDomain, Some("bottega.test.")),
        ("insegna.test", RecordType::MX, ResponseCode::NoError, Some("insegna.test.")),
        ("insegna.test", RecordType::A, ResponseCode::NoError, Some("insegna.test.")),
        ("mail.bottega.test", RecordType::AAAA, ResponseCode::NoError, Some("bottega.test.")),
        ("_tcp.bottega.test", RecordType::SRV, ResponseCode::NoError, Some("bottega.test.")),
        ("mx-dismesso.fioraio.test", RecordType::A, ResponseCode::NXDomain, Some("fioraio.test.")),
        ("test", RecordType::MX, ResponseCode::NoError, Some("test.")),
        ("example.com", RecordType::MX, ResponseCode::Refused, None),
    ] {
        let answer = ask_udp(&lab, &query(name, record_type)).await;
        assert_eq!(answer.metadata.response_code, code, "{name} {record_type}");
        assert!(answer.answers.is_empty(), "{name} {record_type}");
        let authority = answer.authorities.first().map(|record| record.name.to_ascii());
        assert_eq!(authority.as_deref(), soa, "{name} {record_type}");
    }
    lab.stop().await;
}

#[tokio::test]
async fn a_prober_can_test_its_resolver() {
    let lab = Lab::start().await.unwrap();
    for (name, record_type) in
        [(".", RecordType::NS), (CONTROL_DOMAIN, RecordType::NS), (CONTROL_DOMAIN, RecordType::MX)]
    {
        assert!(
            !ask_udp(&lab, &query(name, record_type)).await.answers.is_empty(),
            "{name} {record_type}"
        );
    }
    lab.stop().await;
}

#[tokio::test]
async fn names_are_found_in_any_case_and_aliases_are_followed() {
    let lab = Lab::start().await.unwrap();
    let answer = ask_udp(&lab, &query("PoStA.SaRtOrIa.TeSt", RecordType::A)).await;
    assert_eq!(answer.queries[0].name().to_ascii(), "PoStA.SaRtOrIa.TeSt.");
    let data: Vec<String> = answer.answers.iter().map(|record| record.data.to_string()).collect();
    assert_eq!(data, ["mail.sartoria.test.", "203.0.113.24"]);
    lab.stop().await;
}

#[tokio::test]
async fn long_answers_are_cut_over_udp_and_whole_over_tcp() {
    let lab = Lab::start().await.unwrap();
    let question = query("archivio.test", RecordType::TXT);
    let cut = ask_udp(&lab, &question).await;
    assert!(cut.metadata.truncation);
    assert!(cut.answers.is_empty());
    let whole = ask_tcp(&lab, &question).await;
    assert!(!whole.metadata.truncation);
    assert_eq!(whole.answers.len(), 13);
    assert!(whole.answers.iter().all(|record| matches!(record.data, RData::TXT(_))));
    lab.stop().await;
}

/// A wildcard matches names that do not exist, but no name that exists, and none below one (RFC
/// 4592 §2.2.1).
#[tokio::test]
async fn a_wildcard_has_every_other_name() {
    let lab = Lab::start().await.unwrap();
    for (name, expected) in [
        ("webmail.piastrelle.test", Some("203.0.113.222")),
        ("a.b.piastrelle.test", Some("203.0.113.222")),
        ("mail.piastrelle.test", Some("203.0.113.221")),
        ("below.mail.piastrelle.test", None),
        ("webmail.marmista.test", Some("203.0.113.227")),
        ("posta.marmista.test", None),
    ] {
        let answer = ask_udp(&lab, &query(name, RecordType::A)).await;
        let told: Vec<_> = answer
            .answers
            .iter()
            .map(|record| (record.name.to_string(), record.data.to_string()))
            .collect();
        let expected: Vec<_> =
            expected.map(|address| (format!("{name}."), address.to_owned())).into_iter().collect();
        assert_eq!(told, expected, "{name}");
    }
    lab.stop().await;
}
