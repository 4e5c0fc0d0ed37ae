//! The copy-out block in a file, for terminals that have no clipboard.

use std::io;
use std::path::Path;

use super::PostingBlock;
use crate::platform::{self, IfExists};

/// The entries one after the other, each under a line that is not part of it and names its type.
pub fn format_blocks(blocks: &[PostingBlock]) -> String {
    let under = |block: &PostingBlock| match &block.entry_type {
        Some(entry_type) => format!("---- entry type: {entry_type} ----\n{}\n", block.text),
        None => format!("----\n{}\n", block.text),
    };
    blocks.iter().map(under).collect()
}

/// Writes the entries into a new file that its owner alone may read.
///
/// # Errors
/// There is a file already, or none can be made there.
pub fn write_block_file(path: &Path, blocks: &[PostingBlock]) -> io::Result<()> {
    platform::write_private_file(path, IfExists::Refuse, format_blocks(blocks).as_bytes())
}
