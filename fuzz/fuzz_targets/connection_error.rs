//! The fuzz target of the parser `connection_error`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(connection_error);
