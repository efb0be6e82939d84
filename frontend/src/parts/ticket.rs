//! The part that shows the ticket.

use crate::pages::parts::TicketPart;
use crate::pages::support;
use crate::part::{Fetch, PartMissing};

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(ticket, wasm_split_path = leptos::wasm_split, fallible))]
fn table() -> Result<TicketPart, PartMissing> {
    Ok(TicketPart { support: support::screen })
}

pub(super) fn fetch() -> Fetch<TicketPart> {
    fetched!(table())
}
