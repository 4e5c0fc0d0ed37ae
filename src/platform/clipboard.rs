//! The clipboard of the terminal, which is that of the machine the worker sits at, over SSH too: a text goes there as
//! the control sequence OSC 52. Whether a terminal accepts it is a setting of the terminal, which sends no answer.

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

/// The most bytes of a text that terminals accept: encoded, it stays under 100,000 characters, where some cut it off.
pub const MAX_CLIPBOARD_BYTES: usize = 74_994;

/// Returns the control sequence that copies a text to the clipboard. Inside tmux the sequence is sent twice, once for
/// tmux (`set-clipboard on`) and once wrapped for the terminal outside (`allow-passthrough on`): either setting is
/// enough, and both do no harm.
pub fn osc52_sequence(text: &str, in_tmux: bool) -> String {
    let mut plain = String::new();
    // Writing to a string cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain);
    if !in_tmux {
        return plain;
    }
    let escaped = plain.replace('\u{1b}', "\u{1b}\u{1b}");
    format!("{plain}\u{1b}Ptmux;{escaped}\u{1b}\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_encoded_and_ends_its_sequence() {
        assert_eq!(osc52_sequence("Núñez", false), "\u{1b}]52;c;TsO6w7Fleg==\u{1b}\\");
    }

    #[test]
    fn tmux_gets_the_sequence_for_itself_and_wrapped_for_the_terminal() {
        let both = "\u{1b}]52;c;YQ==\u{1b}\\\u{1b}Ptmux;\u{1b}\u{1b}]52;c;YQ==\u{1b}\u{1b}\\\u{1b}\\";
        assert_eq!(osc52_sequence("a", true), both);
    }
}
