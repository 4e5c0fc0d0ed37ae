//! A layout's file: its form, and what must hold in it.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use toml::Spanned;

use crate::domain::extract::ExtractKind;

use super::date_form::DateForm;
use super::field::{ExtractField, KindFields, ValueKind};
use super::layout::{Layout, LayoutColumn, LayoutError};
use super::pattern::{Pattern, comparison_key};

/// The file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutFile {
    id: String,
    kind: Spanned<ExtractKind>,
    title: String,
    /// Where the headers and words come from: for the reader of the file, not for the program.
    #[serde(rename = "source")]
    _source: String,
    sheet: Option<String>,
    dates: Option<Spanned<Vec<DateForm>>>,
    #[serde(default)]
    blank: Vec<String>,
    #[serde(default)]
    skip: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    run_date: Vec<String>,
    columns: BTreeMap<Spanned<ExtractField>, ColumnFile>,
}

/// A column as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    names: Spanned<Vec<String>>,
    #[serde(default)]
    required: bool,
    dates: Option<Spanned<Vec<DateForm>>>,
    years_from: Option<i32>,
    #[serde(default)]
    codes: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    pad: usize,
}

/// Two digits mean a year from 1970 on where a layout says nothing, and from 1930 on in a date of birth.
const YEARS_FROM: i32 = 1970;
const BIRTH_YEARS_FROM: i32 = 1930;
/// See [`crate::domain::CaseNumber`].
const LONGEST_CASE_NUMBER: usize = 12;

/// Reads the layout `text` of the file `file`.
pub fn parse_layout(file: &str, text: &str, own: bool) -> Result<Layout, LayoutError> {
    let checked = toml::from_str::<LayoutFile>(text)
        .map_err(|error| LayoutFault {
            offset: error.span().map_or(0, |span| span.start),
            reason: error.message().to_owned(),
        })
        .and_then(|written| written.into_layout(own));
    checked.map_err(|fault| LayoutError {
        file: file.to_owned(),
        line: text.bytes().take(fault.offset).filter(|byte| *byte == b'\n').count() + 1,
        reason: fault.reason,
    })
}

/// What is wrong, and at which byte.
struct LayoutFault {
    offset: usize,
    reason: String,
}

fn fault_at<T>(at: &Spanned<T>, reason: String) -> LayoutFault {
    LayoutFault { offset: at.span().start, reason }
}

impl LayoutFile {
    fn into_layout(self, own: bool) -> Result<Layout, LayoutFault> {
        let kind = *self.kind.get_ref();
        self.check_needed_fields()?;
        self.check_names()?;
        self.dates.iter().try_for_each(|dates| check_dates(dates, None))?;
        let dates = self.dates.map(Spanned::into_inner).unwrap_or_default();
        let patterns = |texts: &[String]| texts.iter().map(|text| Pattern::from(text.as_str())).collect();
        Ok(Layout {
            sheet: self.sheet.as_deref().map(Pattern::from),
            skip: patterns(&self.skip),
            never: patterns(&self.never),
            run_date: self.run_date.iter().map(|label| label.to_lowercase()).collect(),
            blank: self.blank.iter().map(|text| text.trim().to_lowercase()).collect(),
            columns: read_columns(kind, self.columns, &dates)?,
            dates,
            id: self.id,
            kind,
            title: self.title,
            own,
        })
    }

    fn check_needed_fields(&self) -> Result<(), LayoutFault> {
        let has = |field: ExtractField| self.columns.keys().any(|key| *key.get_ref() == field);
        let serves = |field: ExtractField| has(field) || (field == ExtractField::Name && has(ExtractField::LastName));
        match KindFields::for_kind(*self.kind.get_ref()).needed.iter().find(|field| !serves(**field)) {
            Some(field) => Err(fault_at(&self.kind, format!("a layout of this kind needs a column `{field}`"))),
            None => Ok(()),
        }
    }

    /// No header may mean two fields, and none that is never read may mean one.
    fn check_names(&self) -> Result<(), LayoutFault> {
        let never: Vec<Pattern> = self.never.iter().map(|text| Pattern::from(text.as_str())).collect();
        let mut seen: HashMap<String, ExtractField> = HashMap::new();
        for (field, column) in &self.columns {
            for name in column.names.get_ref() {
                let reason = match seen.insert(comparison_key(name), *field.get_ref()) {
                    _ if comparison_key(name).is_empty() => format!("{name:?} has neither letters nor digits"),
                    _ if never.iter().any(|pattern| pattern.matches(name)) => format!("{name:?} is never to be read"),
                    Some(other) if other != *field.get_ref() => format!("{name:?} is a header of `{other}` already"),
                    _ => continue,
                };
                return Err(fault_at(&column.names, reason));
            }
        }
        Ok(())
    }
}

fn read_columns(
    kind: ExtractKind,
    written: BTreeMap<Spanned<ExtractField>, ColumnFile>,
    dates: &[DateForm],
) -> Result<Vec<LayoutColumn>, LayoutFault> {
    written.into_iter().map(|(field, column)| column.into_column(kind, &field, dates)).collect()
}

impl ColumnFile {
    fn into_column(
        self,
        kind: ExtractKind,
        key: &Spanned<ExtractField>,
        dates: &[DateForm],
    ) -> Result<LayoutColumn, LayoutFault> {
        let field = *key.get_ref();
        if !KindFields::for_kind(kind).contains(field) {
            return Err(fault_at(key, format!("rows of kind {} have no `{field}`", kind.id())));
        }
        let dates = match &self.dates {
            Some(own) => check_dates(own, Some(field)).map(|()| own.get_ref().clone())?,
            None => dates
                .iter()
                .copied()
                .filter(|form| field.value_kind() == ValueKind::Month || !form.is_month())
                .collect(),
        };
        if matches!(field.value_kind(), ValueKind::Date | ValueKind::Month) && dates.is_empty() {
            return Err(fault_at(key, format!("`{field}` needs `dates`, here or for the whole layout")));
        }
        self.check_numbers(key)?;
        let codes = read_codes(field, key, &self.codes)?;
        let usual = if field == ExtractField::BirthDate { BIRTH_YEARS_FROM } else { YEARS_FROM };
        let names = self.names.get_ref().iter().map(|name| comparison_key(name)).collect();
        let years_from = self.years_from.unwrap_or(usual);
        Ok(LayoutColumn { field, names, required: self.required, dates, years_from, codes, pad: self.pad })
    }

    fn check_numbers(&self, key: &Spanned<ExtractField>) -> Result<(), LayoutFault> {
        let longest_pad = if *key.get_ref() == ExtractField::Case { LONGEST_CASE_NUMBER } else { 0 };
        if self.pad > longest_pad {
            return Err(fault_at(key, format!("`pad` is for `case` and at most {LONGEST_CASE_NUMBER}")));
        }
        match self.years_from {
            Some(year) if !(1800..=2100).contains(&year) => {
                Err(fault_at(key, format!("{year} is not a year to begin at")))
            }
            _ => Ok(()),
        }
    }
}

/// The forms of dates of one column, or of the whole layout, must leave nothing to guess.
fn check_dates(dates: &Spanned<Vec<DateForm>>, field: Option<ExtractField>) -> Result<(), LayoutFault> {
    let forms = dates.get_ref();
    if let Some(field) = field.filter(|field| field.value_kind() == ValueKind::Date)
        && let Some(month) = forms.iter().find(|form| form.is_month())
    {
        return Err(fault_at(dates, format!("`{field}` is a date, {:?} a month", month.name())));
    }
    let clash = forms.iter().find_map(|one| Some((one, forms.iter().find(|other| one.conflicts_with(**other))?)));
    match clash {
        Some((one, other)) => Err(fault_at(
            dates,
            format!("{:?} and {:?} read the same text as different days: a column has one", one.name(), other.name()),
        )),
        None => Ok(()),
    }
}

fn read_codes(
    field: ExtractField,
    key: &Spanned<ExtractField>,
    written: &BTreeMap<Spanned<String>, Spanned<String>>,
) -> Result<HashMap<String, String>, LayoutFault> {
    let ValueKind::Code(known) = field.value_kind() else {
        let first = written.keys().next();
        return first.map_or(Ok(HashMap::new()), |word| Err(fault_at(word, format!("`{field}` has no codes"))));
    };
    if written.is_empty() {
        return Err(fault_at(key, format!("`{field}` needs `codes`: the county's words and ours")));
    }
    let mut codes = HashMap::new();
    for (word, id) in written {
        if !known.contains(id.get_ref()) {
            return Err(fault_at(id, format!("{:?} is not a word of `{field}`", id.get_ref())));
        }
        let former = codes.insert(comparison_key(word.get_ref()), id.get_ref().clone());
        if former.is_some_and(|former| former != *id.get_ref()) {
            return Err(fault_at(word, format!("{:?} has two meanings", word.get_ref())));
        }
    }
    Ok(codes)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    const GOOD: &str = r#"
id = "ours"
kind = "exemptions"
title = "Ours"
source = "an invented county"
dates = ["mm/dd/yyyy"]
never = ["*SSN*"]
columns.case = { names = ["Case"], pad = 7 }
columns.person = { names = ["Person"] }
columns.reason = { names = ["Reason"], codes = { "Ill" = "disability" } }
columns.from = { names = ["From"] }
"#;

    #[test]
    fn a_layout_is_read() {
        let layout = parse_layout("ours.toml", GOOD, true).unwrap();
        assert_eq!((layout.id.as_str(), layout.columns.len()), ("ours", 4));
        assert_eq!(layout.column_for(ExtractField::Case).unwrap().pad, 7);
        assert_eq!(layout.column_for(ExtractField::Reason).unwrap().codes["ill"], "disability");
    }

    #[rstest]
    #[case("title =", "titel =", 4, "unknown field")]
    #[case(r#""exemptions""#, r#""exemtions""#, 3, "unknown variant")]
    #[case(r#"["mm/dd/yyyy"]"#, r#"["mm/dd"]"#, 6, "is not a form of dates")]
    #[case(r#"["mm/dd/yyyy"]"#, r#"["mm/dd/yyyy", "dd/mm/yyyy"]"#, 6, "different days")]
    #[case("dates = [\"mm/dd/yyyy\"]\n", "\n", 11, "needs `dates`")]
    #[case(r#"["From"]"#, r#"["From"], dates = ["yyyy-mm"]"#, 11, "is a date")]
    #[case("columns.person", "columns.until", 3, "needs a column `person`")]
    #[case("columns.person", "columns.persons", 9, "unknown variant")]
    #[case("[\"From\"] }", "[\"From\"] }\ncolumns.month = { names = [\"Month\"] }", 12, "have no `month`")]
    #[case(r#"["Person"]"#, r#"["CASE:"]"#, 9, "is a header of `case` already")]
    #[case(r#"["Person"]"#, r#"["Person SSN"]"#, 9, "never to be read")]
    #[case(r#"["Person"]"#, r##"["#"]"##, 9, "neither letters nor digits")]
    #[case(r#""disability""#, r#""Disability""#, 10, "is not a word of `reason`")]
    #[case(r#"{ "Ill" = "#, r#"{ "ILL" = "age_60", "Ill" = "#, 10, "two meanings")]
    #[case(r#", codes = { "Ill" = "disability" }"#, "", 10, "needs `codes`")]
    #[case("pad = 7", "pad = 13", 8, "at most 12")]
    #[case("[\"Person\"]", "[\"Person\"], pad = 2", 9, "is for `case`")]
    #[case("[\"From\"]", "[\"From\"], years_from = 26", 11, "not a year")]
    #[case("pad = 7", "codes = { A = \"b\" }", 8, "has no codes")]
    fn an_error_names_file_line_and_reason(
        #[case] good: &str,
        #[case] bad: &str,
        #[case] line: usize,
        #[case] reason: &str,
    ) {
        assert!(GOOD.contains(good));
        let error = parse_layout("ours.toml", &GOOD.replacen(good, bad, 1), true).unwrap_err();
        assert!(error.reason.contains(reason), "{error}");
        assert_eq!((error.file.as_str(), error.line), ("ours.toml", line), "{error}");
    }
}
