//! The fuzz target of the parser `event`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(event);
