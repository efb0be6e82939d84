//! The fuzz target of the parser `reply`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(reply);
