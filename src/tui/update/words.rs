//! Records what the unknown words of previewed extracts mean. Each word is explained once, for every later extract.

use super::import_start;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::chooser::{Chooser, ChooserAction};
use crate::tui::overlays::word_map::WordMap;
use crate::tui::side_effect::SideEffects;
use crate::tui::state::workspace::Workspace;
use crate::tui::store_thread::ImportJob;

/// Lists the unknown words of the preview that is open.
pub(super) fn list_words(workspace: &mut Workspace) -> SideEffects {
    let Overlay::Preview(preview) = &workspace.overlay else { return Vec::new() };
    if preview.words.is_empty() {
        workspace.show_message("Every word in the columns of these files is known.");
        return Vec::new();
    }
    let map = WordMap { preview: preview.clone(), words: preview.words.clone() };
    workspace.open_overlay(Overlay::Chooser(Chooser::for_words(map)));
    Vec::new()
}

/// Carries out the choice made in one of the lists of words.
pub(super) fn accept_choice(workspace: &mut Workspace, chooser: &Chooser, action: ChooserAction) -> SideEffects {
    let Some(mut map) = chooser.words.as_deref().cloned() else { return Vec::new() };
    let next = match action {
        ChooserAction::ExplainWord(index) => Chooser::for_meanings(map, index),
        ChooserAction::WordMeans(index, code) => {
            map.set_code(index, code);
            Chooser::for_words(map)
        }
        _ => return keep_words(workspace, &map),
    };
    workspace.open_overlay(Overlay::Chooser(next));
    Vec::new()
}

fn keep_words(workspace: &mut Workspace, map: &WordMap) -> SideEffects {
    let Some(selection) = map.preview.selection().cloned() else { return Vec::new() };
    let words = map.explained_words();
    import_start::start_import(workspace, "Looking again…", |stop| ImportJob::KeepWords(selection, words, stop))
}
