//! The card of the mail provider: who it is, how it was identified, the settings for mail programs,
//! and the pages and telephone number of its support.
//!
//! The settings are those that the provider publishes, and are labelled as such. Must never open a
//! link before the customer follows it.

use diagnosis::finding::{Finding, FindingCode};
use leptos::prelude::*;
use mail::provider::{Endpoint, Provider, Settings};
use terms::{Lang, fill};
use words::{ProviderText, UiText};

use super::details::DetailsPart;
use crate::part::expect_part;
use crate::store::SessionStore;

/// The card, if one domain is checked and its provider is known. For several domains the table
/// names the providers.
#[component]
pub(crate) fn ProviderCard(lang: Lang, store: SessionStore) -> impl IntoView {
    let found = Memo::new(move |_| {
        store.evidence(|_, _, evidence| {
            let is_one = |finding: &&Finding| {
                matches!(
                    finding.code,
                    FindingCode::ProviderIdentified | FindingCode::GatewayInFront
                )
            };
            if evidence.domains.len() > 1 {
                Vec::new()
            } else {
                evidence.findings().filter(is_one).cloned().collect::<Vec<_>>()
            }
        })
    });
    let part = expect_part::<DetailsPart>();
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            part.draw_field(move |details| {
                let cards = found.iter().filter_map(|finding| (details.provider)(lang, finding));
                cards.collect_view().into_any()
            })
        })
    }
}

/// The card of the provider that a finding names.
pub(crate) fn card(lang: Lang, finding: &Finding) -> Option<AnyView> {
    let id = finding.params.provider.clone()?;
    let heading = if finding.code == FindingCode::ProviderIdentified {
        ProviderText::YourProvider
    } else {
        ProviderText::InFront
    };
    let heading = fill(heading.get(lang), &[("name", id.display_name())]);
    let meaning = words::finding_meaning(lang, finding);
    let known = id.provider().map(|provider| known(lang, provider));
    let provider = id.to_string();
    Some(
        view! {
            <section class="provider" data-provider=provider>
                <h2>{heading}</h2>
                <p class="quiet">{meaning}</p>
                {known}
            </section>
        }
        .into_any(),
    )
}

fn known(lang: Lang, provider: &'static Provider) -> AnyView {
    let settings = provider.settings.as_ref().map(|known| settings(lang, known));
    let links = provider.links.iter().map(|&(kind, url)| {
        view! { <li><a class="out" href=url target="_blank" rel="noopener noreferrer">{words::provider_link(lang, kind)} " " <span class="quiet">{UiText::OpensNewTab.get(lang)}</span></a></li> }
    });
    let links = (!provider.links.is_empty())
        .then(|| view! { <ul class="links">{links.collect_view()}</ul> });
    let phone = provider
        .phone
        .map(|phone| view! { <p>{fill(ProviderText::Phone.get(lang), &[("phone", phone)])}</p> });
    view! { {phone} {links} {settings} }.into_any()
}

fn settings(lang: Lang, known: &'static Settings) -> AnyView {
    let row = |label: ProviderText, endpoint: Option<&'static Endpoint>| {
        endpoint.map(|endpoint| {
            let port = endpoint.port.to_string();
            let values = [
                ("host", endpoint.host),
                ("port", port.as_str()),
                ("tls", words::tls_mode(lang, endpoint.tls_mode())),
            ];
            let value = fill(ProviderText::HostPort.get(lang), &values);
            view! { <tr><th scope="row">{label.get(lang)}</th><td>{value}</td></tr> }
        })
    };
    view! {
        <details class="technical">
            <summary>{ProviderText::Settings.get(lang)}</summary>
            <p class="quiet">{ProviderText::NotMeasured.get(lang)}</p>
            <table><tbody>
                {row(ProviderText::Imap, known.imap.as_ref())}
                {row(ProviderText::Pop3, known.pop3.as_ref())}
                {row(ProviderText::Smtp, known.smtp.as_ref())}
            </tbody></table>
            <p>{words::provider_user_name(lang, known.user)} " " {words::provider_login(lang, known.login)}</p>
        </details>
    }
    .into_any()
}
