//! A part of the page: code that is fetched when it is first needed and stays loaded.
//!
//! A page or a component knows the type of the part's table, asks for it with [`expect_part`], and
//! calls the part's functions through it. Only [`crate::parts`] knows which functions they are.
//! Must never name one.

mod paste;

use std::future::{Future, ready};
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use words::UiText;

use crate::api::ApiProblem;
use crate::language::expect_words;
use crate::platform::dom;
use crate::trouble::Trouble;

pub(crate) use paste::{Asked, Invalid, PastePart, ReaderPart};

/// A part could not be fetched: no connection, or the server has a newer build of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PartMissing;

#[cfg(feature = "parts")]
impl From<leptos::wasm_split::SplitLoaderError> for PartMissing {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// The id of the element that has the focus when a step is shown.
const HEADING: &str = "heading";

/// The future of a part's table.
pub(crate) type Fetch<T> = Pin<Box<dyn Future<Output = Result<T, PartMissing>>>>;

/// The loading state of a part.
#[derive(Clone, Copy)]
enum Progress<T> {
    /// Not requested yet.
    Unasked,
    /// It is being fetched.
    Coming,
    /// It could not be fetched.
    Missing,
    /// It is loaded.
    Ready(T),
}

/// One part and its loading state.
#[derive(Clone, Copy)]
pub(crate) struct Part<T: Copy + Send + Sync + 'static> {
    progress: RwSignal<Progress<T>>,
    fetch: fn() -> Fetch<T>,
}

impl<T: Copy + Send + Sync + 'static> Part<T> {
    /// A part that this function fetches.
    pub(crate) fn new(fetch: fn() -> Fetch<T>) -> Self {
        Self { progress: RwSignal::new(Progress::Unasked), fetch }
    }

    /// Fetches the part, unless it is loaded or being fetched.
    pub(crate) fn load(self) {
        if !self
            .progress
            .with_untracked(|progress| matches!(progress, Progress::Unasked | Progress::Missing))
        {
            return;
        }
        self.progress.set(Progress::Coming);
        spawn_local(async move {
            let fetched = (self.fetch)().await;
            self.progress.try_set(fetched.map_or(Progress::Missing, Progress::Ready));
        });
    }

    /// Whether the part is loaded; the calling effect runs again when it is.
    #[must_use]
    pub(crate) fn is_ready(self) -> bool {
        self.progress.with(|progress| matches!(progress, Progress::Ready(_)))
    }

    /// Whether the part could not be fetched; the calling effect runs again when that changes.
    #[must_use]
    pub(crate) fn is_missing(self) -> bool {
        self.progress.with(|progress| matches!(progress, Progress::Missing))
    }

    /// The part's table, if it is loaded.
    #[must_use]
    pub(crate) fn ready(self) -> Option<T> {
        match self.progress.get_untracked() {
            Progress::Ready(table) => Some(table),
            Progress::Unasked | Progress::Coming | Progress::Missing => None,
        }
    }

    /// Draws a page at once, or after the part is loaded if the page needs it.
    pub(crate) fn draw_page_after(
        self,
        is_needed: bool,
        draw: impl Fn() -> AnyView + Send + 'static,
    ) -> AnyView {
        if is_needed { self.draw_page(move |_| draw()) } else { draw() }
    }

    /// Draws a field with the part as soon as it is loaded. Until then a waiting text is shown, or
    /// the problem with a button to try again.
    pub(crate) fn draw_field(self, draw: impl Fn(T) -> AnyView + Send + 'static) -> AnyView {
        self.draw(|waiting| waiting, draw)
    }

    /// The same for the screen of a step. Focus on the waiting text moves to the heading of the
    /// screen that replaces it.
    pub(crate) fn draw_screen(self, draw: impl Fn(T) -> AnyView + Send + 'static) -> AnyView {
        self.draw(
            |waiting| {
                dom::hand_focus_on(HEADING, HEADING);
                view! { <div id=HEADING tabindex="-1">{waiting}</div> }.into_any()
            },
            draw,
        )
    }

    /// The same for a whole page.
    pub(crate) fn draw_page(self, draw: impl Fn(T) -> AnyView + Send + 'static) -> AnyView {
        self.draw(|waiting| view! { <main class="step">{waiting}</main> }.into_any(), draw)
    }

    fn draw(
        self,
        within: fn(AnyView) -> AnyView,
        draw: impl Fn(T) -> AnyView + Send + 'static,
    ) -> AnyView {
        self.load();
        let words = expect_words();
        let again = Callback::new(move |()| self.load());
        let view = move || match self.progress.get() {
            Progress::Ready(table) => draw(table),
            Progress::Missing => within(
                view! { <Trouble lang=words.lang() problem=ApiProblem::PartMissing again/> }
                    .into_any(),
            ),
            Progress::Unasked | Progress::Coming => within(
                view! { <p class="quiet">{UiText::Loading.get(words.lang())}</p> }.into_any(),
            ),
        };
        view.into_any()
    }
}

/// A part, from the context. [`crate::parts::Parts::provide`] provides it to every page; without it
/// the part cannot be fetched.
#[must_use]
pub(crate) fn expect_part<T: Copy + Send + Sync + 'static>() -> Part<T> {
    use_context().unwrap_or_else(|| Part::new(|| Box::pin(ready(Err(PartMissing)))))
}
