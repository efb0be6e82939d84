//! The program `sportello`.

use std::process::ExitCode;

fn main() -> ExitCode {
    probe_server::cli::main()
}
