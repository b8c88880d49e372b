//! The program: reads the command line, runs one command.

use std::process::ExitCode;

fn main() -> ExitCode {
    congdan::commands::run()
}
