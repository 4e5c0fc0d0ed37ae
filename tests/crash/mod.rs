//! The plug is pulled at any call to the disk, and each call fails once: what was acknowledged is there afterward.
//!
//! The record is the real one, with its cipher; the disk is in memory and keeps what was flushed apart from what was
//! only written. A failing run names its seed.
#![expect(unsafe_code, reason = "SQLite calls a layer of its own through C function pointers")]

mod desk;
mod disk;
mod errors;
mod power;
mod vfs;
