//! What goes out to the system of record: a filed comment as blocks of text to paste, in the shape of a template.
//!
//! `template` has the shapes, `block` fills them, `wrapping` fits the text to the field, `block_file` writes the blocks
//! to a file.

mod block;
mod block_file;
mod common_case;
mod skills;
mod template;
#[cfg(test)]
mod tests;
mod wrapping;

pub use block::{PostingBlock, PostingContext, PostingError, PostingScope};
pub use block_file::{format_blocks, write_block_file};
pub use common_case::is_of_common_case;
pub use skills::skill_lines;
pub use template::{EntryType, PostingTemplate, PostingTemplates, TemplateError};
