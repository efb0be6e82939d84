//! Tests of the fold and of the commands.
