//! The reference of all keys, printed from the table of actions.

use std::fmt::Write as _;

use strum::VariantArray as _;

use super::{CommandCategory, TABLE};
use crate::tui::keymap::{KeySequence, Keymap};

/// Returns the reference of all keys as a Markdown page; `docs/keys.md` is a copy of it, held by a test.
pub fn key_reference(keymap: &Keymap) -> String {
    let mut page =
        String::from("# Keys\n\nPrinted from the table of actions; `?` shows the keys that act where you are.\n");
    for category in CommandCategory::VARIANTS {
        // Writing into a string cannot fail.
        let _ = write!(page, "\n## {}\n\n| keys | action | what it does |\n|---|---|---|\n", category.title());
        for entry in TABLE.iter().filter(|entry| entry.category == *category) {
            let keys: Vec<_> = keymap.keys_for(entry.command).map(KeySequence::to_string).collect();
            let keys = if keys.is_empty() { "by name".to_owned() } else { format!("`{}`", keys.join("` `")) };
            let _ = writeln!(page, "| {keys} | {} | {} |", entry.title, entry.doc);
        }
    }
    page.push_str(
        "\n## Mouse\n\nThe wheel scrolls what is under it. A click selects a row, an item or a tab, and a second click opens \
         it; the\ndivider between the list and the case can be dragged. With Shift, the terminal selects text itself. \
         `mouse = false`\nin `settings.toml` leaves the mouse to the terminal.\n",
    );
    page
}
