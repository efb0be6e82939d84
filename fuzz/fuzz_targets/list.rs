//! The fuzz target of the parser `list`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(list);
