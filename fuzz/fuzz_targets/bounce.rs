//! The fuzz target of the parser `bounce`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(bounce);
