//! The style roles of what is drawn, and the themes that give each role a style. Themes are data (`assets/themes/`);
//! colors are the terminal's own sixteen on its own background, and no color carries meaning without a word or a sign
//! beside it.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use strum::VariantArray as _;

/// The role of a piece of the screen; a theme gives each role a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum StyleRole {
    /// Ordinary text.
    Text,
    /// Explanatory text that need not be noticed.
    Quiet,
    /// The lines of the frame.
    Frame,
    /// The frame of the side that has the focus.
    FrameActive,
    /// The first line of the screen.
    Header,
    /// What must not be overlooked: `PRACTICE`, and a day that is not today.
    Loud,
    /// The name of a pane that is not shown.
    Tab,
    /// The name of the pane that is shown.
    TabShown,
    /// A heading.
    Heading,
    /// The selected row on the side that has the focus.
    Selected,
    /// The selected row, on the other side.
    SelectedAway,
    /// A missed or endangered date.
    Bad,
    /// A date that is near.
    Near,
    /// Something in order.
    Good,
    /// A key to press.
    Key,
    /// What a key does.
    Hint,
    /// The label of a field.
    Label,
    /// The label of the field that has the focus.
    LabelActive,
    /// What is missing in a form.
    Missing,
    /// A word with a remark.
    Remarked,
    /// The selected choice.
    Chosen,
    /// An error.
    Error,
}

/// The built-in themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum ThemeName {
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// Without colors.
    Mono,
    /// Strong contrasts.
    HighContrast,
}

impl ThemeName {
    /// Returns the theme that the terminal's environment asks for: `NO_COLOR`, and the background that `COLORFGBG`
    /// names. The terminal itself is not queried.
    pub fn from_environment(no_color: Option<&str>, colorfgbg: Option<&str>) -> Self {
        if no_color.is_some_and(|set| !set.is_empty()) {
            return Self::Mono;
        }
        let background = colorfgbg.and_then(|value| value.rsplit(';').next()?.parse::<u8>().ok());
        if background.is_some_and(|color| color == 7 || color > 8) { Self::Light } else { Self::Dark }
    }

    /// Returns the theme that the office's settings name, unless the environment asks for no colors; otherwise this
    /// one.
    pub fn or_setting(self, set: Option<&str>) -> Self {
        let set = set.and_then(|name| name.parse().ok()).filter(|_| self != Self::Mono);
        set.unwrap_or(self)
    }

    /// Returns the next theme, for trying them out.
    pub fn next_theme(self) -> Self {
        let after = Self::VARIANTS.iter().skip_while(|name| **name != self).nth(1);
        after.copied().unwrap_or(Self::Dark)
    }

    /// Returns the name as settings write it.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// Returns the name in a sentence.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Mono => "without colors",
            Self::HighContrast => "high contrast",
        }
    }

    const fn source_toml(self) -> &'static str {
        match self {
            Self::Dark => include_str!("../../assets/themes/dark.toml"),
            Self::Light => include_str!("../../assets/themes/light.toml"),
            Self::Mono => include_str!("../../assets/themes/mono.toml"),
            Self::HighContrast => include_str!("../../assets/themes/high_contrast.toml"),
        }
    }
}

/// The style of each role.
#[derive(Debug, Clone)]
pub struct Theme {
    name: ThemeName,
    styles: BTreeMap<StyleRole, Style>,
}

impl Theme {
    /// Returns the theme of this name. If a theme cannot be read, the text is plain; a test proves that all can be
    /// read.
    pub fn from_name(name: ThemeName) -> Self {
        Self { name, styles: parse_styles(name.source_toml()).unwrap_or_default() }
    }

    /// Returns the name of the theme.
    pub const fn name(&self) -> ThemeName {
        self.name
    }

    /// Returns the style of a role.
    pub fn style(&self, role: StyleRole) -> Style {
        self.styles.get(&role).copied().unwrap_or_default()
    }
}

/// A style in a theme file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct StyleFile {
    #[serde(deserialize_with = "deserialize_color")]
    fg: Option<Color>,
    #[serde(deserialize_with = "deserialize_color")]
    bg: Option<Color>,
    bold: bool,
    reverse: bool,
    underline: bool,
}

fn deserialize_color<'de, D: serde::Deserializer<'de>>(written: D) -> Result<Option<Color>, D::Error> {
    String::deserialize(written)?.parse().map(Some).map_err(serde::de::Error::custom)
}

impl From<StyleFile> for Style {
    fn from(written: StyleFile) -> Self {
        let flags = [
            (written.bold, Modifier::BOLD),
            (written.reverse, Modifier::REVERSED),
            (written.underline, Modifier::UNDERLINED),
        ];
        let modifiers = flags.into_iter().filter_map(|(set, modifier)| set.then_some(modifier)).collect();
        Self { fg: written.fg, bg: written.bg, ..Self::default() }.add_modifier(modifiers)
    }
}

fn parse_styles(source: &str) -> Result<BTreeMap<StyleRole, Style>, toml::de::Error> {
    let written: BTreeMap<StyleRole, StyleFile> = toml::from_str(source)?;
    Ok(written.into_iter().map(|(role, style)| (role, style.into())).collect())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn every_theme_gives_every_role_a_style_in_sixteen_colors() {
        for name in ThemeName::VARIANTS {
            let styles = parse_styles(name.source_toml()).unwrap();
            assert_eq!(styles.len(), StyleRole::VARIANTS.len(), "{name:?}");
            for (role, style) in styles {
                let simple = |color| !matches!(color, Some(Color::Rgb(..) | Color::Indexed(_)));
                assert!(simple(style.fg) && simple(style.bg), "{name:?} {role:?}");
            }
        }
    }

    #[test]
    fn the_theme_without_colors_has_none() {
        let plain = |style: &Style| style.fg.is_none() && style.bg.is_none();
        assert!(Theme::from_name(ThemeName::Mono).styles.values().all(plain));
    }

    #[test]
    fn settings_name_a_theme_and_no_colors_stay_none() {
        assert_eq!(ThemeName::Dark.or_setting(Some("high_contrast")), ThemeName::HighContrast);
        assert_eq!(ThemeName::Light.or_setting(None), ThemeName::Light);
        assert_eq!(ThemeName::Light.or_setting(Some("plaid")), ThemeName::Light);
        assert_eq!(ThemeName::Mono.or_setting(Some("dark")), ThemeName::Mono);
    }

    #[rstest]
    #[case(Some("1"), None, ThemeName::Mono)]
    #[case(Some(""), None, ThemeName::Dark)]
    #[case(None, Some("0;15"), ThemeName::Light)]
    #[case(None, Some("15;default;0"), ThemeName::Dark)]
    #[case(None, None, ThemeName::Dark)]
    fn the_environment_chooses(
        #[case] no_color: Option<&str>,
        #[case] colorfgbg: Option<&str>,
        #[case] theme: ThemeName,
    ) {
        assert_eq!(ThemeName::from_environment(no_color, colorfgbg), theme);
    }
}
