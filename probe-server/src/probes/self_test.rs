//! Tests the tester: does our own resolver answer, does our own port 25 lead out.
//!
//! Two stages, control_resolver and control_port25. Runs only when something failed in a way that could be our fault.
//! Asks for the name servers of a domain that the operator named (of the root, if none was), and connects to port 25 of
//! its first MX host; says nothing to it.

use shared::dns::Lookup;
use shared::probe::{Cause, SelfTestSeen, Stage};

use super::connect;
use super::stages::{Passed, Stages};
use crate::net::Net;

/// Which of our own means are in doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doubts {
    /// A question to the DNS went wrong.
    pub(crate) resolver: bool,
    /// No connection to port 25 came about.
    pub(crate) port_25: bool,
}

impl Doubts {
    /// Whether there is anything to test, and something to test it with.
    pub(crate) fn are_testable(self, net: &Net) -> bool {
        self.resolver || (self.port_25 && (net.control_host().is_some() || net.port_25_led_out()))
    }
}

/// Tests what is in doubt.
pub(crate) async fn probe(doubts: Doubts, net: &Net, stages: &mut Stages) -> SelfTestSeen {
    let mut seen = SelfTestSeen::default();
    if doubts.resolver {
        let work = async {
            match net.resolver().works(net.control_host()).await.cause() {
                None => Ok(Passed::silently(())),
                Some(cause) => Err(Cause::Dns(cause)),
            }
        };
        seen.resolver = Some(stages.run(Stage::ControlResolver, net.limits().dns * 2, work).await.is_ok());
    }
    if doubts.port_25 {
        seen.port_25 = port_25(net, stages).await;
    }
    seen
}

async fn port_25(net: &Net, stages: &mut Stages) -> Option<bool> {
    if net.port_25_led_out() {
        let work = async { Ok(Passed::silently(())) };
        return Some(stages.run(Stage::ControlPort25, net.limits().connect, work).await.is_ok());
    }
    let host = net.control_host()?;
    let mut was_dialled = false;
    let work = async {
        let relay = match net.resolver().mx(host).await {
            Lookup::Found(answer) => answer.records.into_iter().next().map(|mx| mx.exchange),
            Lookup::Failed(_) => None,
        };
        let vetted = connect::public_addresses(relay.as_ref().unwrap_or(host), 25, net).await?;
        was_dialled = true;
        let dialled = net.dial(&vetted).await?;
        Ok(Passed::with((), &dialled.address.to_string()))
    };
    let led_out = stages.run(Stage::ControlPort25, net.limits().connect + net.limits().dns * 2, work).await.is_ok();
    // A control host whose address is not found says nothing about the port.
    was_dialled.then_some(led_out)
}
