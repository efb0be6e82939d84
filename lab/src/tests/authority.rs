//! Each name server answers for the zones that it has, and refuses all others.

use hickory_proto::op::{Message, Query, ResponseCode};
use hickory_proto::rr::{Name, RData, RecordType};

use super::{dial, exchange};
use crate::Lab;

const REGISTRY: &str = "192.0.2.50:53";
const PROVIDER: &str = "192.0.2.53:53";
const STRANGER: &str = "192.0.2.63:53";
const FORMER: &str = "192.0.2.64:53";

async fn ask(lab: &Lab, server: &str, name: &str, record_type: RecordType) -> Message {
    let mut query = Message::query();
    query.metadata.recursion_desired = false;
    query.add_query(Query::query(Name::from_ascii(format!("{name}.")).unwrap(), record_type));
    exchange(dial(lab, server).await, &query).await
}

#[tokio::test]
async fn every_server_answers_for_its_own() {
    let lab = Lab::start().await.unwrap();
    for (server, name, code, is_authoritative, answers) in [
        (REGISTRY, "bottega.test", ResponseCode::NoError, false, 0),
        (REGISTRY, "test", ResponseCode::NoError, true, 1),
        (REGISTRY, "scomparso.test", ResponseCode::NXDomain, true, 0),
        (REGISTRY, "example.com", ResponseCode::Refused, false, 0),
        (PROVIDER, "bottega.test", ResponseCode::NoError, true, 2),
        (PROVIDER, "orologeria.test", ResponseCode::ServFail, false, 0),
        (PROVIDER, "test", ResponseCode::Refused, false, 0),
        (STRANGER, "bottega.test", ResponseCode::Refused, false, 0),
        (FORMER, "agraria.test", ResponseCode::NoError, true, 1),
        (FORMER, "bottega.test", ResponseCode::Refused, false, 0),
    ] {
        let answer = ask(&lab, server, name, RecordType::NS).await;
        let told =
            (answer.metadata.response_code, answer.metadata.authoritative, answer.answers.len());
        assert_eq!(told, (code, is_authoritative, answers), "{server} {name}");
        assert!(!answer.metadata.recursion_available, "{server} {name}");
    }
    lab.stop().await;
}

#[tokio::test]
async fn the_registry_refers_to_what_it_was_told() {
    let lab = Lab::start().await.unwrap();
    for (name, expected, glue) in [
        ("trattoria.test", ["ns1.ospitalita.test.", "ns1.vecchio-provider.test."], 0),
        ("mail.trattoria.test", ["ns1.ospitalita.test.", "ns1.vecchio-provider.test."], 0),
        ("ospitalita.test", ["ns1.ospitalita.test.", "ns2.ospitalita.test."], 2),
    ] {
        let answer = ask(&lab, REGISTRY, name, RecordType::NS).await;
        let named = answer.authorities.iter().filter_map(|record| match &record.data {
            RData::NS(host) => Some(host.0.to_ascii()),
            _ => None,
        });
        assert_eq!(named.collect::<Vec<_>>(), expected, "{name}");
        assert_eq!(answer.additionals.len(), glue, "{name}");
    }
    lab.stop().await;
}
