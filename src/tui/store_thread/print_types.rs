//! What is printed, before and after it is made.

use std::path::PathBuf;

use crate::domain::Change;
use crate::paper::DocumentKind;

/// What is to be printed, and where.
#[derive(Debug, Clone)]
pub(super) struct PrintRequest {
    pub(super) what: DocumentKind,
    pub(super) redacted: bool,
    pub(super) file: PathBuf,
}

/// A document that is ready to be written.
#[derive(Debug, Clone)]
pub struct RenderedPrint {
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
    /// The entry that says that the document left.
    pub(super) export: Change,
    /// The message for the worker once it is written.
    pub(super) message: String,
}
