//! Tests of the table of actions.

use std::collections::BTreeSet;

use strum::VariantArray as _;

use super::*;
use crate::tui::keymap::Keymap;

#[test]
fn every_entry_is_named_once_and_explained() {
    let ids: BTreeSet<_> = TABLE.iter().map(|entry| entry.id).collect();
    assert_eq!(ids.len(), TABLE.len());
    for entry in TABLE {
        assert!(!entry.title.is_empty() && entry.doc.ends_with('.') && !entry.contexts.0.is_empty(), "{}", entry.id);
        assert_eq!(TABLE.iter().filter(|other| other.command == entry.command).count(), 1, "{}", entry.id);
    }
}

#[test]
fn wherever_keys_act_there_is_a_way_to_all_keys_and_a_way_out() {
    for context in KeyContext::VARIANTS {
        let here = |command: ScreenCommand| command.table_entry().unwrap().contexts.contains(*context);
        let out = [
            ScreenCommand::App(AppCommand::Back),
            ScreenCommand::App(AppCommand::QuitNow),
            ScreenCommand::Form(CommentFormCommand::Leave),
            ScreenCommand::Search(SearchCommand::Clear),
            ScreenCommand::Import(ImportCommand::Stop),
        ];
        assert!(out.into_iter().any(here), "{context:?}");
    }
}

#[test]
fn an_open_caseload_can_be_locked_in_every_context() {
    let lock = ScreenCommand::App(AppCommand::Lock).table_entry().unwrap();
    for context in KeyContext::VARIANTS {
        assert_eq!(lock.contexts.contains(*context), *context != KeyContext::Locked, "{context:?}");
    }
}

#[test]
fn the_reference_of_keys_is_printed_from_the_table() {
    let page = reference::key_reference(Keymap::default_keys());
    assert!(TABLE.iter().all(|entry| page.contains(entry.doc)));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md"), &page).unwrap();
        return;
    }
    let kept = include_str!("../../../docs/keys.md");
    assert!(kept == page, "docs/keys.md is not what the table says; it should be:\n{page}");
}
