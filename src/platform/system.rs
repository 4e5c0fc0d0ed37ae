//! The choice of the operating system's implementation. Every one of them offers the functions of `other.rs`.

#[cfg(target_os = "linux")]
pub use super::linux::*;
#[cfg(not(unix))]
pub use super::other::*;
#[cfg(all(unix, not(target_os = "linux")))]
pub use super::other_unix::*;
