//! What the process allows others to see of it: no core dump, no other process of the same user looking in.

/// Forbids core dumps and, where the system knows how, tracing. What cannot be forbidden is left; the record does not
/// depend on it.
#[cfg(unix)]
pub(super) fn close_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _left = setrlimit(Resource::Core, none);
    forbid_tracing();
}

#[cfg(not(unix))]
pub(super) fn close_memory() {}

#[cfg(target_os = "linux")]
fn forbid_tracing() {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    let _left = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

#[cfg(all(unix, not(target_os = "linux")))]
fn forbid_tracing() {}
