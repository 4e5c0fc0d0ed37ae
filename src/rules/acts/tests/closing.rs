//! The closing route: the EC's steps, the supervisor's and the Clerk II's, and who may take which.

use super::*;
use crate::rules::closing::RoutingFormStage;
use crate::rules::message::Value;

/// A case whose aid is discontinued since October 1, with a comment on a contact of October 24.
fn discontinued() -> Case {
    let mut case = registered();
    case.0.aid[0] = toml::from_str("status = 'discontinued'\nsince = '2026-10-01'").unwrap();
    case.file_comment("2026-10-24");
    case
}

/// Returns an act on the case as a whole, as all acts of the route are.
fn whole(kind: &str, on: &str, answers: &[(&str, &str)]) -> Act {
    Act { person: PersonNumber::CASE, ..act(kind, on, answers) }
}

fn step(step: &str, on: &str) -> Act {
    match step {
        "commented" => commented(on, "2026-10-24"),
        _ => whole("closing", on, &[("step", step)]),
    }
}

fn commented(on: &str, comment: &str) -> Act {
    whole("closing", on, &[("step", "commented"), ("comment", comment)])
}

impl Case {
    /// Records an act on the case as a whole by a worker of the role; entries are numbered as they come.
    fn done_by(&mut self, role: Role, act: &Act) -> Consequences {
        let on = act.on.to_string();
        let follows = considered_by(role, &self.0, act, &on);
        let follows = follows.unwrap_or_else(|refused| panic!("{}: {refused}", act.kind.id()));
        let entry = 1 + self.0.closing.len() + 10 * self.0.routing_forms.len();
        self.0.apply_act(act, &Source::Entry { entry: Seq(entry as u64), author: "V1A3".parse().unwrap() });
        follows
    }

    /// Files a comment about a contact of the day.
    fn file_comment(&mut self, on: &str) {
        let contact = format!("person = 1\non = '{on}'\nreached = true\nsource = {{ entry = 3, author = 'V1A3' }}");
        self.0.contacts.push(toml::from_str(&contact).unwrap());
    }

    fn refused_to(&self, role: Role, act: &Act) -> String {
        considered_by(role, &self.0, act, &act.on.to_string()).unwrap_err().to_string()
    }
}

const STEPS: [&str; 4] = ["status_verified", "activities_ended", "services_ended", "commented"];

/// Returns a case whose five steps are taken, the last on the first day on which the form may be submitted.
fn ready() -> Case {
    let mut case = discontinued();
    case.does("activity_status", "2026-10-20", &[JOB_CLUB, ("status", "end_before_expected")]);
    for one in STEPS {
        case.done_by(Role::EC, &step(one, "2026-10-25"));
    }
    case.done_by(Role::EC, &step("registration_closed", "2026-11-01"));
    case
}

fn submitted(on: &str) -> Act {
    whole("closing_submitted", on, &[("reason", "income over the limit"), ("office", "Eastmont")])
}

fn returned(on: &str) -> Act {
    whole("closing_returned", on, &[("reason", "notice of 820 missing"), ("again", "services_ended")])
}

#[test]
fn the_step_commented_names_a_comment_since_the_discontinuance() {
    let mut case = discontinued();
    case.0.contacts.clear();
    case.file_comment("2026-09-30");
    let refused = case.refused_to(Role::EC, &step("commented", "2026-10-25"));
    assert!(
        refused.contains("No comment has been filed on the case since aid was discontinued on Thu 10/01/2026"),
        "{refused}"
    );
    assert!(refused.contains("Dictate one first: Aid was discontinued on Thu 10/01/2026"), "{refused}");
    case.file_comment("2026-10-20");
    let other = case.refused_to(Role::EC, &commented("2026-10-25", "2026-10-19"));
    assert!(other.contains("no comment of Mon 10/19/2026; it has comments of Tue 10/20/2026"), "{other}");
    let none = case.refused_to(Role::EC, &whole("closing", "2026-10-25", &[("step", "commented")]));
    assert!(none.contains("Say which comment"), "{none}");
    // What the county says of its last contact is not a comment that was filed here.
    case.0.contacts.iter_mut().for_each(|contact| contact.source = Source::Stated);
    assert!(case.refused_to(Role::EC, &commented("2026-10-25", "2026-10-20")).contains("No comment has been filed"));
    case.file_comment("2026-10-20");
    case.done_by(Role::EC, &commented("2026-10-25", "2026-10-20"));
    assert_eq!(case.0.closing[0].comment, Some(day("2026-10-20")));
}

/// Returns what the form of the step proposes as the comment.
fn proposed_comment(case: &Case, on: &str) -> String {
    let view = View::new(&case.0, Policies::builtin(), day(on));
    let form = ActForms::builtin().form_for_act("closing").unwrap();
    let answers = defaults::default_answers(form, &view, PersonNumber::CASE, &worker(Role::EC));
    answers.into_iter().find(|(name, _)| name == "comment").unwrap().1
}

#[test]
fn the_step_commented_proposes_a_comment_only_where_there_is_no_other() {
    let mut case = discontinued();
    case.0.contacts.clear();
    case.file_comment("2026-09-30");
    assert_eq!(proposed_comment(&case, "2026-10-25"), "", "a comment from before does not say why it closes");
    case.file_comment("2026-10-01");
    assert_eq!(proposed_comment(&case, "2026-10-25"), "2026-10-01", "the day itself counts");
    case.file_comment("2026-10-01");
    assert_eq!(proposed_comment(&case, "2026-10-25"), "2026-10-01");
    case.file_comment("2026-10-24");
    assert_eq!(proposed_comment(&case, "2026-10-23"), "2026-10-01", "the other is still to come");
    assert_eq!(proposed_comment(&case, "2026-10-25"), "", "nobody can tell which of two says it");
    let which = case.refused_to(Role::EC, &whole("closing", "2026-10-25", &[("step", "commented")]));
    assert!(which.contains("there are comments of Thu 10/01/2026, Sat 10/24/2026"), "{which}");
    case.done_by(Role::EC, &commented("2026-10-25", "2026-10-01"));
}

#[test]
fn a_discontinued_case_is_closed_step_by_step() {
    let mut case = discontinued();
    assert!(registered().refused_to(Role::EC, &step("commented", "2026-11-02")).contains("Aid is not discontinued"));
    let early = case.refused_to(Role::EC, &step("activities_ended", "2026-10-20"));
    assert!(early.contains("These activities have no ending status: Job Club"), "{early}");
    case.does("activity_status", "2026-10-20", &[JOB_CLUB, ("status", "end_before_expected")]);
    for one in STEPS {
        case.done_by(Role::EC, &step(one, "2026-10-25"));
    }
    assert!(case.refused_to(Role::EC, &step("commented", "2026-10-26")).contains("Already done"));
    assert!(case.refused_to(Role::EC, &submitted("2026-10-31")).contains("The case may be closed after"), "day 30");
    let open = case.refused_to(Role::EC, &submitted("2026-11-01"));
    assert!(open.contains("Still open: registration status Closed"), "{open}");
    case.done_by(Role::EC, &step("registration_closed", "2026-11-01"));
    let sent = case.done_by(Role::EC, &submitted("2026-11-01"));
    assert!(sent.clears.iter().any(|finding| finding.rule.id() == "discontinued"), "nothing is left to close");
    let form = sent.message.unwrap();
    assert_eq!((form.form, form.to.as_str()), ("50-20e", "EC Supervisor"));
    assert!(
        long_lines(&form).contains(&"4. Route to: closed-files bank V999 (Eastmont)".to_owned()),
        "{:?}",
        form.lines
    );
    assert!(
        long_lines(&form).contains(&"1. Aid discontinued: Thu 10/01/2026 (31 days)".to_owned()),
        "{:?}",
        form.lines
    );
    assert!(
        case.refused_to(Role::EC, &submitted("2026-11-02"))
            .contains("already went to the supervisor on Sun 11/01/2026")
    );
}

#[test]
fn an_office_without_a_bank_is_asked_for_and_never_guessed() {
    let case = ready();
    let other = whole("closing_submitted", "2026-11-01", &[("reason", "moved"), ("office", "Fremont")]);
    let refused = case.refused_to(Role::EC, &other);
    assert!(refused.contains("No closed-files bank is known for Fremont; there is one for Hayward"), "{refused}");
    let form = ActForms::builtin().form_for_act("closing_submitted").unwrap();
    let filled = |office: &str| {
        let (number, name) = ("V1A3".parse().unwrap(), "A. Rivera".to_owned());
        let worker = Worker { number, name, role: Role::EC, office: office.to_owned() };
        let view = View::new(&case.0, Policies::builtin(), day("2026-11-01"));
        let filled = defaults::default_answers(form, &view, PersonNumber::CASE, &worker);
        filled.into_iter().find(|(name, _)| name == "office").unwrap().1
    };
    assert_eq!((filled("north oakland").as_str(), filled("Fremont").as_str()), ("North Oakland", ""));
}

#[test]
fn the_supervisor_reviews_and_approves_and_the_clerk_routes_to_the_bank() {
    let mut case = ready();
    assert!(case.refused_to(Role::SUPERVISOR, &whole("closing_reviewed", "2026-11-02", &[])).contains("waits for the"));
    case.done_by(Role::EC, &submitted("2026-11-02"));
    let unseen = case.refused_to(Role::SUPERVISOR, &whole("closing_approved", "2026-11-03", &[]));
    assert!(unseen.contains("review the case first"), "{unseen}");
    case.done_by(Role::SUPERVISOR, &whole("closing_reviewed", "2026-11-03", &[]));
    let bank = |bank| whole("case_routed", "2026-11-04", &[("bank", bank)]);
    assert!(case.refused_to(Role::CLERK, &bank("V999")).contains("No approved form 50-20e"));
    let approved = case.done_by(Role::SUPERVISOR, &whole("closing_approved", "2026-11-03", &[]));
    assert_eq!(approved.message.unwrap().to, "Clerk II");
    assert!(case.refused_to(Role::CLERK, &bank("P999")).contains("Form 50-20e names V999 (Eastmont), not P999"));
    case.done_by(Role::CLERK, &bank("V999"));
    assert!(case.refused_to(Role::CLERK, &bank("V999")).contains("went to V999 on Wed 11/04/2026"));
    let view = View::new(&case.0, Policies::builtin(), day("2026-11-04"));
    let dictated = comment::suggested_results(&view, &bank("V999")).unwrap().to_text(DateStyle::Long);
    assert!(dictated.ends_with("routed to closed-files bank V999 (Eastmont) on Wed 11/04/2026."), "{dictated}");
}

#[test]
fn a_form_that_is_sent_back_reopens_its_steps_and_is_submitted_again() {
    let mut case = ready();
    case.done_by(Role::EC, &submitted("2026-11-02"));
    let back = case.done_by(Role::SUPERVISOR, &returned("2026-11-03"));
    let found = back.raises.iter().find(|finding| finding.rule.id() == "discontinued").unwrap();
    let ground = found.because.iter().find(|ground| ground.fact.template().contains("sent form 50-20e back")).unwrap();
    assert_eq!(ground.value, Value::Written("notice of 820 missing".into()));
    assert_eq!(back.message.unwrap().to, "EC");
    assert!(case.refused_to(Role::SUPERVISOR, &whole("closing_approved", "2026-11-03", &[])).contains("was sent back"));
    let open = case.refused_to(Role::EC, &submitted("2026-11-04"));
    assert!(open.contains("Still open: supportive services ended"), "{open}");
    assert!(case.refused_to(Role::EC, &step("services_ended", "2026-11-02")).contains("was sent back on"));
    case.done_by(Role::EC, &step("services_ended", "2026-11-04"));
    let sent = case.done_by(Role::EC, &submitted("2026-11-04"));
    assert!(sent.clears.iter().any(|finding| finding.rule.id() == "discontinued"));
    let policies = Policies::builtin();
    let stage = |on| crate::rules::closing::newest_routing_form(&View::new(&case.0, policies, day(on))).unwrap().1;
    assert_eq!(
        (stage("2026-11-03"), stage("2026-11-04")),
        (RoutingFormStage::Returned, RoutingFormStage::WithSupervisor)
    );
}

/// What is recorded for a day before the form was sent back was done before.
#[test]
fn a_form_that_was_sent_back_is_not_submitted_for_a_day_before() {
    let mut case = ready();
    case.done_by(Role::EC, &submitted("2026-11-02"));
    case.done_by(Role::SUPERVISOR, &whole("closing_returned", "2026-11-05", &[("reason", "another office")]));
    let again =
        |on| considered_by(Role::EC, &case.0, &submitted(on), "2026-11-06").err().map(|refused| refused.to_string());
    assert!(again("2026-11-04").unwrap().contains("has been submitted again since then"));
    assert_eq!(again("2026-11-05"), None);
    let mut reopened = ready();
    reopened.done_by(Role::EC, &submitted("2026-11-02"));
    reopened.done_by(Role::SUPERVISOR, &returned("2026-11-05"));
    reopened.done_by(Role::EC, &step("services_ended", "2026-11-05"));
}

#[rstest]
#[case::reviewed_that_day("2026-11-05", "")]
#[case::reviewed_later("2026-11-04", "The case was reviewed later, on Thu 11/05/2026")]
fn a_form_is_not_sent_back_for_a_day_before_its_review(#[case] on: &str, #[case] says: &str) {
    let mut case = ready();
    case.done_by(Role::EC, &submitted("2026-11-02"));
    case.done_by(Role::SUPERVISOR, &whole("closing_reviewed", "2026-11-05", &[]));
    let refused = considered_by(Role::SUPERVISOR, &case.0, &returned(on), "2026-11-06").err();
    let refused = refused.map(|refused| refused.to_string()).unwrap_or_default();
    assert!(refused.contains(says) && refused.is_empty() == says.is_empty(), "{refused}");
}

#[test]
fn the_closing_is_worded_for_the_comment_and_the_form() {
    let mut case = ready();
    let sent = case.done_by(Role::EC, &submitted("2026-11-02")).message.unwrap();
    let done = long_lines(&sent).into_iter().find(|line| line.starts_with("3. Done")).unwrap();
    assert!(done.contains("closing commented Sun 10/25/2026") && !done.contains("OPEN"), "{done}");
    assert!(!done.contains(crate::domain::facts::ClosingStep::RoutingFormSent.title()), "{done}");
    let view = View::new(&case.0, Policies::builtin(), day("2026-11-02"));
    let dictated = comment::suggested_results(&view, &submitted("2026-11-02")).unwrap().to_text(DateStyle::Long);
    assert!(dictated.starts_with("Aid was discontinued on Thu 10/01/2026"), "{dictated}");
    assert!(
        dictated.ends_with("went to the EC Supervisor on Mon 11/02/2026 for closed-files bank V999 (Eastmont)."),
        "{dictated}"
    );
}

/// The role is asked for also where no act is considered, as before an undo.
#[test]
fn the_role_is_looked_at_by_itself() {
    let check = |role| {
        let by = ActAuthor { worker: &worker(role), holders: &[] };
        check_role(Policies::builtin(), "case_routed", &by, day("2026-11-02"))
    };
    assert!(check(Role::CLERK).is_ok() && check(Role::EC).is_err());
}

#[test]
fn aid_that_is_active_again_or_a_status_that_is_not_closed_stops_the_approval() {
    let mut case = ready();
    case.done_by(Role::EC, &submitted("2026-11-02"));
    case.done_by(Role::SUPERVISOR, &whole("closing_reviewed", "2026-11-03", &[]));
    let approval = whole("closing_approved", "2026-11-05", &[]);
    let mut active = Case(case.0.clone());
    active.0.aid.push(toml::from_str("status = 'active'\nsince = '2026-11-04'").unwrap());
    assert!(active.refused_to(Role::SUPERVISOR, &approval).contains("Aid is not discontinued"));
    active.done_by(Role::SUPERVISOR, &returned("2026-11-05"));
    let registered = toml::from_str("status = 'registered_voluntary'\nsince = '2026-11-04'").unwrap();
    case.0.people[0].registration.push(registered);
    assert!(case.refused_to(Role::SUPERVISOR, &approval).contains("Participant 1 is Registered (voluntary)"));
}

#[test]
fn a_second_discontinuance_begins_with_open_steps() {
    let mut case = ready();
    case.done_by(Role::EC, &submitted("2026-11-02"));
    case.0.aid.push(toml::from_str("status = 'active'\nsince = '2026-12-01'").unwrap());
    case.0.aid.push(toml::from_str("status = 'discontinued'\nsince = '2027-03-01'").unwrap());
    let open = case.refused_to(Role::EC, &submitted("2027-04-05"));
    assert!(open.contains("Still open: discontinued status verified"), "{open}");
    case.done_by(Role::EC, &step("status_verified", "2027-04-05"));
}

#[test]
fn a_case_with_good_cause_stays_with_the_counselor() {
    let mut case = discontinued();
    case.does("good_cause_found", "2026-10-05", &[("from", "2026-10-05")]);
    let refused = case.refused_to(Role::EC, &step("status_verified", "2026-10-20"));
    assert!(refused.contains("stays with the EC of record: good cause or deferral since Mon 10/05/2026"), "{refused}");
    let found = evaluated(&case);
    assert!(
        found.says.template().contains("stays with the EC") && found.next != [crate::domain::proposal::Proposal::Close],
        "{found:?}"
    );
}

#[test]
fn a_case_whose_second_parent_takes_part_stays_with_the_counselor() {
    let mut case = discontinued();
    let second = "person = 2\nrelation = 'second_parent'\nregistration = [{ status = 'registered_mandatory', since = '2026-01-05' }]";
    case.0.people.push(toml::from_str(second).unwrap());
    let refused = case.refused_to(Role::EC, &step("status_verified", "2026-10-20"));
    assert!(refused.contains("the second parent takes part (Registered (mandatory))"), "{refused}");
    assert!(evaluated(&case).says.to_text(DateStyle::Long).contains("stays with the EC: the second parent takes part"));
}

fn evaluated(case: &Case) -> crate::rules::finding::Finding {
    let evaluation = crate::rules::evaluate_case(&case.0, Policies::builtin(), day("2026-11-20"));
    evaluation.findings.into_iter().find(|finding| finding.rule.id() == "discontinued").unwrap()
}

/// Every act is tried by every role: the check lets exactly those acts through that the data name for the role, and no
/// other.
#[test]
fn an_act_of_another_role_is_refused_and_the_role_is_named() {
    let case = ready();
    let tables = &Policies::builtin().in_force_on(day("2026-11-02")).tables;
    for role in [Role::EC, Role::SUPERVISOR, Role::CLERK] {
        let refused = case.refused_to(role, &step("commented", "2026-11-02"));
        assert_eq!(refused.starts_with("This is for an EC to record; V1A3 is"), role != Role::EC, "{refused}");
    }
    let clerks = case.refused_to(Role::EC, &whole("case_routed", "2026-11-02", &[("bank", "V999")]));
    assert!(
        clerks.starts_with("This is for a Clerk II to record; V1A3 is an EC (Alameda handbook 42-7.38"),
        "{clerks}"
    );
    for act in ActKind::ids() {
        let row = tables.act_role(act).unwrap();
        assert!(!row.roles.is_empty() && !row.source.is_empty(), "{act}");
    }
}

#[test]
fn a_request_for_a_sanction_is_sent_back_and_made_again() {
    let mut facts = facts("non_compliance");
    for (kind, on, answers) in [
        ("cause_determined", "2026-11-20", [NOTICE, ("outcome", "no_good_cause")].as_slice()),
        ("sanction_reasons", "2026-11-23", &[NOTICE, ("stands", "none")]),
        ("sanction_requested", "2026-11-23", &[NOTICE, WHY]),
    ] {
        let act = act(kind, on, answers);
        considered(&facts, &act, "2026-11-24").unwrap();
        facts = facts.with_act(&act, &Source::Stated);
    }
    let back = act("sanction_returned", "2026-11-24", &[NOTICE, ("reason", "call log is missing")]);
    assert!(
        considered(&facts, &back, "2026-11-24").unwrap_err().to_string().contains("for an EC Supervisor to record")
    );
    considered_by(Role::SUPERVISOR, &facts, &back, "2026-11-24").unwrap();
    let facts = facts.with_act(&back, &Source::Stated);
    let imposed = act("sanction_imposed", "2026-11-25", &[NOTICE, ("from", "2026-12-02")]);
    assert!(considered(&facts, &imposed, "2026-11-25").unwrap_err().to_string().contains("No sanction was requested"));
    let found = crate::rules::evaluate_case(&facts, Policies::builtin(), day("2026-11-25")).findings;
    let request = found.iter().find(|finding| finding.rule.id() == "sanction_request").unwrap();
    assert!(
        request.because.iter().any(|ground| ground.value == Value::Written("call log is missing".into())),
        "{request:?}"
    );
    let again = act("sanction_requested", "2026-11-25", &[NOTICE, WHY]);
    considered(&facts, &again, "2026-11-25").unwrap();
}

/// In Los Angeles the month's end takes the place of the 30 days, in the acts as in the findings (GAIN 240).
#[rstest]
#[case::last_day_of_the_month("2026-10-31", "The case may be closed after Sat 10/31/2026. (GAIN 240)")]
#[case::the_day_after("2026-11-01", "Still open: ")]
fn los_angeles_opens_the_route_after_the_month_of_discontinuance(#[case] on: &str, #[case] says: &str) {
    let mut case = discontinued();
    case.0.aid[0] = toml::from_str("status = 'discontinued'\nsince = '2026-10-20'").unwrap();
    let los_angeles = Policies::with_overlay("los_angeles").unwrap();
    let by = ActAuthor { worker: &worker(Role::EC), holders: &[] };
    let refused = preview_act(&case.0, &los_angeles, &submitted(on), &by, day(on)).unwrap_err();
    assert!(refused.to_string().starts_with(says), "{refused}");
    let alameda = case.refused_to(Role::EC, &submitted(on));
    assert!(alameda.starts_with("The case may be closed after Thu 11/19/2026."), "{alameda}");
}

/// E36: while reunification services run, a discontinued case stays with its EC (AB 429).
#[rstest]
#[case::runs("fr", None, true)]
#[case::voluntary("vfr", None, true)]
#[case::has_ended("fr", Some("2026-10-24"), false)]
#[case::another_service("fm", None, false)]
fn e36_a_family_in_reunification_is_not_closed(
    #[case] service: &str,
    #[case] until: Option<&str>,
    #[case] stays: bool,
) {
    let mut case = discontinued();
    let until = until.map_or_else(String::new, |until| format!("until = '{until}'\n"));
    case.0.dfcs.push(toml::from_str(&format!("service = '{service}'\nfrom = '2026-08-14'\n{until}")).unwrap());
    let closing = considered_by(Role::EC, &case.0, &step("status_verified", "2026-10-25"), "2026-10-25");
    let refused = closing.err().map(|refused| refused.to_string());
    let says = "The case stays with the EC of record: reunification services run since Fri 08/14/2026 (AB 429)";
    assert_eq!(refused.is_some_and(|refused| refused.contains(says)), stays);
}
