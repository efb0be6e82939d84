//! Tests only: a look against peers that are malicious, broken or careless with the password.

mod echo;
mod hostile;
mod peer;
mod tls;
