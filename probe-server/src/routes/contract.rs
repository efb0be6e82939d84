//! The contract of the API: each operation with its handler, and the description that follows from
//! the handler's types.
//!
//! Each resource declares its operations beside its handlers; the router and the OpenAPI document
//! are made from the same list, so no route can be without a description. What a handler takes says
//! which token, parameters and body a request needs ([`Argument`]); what it returns says what the
//! response contains ([`Reply`]). Must never describe a body by anything but its type.

mod about;
mod argument;
mod document;
mod reply;
mod types;

use std::sync::Arc;

use axum::handler::Handler;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};

use super::App;
use super::problem::ApiError;

pub(super) use about::About;
pub(super) use argument::Argument;
pub(super) use document::document;
pub(super) use reply::{Binary, Created, Html, JsonOf, NoContent, PlainText, Sent, StreamOf, Zip};

use reply::Reply;

/// One method of one path.
pub(super) struct Operation {
    method: Method,
    path: &'static str,
    handler: MethodRouter<Arc<App>>,
    describe: fn(&mut About<'_>),
    summary: &'static str,
    answered: &'static str,
    headers: Vec<(HeaderName, &'static str)>,
    otherwise: Option<(u16, &'static str)>,
    problems: Vec<ApiError>,
}

/// A handler whose arguments and result describe the operation; `A` is the tuple of its arguments.
pub(super) trait Described<A> {
    /// Adds what the types say.
    fn describe(about: &mut About<'_>);
}

macro_rules! described {
    ($($argument:ident),*) => {
        impl<F, Answering, $($argument),*> Described<($($argument,)*)> for F
        where
            F: FnOnce($($argument),*) -> Answering,
            Answering: Future<Output: Reply>,
            $($argument: Argument,)*
        {
            fn describe(about: &mut About<'_>) {
                $($argument::describe(about);)*
                Answering::Output::describe(about);
            }
        }
    };
}

described!();
described!(A1);
described!(A1, A2);
described!(A1, A2, A3);
described!(A1, A2, A3, A4);
described!(A1, A2, A3, A4, A5);

impl Operation {
    /// `GET`: its path, its handler, what it does, and what a successful response is.
    pub(super) fn get<A, X, F>(
        path: &'static str,
        handler: F,
        summary: &'static str,
        answered: &'static str,
    ) -> Self
    where
        F: Handler<X, Arc<App>> + Described<A>,
        X: 'static,
    {
        Self::new(Method::GET, path, on(MethodFilter::GET, handler), F::describe, summary, answered)
    }

    /// `POST`, in the same way.
    pub(super) fn post<A, X, F>(
        path: &'static str,
        handler: F,
        summary: &'static str,
        answered: &'static str,
    ) -> Self
    where
        F: Handler<X, Arc<App>> + Described<A>,
        X: 'static,
    {
        Self::new(
            Method::POST,
            path,
            on(MethodFilter::POST, handler),
            F::describe,
            summary,
            answered,
        )
    }

    /// `DELETE`, in the same way.
    pub(super) fn delete<A, X, F>(
        path: &'static str,
        handler: F,
        summary: &'static str,
        answered: &'static str,
    ) -> Self
    where
        F: Handler<X, Arc<App>> + Described<A>,
        X: 'static,
    {
        Self::new(
            Method::DELETE,
            path,
            on(MethodFilter::DELETE, handler),
            F::describe,
            summary,
            answered,
        )
    }

    fn new(
        method: Method,
        path: &'static str,
        handler: MethodRouter<Arc<App>>,
        describe: fn(&mut About<'_>),
        summary: &'static str,
        answered: &'static str,
    ) -> Self {
        let (headers, problems) = (Vec::new(), Vec::new());
        Self {
            method,
            path,
            handler,
            describe,
            summary,
            answered,
            headers,
            otherwise: None,
            problems,
        }
    }

    /// A header with a number that the handler reads.
    pub(super) fn number_in_header(mut self, name: HeaderName, description: &'static str) -> Self {
        self.headers.push((name, description));
        self
    }

    /// A status other than that of success, with a plain text.
    pub(super) const fn or_plain_text(mut self, status: u16, description: &'static str) -> Self {
        self.otherwise = Some((status, description));
        self
    }

    /// The problems beyond those that the arguments imply.
    pub(super) fn fails(mut self, problems: impl IntoIterator<Item = impl Into<ApiError>>) -> Self {
        self.problems.extend(problems.into_iter().map(Into::into));
        self
    }

    /// Closes the connection after each response, refusals included.
    pub(super) fn closing(mut self) -> Self {
        self.handler = self.handler.layer(map_response(async |mut response: Response| {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            response
        }));
        self
    }

    /// The path, and the handler for a router.
    pub(super) fn into_route(self) -> (&'static str, MethodRouter<Arc<App>>) {
        (self.path, self.handler)
    }
}
