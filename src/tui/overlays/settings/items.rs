//! The first section of the settings page: every setting that has one value, and the way to the other sections.

use chrono::Weekday;
use strum::VariantArray as _;

use super::SettingsPage;
use crate::desk::QueueAccess;
use crate::domain::count_with_noun;
use crate::domain::dates::DateForm;
use crate::present::dates::weekday_name;
use crate::store::Settings;
use crate::tui::command::Pane;
use crate::tui::list_columns::COLUMNED_LISTS;
use crate::tui::overlays::chooser::{Chooser, ChooserAction, ChooserItem};
use crate::tui::overlays::setting_choice::{OwnList, SettingChoice, SettingsSection};
use crate::tui::theme::ThemeName;

/// The minutes without a key that are offered; policy sets the most.
const MINUTES: [u32; 5] = [2, 5, 10, 15, 20];

/// The days on which a week may begin.
const FIRST_WEEKDAYS: [Weekday; 3] = [Weekday::Sun, Weekday::Mon, Weekday::Sat];

impl SettingsPage {
    /// Lists every setting, with what is set now marked. Those that the machine locks are shown and say so.
    pub(super) fn all_settings(&self) -> Chooser {
        let groups = [
            ("Theme", self.themes()),
            ("Dates", self.date_forms()),
            ("A week begins on", self.first_weekdays()),
            ("The screen locks without a key after", self.lock_times()),
            ("Mouse", self.mouse()),
            ("Goals in Today", self.goals_in_today()),
            ("Keys and views", self.keys_and_views()),
            ("Columns", self.columned_lists()),
            ("Your own entries in the pickers", self.own_lists()),
        ];
        let mut items = Vec::new();
        let mut headings = Vec::new();
        for (heading, members) in groups {
            headings.push((items.len(), heading.to_owned()));
            items.extend(members);
        }
        Chooser::for_settings(&self.title("Settings"), items, headings)
    }

    fn themes(&self) -> Vec<ChooserItem> {
        let set = self.now.theme.as_deref().and_then(|name| name.parse().ok()).unwrap_or(self.theme_before);
        let item = |name: &ThemeName| {
            self.value("theme", name.title().to_owned(), "", *name == set, SettingChoice::Theme(*name))
        };
        ThemeName::VARIANTS.iter().map(item).collect()
    }

    fn date_forms(&self) -> Vec<ChooserItem> {
        let set = self.now.written_dates().form;
        let item = |form: &DateForm| {
            let title = match form {
                DateForm::MonthDay => "11/19/2026",
                DateForm::DayMonth => "19 Nov 2026",
            };
            let doc = match form {
                DateForm::MonthDay => "The month first, as California's counties write.",
                DateForm::DayMonth => "The day first.",
            };
            self.value("date_form", title.to_owned(), doc, *form == set, SettingChoice::Dates(*form))
        };
        DateForm::VARIANTS.iter().map(item).collect()
    }

    fn first_weekdays(&self) -> Vec<ChooserItem> {
        let set = self.now.written_dates().first_weekday;
        let item = |day: Weekday| {
            let title = weekday_name(day).to_owned();
            self.value("first_weekday", title, "", day == set, SettingChoice::FirstWeekday(day))
        };
        let other = Some(set).filter(|set| !FIRST_WEEKDAYS.contains(set));
        FIRST_WEEKDAYS.into_iter().chain(other).map(item).collect()
    }

    fn lock_times(&self) -> Vec<ChooserItem> {
        let set = self.now.lock_after().as_secs() / 60;
        let item = |minutes: u32| {
            let title = count_with_noun(minutes, "minute");
            let is_set = set == u64::from(minutes);
            self.value("lock_after_minutes", title, "", is_set, SettingChoice::LockAfter(minutes))
        };
        MINUTES.into_iter().filter(|minutes| *minutes <= Settings::most_lock_minutes()).map(item).collect()
    }

    fn mouse(&self) -> Vec<ChooserItem> {
        let item = |(title, doc, on): (&str, &str, bool)| {
            self.value("mouse", title.to_owned(), doc, self.now.uses_mouse() == on, SettingChoice::Mouse(on))
        };
        let choices = [
            ("clicks and the wheel", "With Shift, the terminal selects text.", true),
            ("left to the terminal", "The mouse selects text.", false),
        ];
        choices.map(item).into()
    }

    fn goals_in_today(&self) -> Vec<ChooserItem> {
        let item = |(title, doc, hides): (&str, &str, bool)| {
            let is_set = self.now.hides_goals() == hides;
            self.value("hide_goals", title.to_owned(), doc, is_set, SettingChoice::HideGoals(hides))
        };
        let choices = [
            ("shown", "Goals to talk about come last.", false),
            ("hidden", "Goals are no duties; a key shows them.", true),
        ];
        choices.map(item).into()
    }

    fn keys_and_views(&self) -> Vec<ChooserItem> {
        let keys = match self.now.keys.len() {
            0 => "The usual ones.".to_owned(),
            own => format!("{} with keys of your own.", count_with_noun(own, "command")),
        };
        let views = match self.now.views.len() {
            0 => "None is saved: v on a filtered list saves one.".to_owned(),
            saved => format!("{saved} saved: their order and keys."),
        };
        vec![
            self.section_item("keys", "Keys …", keys, SettingsSection::Keys),
            self.section_item("view", "Saved views …", views, SettingsSection::Views),
        ]
    }

    fn columned_lists(&self) -> Vec<ChooserItem> {
        let is_there = |pane: Option<Pane>| pane != Some(Pane::Queue) || self.access.queue >= QueueAccess::Queue;
        let lists = COLUMNED_LISTS.iter().filter(|list| is_there(list.pane));
        let item = |list: &crate::tui::list_columns::ColumnedList| {
            let doc = match self.now.columns.get(list.name) {
                None => "The usual ones.".to_owned(),
                Some(own) => format!("Your own: {}.", own.join(", ")),
            };
            let title = format!("Columns of {} …", list.title);
            self.section_item("columns", &title, doc, SettingsSection::Columns(list.name))
        };
        lists.map(item).collect()
    }

    fn own_lists(&self) -> Vec<ChooserItem> {
        let item = |list: &OwnList| {
            let entries = self.entries(*list);
            let doc = if entries.is_empty() { "None.".to_owned() } else { entries.join(", ") };
            self.section_item("lists", &format!("{} …", list.title()), doc, SettingsSection::Entries(*list))
        };
        OwnList::VARIANTS.iter().map(item).collect()
    }

    fn value(&self, name: &str, title: String, doc: &str, is_set: bool, choice: SettingChoice) -> ChooserItem {
        let key = if is_set { "[x]" } else { "[ ]" };
        self.item(name, title, doc.to_owned(), key, choice)
    }

    fn section_item(&self, name: &str, title: &str, doc: String, section: SettingsSection) -> ChooserItem {
        self.item(name, title.to_owned(), doc, "", SettingChoice::Section(section))
    }

    fn item(&self, name: &str, title: String, doc: String, key: &'static str, choice: SettingChoice) -> ChooserItem {
        let is_locked = self.now.locked.iter().any(|locked| locked == name);
        let doc = if is_locked { "The office locks this setting.".to_owned() } else { doc };
        let choice = if is_locked { SettingChoice::Locked } else { choice };
        ChooserItem { title: title.into(), doc: doc.into(), key: key.into(), choice: ChooserAction::Setting(choice) }
    }
}
