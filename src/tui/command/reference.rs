//! The reference of all keys, printed from the table of actions.

use std::fmt::Write as _;

use strum::VariantArray as _;

use super::CommandCategory;
use super::table::TABLE;
use crate::tui::keymap::{KeySequence, Keymap};

/// The reference of all keys, as `docs/keys.md` holds it.
pub fn key_reference(keymap: &Keymap) -> String {
    let mut page =
        String::from("# Keys\n\nPrinted from the table of actions; `?` shows the keys that act where you are.\n");
    // Writing to a string cannot fail.
    for category in CommandCategory::VARIANTS {
        let _ = write!(page, "\n## {}\n\n| keys | action | what it does |\n|---|---|---|\n", category.title());
        for entry in TABLE.iter().filter(|entry| entry.category == *category) {
            let keys: Vec<_> = keymap.keys_for(entry.command).map(KeySequence::to_string).collect();
            let keys = if keys.is_empty() { "by name".to_owned() } else { format!("`{}`", keys.join("` `")) };
            let _ = writeln!(page, "| {keys} | {} | {} |", entry.title, entry.doc);
        }
    }
    page
}
