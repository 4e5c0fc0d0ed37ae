//! The copy-out block in a file, for terminals that have no clipboard.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use super::block::PostingBlock;

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
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(format_blocks(blocks).as_bytes())?;
    file.sync_all()
}
