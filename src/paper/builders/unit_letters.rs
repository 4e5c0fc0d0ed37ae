//! The letters of a social worker to a client: the introduction that is left at the door, the letter that goes with a check, and
//! the last letter. Their layouts were not found; the words are ours, and no letter threatens with anything.
//!
//! Source: San Francisco handbook 75-9, IV.C and IV.G.

use super::case_head::case_section;
use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::CaseNumber;
use crate::domain::partner_state::UnitCaseState;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentSection};
use crate::paper::document_name::UnitLetter;
use crate::rules::message::{Message, message};
use crate::rules::social_work::UnitCaseSummary;
use crate::rules::view::View;

const NO_LETTER: &str = "There is no open social-work case here whose letters you may write.";

/// Returns the letter to each person whose social-work case goes on. The unit alone writes letters.
pub(super) fn letter_sections(caseload: &Caseload, case: &CaseNumber, letter: UnitLetter) -> Vec<DocumentSection> {
    let head = || case_section(caseload, case);
    let running = [UnitCaseState::Open, UnitCaseState::Inactive];
    let known = caseload.case(case).filter(|_| caseload.sees_unit_details());
    let letters: Vec<DocumentSection> = known
        .into_iter()
        .flat_map(|known| caseload.unit_cases(known).into_iter().map(move |unit| (known, unit)))
        .filter(|(_, unit)| running.contains(&unit.state))
        .map(|(known, unit)| letter_section(caseload, known, &unit, letter))
        .collect();
    if letters.is_empty() {
        let none = DocumentBlock::Text(DocumentCell::from_words(NO_LETTER));
        return vec![DocumentSection { blocks: vec![none], ..head() }];
    }
    letters
}

fn letter_section(
    caseload: &Caseload,
    known: &EvaluatedCase,
    unit: &UnitCaseSummary<'_>,
    letter: UnitLetter,
) -> DocumentSection {
    let view = View::new(&known.record.facts, caseload.policies(), caseload.as_of());
    let language = view.find_person(unit.person()).and_then(|person| person.language.clone());
    let reply_by = unit.work.final_letter.iter().max_by_key(|sent| sent.on).and_then(|sent| sent.reply_by);
    let mut paragraphs: Vec<Message> = match letter {
        UnitLetter::Introduction => vec![
            "I came by to see you and did not find you. I would like to meet you and hear how I can help.".into(),
            "Please call me: ______. You may also send back the card in the envelope; it needs no stamp.".into(),
        ],
        UnitLetter::WithCheck => vec![
            "This letter comes with your check because I have no other way to reach you. I would like to meet you and hear \
             how I can help."
                .into(),
            "Please call me: ______. You may also send back the enclosed form, or your child's report card if we spoke of \
             it, in the envelope; it needs no stamp."
                .into(),
        ],
        UnitLetter::FinalAppeal => vec![
            "I have tried to reach you and would still like to work together with you.".into(),
            "This is the last chance to do so for now. Please call me: ______, or write to me in the enclosed envelope, \
             which needs no stamp."
                .into(),
        ],
    };
    if letter == UnitLetter::FinalAppeal {
        paragraphs.extend(reply_by.map(|day| message!("Please answer by {}.", day)));
    }
    let signature = unit.worker().map_or_else(|| "______".to_owned(), ToString::to_string);
    paragraphs.push(message!("Your social worker, {}", signature));
    let mut fields = vec![
        ("To", DocumentCell::Name(known.person_name(unit.person()))),
        ("Date", DocumentCell::Day(caseload.as_of())),
    ];
    let language = language.filter(|language| !language.eq_ignore_ascii_case("english"));
    fields.extend(language.map(|language| ("To be translated into", DocumentCell::from_words(language))));
    let mut blocks = vec![DocumentBlock::Fields(fields)];
    blocks.extend(paragraphs.into_iter().map(|text| DocumentBlock::Text(DocumentCell::Words(text))));
    // The letter lies where others may read it: it is headed by nothing of the case.
    DocumentSection { own_page: true, blocks, ..DocumentSection::default() }
}
