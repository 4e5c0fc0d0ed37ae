//! Finds out what the values of a column look like.

use std::collections::BTreeMap;

use strum::VariantArray as _;

use super::super::cell::Cell;
use super::super::date_form::CellDateForm;
use super::super::field::{CodeSet, ExtractField, ValueKind};
use super::super::pattern::comparison_key;
use super::header::HeaderArea;

/// The first year that two digits mean while forms of dates are tried.
const YEARS_FROM: i32 = 1930;
/// The largest number of different words in a column of codes.
const MAX_CODES: usize = 40;

/// A column with its values.
pub(super) struct ColumnSample {
    /// The header as the file writes it.
    pub(super) header: String,
    /// The words of the header, without accents and in lower case.
    pub(super) words: Vec<String>,
    /// The different values that are not dates of a workbook, each with how often it occurs.
    pub(super) texts: BTreeMap<String, usize>,
    /// The number of values that are numbers.
    numbers: usize,
    /// The number of values that the workbook has as dates.
    dates: usize,
    /// The number of characters of the longest number.
    pub(super) longest_number: usize,
    /// The number of values that are not blank.
    pub(super) filled: usize,
}

/// The forms that the dates of a column seem to have.
pub(super) struct DateGuess {
    /// The forms, the most frequent first.
    pub(super) forms: Vec<CellDateForm>,
    /// How the forms were decided, for the reader of the layout.
    pub(super) why: String,
    /// Whether day and month could be the other way around.
    pub(super) ambiguous: bool,
    /// The values that are not dates.
    pub(super) others: Vec<String>,
}

impl ColumnSample {
    /// Collects the values of the column with the index `index`.
    pub(super) fn from_column(found: &HeaderArea, index: usize) -> Self {
        let header = found.header.get(index).cloned().unwrap_or_default();
        let words = crate::domain::name::fold_for_search(&header);
        let words = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let mut sample = Self {
            words: words.map(str::to_lowercase).collect(),
            header,
            texts: BTreeMap::new(),
            numbers: 0,
            dates: 0,
            longest_number: 0,
            filled: 0,
        };
        for cell in found.rows.iter().filter_map(|row| row.cells.get(index)).filter(|cell| !cell.is_blank()) {
            sample.add_cell(cell);
        }
        sample
    }

    fn add_cell(&mut self, cell: &Cell) {
        self.filled += 1;
        let text = cell.to_string();
        let plain_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        match cell {
            Cell::Date(_) => self.dates += 1,
            _ if plain_number => {
                self.numbers += 1;
                self.longest_number = self.longest_number.max(text.len());
                *self.texts.entry(text).or_default() += 1;
            }
            _ => *self.texts.entry(text).or_default() += 1,
        }
    }

    /// Returns how much the values look like those of `field`, from 0 (impossible) to 1.
    pub(super) fn field_likeness(&self, field: ExtractField) -> f64 {
        if self.filled == 0 {
            return 0.7;
        }
        match field.value_kind() {
            ValueKind::Date | ValueKind::Month => self.date_likeness(field.value_kind() == ValueKind::Month),
            ValueKind::Number => self.share_of_values(self.numbers),
            ValueKind::Code(codes) => self.code_likeness(codes),
            ValueKind::Text if field == ExtractField::Case => self.case_number_likeness(),
            ValueKind::Text if self.dates > 0 || self.date_likeness(false) > 0.0 => 0.0,
            ValueKind::Text if field == ExtractField::Phone || field == ExtractField::Worker => 1.0,
            ValueKind::Text => self.share_of_values(self.filled - self.numbers),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "rows are few")]
    fn share_of_values(&self, count: usize) -> f64 {
        let share = count as f64 / self.filled as f64;
        if share >= 0.6 { share } else { 0.0 }
    }

    fn date_likeness(&self, months: bool) -> f64 {
        if self.dates * 2 > self.filled {
            return 1.0;
        }
        let forms = self.guess_date_forms(months).forms;
        if forms.is_empty() { 0.0 } else { 1.0 }
    }

    fn code_likeness(&self, codes: CodeSet) -> f64 {
        let most = if codes == CodeSet::YesNo { 4 } else { MAX_CODES };
        let few = self.texts.len() <= most && self.dates == 0;
        let yes_no_numbers = codes == CodeSet::YesNo && self.texts.len() <= 2;
        if few && (yes_no_numbers || self.numbers * 2 < self.filled) { 1.0 } else { 0.0 }
    }

    fn case_number_likeness(&self) -> f64 {
        let count = self.texts.iter().filter(|(text, _)| is_case_number(text)).map(|(_, count)| count).sum();
        // Numbers of up to three digits are more likely person numbers.
        if self.longest_number <= 3 && self.numbers * 2 > self.filled { 0.0 } else { self.share_of_values(count) }
    }

    /// Guesses the forms of the dates. All values of the column together decide whether the day or the month comes
    /// first.
    pub(super) fn guess_date_forms(&self, months: bool) -> DateGuess {
        let total: usize = self.texts.values().sum();
        let read_by = |form: CellDateForm| -> usize {
            let read = |(text, _): &(&String, &usize)| form.parse_date(text, YEARS_FROM).is_some();
            self.texts.iter().filter(read).map(|(_, count)| count).sum()
        };
        let mut counted: Vec<(usize, CellDateForm)> = CellDateForm::VARIANTS
            .iter()
            .filter(|form| form.is_month() == months || (months && !form.is_month()))
            // Any short number could be a day number, so that all values must be numbers of five digits.
            .filter(|form| !is_serial(**form) || (self.numbers == self.filled && self.longest_number == 5))
            .map(|form| (read_by(*form), *form))
            .filter(|(count, _)| *count > 0)
            .collect();
        counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        choose_date_forms(&counted, total, self)
    }
}

/// Returns whether a text looks like a case number: 3 to 12 letters and digits, with a digit among them.
pub(super) fn is_case_number(text: &str) -> bool {
    (3..=12).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().any(|byte| byte.is_ascii_digit())
}

const fn is_serial(form: CellDateForm) -> bool {
    matches!(form, CellDateForm::Serial1900 | CellDateForm::Serial1904)
}

/// Chooses from the forms, each with how many values it reads, those that together read the column and never read the
/// same value as different days.
fn choose_date_forms(counted: &[(usize, CellDateForm)], total: usize, sample: &ColumnSample) -> DateGuess {
    let mut forms: Vec<CellDateForm> = Vec::new();
    let (mut why, mut ambiguous) = (String::new(), false);
    for (count, form) in counted {
        let rival = counted.iter().find(|(_, other)| form.conflicts_with(*other) && !is_serial(*other));
        if forms.iter().any(|taken| taken.conflicts_with(*form)) {
            continue;
        }
        if let Some((_, rival)) = rival.filter(|(rival_count, _)| rival_count == count) {
            ambiguous = true;
            why = format!("every value reads as {} and as {}: check", form.name(), rival.name());
        } else if let Some((rival_count, rival)) = rival {
            why = format!("{count} of {total} values read as {}, {rival_count} as {}", form.name(), rival.name());
        }
        forms.push(*form);
    }
    let reads = |text: &&String| forms.iter().any(|form| form.parse_date(text, YEARS_FROM).is_some());
    let others: Vec<&String> = sample.texts.keys().filter(|text| !reads(text)).collect();
    let read: usize = total - others.iter().filter_map(|text| sample.texts.get(*text)).sum::<usize>();
    // A column of other texts with a few dates is not a column of dates.
    if read * 10 < total * 5 {
        forms.clear();
    }
    if why.is_empty() {
        why = format!("{read} of {total} values");
    }
    DateGuess {
        forms,
        why,
        ambiguous,
        others: others
            .into_iter()
            .filter(|text| !comparison_key(text).is_empty() || !text.is_empty())
            .cloned()
            .collect(),
    }
}
