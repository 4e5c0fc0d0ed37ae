//! Parses a layout's file and checks that the layout can be used.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use toml::Spanned;

use crate::domain::extract::ExtractKind;
use crate::domain::sanitize::quoted;
use crate::domain::ssn::is_ssn_header;

use super::date_form::CellDateForm;
use super::field::{ExtractField, ValueKind};
use super::kind_fields::KindFields;
use super::layout::{Layout, LayoutColumn, LayoutError};
use super::pattern::{Pattern, comparison_key};

/// The file as its author wrote it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutFile {
    id: String,
    kind: Spanned<ExtractKind>,
    title: String,
    /// Where the headers and words come from. The reader of the file needs it, the program does not.
    #[serde(rename = "source")]
    _source: String,
    sheet: Option<String>,
    dates: Option<Spanned<Vec<CellDateForm>>>,
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

/// A column as its author wrote it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    names: Spanned<Vec<String>>,
    #[serde(default)]
    required: bool,
    dates: Option<Spanned<Vec<CellDateForm>>>,
    years_from: Option<i32>,
    #[serde(default)]
    codes: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    pad: usize,
}

/// The first year that two digits mean if a layout does not say: 1970, and 1930 in a date of birth.
const YEARS_FROM: i32 = 1970;
const BIRTH_YEARS_FROM: i32 = 1930;
/// The most characters of a [`crate::domain::CaseNumber`].
const LONGEST_CASE_NUMBER: usize = 12;

/// Parses the layout `text` of the file `file` as a built-in one.
pub fn parse_layout(file: &str, text: &str) -> Result<Layout, LayoutError> {
    let checked = toml::from_str::<LayoutFile>(text)
        .map_err(|error| LayoutFault {
            offset: error.span().map_or(0, |span| span.start),
            reason: error.message().to_owned(),
        })
        .and_then(LayoutFile::into_layout);
    checked.map_err(|fault| LayoutError {
        file: file.to_owned(),
        line: text.bytes().take(fault.offset).filter(|byte| *byte == b'\n').count() + 1,
        reason: fault.reason,
    })
}

/// What is wrong with a layout, and at which byte of its file.
struct LayoutFault {
    offset: usize,
    reason: String,
}

fn fault_at<T>(value: &Spanned<T>, reason: String) -> LayoutFault {
    LayoutFault { offset: value.span().start, reason }
}

impl LayoutFile {
    fn into_layout(self) -> Result<Layout, LayoutFault> {
        let kind = *self.kind.get_ref();
        self.check_needed_fields()?;
        self.check_names()?;
        if let Some(dates) = &self.dates {
            check_dates(dates, None)?;
        }
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
            own: false,
        })
    }

    fn check_needed_fields(&self) -> Result<(), LayoutFault> {
        let has = |field: ExtractField| self.columns.keys().any(|key| *key.get_ref() == field);
        match KindFields::for_kind(*self.kind.get_ref()).missing_needed(has).first() {
            Some(field) => Err(fault_at(&self.kind, format!("a layout of this kind needs a column `{field}`"))),
            None => Ok(()),
        }
    }

    /// Refuses a header that means two fields, or one that is never to be read, such as one of Social Security numbers.
    fn check_names(&self) -> Result<(), LayoutFault> {
        let ignored_headers: Vec<Pattern> = self.never.iter().map(|text| Pattern::from(text.as_str())).collect();
        let mut seen: HashMap<String, ExtractField> = HashMap::new();
        for (field, column) in &self.columns {
            for name in column.names.get_ref() {
                let reason = match seen.insert(comparison_key(name), *field.get_ref()) {
                    _ if comparison_key(name).is_empty() => format!("{} has neither letters nor digits", quoted(name)),
                    _ if is_ssn_header(name) || ignored_headers.iter().any(|pattern| pattern.matches(name)) => {
                        format!("{} must never be read", quoted(name))
                    }
                    Some(other) if other != *field.get_ref() => {
                        format!("{name} is already a header of `{other}`", name = quoted(name))
                    }
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
    columns: BTreeMap<Spanned<ExtractField>, ColumnFile>,
    dates: &[CellDateForm],
) -> Result<Vec<LayoutColumn>, LayoutFault> {
    columns.into_iter().map(|(field, column)| column.into_column(kind, &field, dates)).collect()
}

impl ColumnFile {
    fn into_column(
        self,
        kind: ExtractKind,
        key: &Spanned<ExtractField>,
        dates: &[CellDateForm],
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
        let default_years = if field == ExtractField::BirthDate { BIRTH_YEARS_FROM } else { YEARS_FROM };
        let names = self.names.get_ref().iter().map(|name| comparison_key(name)).collect();
        let years_from = self.years_from.unwrap_or(default_years);
        Ok(LayoutColumn { field, names, required: self.required, dates, years_from, codes, pad: self.pad })
    }

    fn check_numbers(&self, key: &Spanned<ExtractField>) -> Result<(), LayoutFault> {
        let longest_pad = if *key.get_ref() == ExtractField::Case { LONGEST_CASE_NUMBER } else { 0 };
        if self.pad > longest_pad {
            return Err(fault_at(key, format!("`pad` is only for `case`, and at most {LONGEST_CASE_NUMBER}")));
        }
        match self.years_from {
            Some(year) if !(1800..=2100).contains(&year) => {
                Err(fault_at(key, format!("`years_from` is a year from 1800 to 2100, and not {year}")))
            }
            _ => Ok(()),
        }
    }
}

/// Refuses forms of dates, of one column or of the whole layout, that read the same text as different days.
fn check_dates(dates: &Spanned<Vec<CellDateForm>>, field: Option<ExtractField>) -> Result<(), LayoutFault> {
    let forms = dates.get_ref();
    if let Some(field) = field.filter(|field| field.value_kind() == ValueKind::Date)
        && let Some(month) = forms.iter().find(|form| form.is_month())
    {
        return Err(fault_at(dates, format!("`{field}` is a date, and {} is a month", quoted(month.name()))));
    }
    let conflict = forms.iter().find_map(|a| Some((a, forms.iter().find(|b| a.conflicts_with(**b))?)));
    match conflict {
        Some((a, b)) => Err(fault_at(
            dates,
            format!(
                "{} and {} read the same text as different days: name only one of them",
                quoted(a.name()),
                quoted(b.name())
            ),
        )),
        None => Ok(()),
    }
}

fn read_codes(
    field: ExtractField,
    key: &Spanned<ExtractField>,
    words: &BTreeMap<Spanned<String>, Spanned<String>>,
) -> Result<HashMap<String, String>, LayoutFault> {
    let ValueKind::Code(known) = field.value_kind() else {
        return match words.keys().next() {
            Some(word) => Err(fault_at(word, format!("`{field}` has no codes"))),
            None => Ok(HashMap::new()),
        };
    };
    if words.is_empty() {
        return Err(fault_at(key, format!("`{field}` needs `codes`: the county's words, each with one of Caseload's")));
    }
    let mut codes = HashMap::new();
    for (word, id) in words {
        if !known.contains(id.get_ref()) {
            return Err(fault_at(id, format!("{} is not a word of `{field}`", quoted(id.get_ref()))));
        }
        let previous = codes.insert(comparison_key(word.get_ref()), id.get_ref().clone());
        if previous.is_some_and(|previous| previous != *id.get_ref()) {
            return Err(fault_at(word, format!("{} has two meanings", quoted(word.get_ref()))));
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
        let layout = parse_layout("ours.toml", GOOD).unwrap();
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
    #[case(r#"["Person"]"#, r#"["CASE:"]"#, 9, "is already a header of `case`")]
    #[case(r#"["Person"]"#, r#"["Person SSN"]"#, 9, "must never be read")]
    #[case(r#"["Person"]"#, r##"["#"]"##, 9, "neither letters nor digits")]
    #[case(r#""disability""#, r#""Disability""#, 10, "is not a word of `reason`")]
    #[case(r#"{ "Ill" = "#, r#"{ "ILL" = "age_60", "Ill" = "#, 10, "two meanings")]
    #[case(r#", codes = { "Ill" = "disability" }"#, "", 10, "needs `codes`")]
    #[case("pad = 7", "pad = 13", 8, "at most 12")]
    #[case("[\"Person\"]", "[\"Person\"], pad = 2", 9, "is only for `case`")]
    #[case("[\"From\"]", "[\"From\"], years_from = 26", 11, "and not 26")]
    #[case("pad = 7", "codes = { A = \"b\" }", 8, "has no codes")]
    fn an_error_names_file_line_and_reason(
        #[case] good: &str,
        #[case] bad: &str,
        #[case] line: usize,
        #[case] reason: &str,
    ) {
        assert!(GOOD.contains(good));
        let error = parse_layout("ours.toml", &GOOD.replacen(good, bad, 1)).unwrap_err();
        assert!(error.reason.contains(reason), "{error}");
        assert_eq!((error.file.as_str(), error.line), ("ours.toml", line), "{error}");
    }
}
