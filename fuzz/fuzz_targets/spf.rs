//! The fuzz target of the parser `spf`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(spf);
