//! How the extended errors of a scripted resolver are read.

use hickory_resolver::proto::op::{Edns, OpCode};
use tokio::net::TcpListener;

use super::*;
use crate::net::scripted::{framed, peer};

/// A resolver that answers with `checked` when it validates signatures, and with `unchecked` when
/// checking is disabled.
async fn resolver(
    checked: ResponseCode,
    unchecked: ResponseCode,
    reasons: &'static [u16],
) -> Resolver {
    let script = move |question: Message| {
        assert!(question.metadata.recursion_desired && question.edns.is_some());
        let mut answer = Message::response(question.metadata.id, OpCode::Query);
        answer.metadata.response_code =
            if question.metadata.checking_disabled { unchecked } else { checked };
        answer.add_query(question.queries[0].clone());
        let mut edns = Edns::new();
        for reason in reasons {
            let text = [&reason.to_be_bytes()[..], b"some text"].concat();
            edns.options_mut()
                .options
                .push((EXTENDED_ERROR.into(), EdnsOption::Unknown(EXTENDED_ERROR, text)));
        }
        answer.set_edns(edns);
        framed(&answer)
    };
    Resolver::new(&[peer(script).await], Duration::from_millis(800)).unwrap()
}

#[tokio::test]
async fn whether_it_is_about_signatures() {
    use ResponseCode::{NXDomain, NoError, Refused as No, ServFail};
    for (checked, unchecked, reasons, expected) in [
        (ServFail, NoError, &[9][..], Some((true, vec![9]))),
        (ServFail, NXDomain, &[], Some((true, vec![]))),
        // It fails either way: the name servers or the network path to them are at fault.
        (ServFail, ServFail, &[22, 23], Some((false, vec![22, 23]))),
        (ServFail, No, &[], Some((false, vec![]))),
        // The resolver has recovered.
        (NoError, NoError, &[], None),
    ] {
        let reason = resolver(checked, unchecked, reasons)
            .await
            .servfail_reason(&Domain::parse("bottega.test").unwrap())
            .await;
        assert_eq!(
            reason.map(|reason| (reason.is_for_signatures, reason.errors)),
            expected,
            "{checked} {unchecked}"
        );
    }
}

#[tokio::test]
async fn a_resolver_that_takes_no_tcp_says_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let resolver = Resolver::new(&[address], Duration::from_millis(300)).unwrap();
    assert_eq!(resolver.servfail_reason(&Domain::parse("bottega.test").unwrap()).await, None);
}

/// An option too short to hold an error code is ignored.
#[test]
fn an_error_without_a_code() {
    let mut answer = Message::response(1, OpCode::Query);
    let mut edns = Edns::new();
    edns.options_mut().insert(EdnsOption::Unknown(EXTENDED_ERROR, vec![0]));
    answer.set_edns(edns);
    assert_eq!(errors(&answer), Vec::<u16>::new());
}
