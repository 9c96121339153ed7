//! What the colours, patterns and shapes of a timeline mean.

use maud::{Markup, html};

use super::Options;
use super::bars;
use super::measure::{SMALL, width};
use super::spans::{Kind, Mark, MarkKind, Span};
use super::svg::Px;

const MARGIN: f64 = 10.0;

/// The kinds of spans that are there.
pub(super) fn kinds(spans: &[&Span]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = spans.iter().map(|span| span.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The kinds of marks that have a date.
pub(super) fn mark_kinds(marks: &[Mark]) -> Vec<MarkKind> {
    let mut kinds: Vec<MarkKind> = marks.iter().filter(|mark| mark.date.is_some()).map(|mark| mark.kind).collect();
    kinds.dedup();
    kinds
}

/// What a kind is called.
pub(super) fn kind_name(kind: Kind, options: &Options<'_>) -> &'static str {
    match kind {
        Kind::Job => options.words.pick("job", "工作"),
        Kind::Internship => options.words.pick("internship", "实习"),
        Kind::Post => options.words.pick("post", "任职"),
        Kind::Study => options.words.pick("study", "学习"),
    }
}

/// What marks of a kind are called.
pub(super) fn mark_name(kind: MarkKind, options: &Options<'_>) -> &'static str {
    match kind {
        MarkKind::Paper => options.words.pick("papers", "论文"),
        MarkKind::Patent => options.words.pick("patents", "专利"),
        MarkKind::Certificate => options.words.pick("certificates", "证书"),
        MarkKind::Award => options.words.pick("awards", "奖项"),
    }
}

/// The shape of a mark around its middle.
pub(super) fn shape(kind: MarkKind, x: f64, y: f64) -> Markup {
    let (class, lines) = match kind {
        MarkKind::Paper => ("mark paper", "m0 -6l6 6l-6 6l-6 -6z"),
        MarkKind::Patent => ("mark patent", "m0 -6l6.5 11h-13z"),
        MarkKind::Certificate => ("mark certificate", "m-5 -5h10v10h-10z"),
        MarkKind::Award => {
            ("mark award", "m0 -6.5l1.8 4.2l4.6 .3l-3.6 2.9l1.2 4.5l-4 -2.5l-4 2.5l1.2 -4.5l-3.6 -2.9l4.6 -.3z")
        }
    };
    html! { path class=(class) d={ "M" (Px(x)) " " (Px(y)) (lines) } {} }
}

/// What the colours and shapes mean, from `y` down, and where that ends.
pub(super) fn legend(
    kinds: &[Kind],
    marks: &[MarkKind],
    left_out: usize,
    y: f64,
    options: &Options<'_>,
) -> (Markup, f64) {
    let (mut x, mut line) = (MARGIN, y + 10.0);
    let mut entries = Vec::new();
    let mut place = |wide: f64| {
        if x + wide > options.wide() - MARGIN && x > MARGIN {
            (x, line) = (MARGIN, line + 20.0);
        }
        let at = (x, line);
        x += wide + 16.0;
        at
    };
    for kind in kinds {
        let name = kind_name(*kind, options);
        let (x, y) = place(28.0 + width(name, SMALL));
        let class = bars::class(*kind);
        entries.push(html! {
            rect class=(class) x=(Px(x)) y=(Px(y - 6.0)) width="22" height="12" {}
            @if *kind != Kind::Job {
                rect x=(Px(x)) y=(Px(y - 6.0)) width="22" height="12" fill={ "url(#" (options.id) "-" (class) "-weave)" } {}
            }
            line class={ "edge " (class) "-edge" } x1=(Px(x)) x2=(Px(x + 22.0)) y1=(Px(y + 5.0)) y2=(Px(y + 5.0)) {}
            text class="muted small" x=(Px(x + 28.0)) y=(Px(y + 4.0)) { (name) }
        });
    }
    for kind in marks {
        let name = mark_name(*kind, options);
        let (x, y) = place(18.0 + width(name, SMALL));
        entries.push(html! {
            (shape(*kind, x + 6.0, y))
            text class="muted small" x=(Px(x + 18.0)) y=(Px(y + 4.0)) { (name) }
        });
    }
    if left_out > 0 {
        let text = options.words.more(left_out);
        let (x, y) = place(width(&text, SMALL));
        entries.push(html! { text class="muted small" x=(Px(x)) y=(Px(y + 4.0)) { (text) } });
    }
    (html! { g aria-hidden="true" { @for entry in entries { (entry) } } }, line + 14.0)
}
