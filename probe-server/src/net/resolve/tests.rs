//! How the resolver interprets answers, with a scripted name server on loopback.

use super::*;

#[track_caller]
fn check(err: &NetError, expected: DnsCause) {
    assert_eq!(cause_of(err), expected, "{err}");
}

#[test]
fn ways_to_have_no_answer() {
    use hickory_resolver::net::NoRecords;
    use hickory_resolver::proto::op::Query;
    let none = |code| NetError::from(NoRecords::new(Query::default(), code));
    check(&none(ResponseCode::NXDomain), DnsCause::NxDomain);
    check(&none(ResponseCode::NoError), DnsCause::NoData);
    check(&NetError::from(DnsError::ResponseCode(ResponseCode::ServFail)), DnsCause::ServFail);
    check(&NetError::from(DnsError::ResponseCode(ResponseCode::Refused)), DnsCause::Refused);
    check(&NetError::Timeout, DnsCause::Timeout);
    check(&NetError::NoConnections, DnsCause::Unreachable);
    check(
        &NetError::from(io::Error::from(io::ErrorKind::ConnectionRefused)),
        DnsCause::Unreachable,
    );
}

#[test]
fn an_mx_that_is_an_address_is_no_host_name() {
    assert_eq!(
        to_domain(&Name::from_ascii("192.0.2.1.").unwrap()),
        Err(ServerText::new("192.0.2.1"))
    );
    assert_eq!(
        to_domain(&Name::from_ascii("localhost.").unwrap()),
        Err(ServerText::new("localhost"))
    );
    assert!(
        to_domain(&Name::from_ascii("MX.Bottega.TEST.").unwrap())
            .is_ok_and(|domain| domain.as_str() == "mx.bottega.test")
    );
}

#[test]
fn a_trouble_says_more_than_an_empty_answer() {
    let host = |ipv4, ipv6| HostAddresses {
        ipv4: Lookup::Failed(ipv4),
        ipv6: Lookup::Failed(ipv6),
        alias_of: None,
    };
    assert_eq!(host(DnsCause::NoData, DnsCause::Timeout).cause(), Some(DnsCause::Timeout));
    assert_eq!(host(DnsCause::ServFail, DnsCause::NoData).cause(), Some(DnsCause::ServFail));
    assert_eq!(host(DnsCause::NoData, DnsCause::NoData).cause(), Some(DnsCause::NoData));
}

/// A name server with a few records; it answers "no data" for other names, and does not answer for
/// `silent.test`.
async fn name_server_of(records: &'static [(&'static str, &'static str)]) -> Resolver {
    use hickory_resolver::proto::op::{Message, OpCode};
    use hickory_resolver::proto::rr::rdata::{A, CNAME};
    #[expect(clippy::disallowed_methods, reason = "this is the peer, not the prober")]
    let socket = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut buffer = [0; 1500];
        while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
            let asked = Message::from_vec(&buffer[..length]).unwrap();
            let query = asked.queries[0].clone();
            let name = query.name().to_ascii();
            if name == "silent.test." {
                continue;
            }
            let mut answer = Message::response(asked.metadata.id, OpCode::Query);
            answer.metadata.recursion_available = true;
            answer.add_query(query.clone());
            for (owner, data) in records.iter().filter(|(owner, _)| format!("{owner}.") == name) {
                let data = match data.parse() {
                    Ok(address) if query.query_type() == RecordType::A => RData::A(A(address)),
                    Ok(_) => continue,
                    Err(_) => RData::CNAME(CNAME(Name::from_ascii(format!("{data}.")).unwrap())),
                };
                answer.add_answer(Record::from_rdata(
                    Name::from_ascii(format!("{owner}.")).unwrap(),
                    60,
                    data,
                ));
            }
            socket.send_to(&answer.to_vec().unwrap(), from).await.unwrap();
        }
    });
    Resolver::new(&[address], Duration::from_millis(800)).unwrap()
}

#[tokio::test]
async fn aliases_and_their_circles() {
    let resolver = name_server_of(&[
        ("mail.bottega.test", "192.0.2.1"),
        ("mx.bottega.test", "mail.bottega.test"),
        ("circle.test", "other.test"),
        ("other.test", "circle.test"),
        ("self.test", "self.test"),
        ("dangling.test", "nothing.test"),
    ])
    .await;
    for (host, expected, alias_of) in [
        ("mail.bottega.test", Ok("192.0.2.1"), None),
        ("mx.bottega.test", Ok("192.0.2.1"), Some("mail.bottega.test")),
        ("circle.test", Err(DnsCause::AliasLoop), Some("other.test")),
        ("self.test", Err(DnsCause::AliasLoop), Some("self.test")),
        ("dangling.test", Err(DnsCause::NoData), Some("nothing.test")),
        ("nothing.test", Err(DnsCause::NoData), None),
        ("silent.test", Err(DnsCause::Timeout), None),
    ] {
        let addresses = resolver.addresses(&Domain::parse(host).unwrap()).await;
        let ipv4 = match &addresses.ipv4 {
            Lookup::Found(found) => Ok(found[0].to_string()),
            Lookup::Failed(cause) => Err(*cause),
        };
        assert_eq!(ipv4, expected.map(str::to_owned), "{host}");
        assert_eq!(addresses.alias_of, alias_of.map(|name| Domain::parse(name).unwrap()), "{host}");
    }
    assert_eq!(
        resolver.mx(&Domain::parse("circle.test").unwrap()).await,
        Lookup::Failed(DnsCause::AliasLoop)
    );
}

/// The first query is lost. The library would repeat it after 333 ms, which is too late here.
#[tokio::test]
async fn a_query_that_is_lost_is_sent_again() {
    use hickory_resolver::proto::op::{Message, OpCode};
    use hickory_resolver::proto::rr::rdata::A;
    #[expect(clippy::disallowed_methods, reason = "this is the peer, not the prober")]
    let socket = tokio::net::UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let server = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut bytes = [0; 512];
        for count in 0.. {
            let (length, client) = socket.recv_from(&mut bytes).await.unwrap();
            if count == 0 {
                continue;
            }
            let question = Message::from_vec(&bytes[..length]).unwrap();
            let mut answer = Message::response(question.metadata.id, OpCode::Query);
            answer.add_query(question.queries[0].clone());
            answer.add_answer(Record::from_rdata(
                question.queries[0].name().clone(),
                60,
                RData::A(A([192, 0, 2, 1].into())),
            ));
            socket.send_to(&answer.to_vec().unwrap(), client).await.unwrap();
        }
    });
    let resolver = Resolver::new(&[server], Duration::from_millis(300)).unwrap();
    let resolver = Resolver { again_after: Duration::from_millis(10), ..resolver };
    let name = Name::from_ascii("bottega.test.").unwrap();
    assert!(matches!(resolver.ask_name(name, RecordType::A).await, Lookup::Found(_)));
}
