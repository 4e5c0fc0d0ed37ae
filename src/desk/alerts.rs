//! Alerts of a case in one list: those of the system of record, those worked out from the record, and those that
//! workers sent each other.

use chrono::NaiveDate;

use crate::domain::alert::{Alert, AlertKey, AlertOrigin};
use crate::domain::extract::AlertRow;
use crate::domain::facts::SentAlert;
use crate::domain::{CaseNumber, PersonNumber};
use crate::present::finding::finding_line;
use crate::rules::Evaluation;
use crate::rules::finding::Finding;
use crate::rules::message::DateStyle;
use crate::store::CaseRecord;

/// Returns every alert of the case with its disposition, those of the system of record first.
pub(super) fn case_alerts(record: &CaseRecord, evaluation: &Evaluation, as_of: NaiveDate) -> Vec<Alert> {
    let case = &record.facts.case;
    let county = record.alerts.iter().map(|(row, _)| county_alert(case, row));
    let found = evaluation.findings.iter().map(|finding| finding_alert(finding, as_of));
    let sent = record.facts.alerts_sent.iter().map(|sent| sent_alert(case, sent));
    county
        .chain(found)
        .chain(sent)
        .map(|alert| Alert { disposition: record.dispositions.get(&alert.key).cloned(), ..alert })
        .collect()
}

fn county_alert(case: &CaseNumber, row: &AlertRow) -> Alert {
    Alert {
        key: AlertKey::from_county_row(row),
        case: case.clone(),
        person: PersonNumber::CASE,
        text: row.text.clone(),
        origin: AlertOrigin::County(row.origin.clone()),
        raised: Some(row.raised),
        due: row.due,
        disposition: None,
    }
}

fn sent_alert(case: &CaseNumber, sent: &SentAlert) -> Alert {
    Alert {
        key: AlertKey::from_sent_alert(case, sent),
        case: case.clone(),
        person: sent.person,
        text: sent.text.clone(),
        origin: AlertOrigin::Sent(sent.to.clone()),
        raised: Some(sent.on),
        due: sent.due,
        disposition: None,
    }
}

fn finding_alert(finding: &Finding, as_of: NaiveDate) -> Alert {
    Alert {
        key: finding.alert_key(),
        case: finding.case.clone(),
        person: finding.person,
        text: finding_line(finding, DateStyle::Near(as_of)),
        origin: AlertOrigin::Rule(finding.rule.id().to_owned()),
        raised: None,
        due: finding.due,
        disposition: None,
    }
}
