//! Short forms of the sentences that lists show: what a row asks for, in the few columns that a narrow list leaves it.
//! The side pane, the status line and `why` have the whole sentence.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::rules::message::{DateStyle, Message, Value};

/// The columns that every short form of the program's own sentences fits into.
pub const SHORT_WIDTH: usize = 22;

#[expect(clippy::expect_used, reason = "the file is built in, and a test reads it")]
static FORMS: LazyLock<BTreeMap<String, ShortForm>> = LazyLock::new(|| {
    let file: ShortFormFile =
        toml::from_str(include_str!("../../assets/short_forms.toml")).expect("the short forms are readable");
    file.form.into_iter().map(|entry| (entry.says.to_lowercase(), ShortForm::parse(&entry.short))).collect()
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShortFormFile {
    form: Vec<ShortFormEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShortFormEntry {
    /// The sentence, with `{}` in the places of its values.
    says: String,
    /// The short form, with `{1}` in the place of the first value.
    short: String,
}

/// A short form: its template, and which value of the sentence stands in each place.
struct ShortForm {
    template: String,
    values: Vec<usize>,
}

impl ShortForm {
    /// Reads `{2} of {1} h`.
    fn parse(text: &str) -> Self {
        let (mut template, mut values) = (String::new(), Vec::new());
        let mut rest = text;
        while let Some((before, number, after)) = split_place(rest) {
            template.push_str(before);
            template.push_str("{}");
            values.push(number);
            rest = after;
        }
        template.push_str(rest);
        Self { template, values }
    }
}

/// Splits a text at its first place: what stands before it, the index of its value, and what follows.
fn split_place(text: &str) -> Option<(&str, usize, &str)> {
    let (before, place) = text.split_once('{')?;
    let (number, after) = place.split_once('}')?;
    Some((before, number.parse::<usize>().ok()?.checked_sub(1)?, after))
}

/// Returns the short form of a sentence in a list of `on`, with its dates in as few columns as they need; `None` for a
/// sentence without one. Of a sentence after a title, the short form alone is enough.
pub fn short_text(sentence: &Message, on: NaiveDate) -> Option<String> {
    Some(short_message(sentence)?.to_text(DateStyle::Brief(on)))
}

/// Returns the short form of words of the county, such as the kind of an activity, or the words themselves.
pub fn short_words(words: &str) -> String {
    FORMS.get(&words.to_lowercase()).map_or_else(|| words.to_owned(), |form| form.template.clone())
}

fn short_message(sentence: &Message) -> Option<Message> {
    let (key, values) = match (sentence.template(), sentence.values()) {
        // The words of the county stand in the sentence as they are.
        ("{}", [Value::Text(text)]) => (text.to_lowercase(), [].as_slice()),
        // A sentence that begins with its title.
        ("{}{}", [Value::Text(title), Value::Message(rest)]) => {
            (format!("{title}{}", rest.template()).to_lowercase(), rest.values())
        }
        (template, values) => (template.to_lowercase(), values),
    };
    if let Some(form) = FORMS.get(&key) {
        let place = |index: &usize| values.get(*index).map_or_else(|| "".into(), short_value);
        return Some(Message::new(&form.template, form.values.iter().map(place).collect()));
    }
    match (sentence.template(), sentence.values()) {
        ("{}: {}", [Value::Message(first), _]) => short_message(first),
        ("{}: {}", [_, Value::Message(said)]) => Some(short_message(said).unwrap_or_else(|| said.clone())),
        _ => None,
    }
}

fn short_value(value: &Value) -> Value {
    match value {
        Value::Message(message) => Value::Message(short_message(message).unwrap_or_else(|| message.clone())),
        other => other.clone(),
    }
}
