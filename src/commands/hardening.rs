//! Keeps the process's memory private: no core dump, and no tracing by another process of the same user.

/// Forbids core dumps and, on Linux, tracing. Failures are ignored: the safety of the record does not depend on this.
#[cfg(unix)]
pub(super) fn close_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _ = setrlimit(Resource::Core, none);
    forbid_tracing();
}

#[cfg(not(unix))]
pub(super) fn close_memory() {}

#[cfg(target_os = "linux")]
fn forbid_tracing() {
    use rustix::process::{DumpableBehavior, set_dumpable_behavior};
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
}

#[cfg(all(unix, not(target_os = "linux")))]
fn forbid_tracing() {}
