//! Explains a key that does nothing in a pane: says so, and names the panes in which the key does something.

use strum::VariantArray as _;

use crate::tui::command::{CommandAccess, KeyContext, Pane};
use crate::tui::keymap::{Key, Keymap};
use crate::tui::state::workspace::Workspace;

/// Says that a key does nothing in the pane that is shown, and what it does in others: `n does nothing in Today. In
/// Cases: annotate. ? lists the keys.` `None` in other contexts.
pub(super) fn describe_key(keymap: &Keymap, key: Key, context: KeyContext, workspace: &Workspace) -> Option<String> {
    if is_page(context) {
        return Some(format!("{key} does nothing on this page. Esc closes it."));
    }
    pane_of_context(context)?;
    let access = CommandAccess::from_caseload(&workspace.snapshot.caseload);
    let entries = keymap.entries_for_key(key).filter(|entry| entry.command.is_open_to(access));
    let elsewhere = entries.filter_map(|entry| {
        let contexts = entry.contexts.0.iter();
        let panes: Vec<_> = contexts.filter_map(|context| pane_of_context(*context)).map(Pane::title).collect();
        (!panes.is_empty()).then(|| format!(" In {}: {}.", panes.join(", "), entry.title))
    });
    let elsewhere: String = elsewhere.collect();
    Some(format!("{key} does nothing in {}.{elsewhere} ? lists the keys.", workspace.pane.title()))
}

/// Returns whether the context is that of a page over the panes, on which no text is typed.
const fn is_page(context: KeyContext) -> bool {
    matches!(
        context,
        KeyContext::Page
            | KeyContext::Message
            | KeyContext::CopyOut
            | KeyContext::Calling
            | KeyContext::Changes
            | KeyContext::Preview
            | KeyContext::Older
            | KeyContext::ImportResult
            | KeyContext::MissingFacts
            | KeyContext::Matching
            | KeyContext::Extract
    )
}

/// Returns the pane whose keys act in a context; `None` for a context of a form, a question or a page.
fn pane_of_context(context: KeyContext) -> Option<Pane> {
    Pane::VARIANTS.iter().copied().find(|pane| pane.key_context() == Some(context))
}
