//! A case at a glance, in sentences: what comes next, what is open, and the line of time of each adult.

use super::case_head::case_section;
use crate::desk::Caseload;
use crate::domain::CaseNumber;
use crate::paper::document::{DocumentBlock, DocumentCell, DocumentSection};

/// Returns the sections of a case at a glance, the first headed by the case.
pub(super) fn glance_sections(caseload: &Caseload, case: &CaseNumber) -> Vec<DocumentSection> {
    let head = case_section(caseload, case);
    let groups = caseload.case_glance(case).map(|glance| glance.sentences()).unwrap_or_default();
    let sections = groups.into_iter().map(|group| DocumentSection {
        heading: vec![DocumentCell::Words(group.heading)],
        blocks: group.sentences.into_iter().map(|sentence| DocumentBlock::Text(DocumentCell::Words(sentence))).collect(),
        ..DocumentSection::default()
    });
    std::iter::once(head).chain(sections).collect()
}
