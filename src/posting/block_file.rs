//! Writes copy-out blocks to a file, for terminals that have no clipboard.

use std::io;
use std::path::Path;

use super::block::PostingBlock;
use crate::platform::{self, IfExists};

/// Returns the entries one after the other, each below a line that is not part of it and names its type.
pub fn format_blocks(blocks: &[PostingBlock]) -> String {
    let with_line = |block: &PostingBlock| match &block.entry_type {
        Some(entry_type) => format!("---- entry type: {entry_type} ----\n{}\n", block.text),
        None => format!("----\n{}\n", block.text),
    };
    blocks.iter().map(with_line).collect()
}

/// Writes the entries to a new file that only its owner may read.
///
/// # Errors
/// The file exists, or cannot be created or written.
pub fn write_block_file(path: &Path, blocks: &[PostingBlock]) -> io::Result<()> {
    platform::write_private_file(path, IfExists::Refuse, format_blocks(blocks).as_bytes())
}
