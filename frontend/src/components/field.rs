//! The fields of a step: label, help, what was read, and what must be corrected.

use std::collections::BTreeMap;

use checklist::InputValue;
use checklist::playbook::{Input, InputId, InputKind, NamedInput};
use leptos::prelude::*;
use terms::Lang;
use terms::gather::gathered;
use words::UiText;

use super::errors::Fault;
use crate::fields::{self, read_as};
use crate::part::{Part, PastePart, expect_part};
use crate::platform::{clipboard, time};

/// One field and its text.
#[derive(Clone)]
pub(crate) struct FieldState {
    id: InputId,
    input: Input,
    value: RwSignal<String>,
    problem: RwSignal<Option<String>>,
}

impl FieldState {
    fn element_id(&self) -> String {
        format!("field-{}", self.id)
    }
}

/// The fields of one step.
#[derive(Clone, Copy)]
pub(crate) struct Fields {
    all: StoredValue<Vec<FieldState>>,
    /// The part that reads lists.
    paste: Part<PastePart>,
    /// The corrections to make, in order.
    pub(crate) faults: RwSignal<Vec<Fault>>,
}

impl Fields {
    /// The fields for these inputs, their texts filled in, with the values entered before.
    #[must_use]
    pub(crate) fn new(inputs: Vec<NamedInput>, before: &BTreeMap<String, String>) -> Self {
        let state = |NamedInput { id, input }: NamedInput| {
            let value = RwSignal::new(before.get(&id.0).cloned().unwrap_or_default());
            FieldState { id, input, value, problem: RwSignal::new(None) }
        };
        let all = StoredValue::new(inputs.into_iter().map(state).collect());
        Self { all, paste: expect_part::<PastePart>(), faults: RwSignal::new(Vec::new()) }
    }

    /// Whether a field waits for the part that reads lists. Until it is loaded no list can be read,
    /// and none is invalid.
    #[must_use]
    pub(crate) fn wait_for_part(self) -> bool {
        let has_list = self
            .all
            .with_value(|all| all.iter().any(|field| field.input.kind == InputKind::Mailboxes));
        has_list && self.paste.ready().is_none()
    }

    /// The text of every field; the calling effect runs again when it changes.
    #[must_use]
    pub(crate) fn written(self) -> BTreeMap<String, String> {
        self.all.with_value(|all| {
            gathered(all.iter().map(|field| (field.id.0.clone(), field.value.get())))
        })
    }

    /// Reads every field; `None` if a field must be corrected. The corrections are then shown.
    #[must_use]
    pub(crate) fn read(self, lang: Lang) -> Option<BTreeMap<InputId, InputValue>> {
        let mut faults = Vec::new();
        let mut values = BTreeMap::new();
        let lists = self.paste.ready().map(|paste| paste.read_list);
        self.all.with_value(|all| {
            for field in all {
                match fields::read(
                    &field.input,
                    &field.value.get_untracked(),
                    time::utc_offset_min,
                    lists,
                ) {
                    Ok(value) => {
                        field.problem.set(None);
                        values.extend(value.map(|value| (field.id.clone(), value)));
                    }
                    Err(problem) => {
                        let sentence = problem.words(lang, &field.input);
                        field.problem.set(Some(sentence.clone()));
                        faults.push((field.element_id(), sentence));
                    }
                }
            }
        });
        let is_complete = faults.is_empty();
        self.faults.set(faults);
        is_complete.then_some(values)
    }

    /// Renders the fields.
    #[must_use]
    pub(crate) fn show(self, lang: Lang) -> impl IntoView {
        self.all.with_value(|all| {
            all.iter().map(|field| view! { <Field lang field=field.clone()/> }).collect_view()
        })
    }
}

#[component]
fn Field(lang: Lang, field: FieldState) -> impl IntoView {
    let id = field.element_id();
    let FieldState { id: name, input, value, problem } = field;
    let kind = input.kind;
    let (help_id, problem_id) = (format!("{id}-help"), format!("{id}-problem"));
    let described = format!("{problem_id} {help_id}");
    let invalid = move || problem.with(|problem| problem.is_some().then_some("true"));
    let write = move |event| value.set(event_target_value(&event));
    let control = match kind {
        InputKind::Mailboxes => {
            let id = id.clone();
            expect_part::<PastePart>().draw_field(move |paste| (paste.mailboxes)(lang, id.clone(), described.clone(), Signal::derive(invalid), value))
        },
        InputKind::Bounce | InputKind::Message => {
            let id = id.clone();
            expect_part::<PastePart>()
                .draw_field(move |paste| (paste.bounce)(lang, id.clone(), (name.clone(), kind), described.clone(), Signal::derive(invalid), value))
        },
        InputKind::Text => view! {
            <textarea id=id.clone() rows="6" aria-describedby=described aria-invalid=invalid prop:value=value on:input=write></textarea>
        }
        .into_any(),
        InputKind::Subject | InputKind::Address => {
            let paste = move |event: leptos::ev::Event| {
                // A one-line field drops the line breaks, which are needed to distinguish a
                // bounce's recipient from its other addresses.
                let pasted = clipboard::pasted(&event).filter(|text| text.trim().contains('\n'));
                let found = pasted.and_then(|text| fields::read(&Input { kind, ask: Default::default(), help: None, required: true, about: None }, &text, |_| 0, None).ok().flatten());
                if let Some(found) = found {
                    event.prevent_default();
                    value.set(fields::written(&found));
                }
            };
            view! {
                <input id=id.clone() type="email" autocomplete="email" autocapitalize="none" spellcheck="false" inputmode="email"
                    aria-describedby=described aria-invalid=invalid prop:value=value on:input=write on:paste=move |event| paste(event.into())/>
            }
            .into_any()
        }
        InputKind::Line => view! {
            <input id=id.clone() type="text" autocomplete="off" aria-describedby=described aria-invalid=invalid prop:value=value on:input=write/>
        }
        .into_any(),
        InputKind::Moment => view! {
            <input id=id.clone() type="datetime-local" aria-describedby=described aria-invalid=invalid prop:value=value on:input=write/>
        }
        .into_any(),
    };
    let optional = (!input.required)
        .then(|| view! { <span class="quiet">" " {UiText::Optional.get(lang)}</span> });
    let help =
        input.help.as_ref().map(|help| view! { <p class="help">{help.get(lang).to_owned()}</p> });
    let read = move || {
        value
            .with(|written| read_as(lang, kind, written))
            .map(|read| view! { <p class="read-as">{read}</p> })
    };
    view! {
        <div class="field" class:field-problem=move || problem.with(Option::is_some)>
            <label for=id>{input.ask.get(lang).to_owned()} {optional}</label>
            <div id=help_id>{help}</div>
            <p class="problem" id=problem_id>{move || problem.get()}</p>
            {control}
            {read}
        </div>
    }
}
