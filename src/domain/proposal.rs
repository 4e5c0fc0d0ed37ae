//! What a finding suggests doing next, as a code: findings propose it, and the forms of acts say which they answer.

use super::code_words::code_words;

code_words! {
    /// An act that a worker may do next. The ids are in the forms of acts (`assets/acts/`) and in the JSON of findings.
    pub enum Proposal {
        /// Contact the participant and dictate the contact.
        Contact = "contact",
        /// Record a determination of cause.
        RecordDetermination = "record_determination",
        /// Reschedule the appointment, once.
        Reschedule = "reschedule",
        /// Record the result of a compliance plan.
        RecordPlanResult = "record_plan_result",
        /// Ask for a sanction, through the gate.
        RequestSanction = "request_sanction",
        /// Start or end a cure.
        Cure = "cure",
        /// Schedule an activity.
        ScheduleActivity = "schedule_activity",
        /// Give an activity a status, or end it.
        SetActivityStatus = "set_activity_status",
        /// Post attendance.
        PostAttendance = "post_attendance",
        /// Write or amend a plan.
        AmendPlan = "amend_plan",
        /// Review or end an exemption.
        ReviewExemption = "review_exemption",
        /// Review time on aid.
        ReviewTimeOnAid = "review_time_on_aid",
        /// Close the case, step by step.
        Close = "close",
        /// Authorize, issue, deny or discontinue a supportive service.
        SupportiveService = "supportive_service",
        /// Make or follow up a referral.
        Refer = "refer",
        /// Send or delete a notice of action.
        SendNotice = "send_notice",
        /// Image a document.
        ImageDocument = "image_document",
        /// Review a case as a supervisor.
        Review = "review",
        /// Say whether two members of the household are one person.
        CompareMembers = "compare_members",
        /// Notify the eligibility worker.
        NotifyEligibility = "notify_eligibility",
        /// Accept and assign a referral to social work, or send it back.
        SocialWorkAccept = "social_work_accept",
        /// Hand the folder to the social worker.
        SocialWorkFolder = "social_work_folder",
        /// Discuss the case with the referring worker.
        SocialWorkDiscuss = "social_work_discuss",
        /// Tell the client of the referral to social work.
        SocialWorkInform = "social_work_inform",
        /// Get in touch with the client as the social worker.
        SocialWorkContact = "social_work_contact",
        /// Hand in a progress report (7046 CW).
        SocialWorkReport = "social_work_report",
        /// Pass a progress report on, or send it back.
        SocialWorkReview = "social_work_review",
        /// Give the social-work case a status.
        SocialWorkStatus = "social_work_status",
        /// Send the last letter.
        SocialWorkFinalLetter = "social_work_final_letter",
        /// Talk about closing after the last letter.
        SocialWorkTalk = "social_work_talk",
        /// Close the social-work case.
        SocialWorkClose = "social_work_close",
        /// Read a progress report.
        SocialWorkRead = "social_work_read",
        /// Send form 7045 again, or withdraw it.
        SocialWorkReferAgain = "social_work_refer_again",
        /// Review a proposed common case.
        CommonCaseReview = "common_case_review",
        /// Answer whether it is a common case.
        CommonCaseVerify = "common_case_verify",
        /// Accept or decline a common case.
        CommonCaseDecide = "common_case_decide",
        /// Make a case ready for its transfer.
        TransferPrepare = "transfer_prepare",
        /// Send a case to the Control Clerk.
        TransferSend = "transfer_send",
        /// Assign a case.
        CaseAssign = "case_assign",
        /// Hold the planning meeting.
        PlanningMeeting = "planning_meeting",
        /// Record a service of child welfare or its end.
        RecordChildWelfare = "record_child_welfare",
        /// Confirm that the child-welfare case is open, or record its end.
        CommonCaseRecheck = "common_case_recheck",
        /// Hand the case back or close the common case.
        CommonCaseEnd = "common_case_end",
        /// Come back to an entry of the duty log.
        DutyFollowUp = "duty_follow_up",
        /// Consider a linked case.
        LinkageConsider = "linkage_consider",
        /// Call a conference.
        ConferenceCall = "conference_call",
        /// Fill a seat of a conference.
        ConferenceInvite = "conference_invite",
        /// Record a conference.
        ConferenceHold = "conference_hold",
        /// Write the minutes of a conference.
        ConferenceMinutes = "conference_minutes",
        /// Forward a listed parent to the lead.
        OutreachForward = "outreach_forward",
        /// Try to reach a parent.
        OutreachTry = "outreach_try",
        /// End an outreach.
        OutreachDecide = "outreach_decide",
        /// Record that a sanction is over, so that aid is restored.
        RestoreAid = "restore_aid",
        /// Set the appointment of a notice.
        SetAppointment = "set_appointment",
        /// Correct the registration status.
        CorrectStatus = "correct_status",
        /// Talk about the participant's goals.
        TalkAboutGoals = "talk_about_goals",
        /// Record what came of offering a goal tool.
        OfferTool = "offer_tool",
        /// Record that a goal is reached, let go or changed.
        GoalOutcome = "goal_outcome",
        /// Record that a step is done, moved or dropped.
        FinishStep = "finish_step",
        /// Use a goal tool.
        UseTool = "use_tool",
        /// Fill in a life map.
        FillLifeMap = "fill_life_map",
    }
}
