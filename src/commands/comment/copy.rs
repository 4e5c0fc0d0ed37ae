//! `caseload comment copy`: the comment as it is pasted into the system of record.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use crate::commands::access::{self, Form};
use crate::commands::cli;
use crate::commands::context::Context;
use crate::commands::output;
use crate::domain::access::Access;
use crate::domain::{CaseNumber, Change};
use crate::exchange::own;
use crate::exchange::posting::{self, Block, Extent, PostingTemplates, Wording};
use crate::store::{Settings, Store};

pub(super) fn run(context: &Context, args: cli::CommentCopy) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let templates = PostingTemplates::with_own(&store.home().posting())?;
    let wanted = args.template.or(Settings::of(store.home())?.posting);
    let Some(template) = templates.get(wanted.as_deref()) else {
        let known: Vec<_> = templates.iter().map(|template| template.id.as_str()).collect();
        bail!("There is no such posting template. There are: {}.", known.join(", "));
    };
    let id = args.comment;
    let Some(mut filed) = store.comment(id)? else { bail!("There is no comment {id}.") };
    if args.reveal {
        filed = store.reveal(&filed.comment.case, id, args.reason)?;
    } else if filed.comment.protected {
        bail!("The comment is protected. Copy it with --reveal; that is recorded.");
    }
    let catalogue = own::catalogue(&store.home().catalogue())?;
    let wording = Wording { policy: store.policies().on(context.today()), catalogue: &catalogue };
    let extent = if args.all { Extent::All } else { Extent::ToPost };
    let blocks = template.blocks(&filed, extent, wording)?;
    let what = format!("comment {id}");
    match args.to {
        Some(path) if !blocks.is_empty() => write(context, &mut store, filed.comment.case, &blocks, &path),
        _ => {
            access::account(&mut store, Form::of(context), Some(&filed.comment.case), what)?;
            print(context, &blocks)
        }
    }
}

fn print(context: &Context, blocks: &[Block]) -> anyhow::Result<ExitCode> {
    if context.json() {
        return output::json(&blocks);
    }
    if blocks.is_empty() {
        return output::line("Everything of it is posted. --all copies it again.");
    }
    output::line(posting::printed(blocks).trim_end())
}

/// Writes the entries to a file; what leaves as a file is used elsewhere, and the record says that it left.
fn write(
    context: &Context,
    store: &mut Store,
    case: CaseNumber,
    blocks: &[Block],
    path: &Path,
) -> anyhow::Result<ExitCode> {
    posting::write_new(path, blocks).with_context(|| format!("{} was not written", path.display()))?;
    let access = Access::Exported("a comment for posting".to_owned());
    store.record(Change::Accessed { case: Some(case), access })?;
    if context.json() {
        return output::json(&blocks);
    }
    output::line(&format!("Written to {}.", path.display()))
}
