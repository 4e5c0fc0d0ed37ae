//! Reads the arguments, opens the home, hands over; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    caseload::commands::run()
}
