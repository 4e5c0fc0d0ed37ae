//! The NA 840 that the list of notices holds, beside the notice that starts the non-compliance: its days may contradict the
//! 30 days after which a sanction may take effect.
//!
//! Source: WIC 11327.4(b)(1).

use chrono::NaiveDate;

use super::message::{Message, message};
use super::view::View;
use crate::domain::facts::{Noncompliance, Notice, Sanction};

/// The form of the notice of action.
const FORM: &str = "NA 840";

/// Returns what the NA 840 on record says against the notice: it takes effect before a sanction may, or it was sent on another
/// day than the notice.
pub(super) fn doubt_of_notice<'a>(view: &View<'a>, step: &Noncompliance) -> Option<(Message, &'a Notice)> {
    early_effect(view, step).or_else(|| sent_another_day(view, step)).or_else(|| never_sent(view, step))
}

/// Returns the NA 840 that was needed for the notice and of which no sending is recorded.
fn never_sent<'a>(view: &View<'a>, step: &Noncompliance) -> Option<(Message, &'a Notice)> {
    if listed(view, step).any(|notice| notice.sent.is_some_and(|sent| step.notice_issued <= sent)) {
        return None;
    }
    let since = step.failed_on.map_or(step.notice_issued, |failed| failed.min(step.notice_issued));
    let theirs = view.facts.notices.iter().filter(|notice| is_notice_of_action(notice) && notice.person == step.person);
    let unsent = theirs.filter(|notice| notice.sent.is_none_or(|sent| view.on < sent));
    let notice = unsent
        .filter(|notice| notice.needed.is_none_or(|day| since <= day && day <= view.on))
        .min_by_key(|notice| notice.needed)?;
    let says = message!(
        "the notice of action is recorded for {}, and the list of notices says that its NA 840 has not been sent",
        step.notice_issued
    );
    Some((says, notice))
}

fn is_notice_of_action(notice: &Notice) -> bool {
    [Some(notice.kind.as_str()), notice.form.as_deref()].contains(&Some(FORM))
}

/// Returns the doubt about a sanction that begins too early if the NA 840 that was sent on another day is its notice.
pub(super) fn doubt_of_sanction(view: &View, step: &Noncompliance, sanction: &Sanction) -> Option<Message> {
    let days = view.policy.sanction_earliest.as_ref()?;
    let sent = other_notice(view, step)?.sent?;
    let earliest = sent + days.value;
    (sanction.from < earliest).then(|| {
        message!(
            "the sanction may stand: its first day is {}, and an NA 840 was sent on {}. If that is its notice, a sanction may \
             take effect from {} on, and this one is withdrawn, or rescinded back to its first day; if the notice was issued \
             on {}, the sanction stands",
            sanction.from,
            sent,
            earliest,
            step.notice_issued
        )
    })
}

fn early_effect<'a>(view: &View<'a>, step: &Noncompliance) -> Option<(Message, &'a Notice)> {
    let days = view.policy.sanction_earliest.as_ref()?;
    let first = step.notice_issued + days.value;
    let own = listed(view, step).filter(|notice| notice.sent == Some(step.notice_issued));
    let early = own.filter(|notice| notice.effective.is_some_and(|day| day < first));
    let notice = early.min_by_key(|notice| notice.effective)?;
    let says = message!(
        "the NA 840 of {} takes effect on {}, before {}, the first day on which a sanction may take effect",
        step.notice_issued,
        notice.effective?,
        first
    );
    Some((says, notice))
}

fn sent_another_day<'a>(view: &View<'a>, step: &Noncompliance) -> Option<(Message, &'a Notice)> {
    let days = view.policy.sanction_earliest.as_ref()?;
    let notice = other_notice(view, step)?;
    let sent = notice.sent?;
    let says = message!(
        "the notice of action is recorded for {}, and an NA 840 was sent on {}; if it is the same notice, a sanction may take \
         effect from {} on",
        step.notice_issued,
        sent,
        sent + days.value
    );
    Some((says, notice))
}

/// Returns the first NA 840 that was sent since the failure on another day than the notice, and before the next one; `None`
/// if one was sent on the day of the notice.
fn other_notice<'a>(view: &View<'a>, step: &Noncompliance) -> Option<&'a Notice> {
    let issued = step.notice_issued;
    if listed(view, step).any(|notice| notice.sent == Some(issued)) {
        return None;
    }
    let since = step.failed_on.map_or(issued, |failed| failed.min(issued));
    let theirs = view.facts.noncompliance.iter().filter(|other| other.person == step.person);
    let next = theirs.map(|other| other.notice_issued).filter(|day| issued < *day).min();
    let is_near = |sent: NaiveDate| since <= sent && next.is_none_or(|next| sent < next);
    let near = listed(view, step).filter(|notice| notice.sent.is_some_and(is_near));
    near.min_by_key(|notice| (notice.sent, notice.effective))
}

/// Returns the participant's NA 840s that were sent by the day of the view.
fn listed<'a>(view: &View<'a>, step: &Noncompliance) -> impl Iterator<Item = &'a Notice> + use<'a> {
    let (on, person) = (view.on, step.person);
    view.facts.notices.iter().filter(move |notice| {
        notice.person == person && is_notice_of_action(notice) && notice.sent.is_some_and(|sent| sent <= on)
    })
}
