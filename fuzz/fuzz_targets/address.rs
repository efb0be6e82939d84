//! The fuzz target of the parser `address`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(address);
