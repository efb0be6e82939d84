//! The program `sportello`.

use std::alloc::System;
use std::process::ExitCode;

use zeroizing_alloc::ZeroAlloc;

/// Overwrites memory when it is freed: libraries copy a password into buffers of their own, and
/// none of them may be left in a core dump.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    probe_server::cli::main()
}
