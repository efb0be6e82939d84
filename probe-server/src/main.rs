//! The program `sportello`.

fn main() {}
