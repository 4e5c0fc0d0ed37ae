//! A client's own copy of the comments of a case. A client may read the whole narrative but what may be withheld: the contacts
//! of social workers, what tells of child welfare, and what is about somebody else. Each comment that is left out is listed
//! with its day and in the same words, so that the client can ask for it.
//!
//! Comments that are kept apart are not even listed, because that there is one may endanger somebody; nor are those on other
//! people of the household.
//!
//! Source: CDSS 2016-01, as summarized; WIC 10850.

use super::case_head::case_section;
use super::comments::comment_section;
use crate::desk::{Caseload, EvaluatedCase};
use crate::domain::codes::Relation;
use crate::domain::name::fold_for_search;
use crate::domain::plain_language::find_child_welfare_words;
use crate::domain::role::Role;
use crate::domain::{CaseNumber, PersonNumber};
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentColumn, DocumentSection, DocumentTable};
use crate::platform::local_time;
use crate::policy::jargon::builtin_jargon;
use crate::store::FiledComment;

/// What stands in place of each comment that is left out, whatever the reason.
const LEFT_OUT: &str = "not in this copy, because it may be withheld; ask the office";

/// What the copy says of itself.
pub(super) const CLIENT_COPY_NOTE: &str =
    "The client's own copy. Comments on other people of the household are not in it.";

const OMITTED: [DocumentColumn; 2] =
    [DocumentColumn::new("date", "Contact"), DocumentColumn::new("says", "Comments that are left out")];

/// The letters that a name must have to be looked for in a text.
const SHORTEST_NAME: usize = 3;

/// Returns the comments for the client, the newest contact first, and then those that are left out.
pub(super) fn client_sections(
    caseload: &Caseload,
    case: &CaseNumber,
    client: PersonNumber,
    comments: &[FiledComment],
) -> Vec<DocumentSection> {
    let Some(known) = caseload.case(case) else { return Vec::new() };
    let about = comments.iter().filter(|filed| [client, PersonNumber::CASE].contains(&filed.comment.person));
    let reader = ClientCopy::new(caseload, known, client);
    let (shown, withheld): (Vec<_>, Vec<_>) = about.partition(|filed| !reader.withholds(filed));
    let mut head = case_section(caseload, case);
    if shown.is_empty() {
        head.blocks.push(DocumentBlock::Text(DocumentCell::from_words("No comments.")));
    }
    let rows: Vec<_> = withheld
        .into_iter()
        .map(|filed| vec![DocumentCell::Day(filed.comment.on), DocumentCell::from_words(LEFT_OUT)])
        .collect();
    let omitted = DocumentTable::new(OMITTED.to_vec(), rows, "No other comment is left out.");
    let last = DocumentSection::from_blocks(vec![DocumentBlock::Table(omitted)]);
    std::iter::once(head).chain(shown.into_iter().map(comment_section)).chain([last]).collect()
}

/// What decides whether a comment goes to the client.
struct ClientCopy<'a> {
    caseload: &'a Caseload,
    case: &'a EvaluatedCase,
    /// The names of the other adults of the household, folded, without those that the client has too.
    others: Vec<String>,
}

impl<'a> ClientCopy<'a> {
    fn new(caseload: &'a Caseload, case: &'a EvaluatedCase, client: PersonNumber) -> Self {
        let own = name_words(&case.person_name(client).to_string());
        let people = case.record.facts.people.iter();
        let adults = people.filter(|person| person.relation != Relation::Child && person.person != Some(client));
        let names = adults.filter_map(|person| person.name.as_ref()).flat_map(|name| name_words(&name.to_string()));
        Self { caseload, case, others: names.filter(|name| !own.contains(name)).collect() }
    }

    fn withholds(&self, filed: &FiledComment) -> bool {
        self.is_by_partner(filed) || texts(filed).any(|text| self.tells_of_others(text))
    }

    /// Returns whether a social worker or somebody of child welfare wrote the comment. A Partnership EC is the client's own EC.
    fn is_by_partner(&self, filed: &FiledComment) -> bool {
        let is_partner = |role: Role| role.is_of_partners() && !role.carries_cases();
        let units = self.caseload.unit_cases(self.case);
        let has_case = units
            .iter()
            .any(|unit| unit.worker() == Some(&filed.author) && unit.referral.by.as_ref() != Some(&filed.author));
        let entered = local_time(filed.entered_ms).date_naive();
        has_case || self.caseload.role_held_on(&filed.author, entered).is_some_and(is_partner)
    }

    fn tells_of_others(&self, text: &str) -> bool {
        let words = name_words(text);
        find_child_welfare_words(text, builtin_jargon()).is_some()
            || self.others.iter().any(|name| words.contains(name))
    }
}

fn name_words(text: &str) -> Vec<String> {
    let folded = fold_for_search(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST_NAME);
    words.map(str::to_owned).collect()
}

/// Returns every text of a comment and its amendments.
fn texts(filed: &FiledComment) -> impl Iterator<Item = &str> {
    let comment = &filed.comment;
    let lists = comment.forms().iter().chain(comment.documents()).map(String::as_str);
    let amended = filed.amendments.iter().flat_map(|known| [known.amendment.reason(), known.amendment.text()]);
    [comment.purpose(), comment.results()].into_iter().chain(lists).chain(amended)
}
