//! The chooser of settings.

use strum::VariantArray as _;

use super::{Chooser, ChooserAction, ChooserItem};
use crate::store::Settings;
use crate::tui::store_thread::SettingChange;
use crate::tui::theme::ThemeName;
use crate::tui::wording::count_with_noun;

/// The minutes without a key that are offered; policy sets the most.
const MINUTES: [u32; 5] = [2, 5, 10, 15, 20];

impl Chooser {
    /// Lists the settings that can be chosen on the screen, with what is set now marked. Those that the machine locks are
    /// shown and say so.
    pub fn for_settings(settings: &Settings, theme: ThemeName) -> Self {
        let mut items = Vec::new();
        let mut headings = Vec::new();
        let mut group = |heading: &str, members: Vec<ChooserItem>| {
            headings.push((items.len(), heading.to_owned()));
            items.extend(members);
        };
        let theme_item = |name: &ThemeName| {
            let change = SettingChange {
                name: "theme",
                value: format!("{:?}", name.id()),
                comment: "The colors of the screen: dark, light, mono, high_contrast.",
            };
            setting_item(settings, name.title(), "", *name == theme, change)
        };
        group("Theme", ThemeName::VARIANTS.iter().map(theme_item).collect());
        let lock_after = settings.lock_after();
        let allowed = MINUTES.into_iter().filter(|minutes| *minutes <= Settings::most_lock_minutes());
        let lock_item = |minutes: u32| {
            let change = SettingChange {
                name: "lock_after_minutes",
                value: minutes.to_string(),
                comment: "The minutes without a key after which the screen is locked.",
            };
            let is_set = lock_after.as_secs() == u64::from(minutes) * 60;
            setting_item(settings, &count_with_noun(minutes as usize, "minute"), "", is_set, change)
        };
        group("The screen locks without a key after", allowed.map(lock_item).collect());
        let mouse_item = |(title, doc, on): (&str, &str, bool)| {
            let change = SettingChange {
                name: "mouse",
                value: on.to_string(),
                comment: "Whether the screen takes clicks and the wheel.",
            };
            setting_item(settings, title, doc, settings.uses_mouse() == on, change)
        };
        let mouse = [
            ("clicks and the wheel", "Hold Shift to select text. Takes effect at the next start.", true),
            ("left to the terminal", "The mouse selects text. Takes effect at the next start.", false),
        ];
        group("Mouse", mouse.map(mouse_item).into());
        Self::new("Settings: Enter sets, and writes settings.toml", items).with_headings(headings)
    }
}

fn setting_item(settings: &Settings, title: &str, doc: &str, is_set: bool, change: SettingChange) -> ChooserItem {
    let is_locked = settings.locked.iter().any(|name| name == change.name);
    let doc = if is_locked { "The office locks this setting." } else { doc };
    let choice = if is_locked { ChooserAction::GoBack } else { ChooserAction::Set(change) };
    ChooserItem {
        title: title.to_owned().into(),
        doc: doc.to_owned().into(),
        key: if is_set { "[x]" } else { "[ ]" }.into(),
        choice,
    }
}
