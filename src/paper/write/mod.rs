//! The writers: one module for each format.

mod csv;
mod format;
mod ics;
mod json;
mod pdf;
mod render;
mod rendered;
mod text;
mod xlsx;

pub use format::FileFormat;
pub use json::table_rows as json_rows;
pub use render::render_document;
pub use rendered::{RenderedDocument, UnprintableChars, WriteError};
pub(super) use rendered::{STAND_IN_NOTE, stand_in};
pub use text::{render_body, render_table};
