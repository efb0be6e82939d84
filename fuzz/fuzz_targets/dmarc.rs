//! The fuzz target of the parser `dmarc`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(dmarc);
