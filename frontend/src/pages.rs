//! The page for each address, and the screens of a session: they connect the store, the server and
//! the components.

pub(crate) mod ahead;
pub(crate) mod ask;
pub(crate) mod check;
pub(crate) mod collect;
pub(crate) mod files;
pub(crate) mod look;
pub(crate) mod look_offer;
pub(crate) mod not_found;
pub(crate) mod parts;
pub(crate) mod session;
pub(crate) mod session_actions;
pub(crate) mod start;
pub(crate) mod support;
pub(crate) mod verdict;
pub(crate) mod watch;
