use std::collections::HashSet;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::{Arguments, Audience};
use crate::collection::{Collection, load_setup};
use crate::map::map;
use crate::pieces::{Piece, lines, pieces, threads};
use crate::report::{Report, Severity};
use crate::setup::Setup;

const EXAMPLES: &str = "Examples:
  vitagraph map people.jsonl > graph.nq          records of a file, one on each line
  zcat people.jsonl.gz | vitagraph map | gzip    from a pipe into a pipe
  vitagraph map people/ extra.yaml | sort -u     a folder and a file, without repetitions";

/// Map records to N-Quads as a stream, without a store and without merging
///
/// Each record is mapped alone, in the order of the input, with the settings and registers of the collection around
/// the current folder, if there is one. Nodes that records share are repeated; compare results after `sort -u`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Map {
    /// Files or folders of records, or `-` for JSON records on the lines of standard input
    #[arg(value_name = "FILE", default_value = "-")]
    inputs: Vec<PathBuf>,
    /// Who will see the output
    #[arg(long, value_name = "WHO", default_value = "public")]
    audience: Audience,
    /// How many threads map [default: as many as there are processors]
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

impl Map {
    pub(super) fn run(&self, arguments: &Arguments) -> anyhow::Result<ExitCode> {
        let mut report = Report::default();
        let root = arguments.data.clone().or_else(|| Collection::find_root(&std::env::current_dir().ok()?));
        let setup = root.map(|root| load_setup(&root, &mut report)).unwrap_or_default();
        let mut failed = arguments.tell(&report) != ExitCode::SUCCESS;
        let mut told = HashSet::new();
        let mut tell = |findings: Report| {
            failed |= findings.count(Severity::Error) > 0;
            arguments.tell_once(&findings, &mut told);
        };
        self.map(&setup, &mut tell)?;
        Ok(ExitCode::from(u8::from(failed)))
    }

    fn map(&self, setup: &Setup, tell: &mut (impl FnMut(Report) + Send)) -> anyhow::Result<()> {
        let threads = self.threads.unwrap_or_else(threads);
        let pieces = self.inputs.iter().flat_map(|input| input_pieces(input));
        let mut output = BufWriter::with_capacity(1 << 16, io::stdout());
        Ok(map(pieces, setup, self.audience.into(), threads, &mut output, tell)?)
    }
}

fn input_pieces(input: &Path) -> Box<dyn Iterator<Item = Piece> + '_> {
    match input == Path::new("-") {
        true => Box::new(lines("standard input".into(), io::stdin().lock())),
        false => Box::new(pieces(input, |file| file.display().to_string())),
    }
}
