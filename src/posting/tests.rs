use proptest::prelude::*;
use unicode_width::UnicodeWidthStr as _;

use super::*;
use crate::domain::amendment::{Amendment, AmendmentKind};
use crate::domain::comment::{Comment, ContactType};
use crate::domain::{CaseNumber, PersonNumber, RowId, Seq};
use crate::policy::Policies;
use crate::policy::catalog::Catalog;
use crate::store::{FiledAmendment, FiledComment};

fn filed_comment(results: &str, protected: bool) -> FiledComment {
    let comment = Comment {
        id: RowId(uuid::Uuid::from_u128(1)),
        case: CaseNumber::default(),
        person: PersonNumber(1),
        on: "2026-11-18".parse().unwrap(),
        contact_type: ContactType("telephone".into()),
        reached: true,
        purpose: "Monthly contact".into(),
        results: results.into(),
        forms: vec![],
        documents: vec!["pay stub".into(), "SAR 7".into()],
        late: true,
        protected,
        answers: Vec::new(),
    };
    FiledComment {
        comment: comment.redact(),
        amendments: vec![],
        original: None,
        author: "V1A3".parse().unwrap(),
        entered_ms: 1_795_100_000_000,
        posted: None,
        to_post: true,
        entry: Seq(9),
    }
}

fn filed_correction(text: &str) -> FiledAmendment {
    let amendment = Amendment {
        id: RowId(uuid::Uuid::from_u128(2)),
        comment: RowId(uuid::Uuid::from_u128(1)),
        case: CaseNumber::default(),
        kind: AmendmentKind::Correction,
        reason: "wrong day".into(),
        text: text.into(),
        protected: false,
        answers: Vec::new(),
        corrected: None,
    };
    FiledAmendment {
        amendment: amendment.redact(),
        author: "V1A3".parse().unwrap(),
        entered_ms: 1_795_100_000_000,
        posted: None,
        entry: Seq(10),
    }
}

fn template(id: &str) -> PostingTemplate {
    PostingTemplates::builtin().get(Some(id)).unwrap().clone()
}

fn build(
    template: &PostingTemplate,
    filed: &FiledComment,
    scope: PostingScope,
) -> Result<Vec<PostingBlock>, PostingError> {
    let policy = Policies::builtin().in_force_on("2026-11-19".parse().unwrap());
    let catalog = Catalog::builtin();
    template.build_blocks(filed, scope, PostingContext { policy, catalog, of_common_case: false })
}

#[test]
fn a_comment_has_its_six_elements_and_its_type_of_entry() {
    let blocks =
        build(&template("calsaws_journal"), &filed_comment("Agreed {purpose}\nand more", false), PostingScope::ToPost)
            .unwrap();
    assert_eq!(blocks.len(), 1);
    assert_eq!(blocks[0].entry_type.as_deref(), Some("Appointment"));
    let lines: Vec<&str> = blocks[0].text.lines().collect();
    assert_eq!(
        lines[..7],
        [
            "Wed 11/18/2026, Telephone, reached, late entry",
            "Participant: 1",
            "Purpose: Monthly contact",
            "Results: Agreed {purpose}",
            "and more",
            "Forms completed: none",
            "Documents received: pay stub, SAR 7",
        ]
    );
}

#[test]
fn a_partners_comment_on_a_common_case_is_entered_as_such() {
    let policy = Policies::builtin().in_force_on("2026-11-19".parse().unwrap());
    let context = PostingContext { policy, catalog: Catalog::builtin(), of_common_case: true };
    let first = |id: &str| {
        let filed = filed_comment("Agreed", false);
        template(id).build_blocks(&filed, PostingScope::ToPost, context).unwrap().remove(0)
    };
    assert_eq!(first("calwin_comments").entry_type.as_deref(), Some("CalWORKs Common Case"));
    let journal = first("calsaws_journal");
    assert_eq!(journal.entry_type.as_deref(), Some("Appointment"), "the Journal has no such type");
    assert!(journal.text.starts_with("Short Description: CalWORKs Common Case\nWed 11/18/2026"), "{}", journal.text);
    let other = build(&template("calwin_comments"), &filed_comment("Agreed", false), PostingScope::ToPost).unwrap();
    assert!(other[0].entry_type.is_none() && other[0].text.starts_with("DATE OF CONTACT"), "{}", other[0].text);
}

#[test]
fn amendments_are_copied_with_the_comment_and_alone_once_it_is_posted() {
    let mut comment = filed_comment("Agreed", false);
    comment.amendments.push(filed_correction("It was Tuesday"));
    let template = template("calwin_comments");
    let ids = |comment: &FiledComment, scope| -> Vec<u128> {
        build(&template, comment, scope).unwrap().iter().map(|block| block.of.0.as_u128()).collect()
    };
    assert_eq!(ids(&comment, PostingScope::ToPost), [1, 2]);
    comment.posted = Some("2026-11-19".parse().unwrap());
    assert_eq!(ids(&comment, PostingScope::ToPost), [2]);
    assert_eq!(ids(&comment, PostingScope::All), [1, 2]);
    comment.amendments[0].posted = comment.posted;
    assert!(ids(&comment, PostingScope::ToPost).is_empty());
    let text = &build(&template, &comment, PostingScope::All).unwrap()[1].text;
    assert!(text.contains("correction") && text.contains("wrong day") && text.contains("It was Tuesday"), "{text}");
}

#[test]
fn a_long_entry_is_split_into_numbered_parts() {
    let words = "word ".repeat(500);
    let template = template("calwin_comments");
    let blocks = build(&template, &filed_comment(&words, false), PostingScope::ToPost).unwrap();
    assert_eq!(blocks.len(), 3);
    for block in &blocks {
        assert!(block.text.starts_with(&format!("{} of 3\n", block.part)), "{}", block.text);
        assert!(wrapping::field_length(&block.text) <= template.length);
    }
    let words: usize = blocks.iter().map(|block| block.text.matches("word").count()).sum();
    assert_eq!(words, 500);
}

#[test]
fn a_hidden_comment_is_not_copied() {
    let copied = build(&template("calwin_comments"), &filed_comment("hidden", true), PostingScope::All);
    assert_eq!(copied, Err(PostingError::Protected));
}

proptest! {
    #[test]
    fn nothing_is_lost_too_wide_or_too_long(
        text in "([a-zé王\u{301}]{0,30}[ \n]?){0,60}", width in prop_oneof![Just(0), 4_usize..90], length in 100_usize..400,
    ) {
        let parts = wrapping::split_into_parts(&text, width, length);
        let body = |part: &String| if parts.len() > 1 { part.split_once('\n').unwrap().1.to_owned() } else { part.clone() };
        let joined: String = parts.iter().map(body).collect();
        let without_spaces = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(without_spaces(&joined), without_spaces(&text));
        for part in &parts {
            prop_assert!(wrapping::field_length(part) <= length);
            for line in part.lines() {
                prop_assert!(width == 0 || line.width() <= width.max("99 of 99".len()), "{line:?}");
            }
        }
    }
}
