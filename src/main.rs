//! The program: reads the command line, runs one command.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A page is made of thousands of small pieces of text: an eighth of its time against the system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    congdan::commands::run()
}
