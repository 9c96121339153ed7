use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use clap::Args;
use vitagraph::collection::{self, Collection, load_setup};
use vitagraph::map::{Piece, lines, map};
use vitagraph::report::{Report, Severity};
use vitagraph::setup::Setup;

use super::{Arguments, Audience};

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
        let threads = self.threads.or_else(|| thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
        let pieces = self.inputs.iter().flat_map(|input| pieces(input));
        let mut output = BufWriter::with_capacity(1 << 16, io::stdout());
        Ok(map(pieces, setup, self.audience.into(), threads, &mut output, tell)?)
    }
}

/// The pieces of an input: lines are read as they are needed, other files one at a time.
fn pieces(input: &Path) -> Box<dyn Iterator<Item = io::Result<Piece>>> {
    if input == Path::new("-") {
        return Box::new(lines("standard input".into(), io::stdin().lock()));
    }
    let mut report = Report::default();
    let files = collection::record_files(input, &mut report);
    let faults: Vec<io::Result<Piece>> =
        report.findings().into_iter().map(|finding| Ok(Piece::Fault(finding.clone()))).collect();
    Box::new(faults.into_iter().chain(files.into_iter().flat_map(|file| file_pieces(&file))))
}

fn file_pieces(file: &Path) -> Box<dyn Iterator<Item = io::Result<Piece>>> {
    let name = file.display().to_string();
    let of_lines = file.extension().is_some_and(|extension| extension == "jsonl" || extension == "ndjson");
    if of_lines && let Ok(opened) = File::open(file) {
        return Box::new(lines(name, BufReader::with_capacity(1 << 16, opened)));
    }
    let piece = match collection::read_text(file, &name) {
        Ok(text) => Piece::File { name, text },
        Err(finding) => Piece::Fault(finding),
    };
    Box::new(std::iter::once(Ok(piece)))
}
