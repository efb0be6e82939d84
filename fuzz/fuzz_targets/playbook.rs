//! The fuzz target of the parser `playbook`.
#![cfg_attr(fuzzing, no_main)]

fuzz::target!(playbook);
