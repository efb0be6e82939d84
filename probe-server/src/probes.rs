//! Probes: each is one dialogue over the network, as a plain function; the set of probes is fixed.
//!
//! A probe reports its stages while it runs and returns one observation of what it saw. It knows
//! mail protocols and [`crate::net`]; it knows no HTTP server, no session and no user-facing text.
//! Must never judge what it saw: [`diagnosis::finding`] does that. Must never open a socket: `net`
//! does that.

mod ahead;
mod autoconfig;
mod connect;
mod delegation;
mod diagnose;
mod dialogue;
mod hosts;
mod imap;
mod look;
mod mail;
mod mailbox;
mod mx;
mod pop3;
mod provider_status;
mod self_test;
mod sender_policy;
mod services;
mod sharing;
mod smtp;
mod spf_reading;
mod stages;
mod webmail;
mod zone_cut;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;

pub use diagnose::{Request, diagnose};
pub use hosts::HostPolicy;
pub use look::look;
pub use mailbox::{Look, MessageWanted};
pub use sharing::{Shared, Sharing};
pub(crate) use webmail::page::port;

use ::mail::ProviderId;
use ::mail::dns::{DnsCause, Lookup};
use diagnosis::probe::{
    DelegationSeen, MailSeen, MailboxSeen, MxSeen, Observation, ProbeKind, ProbeTarget,
    ProviderStatusSeen, SelfTestSeen, ServicesSeen, WebSeen,
};
use self_test::SelfTestScope;
use stages::Stages;

use crate::net::Net;

/// Runs one probe to its end; its observation fits in one event, whatever the servers sent.
///
/// `provider` is set only for probes that run after the provider was identified.
async fn run(
    kind: ProbeKind,
    target: &ProbeTarget,
    scope: SelfTestScope,
    provider: Option<&ProviderId>,
    net: &Net,
    stages: &mut Stages,
) -> Observation {
    let mut observation = match kind {
        ProbeKind::SelfTest => Observation::SelfTest(self_test::probe(scope, net, stages).await),
        ProbeKind::Delegation => {
            Observation::Delegation(delegation::probe(&target.host, net, stages).await)
        }
        ProbeKind::Mx => Observation::Mx(mx::probe(&target.host, net, stages).await),
        ProbeKind::Services => {
            Observation::Services(services::probe(&target.host, net, stages).await)
        }
        ProbeKind::Autoconfig => {
            Observation::Autoconfig(autoconfig::probe(&target.host, net, stages).await)
        }
        ProbeKind::SenderPolicy => {
            Observation::SenderPolicy(sender_policy::probe(&target.host, net, stages).await)
        }
        ProbeKind::ProviderStatus => {
            Observation::ProviderStatus(provider_status::probe(target, provider, net, stages).await)
        }
        ProbeKind::Smtp
        | ProbeKind::Submission
        | ProbeKind::Submissions
        | ProbeKind::Imap
        | ProbeKind::Imaps
        | ProbeKind::Pop3
        | ProbeKind::Pop3s => Observation::Mail(mail::probe(kind, target, net, stages).await),
        ProbeKind::Webmail => Observation::Web(webmail::probe(target, net, stages).await),
        // Only [`look()`] has the password that it needs.
        ProbeKind::MailboxImap => nothing_seen(kind),
    };
    observation.fit();
    observation
}

/// The observation of a probe that failed before it saw anything.
fn nothing_seen(kind: ProbeKind) -> Observation {
    let unanswered = DnsCause::Timeout;
    match kind {
        ProbeKind::SelfTest => Observation::SelfTest(SelfTestSeen::default()),
        ProbeKind::Delegation => Observation::Delegation(DelegationSeen {
            ns: Lookup::Failed(unanswered),
            zone: None,
            cut: None,
            dnssec: None,
        }),
        ProbeKind::Mx => Observation::Mx(MxSeen::failed(unanswered)),
        ProbeKind::Services => Observation::Services(ServicesSeen::default()),
        ProbeKind::Autoconfig => Observation::Autoconfig(autoconfig::nothing()),
        ProbeKind::SenderPolicy => Observation::SenderPolicy(sender_policy::nothing()),
        ProbeKind::ProviderStatus => Observation::ProviderStatus(ProviderStatusSeen::default()),
        ProbeKind::Smtp
        | ProbeKind::Submission
        | ProbeKind::Submissions
        | ProbeKind::Imap
        | ProbeKind::Imaps
        | ProbeKind::Pop3
        | ProbeKind::Pop3s => Observation::Mail(MailSeen::default()),
        ProbeKind::Webmail => Observation::Web(WebSeen::default()),
        ProbeKind::MailboxImap => Observation::Mailbox(MailboxSeen::default()),
    }
}
