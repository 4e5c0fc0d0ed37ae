//! What findings, clocks, acts and dates look like to people: on the screen, in the text that commands print, and on
//! paper. Data has its own forms (`docs/json.md`).
//!
//! There is one renderer for each thing, so that the screen and a command say the same of it. Rules give typed values;
//! nothing outside this room writes them into sentences.

pub mod aid_months;
pub mod clock;
pub mod consequences;
pub mod county_fact;
#[cfg(test)]
pub mod date_forms;
pub mod dates;
pub mod day_calendar;
pub mod evaluation;
pub mod explanation;
pub mod finding;
pub mod glossary;
pub mod goal_page;
pub mod goal_pictures;
pub mod labels;
pub mod office_policy;
pub mod parameter_titles;
pub mod short_forms;

#[cfg(test)]
mod tests;
