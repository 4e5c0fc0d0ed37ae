//! The folder with the configuration of the machine.

use std::env;
use std::path::PathBuf;

use super::system;

/// The variable that names another folder, in a build for tests only: who could set it could do without the machine's
/// settings.
const FOR_TESTS: &str = "CASELOAD_MACHINE_FOLDER";

/// Returns the folder in which an administrator sets what holds for every home on the machine; `None` if the system has
/// none. It need not exist.
pub fn machine_folder() -> Option<PathBuf> {
    let of_test = env::var_os(FOR_TESTS).filter(|_set| cfg!(debug_assertions)).map(PathBuf::from);
    of_test.or_else(system::system_configuration_folder)
}
