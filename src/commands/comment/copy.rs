//! `caseload comment copy`: prints a comment as it is pasted into the system of record.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::show::reveal_comment;
use crate::commands::access::{self, Channel};
use crate::commands::cli;
use crate::commands::context::CliContext;
use crate::commands::output;
use crate::domain::audit_event::AuditEvent;
use crate::domain::sanitize::quoted;
use crate::domain::{CaseNumber, Change};
use crate::paper;
use crate::posting::{self, PostingBlock, PostingContext, PostingScope, PostingTemplates};
use crate::store::office_files;
use crate::store::{Settings, Store};

pub(super) fn run(context: &CliContext, args: cli::CopyCommentArgs) -> anyhow::Result<ExitCode> {
    let mut store = context.open_home()?;
    let templates = PostingTemplates::builtin().with_folders(&store.home().all_posting_folders())?;
    let wanted = args.template.or(Settings::for_home(store.home())?.posting);
    let Some(template) = templates.get(wanted.as_deref()) else {
        let known: Vec<_> = templates.iter().map(|template| template.id.as_str()).collect();
        let wanted = wanted.unwrap_or_default();
        bail!(
            "There is no posting template {wanted}. The templates are: {}.",
            known.join(", "),
            wanted = quoted(&wanted)
        );
    };
    let id = args.comment;
    let Some(mut filed) = store.comment_by_id(id)? else { bail!("There is no comment {id}.") };
    if args.reveal {
        let answers = args.answers.to_answers();
        filed = reveal_comment(&mut store, &filed.comment.case, id, args.reason, answers)?;
    } else if filed.comment.protected {
        bail!("The comment is protected. Copy it with --reveal; the reveal is recorded.");
    }
    // A file of the office that cannot be used was told when the home was opened.
    let (catalog, _told) = office_files::load_catalog_leniently(&store.home().all_catalog_folders());
    let wording = PostingContext {
        policy: store.policies().in_force_on(context.today()),
        catalog: &catalog,
        of_common_case: posting::is_of_common_case(&store, &filed)?,
    };
    let scope = if args.all { PostingScope::All } else { PostingScope::ToPost };
    let blocks = template.build_blocks(&filed, scope, wording)?;
    let what = format!("comment {id}");
    match args.to {
        Some(path) if !blocks.is_empty() => write_blocks(context, &mut store, filed.comment.case, &blocks, &path),
        _ => {
            access::record_access(&mut store, Channel::from_context(context), Some(&filed.comment.case), what)?;
            print_blocks(context, &blocks)
        }
    }
}

fn print_blocks(context: &CliContext, blocks: &[PostingBlock]) -> anyhow::Result<ExitCode> {
    if context.wants_json() {
        return output::print_json(&blocks);
    }
    if blocks.is_empty() {
        return output::print_line("Everything in this comment is posted. --all copies it again.");
    }
    output::print_line(posting::format_blocks(blocks).trim_end())
}

/// Writes the blocks to a new file. This is recorded as an export, because a file can leave the home.
fn write_blocks(
    context: &CliContext,
    store: &mut Store,
    case: CaseNumber,
    blocks: &[PostingBlock],
    path: &Path,
) -> anyhow::Result<ExitCode> {
    paper::ensure_new_file(path)?;
    let access = AuditEvent::Exported("a comment for posting".to_owned());
    store.record_export(Change::Accessed { case: Some(case), access })?;
    posting::write_block_file(path, blocks).with_context(|| format!("{} was not written", path.display()))?;
    if context.wants_json() {
        return output::print_json(&blocks);
    }
    output::print_line(&format!("Written to {}.", path.display()))
}
