//! The top of every page, one slim row: the back button, the operator's sign and name, the
//! language, and the support button.

use leptos::prelude::*;
use terms::Lang;
use words::UiText;

use crate::language::expect_words;

/// The two languages. Changing the language keeps the step.
#[component]
pub(crate) fn LanguageSwitch(
    /// Called with the language chosen.
    #[prop(optional)]
    chosen: Option<Callback<Lang>>,
) -> impl IntoView {
    let words = expect_words();
    let buttons = Lang::ALL.map(|lang| {
        let choose = move |_| {
            words.set(lang);
            if let Some(chosen) = chosen {
                chosen.run(lang);
            }
        };
        view! {
            <button type="button" class="lang" data-action="language" data-lang=lang.tag() lang=lang.tag() aria-pressed=move || (words.lang() == lang).to_string() on:click=choose>
                <span aria-hidden="true">{lang.tag()}</span> <span class="visually-hidden">{lang.own_name()}</span>
            </button>
        }
    });
    view! { <div class="languages" role="group" aria-label=move || UiText::Language.get(words.lang())>{buttons.collect_view()}</div> }
}

/// The top of a page.
#[component]
pub(crate) fn Header(
    /// The operator's name.
    #[prop(into)]
    provider: Signal<String>,
    /// Whether there is a step to go back to.
    #[prop(into)]
    has_back: Signal<bool>,
    /// Called to go back.
    back: Callback<()>,
    /// Called with the language chosen.
    chosen: Callback<Lang>,
    /// Called to contact support; without it there is no support button.
    #[prop(optional)]
    support: Option<Callback<()>>,
) -> impl IntoView {
    let words = expect_words();
    let go_back = move || {
        has_back.get().then(|| {
            view! {
                <button type="button" class="link back" data-action="back" on:click=move |_| back.run(())>
                    <span aria-hidden="true">"‹ "</span> <span class="roomy">{UiText::Back.get(words.lang())}</span>
                </button>
            }
        })
    };
    let support = support.map(|support| {
        view! {
            <button type="button" class="button quiet-button support" data-action="support" on:click=move |_| support.run(())>
                <span aria-hidden="true">"☎\u{fe0e} "</span> <span class="roomy">{move || UiText::ContactSupport.get(words.lang())}</span>
                <span class="tight" aria-hidden="true">{move || UiText::SupportShort.get(words.lang())}</span>
            </button>
        }
    });
    // The product's name is shown until the operator is known, and if the operator has no name.
    let name = Memo::new(move |_| {
        provider.with(|name| {
            if name.is_empty() {
                UiText::Product.get(words.lang()).to_owned()
            } else {
                name.clone()
            }
        })
    });
    let sign = move || name.with(|name| name.chars().next().map(String::from));
    view! {
        <header class="top">
            <div class="top-back">{go_back}</div>
            <p class="brand"><span class="brand-sign" aria-hidden="true">{sign}</span> <span class="brand-name">{name}</span></p>
            <LanguageSwitch chosen/>
            {support}
        </header>
    }
}
