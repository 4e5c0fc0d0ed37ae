//! `caseload list`: the lists of the screen, as text, JSON or CSV.

use std::process::ExitCode;

use chrono::NaiveDate;
use serde::Serialize;

use super::access::{self, Form};
use super::cli::{self, What};
use super::comment::{AmendmentLine, CommentLine};
use super::context::Context;
use super::output::{self, Table};
use crate::desk::{ActionRow, CaseRow, Desk, TodayItem, TodayOrigin};
use crate::domain::alert::Alert;
use crate::domain::dates;
use crate::domain::name::PersonName;
use crate::domain::{CaseNumber, PersonNumber};
use crate::rules::finding::Severity;

pub(super) fn run(context: &Context, args: &cli::List) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let as_of = args.as_of.unwrap_or_else(|| context.today());
    let form = if args.csv { Form::Csv } else { Form::of(context) };
    access::account(&mut store, form, None, format!("the list {}", args.what.name()))?;
    if let What::Comments | What::Unposted = args.what {
        let comments = store.all_comments(args.what == What::Unposted)?;
        return answer(form, &comments.iter().map(CommentLine::of).collect::<Vec<_>>(), "No comments.", comment_table);
    }
    let desk = Desk::lay(&store, as_of)?;
    match args.what {
        What::Today => answer(form, &today(&desk), "Nothing is due.", today_table),
        What::Cases => {
            answer(form, &desk.case_rows(), "No cases. Read extracts with: caseload import FILE…", |rows, form| {
                case_table(rows, form, as_of)
            })
        }
        What::Action => answer(form, &action(&desk), "No case requires action.", action_table),
        What::Alerts => answer(form, &alerts(&desk), "No alerts are open.", alert_table),
        What::Comments | What::Unposted => Ok(ExitCode::SUCCESS),
    }
}

fn answer<T: Serialize>(
    form: Form,
    rows: &[T],
    empty: &str,
    table: impl FnOnce(&[T], Printer<'_>) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    match form {
        Form::Json => output::json(&rows),
        Form::Text => table(rows, Printer { csv: false, empty }),
        Form::Csv => table(rows, Printer { csv: true, empty }),
    }
}

/// How a table is printed.
#[derive(Clone, Copy)]
struct Printer<'a> {
    csv: bool,
    empty: &'a str,
}

impl Printer<'_> {
    fn print<const N: usize>(self, table: &Table<N>) -> anyhow::Result<ExitCode> {
        if self.csv { table.csv() } else { table.print(self.empty) }
    }
}

/// A row of the ES109 as JSON gives it.
#[derive(Serialize)]
struct ActionLine {
    category: &'static str,
    case: CaseNumber,
    person: PersonNumber,
    name: PersonName,
    due: Option<NaiveDate>,
    rule: String,
    severity: Severity,
    says: String,
    cannot_tell: Vec<String>,
}

fn action(desk: &Desk) -> Vec<ActionLine> {
    desk.action_rows().into_iter().map(action_line).collect()
}

fn action_line(row: ActionRow) -> ActionLine {
    let finding = row.finding;
    ActionLine {
        category: finding.category.id(),
        case: finding.case,
        person: finding.person,
        name: row.name,
        due: finding.due,
        rule: finding.rule,
        severity: finding.severity,
        says: finding.says,
        cannot_tell: finding.cannot_tell,
    }
}

fn action_table(rows: &[ActionLine], printer: Printer<'_>) -> anyhow::Result<ExitCode> {
    let mut table = Table::new(["Category", "Case", "Person", "Name", "Due", "Says"]);
    for row in rows {
        table.push([
            row.category.to_owned(),
            row.case.to_string(),
            row.person.to_string(),
            row.name.to_string(),
            day(row.due),
            row.says.clone(),
        ]);
    }
    printer.print(&table)
}

/// An alert as JSON gives it.
#[derive(Serialize)]
struct AlertLine {
    id: String,
    case: CaseNumber,
    person: PersonNumber,
    name: Option<PersonName>,
    due: Option<NaiveDate>,
    raised: Option<NaiveDate>,
    text: String,
    from: String,
}

fn alerts(desk: &Desk) -> Vec<AlertLine> {
    desk.alert_rows().into_iter().map(|alert| alert_line(desk, alert)).collect()
}

fn alert_line(desk: &Desk, alert: Alert) -> AlertLine {
    AlertLine {
        id: alert.key.to_string(),
        name: desk.case(&alert.case).map(|case| case.name_of(alert.person)),
        from: alert.origin.to_string(),
        case: alert.case,
        person: alert.person,
        due: alert.due,
        raised: alert.raised,
        text: alert.text,
    }
}

fn alert_table(rows: &[AlertLine], printer: Printer<'_>) -> anyhow::Result<ExitCode> {
    let mut table = Table::new(["Alert", "Due", "Case", "Person", "Name", "Text", "From"]);
    for row in rows {
        table.push([
            row.id.clone(),
            day(row.due),
            row.case.to_string(),
            row.person.to_string(),
            row.name.as_ref().map(ToString::to_string).unwrap_or_default(),
            row.text.clone(),
            row.from.clone(),
        ]);
    }
    printer.print(&table)
}

/// An item of the Today list as JSON gives it.
#[derive(Serialize)]
struct TodayLine {
    due: Option<NaiveDate>,
    severity: Severity,
    case: CaseNumber,
    person: PersonNumber,
    name: PersonName,
    says: String,
    rule: Option<String>,
    alert: Option<String>,
}

fn today(desk: &Desk) -> Vec<TodayLine> {
    desk.today_items().into_iter().map(today_line).collect()
}

fn today_line(item: TodayItem) -> TodayLine {
    let rule = match item.origin {
        TodayOrigin::Finding(finding) => Some(finding.rule),
        TodayOrigin::Alert | TodayOrigin::Draft { .. } => None,
    };
    TodayLine {
        due: item.due,
        severity: item.severity,
        case: item.case,
        person: item.person,
        name: item.name,
        says: item.says,
        rule,
        alert: item.alert.map(|alert| alert.to_string()),
    }
}

fn today_table(rows: &[TodayLine], printer: Printer<'_>) -> anyhow::Result<ExitCode> {
    let mut table = Table::new(["Due", "Case", "Person", "Name", "Says"]);
    for row in rows {
        table.push([
            day(row.due),
            row.case.to_string(),
            row.person.to_string(),
            row.name.to_string(),
            row.says.clone(),
        ]);
    }
    printer.print(&table)
}

fn case_table(rows: &[CaseRow], printer: Printer<'_>, as_of: NaiveDate) -> anyhow::Result<ExitCode> {
    let mut table = Table::new([
        "Case",
        "Person",
        "Name",
        "Role",
        "Registration",
        "Since",
        "Activity",
        "Status",
        "Hours",
        "Last contact",
        "Next due",
        "Plan",
        "Months",
        "Language",
        "Alerts",
        "Annotation",
    ]);
    for row in rows {
        table.push(case_cells(row, as_of));
    }
    printer.print(&table)
}

fn case_cells(row: &CaseRow, as_of: NaiveDate) -> [String; 16] {
    let activity = row.activity.as_ref();
    let status = activity.and_then(|activity| activity.status);
    let ago = |on| format!("{on} ({} days)", dates::days_between(on, as_of));
    let plan = row.plan_signed.map(|on| format!("signed {on}")).or(row.plan_due.map(|due| format!("due {due}")));
    let months = row.months_used.zip(row.months_limit).map(|(used, limit)| format!("{used}/{limit}"));
    [
        row.case.to_string(),
        row.person.to_string(),
        row.name.to_string(),
        row.relation.title().to_owned(),
        row.registration.title().to_owned(),
        row.registration_since.to_string(),
        activity.map(|activity| activity.kind.clone()).unwrap_or_default(),
        status.map(|status| status.title().to_owned()).unwrap_or_default(),
        row.hours.map(|(average, required)| format!("{average}/{required}")).unwrap_or_default(),
        row.last_contact.map(ago).unwrap_or_default(),
        row.next_due.as_ref().map(|(due, what)| format!("{due} {what}")).unwrap_or_default(),
        plan.unwrap_or_default(),
        months.unwrap_or_default(),
        row.language.clone().unwrap_or_default(),
        row.alerts_open.to_string(),
        row.annotation.clone().unwrap_or_default(),
    ]
}

fn comment_table(rows: &[CommentLine], printer: Printer<'_>) -> anyhow::Result<ExitCode> {
    let mut table = Table::new([
        "Contact", "Case", "Person", "Type", "Reached", "Purpose", "Results", "By", "Posted", "Amended", "Id",
    ]);
    for row in rows {
        table.push([
            row.date.to_string(),
            row.case.to_string(),
            row.person.to_string(),
            row.contact_type.clone(),
            if row.reached { "reached" } else { "attempted" }.to_owned(),
            row.purpose.clone(),
            row.results.clone(),
            row.author.to_string(),
            day(row.posted),
            row.amendments.iter().map(AmendmentLine::in_short).collect::<Vec<_>>().join("; "),
            row.id.to_string(),
        ]);
    }
    printer.print(&table)
}

fn day(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}
