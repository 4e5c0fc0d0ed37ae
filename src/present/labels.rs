//! Categories, proposals, contacts and counts in the few words that lists have room for.

use chrono::NaiveDate;

use super::dates;
use crate::domain::category::Category;
use crate::domain::codes::Relation;
use crate::domain::comment::{CommentView, ContactType};
use crate::domain::dates::format_long_date;
use crate::domain::proposal::Proposal;
use crate::policy::Policies;
use crate::rules::acts::defaults::AnswerChoice;

/// Returns a category of findings in at most [`KIND`] columns.
pub const fn category_label(category: Category) -> &'static str {
    match category {
        Category::Discontinued => "closing",
        Category::NoCurrentActivity => "no activity",
        Category::GoodCause20Day => "good cause",
        Category::NoActivityUpdate => "no update",
        Category::OverdueNoncompliance => "no decision",
        Category::Contact => "contact",
        Category::Attendance => "attendance",
        Category::Activity => "activity",
        Category::Plan => "plan",
        Category::Exemption => "exemption",
        Category::Sanction => "sanction",
        Category::TimeOnAid => "time on aid",
        Category::SupportiveServices => "services",
        Category::Referral => "referral",
        Category::Notice => "notice",
        Category::Document => "documents",
        Category::Difference => "county",
        Category::Supervision => "review",
        Category::SocialWork => "social work",
        Category::CommonCase => "common case",
        Category::Outreach => "outreach",
        Category::Linkages => "linkages",
        Category::Goals => "goals",
    }
}

/// The columns that the longest label of a category takes.
pub const KIND: usize = 11;

/// Returns what a person is to the case, in a narrow column.
pub const fn relation_label(relation: Relation) -> &'static str {
    match relation {
        Relation::Parent => "1st",
        Relation::SecondParent => "2nd",
        Relation::Child => "chd",
        Relation::Other => "oth",
    }
}

/// Returns a type of contact as screens show it.
pub fn contact_type_title(id: &str, policies: &Policies, on: NaiveDate) -> String {
    policies.in_force_on(on).contact_type(id).map_or_else(|| id.to_owned(), |known| known.title.clone())
}

/// Returns a type of contact within a sentence or a list: `face-to-face`. A type that only the office has is shown by its
/// id.
pub fn contact_type_text(contact_type: &ContactType) -> String {
    let known = Policies::builtin().newest_tables().and_then(|tables| tables.contact_type(&contact_type.0));
    known.map_or_else(|| contact_type.0.replace('_', " "), |known| known.title.to_lowercase())
}

/// Returns what became of a contact, one word on every page: a way that does not count, such as mail, is not reached.
pub const fn contact_outcome(reached: bool, counts: bool) -> &'static str {
    match (reached, counts) {
        (false, _) => "attempted",
        (true, true) => "reached",
        (true, false) => "not counted",
    }
}

/// Returns the head of a filed comment: `Thu 10/15, telephone, reached`; `mail, not counted` where its way does not count.
pub fn comment_heading(comment: &CommentView, policies: &Policies, on: NaiveDate) -> String {
    let kind = contact_type_title(&comment.contact_type.0, policies, on).to_lowercase();
    let known = policies.in_force_on(comment.on).contact_type(&comment.contact_type.0);
    let outcome = contact_outcome(comment.reached, known.is_none_or(|known| known.counts));
    let late = if comment.late { ", late entry" } else { "" };
    format!("{}, {kind}, {outcome}{late}", dates::short_date(comment.on, on))
}

/// Returns a possible answer in the form of an act: `Mon 11/02/2026`, `Job Club from Mon 11/02/2026`, or its words.
pub fn answer_choice_label(choice: &AnswerChoice) -> String {
    match choice {
        AnswerChoice::Listed(choice) => choice.title.clone(),
        AnswerChoice::Word(word) => word.clone(),
        AnswerChoice::Notice(day) => format_long_date(*day),
        AnswerChoice::Activity(activity) => activity.describe(),
        AnswerChoice::Member(member) => member.describe(),
        AnswerChoice::Numbered(number, words) => format!("{number}  {words}"),
        AnswerChoice::Titled(_, title) => title.clone(),
    }
}

/// Returns what may be done about a finding, in words of the work.
pub const fn proposal_text(act: Proposal) -> &'static str {
    match act {
        Proposal::Contact => "contact the participant and dictate the contact",
        Proposal::RecordDetermination => "record the determination of cause",
        Proposal::Reschedule => "reschedule the appointment, once",
        Proposal::RecordPlanResult => "record the result of the compliance plan",
        Proposal::RequestSanction => "ask for a sanction",
        Proposal::Cure => "start or end a cure",
        Proposal::ScheduleActivity => "schedule an activity",
        Proposal::SetActivityStatus => "give the activity a status, or end it",
        Proposal::PostAttendance => "post attendance",
        Proposal::AmendPlan => "write or amend the plan",
        Proposal::ReviewExemption => "record, review or end the exemption",
        Proposal::ReviewTimeOnAid => "review time on aid",
        Proposal::Close => "close the case, step by step",
        Proposal::SupportiveService => "authorize, issue, deny or discontinue a supportive service",
        Proposal::Refer => "make or follow up a referral",
        Proposal::SendNotice => "send or delete a notice of action",
        Proposal::ImageDocument => "image the document",
        Proposal::NotifyEligibility => "notify the eligibility worker",
        Proposal::RestoreAid => "change the registration status: the sanction is over",
        Proposal::SetAppointment => "set the appointment",
        Proposal::CorrectStatus => "correct the registration status",
        Proposal::TalkAboutGoals => "talk about the goals",
        Proposal::OfferTool => "record what came of offering the tool",
        Proposal::GoalOutcome => "record that the goal is reached, let go or changed",
        Proposal::FinishStep => "record that the step is done, moved or dropped",
        Proposal::UseTool => "use the tool",
        Proposal::FillLifeMap => "fill in the life map (CalMAP)",
        Proposal::CompareMembers => "say whether they are one person",
        Proposal::Review => "review the case",
        Proposal::SocialWorkAccept => "accept and assign the 7045, or return it",
        Proposal::SocialWorkFolder => "hand over the folder",
        Proposal::SocialWorkDiscuss => "discuss the case with the referring worker",
        Proposal::SocialWorkInform => "tell the client of the referral",
        Proposal::SocialWorkContact => "get in touch with the client",
        Proposal::SocialWorkReport => "hand in the progress report (7046 CW)",
        Proposal::SocialWorkReview => "pass the progress report on, or return it",
        Proposal::SocialWorkStatus => "set the status of the social-work case",
        Proposal::SocialWorkFinalLetter => "send the last letter",
        Proposal::SocialWorkTalk => "talk about closing",
        Proposal::SocialWorkClose => "close the social-work case",
        Proposal::SocialWorkRead => "read the progress report (7046 CW)",
        Proposal::SocialWorkReferAgain => "send the 7045 again, or withdraw it",
        Proposal::CommonCaseReview => "ask the liaison, or drop the proposal",
        Proposal::CommonCaseVerify => "answer whether it is a common case",
        Proposal::CommonCaseDecide => "accept or decline the common case",
        Proposal::TransferPrepare => "make the case ready for its transfer",
        Proposal::TransferSend => "send the case to the Control Clerk",
        Proposal::CaseAssign => "assign the case",
        Proposal::PlanningMeeting => "hold the planning meeting",
        Proposal::RecordChildWelfare => "record what is known of child welfare",
        Proposal::CommonCaseRecheck => "confirm that child welfare goes on, or record its end",
        Proposal::CommonCaseEnd => "hand the case back, or close the common case",
        Proposal::DutyFollowUp => "come back to it, and enter it in the duty log",
        Proposal::LinkageConsider => "consider the linked case",
        Proposal::ConferenceCall => "call the conference",
        Proposal::ConferenceInvite => "fill the seats and invite",
        Proposal::ConferenceHold => "record the conference",
        Proposal::ConferenceMinutes => "write the minutes",
        Proposal::OutreachForward => "forward the listing to the lead",
        Proposal::OutreachTry => "try to reach the parent",
        Proposal::OutreachDecide => "end the outreach",
    }
}
