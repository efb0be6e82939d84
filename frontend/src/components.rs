//! The visible elements, one for each file: values in, callbacks out.
//!
//! They may read a session's store. Must never fetch or send anything: [`crate::pages`] does that.

pub(crate) mod answers;
pub(crate) mod band;
pub(crate) mod board;
pub(crate) mod bounce_field;
pub(crate) mod bounce_reading;
pub(crate) mod causes;
pub(crate) mod check_details;
pub(crate) mod check_list;
pub(crate) mod copy;
pub(crate) mod data;
pub(crate) mod details;
pub(crate) mod errors;
pub(crate) mod field;
pub(crate) mod file_list;
pub(crate) mod grounds;
pub(crate) mod header;
mod header_reading;
pub(crate) mod mailbox_list;
pub(crate) mod mailbox_table;
pub(crate) mod measured;
pub(crate) mod message_box;
pub(crate) mod newer;
pub(crate) mod outcome;
pub(crate) mod pasted_side;
pub(crate) mod progress;
pub(crate) mod provider_card;
pub(crate) mod result_card;
pub(crate) mod results;
pub(crate) mod route_diagram;
pub(crate) mod share;
pub(crate) mod ticket_text;
