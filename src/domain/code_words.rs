//! The macro that declares a code: an enum whose variants are words that data, commands and screens exchange.

/// Declares an enum of code words.
///
/// Each variant names its id and, where screens show the code, its title: `Paid = "paid" => "paid in full",`. Either
/// all variants of an enum have a title or none has.
///
/// The id is the stored form: serde, `FromStr`, `Into<&'static str>` and `id()` all use it, so it must never change
/// once a log or an extract holds it. Attributes on the enum and on its variants are passed through; `Default` and
/// further strum options are given that way. The order of the variants is their sort order.
macro_rules! code_words {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $id:tt => $title:tt,)+
        }
    ) => {
        $crate::domain::code_words::code_words! {
            $(#[$meta])*
            $vis enum $name { $($(#[$variant_meta])* $variant = $id,)+ }
        }

        impl $name {
            /// Returns the title under which screens and printouts show the code.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }
    };
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $id:tt,)+
        }
    ) => {
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
            strum::EnumString, strum::IntoStaticStr, strum::VariantArray,
        )]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        $(#[$meta])*
        $vis enum $name {
            $($(#[$variant_meta])* #[serde(rename = $id)] #[strum(serialize = $id)] $variant,)+
        }

        impl $name {
            /// Returns the id that data, commands and the log hold for the code.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        }
    };
}

pub(crate) use code_words;

#[cfg(test)]
pub(crate) mod pins {
    use std::fmt::Debug;
    use std::str::FromStr;

    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use strum::VariantArray;

    /// Asserts that the codes of `T`, in order, have these ids (separated by spaces) in every stored form.
    pub fn assert_ids<T>(ids: &str)
    where
        T: VariantArray + Copy + Debug + PartialEq + Serialize + DeserializeOwned + FromStr + Into<&'static str>,
    {
        let stored: Vec<&'static str> = T::VARIANTS.iter().map(|code| (*code).into()).collect();
        assert_eq!(stored.join(" "), ids);
        for (code, id) in T::VARIANTS.iter().zip(stored) {
            assert_eq!(serde_json::to_string(code).unwrap(), format!("{id:?}"));
            assert_eq!(serde_json::from_str::<T>(&format!("{id:?}")).unwrap(), *code);
            assert_eq!(id.parse::<T>().ok(), Some(*code), "{id}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pins::assert_ids;
    use crate::domain::act::sanction::ReasonAgainstSanction;
    use crate::domain::act::service::ServiceAction;
    use crate::domain::amendment::AmendmentKind;
    use crate::domain::codes::{CauseOutcome, Relation};
    use crate::domain::comment::CommentElement;
    use crate::domain::extract::ExtractKind;
    use crate::domain::facts::{AidMonthStatus, ClosingStep, Duty, Funding, Overpayment, ServicePayment};
    use crate::domain::plain_language::RemarkKind;
    use crate::domain::proposal::Proposal;
    use crate::domain::status::{ActivityStatus, AidStatus, RegistrationStatus};
    use crate::domain::supervision::ReviewScore;
    use crate::domain::walk::WalkList;

    /// The ids are in logs, extracts, layouts and scripts: none of these lines may change except by adding a word.
    #[test]
    fn the_ids_of_all_codes_stay_as_they_are() {
        assert_ids::<RegistrationStatus>(
            "registered_mandatory registered_voluntary exempt non_compliance sanction curing_sanction closed ineligible",
        );
        assert_ids::<AidStatus>("active discontinued");
        assert_ids::<ActivityStatus>(
            "referred scheduled first_day_attendance no_show disenroll transfer became_employed completed \
             end_before_expected non_compliant sanction end_unsatisfactory_participation rescheduled other",
        );
        assert_ids::<Relation>("parent second_parent child other");
        assert_ids::<CauseOutcome>("good_cause no_good_cause compliance_plan resolved");
        assert_ids::<ExtractKind>(
            "listing household activity_history attendance noncompliance exemptions aid_months alerts child_welfare",
        );
        assert_ids::<AidMonthStatus>(
            "aided exempt sanctioned good_cause child_support_reimbursed overpayment_repaid zero_grant diversion \
             other_state tribal waived unaided paid_family_leave",
        );
        assert_ids::<Overpayment>("open partly_repaid repaid");
        assert_ids::<Funding>("federal state");
        assert_ids::<ServicePayment>("advance reimbursement");
        assert_ids::<ClosingStep>(
            "status_verified activities_ended services_ended commented registration_closed routing_form_sent",
        );
        assert_ids::<Duty>("hours_explained goals_discussed entries_updated advance_review");
        assert_ids::<ReasonAgainstSanction>(
            "none exemption_eligible full_time_employment services_not_issued notices_wrong \
             second_parent_not_noticed process_not_followed submitted_late child_care_unavailable transport_pending",
        );
        assert_ids::<ServiceAction>("authorised issued denied discontinued being_assessed");
        assert_ids::<crate::domain::filing_answer::FilingAnswer>("not_abuse not_ssn meant_so not_child_welfare");
        assert_ids::<AmendmentKind>("addendum correction late_entry entered_in_error protected");
        assert_ids::<CommentElement>("date type purpose results forms documents");
        assert_ids::<Proposal>(
            "contact record_determination reschedule record_plan_result request_sanction cure schedule_activity \
             set_activity_status post_attendance amend_plan review_exemption review_time_on_aid close \
             supportive_service refer send_notice image_document review compare_members \
             notify_eligibility social_work_accept social_work_folder social_work_discuss social_work_inform \
             social_work_contact social_work_report social_work_review social_work_status social_work_final_letter \
             social_work_talk social_work_close social_work_read social_work_refer_again common_case_review \
             common_case_verify common_case_decide transfer_prepare transfer_send case_assign planning_meeting \
             record_child_welfare common_case_recheck common_case_end duty_follow_up linkage_consider conference_call \
             conference_invite conference_hold conference_minutes outreach_forward outreach_try outreach_decide \
             restore_aid set_appointment correct_status talk_about_goals offer_tool goal_outcome finish_step \
             use_tool fill_life_map",
        );
        assert_ids::<ReviewScore>("met not_met not_applicable");
        assert_ids::<RemarkKind>("identifier domestic_abuse child_welfare blank judging abbreviation spelling");
        assert_ids::<WalkList>("today action alerts cases");
    }

    /// The words of work that crosses desks are in facts, in the tables of steps and, with the acts, in logs.
    #[test]
    fn the_ids_of_the_words_of_partners_stay_as_they_are() {
        use crate::domain::facts::common_case::*;
        use crate::domain::facts::social_work::*;
        use crate::domain::partner_state::*;
        use crate::domain::steps::StepCondition;
        assert_ids::<ContactWay>("phone office field home client_called client_wrote letter letter_with_check");
        assert_ids::<ContactOutcome>("worked_with agreed refused message no_answer not_home no_show cancelled sent");
        assert_ids::<UnitStatus>("open inactive closed");
        assert_ids::<TalkOutcome>("continue close");
        assert_ids::<UnitClosingReason>("resolved aid_ended moved_out withdrew refused unreachable other");
        assert_ids::<FoundBy>("er_clerk liaison cwes_staff sw court client match");
        assert_ids::<ReviewOutcome>("ask drop");
        assert_ids::<VerifyOutcome>("common not_common to_analyst");
        assert_ids::<DecideOutcome>("accept decline");
        assert_ids::<Integration>("agreed declined later");
        assert_ids::<DfcsServiceKind>("fm vfm is fr vfr");
        assert_ids::<UnitCaseState>("submitted returned withdrawn open inactive closed");
        assert_ids::<ReportState>("due submitted returned forwarded read");
        assert_ids::<CommonCaseState>(
            "proposed asked verified not_common accepted declined prepared sent managed ending handed_back returned \
             closed dropped",
        );
        assert_ids::<OutreachState>("listed forwarded tried ended");
        assert_ids::<PartnerModule>("social_work linkages common_cases outreach");
        assert_ids::<MatchPriority>("sanction non_compliance treatment_only other");
        assert_ids::<crate::domain::facts::duty_log::DutyVisitor>("client worker client_with_worker");
        assert_ids::<crate::domain::facts::duty_log::DutyOutcome>("done follow_up refer");
        assert_ids::<crate::domain::match_decision::MatchAnswer>("same another ask pending");
        assert_ids::<StepCondition>(
            "no_other_unit_case enough_refusals unreached_long_enough final_letter_sent reply_time_over talk_said_close no_report_waits \
             sensitive not_sensitive orientation_completed program_active program_over",
        );
    }
}
