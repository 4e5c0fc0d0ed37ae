//! `caseload comment copy`: the comment as it is pasted into the system of record.

use std::process::ExitCode;

use anyhow::bail;

use crate::commands::access::{self, Form};
use crate::commands::cli;
use crate::commands::context::Context;
use crate::commands::output;
use crate::exchange::posting::{Block, Extent, PostingTemplates, Wording};
use crate::policy::catalogue::Catalogue;

pub(super) fn run(context: &Context, args: cli::CommentCopy) -> anyhow::Result<ExitCode> {
    let mut store = context.open()?;
    let templates = PostingTemplates::with_own(&store.home().posting())?;
    let Some(template) = templates.get(args.template.as_deref()) else {
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
    let catalogue = Catalogue::builtin()?;
    let wording = Wording { policy: store.policies().on(context.today()), catalogue: &catalogue };
    let extent = if args.all { Extent::All } else { Extent::ToPost };
    let blocks = template.blocks(&filed, extent, wording)?;
    access::account(&mut store, Form::of(context), Some(&filed.comment.case), format!("comment {id}"))?;
    print(context, &blocks)
}

/// Each entry under a line that is not part of it.
fn print(context: &Context, blocks: &[Block]) -> anyhow::Result<ExitCode> {
    if context.json() {
        return output::json(&blocks);
    }
    if blocks.is_empty() {
        return output::line("Everything of it is posted. --all copies it again.");
    }
    for block in blocks {
        if let Some(entry_type) = &block.entry_type {
            output::line(&format!("---- entry type: {entry_type} ----"))?;
        } else {
            output::line("----")?;
        }
        output::line(&block.text)?;
    }
    Ok(ExitCode::SUCCESS)
}
