//! The time from the approval of a sanction to its first day: somebody must still look. A sanction whose participant is
//! cured, exempt, has good cause or meets the hours before the first day is not imposed.
//!
//! Source: Santa Clara CWES handbook, chapter 36, Sanction Effective Date (exception) and Curing a Sanction.

use chrono::NaiveDate;

use super::finding::Finding;
use super::gate::{self, BegunGate, Gate};
use super::household;
use super::message::{Message, message};
use super::noncompliance::{begun_sanction, pending_sanction};
use super::reason_against::{ReasonAgainst, ReasonState};
use super::rule_id::RuleId;
use super::sanction_start::{self, is_sanctioned, sanctioned_since};
use super::shown_sanction;
use super::view::View;
use crate::domain::PersonNumber;
use crate::domain::dates::Month;
use crate::domain::facts::{Cure, Noncompliance, Sanction, Source};
use crate::domain::proposal::Proposal;
use crate::domain::status::RegistrationStatus;

/// The doubt about a sanction that a hearing had held up, once the hearing is decided.
pub(super) const RESULT_OF_HEARING: &str =
    "whether the sanction must be rescinded: the hearing is decided, and its result is not recorded";

/// The doubt about a sanction that begins within a month, where the county's own source does not say so.
const OTHER_FIRST_DAY: &str =
    "whether a sanction may begin within a month: the statute names only the days after the notice";

/// The doubt about a sanction that begins on the day on which an exemption or good cause begins.
const SAME_FIRST_DAY: &str = "which comes first, the sanction or the exemption or good cause: both begin on the same day, and no \
                              source says";

/// The doubt about a sanction that has not begun and against which a reason may stand.
const OPEN_BEFORE_BEGIN: &str = "whether the sanction must be withdrawn: if a reason against it applies, it is withdrawn before it \
                                 begins; if none does, it begins on its first day";

/// The doubt about a sanction that has begun and against which a reason may have stood.
const OPEN_SINCE_BEGUN: &str = "whether the sanction must be rescinded: if a reason against it applied before it began, it is \
                                rescinded to its first day and aid restored; if none did, the sanction stands";

/// Returns the day on which the participant was cured before the sanction of the non-compliance began: the cure was
/// completed, or the federal rate found.
fn cured_on<'a>(view: &View<'a>, step: &Noncompliance) -> Option<(NaiveDate, &'a Cure)> {
    let theirs = view.facts.cures.iter().filter(|cure| cure.person == step.person);
    let cured = theirs.filter(|cure| cure.requested >= step.notice_issued).filter_map(|cure| {
        let days = [cure.federal_rate_found, cure.completed].into_iter().flatten();
        Some((days.filter(|day| *day <= view.on).min()?, cure))
    });
    cured.min_by_key(|(day, cure)| (*day, cure.requested))
}

/// What says that a pending sanction is to be withdrawn, or may be.
struct ReasonsToLift<'a> {
    gate: Gate,
    cured: Option<(NaiveDate, &'a Cure)>,
    certainty: LiftCertainty,
}

/// How sure it is that a sanction is to be withdrawn or rescinded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LiftCertainty {
    /// A reason against it is sure, or it is cured.
    Sure,
    /// Nothing else says so than an exemption or good cause that begins on the first day of the sanction.
    FromFirstDay,
    /// A reason against it may apply, and somebody must look at it again.
    Open,
}

impl LiftCertainty {
    /// Returns what happens if nobody acts: for sure, or if the reason applies.
    const fn if_nothing(self, surely: &'static str, maybe: &'static str) -> &'static str {
        match self {
            Self::Open => maybe,
            Self::Sure | Self::FromFirstDay => surely,
        }
    }

    /// Returns how sure it is by what is known of the sanction; `None` if nothing is known against it.
    fn find(is_sure: bool, gate: &Gate, view: &View, step: &Noncompliance, sanction: &Sanction) -> Option<Self> {
        if is_sure {
            Some(Self::Sure)
        } else if gate::excuse_begins_with_sanction(view, step, sanction.from) {
            Some(Self::FromFirstDay)
        } else {
            first_open_reason(gate).map(|_| Self::Open)
        }
    }
}

/// Returns the first reason that may stand against an approved sanction: one to be checked, or else an open question. What
/// nobody has recorded was asked before the approval, and the first day is a finding of its own.
fn first_open_reason(gate: &Gate) -> Option<&ReasonAgainst> {
    let mut open = gate.blockers.iter().filter(|reason| {
        let is_open = matches!(reason.state, ReasonState::Warns | ReasonState::CannotTell);
        is_open && !reason.unrecorded && reason.id != gate::TOO_EARLY
    });
    open.next()
}

/// Returns the first open reason in words: what is to be checked, or what is not known.
fn open_reason_text(gate: &Gate) -> Message {
    match first_open_reason(gate) {
        Some(reason) if reason.state == ReasonState::CannotTell => {
            message!("find out whether {}", reason.says.clone())
        }
        Some(reason) => reason.says.clone(),
        None => "there may be a reason against it".into(),
    }
}

/// Returns the gate of a pending sanction together with its cure, if either says that it is or may be to be withdrawn.
fn reasons_to_lift<'a>(view: &View<'a>, step: &Noncompliance, sanction: &Sanction) -> Option<ReasonsToLift<'a>> {
    let gate = gate::build_gate(view, step);
    let cured = cured_on(view, step);
    let is_sure = gate.is_blocked() || cured.is_some();
    let certainty = LiftCertainty::find(is_sure, &gate, view, step, sanction)?;
    Some(ReasonsToLift { gate, cured, certainty })
}

/// Returns whether the sanction of the non-compliance is pending and is to be withdrawn for sure.
pub(super) fn is_to_be_lifted(view: &View, step: &Noncompliance) -> bool {
    pending_sanction(view, step)
        .and_then(|sanction| reasons_to_lift(view, step, sanction))
        .is_some_and(|reasons| reasons.certainty == LiftCertainty::Sure)
}

/// Finds approved sanctions that are to be withdrawn before they begin, and sanctions that began although a reason stood
/// against them on the day before.
pub fn to_lift_findings(view: &View) -> impl Iterator<Item = Finding> {
    pending_to_lift_findings(view).chain(begun_to_rescind_findings(view))
}

/// Finds sanctions in progress that were handed off although a reason stood against them on the day before they began: the
/// sanction is rescinded to its beginning, and aid restored. One that is not handed off has a finding of its own.
pub(super) fn begun_to_rescind_findings(view: &View) -> impl Iterator<Item = Finding> {
    let recorded = view.facts.noncompliance.iter().filter_map(|step| begun_to_rescind_finding(view, step));
    let shown = view.participants().filter_map(|participant| {
        let step = shown_sanction::step_of_status(view, &participant)?;
        let finding = begun_to_rescind_finding(view, &step)?;
        Some(shown_sanction::note_whose_sanction(&step, finding))
    });
    recorded.chain(shown)
}

/// Finds that the sanction of a non-compliance, which has begun, is to be rescinded or may be.
fn begun_to_rescind_finding(view: &View, step: &Noncompliance) -> Option<Finding> {
    let sanction = begun_sanction(view, step).filter(|sanction| is_not_given_back(view, step, sanction))?;
    let rule = view.policy.lift_before_first_day.as_ref().filter(|rule| rule.value.0)?;
    if sanction.approved.is_some() && sanction.handed_off.is_none_or(|day| day > view.on) {
        return None;
    }
    let BegunGate { gate, hearing_decided } = gate::build_gate_of_begun(view, step, sanction.from)?;
    let cured = cured_before(view, step, sanction);
    let is_sure = gate.is_blocked() || hearing_decided.is_some() || cured.is_some();
    let left = sanction_start::left_on(view, step.person, sanction.from);
    // Where the registration was closed already, there was no aid to take.
    if left.is_some_and(|left| left <= sanction.from) {
        return None;
    }
    // What was cured before it began is rescinded, whatever took the participant out of the unit.
    let own_effect = own_effect_doubt(view, step, sanction, &gate).filter(|_| cured.is_none());
    let is_own_effect = own_effect.is_some();
    let is_otherwise_clear = hearing_decided.is_none() && first_open_reason(&gate).is_none();
    // What only may be is not asked of a sanction that is over.
    let is_no_question = left.is_some() || is_put_out_of_unit(view, step, sanction);
    if is_otherwise_clear && is_own_effect && is_no_question {
        return None;
    }
    let certainty = LiftCertainty::find(is_sure, &gate, view, step, sanction);
    // What only may be is not asked of a sanction that is over.
    certainty.filter(|certainty| *certainty == LiftCertainty::Sure || left.is_none()).map(|certainty| {
        let waits_since = hearing_decided.filter(|_| !gate.is_blocked());
        let effect = if is_own_effect { LiftCertainty::Open } else { certainty };
        let says = match certainty {
            _ if is_own_effect => own_effect_text(view, step, sanction),
            LiftCertainty::FromFirstDay => message!(
                "the sanction that began on {} may have to be rescinded: an exemption or good cause began on the same day",
                sanction.from
            ),
            LiftCertainty::Open => message!(
                "the sanction that began on {} may have to be rescinded: {}",
                sanction.from,
                open_reason_text(&gate)
            ),
            LiftCertainty::Sure => begun_text(sanction, waits_since, cured, &gate),
        };
        let finding = to_lift(step, sanction, says)
            .due_on(sanction.from)
            .arising_on([step.notice_issued])
            .arising_on([sanction.approved, sanction.handed_off].into_iter().flatten())
            .under_policy(rule)
            .clears_when("the non-compliance is rescinded, or the sanction is cured")
            .if_nothing(effect.if_nothing(
                "Aid is withheld from the family although there was a reason against the sanction.",
                "Aid may be withheld from the family although there was a reason against the sanction.",
            ));
        let finding = match certainty {
            LiftCertainty::FromFirstDay => finding.cannot_tell(SAME_FIRST_DAY),
            LiftCertainty::Open => finding.cannot_tell(OPEN_SINCE_BEGUN),
            LiftCertainty::Sure if cured.is_some() => finding,
            LiftCertainty::Sure => note_later_posting(view, step, sanction, finding),
        };
        let finding = own_effect.into_iter().fold(finding, Finding::cannot_tell);
        let finding = note_other_status(view, step, sanction, finding);
        let waits = waits_since.is_some();
        gate::add_reasons(if waits { finding.cannot_tell(RESULT_OF_HEARING) } else { finding }, gate)
    })
}

/// Returns the first open reason of a sanction that began on `since` and that the status has left, if nothing sure stood
/// against it: what only may have stood against it still decides whether its aid is owed.
pub(super) fn open_reason_of_left(view: &View, person: PersonNumber, since: NaiveDate) -> Option<Message> {
    let mut theirs = view.facts.noncompliance.iter().filter(|step| step.person == person);
    let (step, sanction) = theirs.find_map(|step| {
        let sanction = begun_sanction(view, step).filter(|sanction| sanction.from == since)?;
        is_not_given_back(view, step, sanction).then_some((step, sanction))
    })?;
    let BegunGate { gate, .. } = gate::build_gate_of_begun(view, step, sanction.from)?;
    first_open_reason(&gate).filter(|_| !gate.is_blocked()).map(|_| open_reason_text(&gate))
}

/// Starts a finding that the sanction of a non-compliance is to be withdrawn or rescinded, or may be.
fn to_lift(step: &Noncompliance, sanction: &Sanction, says: Message) -> Finding {
    Finding::new(RuleId::SanctionToLift, step.person, says)
        .with_ground("notice of action issued", step.notice_issued, &step.source)
        .with_ground("sanction from", sanction.from, step.value_source(Noncompliance::SANCTION))
        .with_proposals([Proposal::RecordDetermination, Proposal::Contact])
}

/// Returns that a sanction may have to be rescinded against which nothing stands but what it may have done itself.
fn own_effect_text(view: &View, step: &Noncompliance, sanction: &Sanction) -> Message {
    if is_outside_undated(view, step) {
        return message!(
            "the sanction that began on {} may have to be rescinded: the participant is outside the unit, and since when is not \
             recorded",
            sanction.from
        );
    }
    message!(
        "the sanction that began on {} may have to be rescinded: the participant got no aid from that day on",
        sanction.from
    )
}

/// Returns that a sanction is to be rescinded: for its cure, or for the first reason against it.
fn begun_text(
    sanction: &Sanction,
    hearing_decided: Option<NaiveDate>,
    cured: Option<NaiveDate>,
    gate: &Gate,
) -> Message {
    match cured {
        Some(day) => message!(
            "the sanction that began on {} must be rescinded: it was cured on {}, before it began",
            sanction.from,
            day
        ),
        None => rescission_text(sanction, hearing_decided, gate),
    }
}

fn rescission_text(sanction: &Sanction, hearing_decided: Option<NaiveDate>, gate: &Gate) -> Message {
    if let Some(decided) = hearing_decided {
        return message!(
            "the sanction that began on {} may have to be rescinded: a hearing that held it up was decided on {}",
            sanction.from,
            decided
        );
    }
    let blocking = || gate.blockers.iter().filter(|reason| reason.state == ReasonState::Blocks);
    if blocking().all(|reason| reason.id == gate::HEARING_OPEN) {
        return message!(
            "the sanction that began on {} must wait: aid goes on until the hearing is decided",
            sanction.from
        );
    }
    let reasons = blocking().find(|reason| reason.id != gate::HEARING_OPEN).map(|reason| reason.says.clone());
    message!(
        "the sanction that began on {} must be rescinded: {}",
        sanction.from,
        reasons.unwrap_or_else(|| "there was a reason against it".into())
    )
}

/// Returns whether the participant is listed outside the unit, and no day says since when.
fn is_outside_undated(view: &View, step: &Noncompliance) -> bool {
    view.find_person(step.person).is_some_and(household::is_outside_since_unknown)
}

/// Returns the doubt about a sanction against which nothing stands but that the participant's aid, or place in the unit, ends
/// on the day before it begins: the sanction itself may be what ends it.
fn own_effect_doubt(view: &View, step: &Noncompliance, sanction: &Sanction, gate: &Gate) -> Option<Message> {
    let eve = sanction.from.pred_opt()?;
    let person = view.find_person(step.person)?;
    let undated = is_outside_undated(view, step) && sanction.from <= view.on;
    (undated || [person.aid_ended, person.in_unit_until].contains(&Some(eve))).then_some(())?;
    let mut blocking = gate.blockers.iter().filter(|reason| reason.state == ReasonState::Blocks);
    (gate.is_blocked() && blocking.all(|reason| reason.id == gate::OUTSIDE_UNIT)).then(|| {
        if undated {
            return "since when the participant is outside the unit: no day is recorded; if the sanction put the participant \
                    out of it, this is no reason against it; if anything else did before, there was no aid that the sanction \
                    could take"
                .into();
        }
        message!(
            "why the participant's aid ends on {}: if the sanction ends it, this is no reason against it; if anything else \
             does, there is no aid that the sanction could take",
            eve
        )
    })
}

/// Returns whether the county lists the participant, whose status shows the sanction, outside the unit from its first day on:
/// the sanction itself takes the participant out of the unit (WIC 11327.5(c)(1)).
fn is_put_out_of_unit(view: &View, step: &Noncompliance, sanction: &Sanction) -> bool {
    let eve = sanction.from.pred_opt();
    let is_shown =
        view.participants().find(|participant| participant.number == step.person).is_some_and(|participant| {
            is_sanctioned(&participant) && sanctioned_since(view, &participant) == sanction.from
        });
    let person = view.find_person(step.person);
    let is_by_unit = person.is_some_and(|person| person.in_unit_until == eve && person.aid_ended.is_none());
    is_shown && is_by_unit
}

fn note_own_effect(view: &View, step: &Noncompliance, sanction: &Sanction, gate: &Gate, finding: Finding) -> Finding {
    own_effect_doubt(view, step, sanction, gate).into_iter().fold(finding, Finding::cannot_tell)
}

/// Notes that no reason was known before the sanction began: the hours that stand against it were posted since.
fn note_later_posting(view: &View, step: &Noncompliance, sanction: &Sanction, finding: Finding) -> Finding {
    let eve = sanction.from.pred_opt().map(|eve| View::new(view.facts, view.policies, eve));
    if eve.is_some_and(|eve| gate::build_gate(&eve, step).is_blocked()) {
        return finding;
    }
    finding.cannot_tell(
        "from which day aid is paid again: the hours were met before the sanction began and posted after it; either it is \
         rescinded to its first day, or aid is restored later",
    )
}

/// Returns whether a finding says that a sanction of the person that has begun is to be rescinded for the reason of this id.
pub(super) fn is_to_be_rescinded_for(view: &View, person: PersonNumber, id: &str) -> bool {
    let blocks = |reason: &ReasonAgainst| reason.id == id && reason.state == ReasonState::Blocks;
    begun_to_rescind_findings(view)
        .any(|finding| finding.person == person && finding.reasons_against.iter().any(blocks))
}

/// Returns whether a finding says that a sanction of the person is to be rescinded because it was cured before it began.
pub(super) fn is_to_be_rescinded_for_cure(view: &View, cure: &Cure) -> bool {
    let theirs = |step: &&Noncompliance| step.person == cure.person && step.notice_issued <= cure.requested;
    let mut begun = view.facts.noncompliance.iter().filter(theirs).filter_map(|step| {
        let sanction = begun_sanction(view, step)?;
        cured_before(view, step, sanction).map(|_| sanction.from)
    });
    begun.any(|from| {
        let names_day = |finding: &Finding| finding.because.iter().any(|ground| ground.value == from.into());
        begun_to_rescind_findings(view).any(|finding| finding.person == cure.person && names_day(&finding))
    })
}

/// Returns whether the sanction of the non-compliance still holds, as far as the record says: it has begun, no cure was
/// completed since the notice, and the participant's status has not left it. A status that does not show it yet ends nothing.
pub(super) fn is_in_progress(view: &View, step: &Noncompliance) -> bool {
    let left = step.sanction.as_ref().and_then(|sanction| sanction_start::left_on(view, step.person, sanction.from));
    left.is_none() && cured_on(view, step).is_none()
}

/// Returns whether nothing on record gives back what the sanction took: aid was not restored since it began, and no cure was
/// completed since. A rescission ends the sanction itself.
fn is_not_given_back(view: &View, step: &Noncompliance, sanction: &Sanction) -> bool {
    let cured_since = cured_on(view, step).is_some() && cured_before(view, step, sanction).is_none();
    !cured_since && !sanction_start::is_given_back(view, step.person, sanction.from)
}

/// Notes on a sanction that is to be rescinded that the status has left it: it does not say that aid was given back.
fn note_other_status(view: &View, step: &Noncompliance, sanction: &Sanction, finding: Finding) -> Finding {
    let left = sanction_start::left_on(view, step.person, sanction.from);
    let Some((left, now)) = left.zip(view.registration_of(step.person)) else { return finding };
    finding.cannot_tell(message!(
        "whether the aid of the sanction was given back: the status has been {} since {}, and neither a rescission nor a \
         restoration of aid is recorded",
        now.status.title(),
        left
    ))
}

/// Returns the day before the sanction's first day on which its cure was completed.
fn cured_before(view: &View, step: &Noncompliance, sanction: &Sanction) -> Option<NaiveDate> {
    cured_on(view, step).map(|(day, _)| day).filter(|day| *day < sanction.from)
}

/// Returns that a pending sanction must be withdrawn, and the first reason why.
fn withdrawal_text(sanction: &Sanction, gate: &Gate, cured: Option<NaiveDate>) -> Message {
    let cured = || cured.map(|day| message!("it was cured on {}", day));
    if let Some(why) = gate.first_blocker().map(|reason| reason.says.clone()).or_else(cured) {
        message!("the sanction must be withdrawn before it begins on {}: {}", sanction.from, why)
    } else {
        message!("the sanction must be withdrawn before it begins on {}", sanction.from)
    }
}

/// Finds approved sanctions that are to be withdrawn before they begin.
pub(super) fn pending_to_lift_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.noncompliance.iter().filter_map(|step| {
        let sanction = pending_sanction(view, step)?;
        let rule = view.policy.lift_before_first_day.as_ref().filter(|rule| rule.value.0)?;
        let ReasonsToLift { gate, cured, certainty } = reasons_to_lift(view, step, sanction)?;
        let says = match certainty {
            LiftCertainty::FromFirstDay => message!(
                "the sanction may have to be withdrawn before it begins on {}: an exemption or good cause begins on the same \
                 day",
                sanction.from
            ),
            LiftCertainty::Open => {
                message!("look again before the sanction begins on {}: {}", sanction.from, open_reason_text(&gate))
            }
            LiftCertainty::Sure => withdrawal_text(sanction, &gate, cured.map(|(day, _)| day)),
        };
        let mut finding = to_lift(step, sanction, says)
            .due_on(sanction.from.pred_opt()?)
            .under_policy(rule)
            .clears_when("the non-compliance is rescinded or resolved, or the sanction is moved")
            .if_nothing(certainty.if_nothing(
                "Aid is taken from the family although there is a reason against the sanction.",
                "Aid may be taken from the family although there is a reason against the sanction.",
            ));
        finding = note_own_effect(view, step, sanction, &gate, finding);
        finding = match certainty {
            LiftCertainty::FromFirstDay => finding.cannot_tell(SAME_FIRST_DAY),
            LiftCertainty::Open => finding.cannot_tell(OPEN_BEFORE_BEGIN),
            LiftCertainty::Sure => finding,
        };
        if let Some(approved) = sanction.approved {
            finding = finding.with_ground("sanction approved", approved, step.value_source(Noncompliance::SANCTION));
        }
        if let Some((day, cure)) = cured {
            let met = cure.federal_rate_found == Some(day);
            let source = cure.value_source(if met { Cure::FEDERAL_RATE } else { Cure::RESULT });
            finding = finding.with_ground("cured before the sanction begins", day, source);
        }
        Some(gate::add_reasons(finding, gate))
    })
}

/// Finds sanctions that begin, or began and go on, in the middle of a month, although aid ends with a month.
pub fn mid_month_findings(view: &View) -> impl Iterator<Item = Finding> {
    view.facts.noncompliance.iter().filter_map(|step| {
        let rule = view.policy.sanction_first_of_month.as_ref().filter(|rule| rule.value.0)?;
        let begun = || begun_sanction(view, step).filter(|_| is_in_progress(view, step));
        let sanction = pending_sanction(view, step).or_else(begun)?;
        let month = Month::from_date(sanction.from);
        let verb = if sanction.from <= view.on { "began" } else { "begins" };
        (month.first_day() != sanction.from).then(|| {
            let says = message!(
                "the sanction {} on {}, in the middle of a month, but aid ends with a month",
                verb,
                sanction.from
            );
            let finding = Finding::new(RuleId::SanctionMidMonth, step.person, says)
                .due_on(sanction.from)
                .with_ground("sanction from", sanction.from, step.value_source(Noncompliance::SANCTION))
                .with_ground("the first of the next month", month.next().first_day(), &Source::Stated)
                .under_policy(rule)
                .clears_when("the sanction is moved to the first of a month, or rescinded")
                .if_nothing(
                    "Aid of a month that was paid or is due is reclaimed, or the sanction begins on another day.",
                )
                .with_proposals([Proposal::Contact, Proposal::RecordDetermination]);
            if rule.can_decide() { finding } else { finding.cannot_tell(OTHER_FIRST_DAY) }
        })
    })
}

/// Returns whether the cure belongs to a sanction that has not begun: no aid was taken yet, so none is to be restored.
pub(super) fn is_cure_of_pending_sanction(view: &View, cure: &Cure) -> bool {
    let theirs = |step: &&Noncompliance| step.person == cure.person;
    let steps = || view.facts.noncompliance.iter().filter(theirs);
    let pending = steps().any(|step| step.notice_issued <= cure.requested && pending_sanction(view, step).is_some());
    let then = View::new(view.facts, view.policies, cure.requested);
    let sanctioned = [RegistrationStatus::Sanction, RegistrationStatus::CuringSanction];
    let running = sanctioned.iter().any(|status| then.has_status(cure.person, *status))
        || steps().any(|step| begun_sanction(&then, step).is_some());
    pending && !running
}
