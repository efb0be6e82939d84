//! The fuzz target of the parser `message`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(message);
