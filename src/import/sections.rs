//! The sections of a CV, known by their titles in both languages.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

use super::labels::{Label, label_named};
use super::outline::{Level, Line, is_wider, width};
use crate::date::{Span, found};
use crate::text::{folded, is_han};

const TITLES: &str = include_str!("sections.txt");

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// What stands before the first title, or under one that nobody knows.
    Head,
    /// Name and contact data.
    Person,
    /// Who the person is.
    Summary,
    /// Jobs.
    Work,
    /// Internships.
    Internship,
    /// Unpaid posts.
    Volunteer,
    /// Studies.
    Education,
    /// Projects.
    Projects,
    /// Contributions to open source.
    OpenSource,
    /// Publications.
    Publications,
    /// Talks.
    Talks,
    /// Patents.
    Patents,
    /// Prizes.
    Awards,
    /// Certificates.
    Certificates,
    /// Skills.
    Skills,
    /// Languages.
    Languages,
    /// Interests.
    Interests,
    /// What others say.
    References,
    /// Courses.
    Courses,
    /// Teaching, in posts or in courses.
    Teaching,
    /// Anything else.
    Other,
}

/// A section: its kind, the line of its title, and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub kind: Kind,
    /// The index of its title.
    pub title: Option<usize>,
    /// The index of its first line.
    pub start: usize,
    /// The index behind its last line.
    pub end: usize,
}

/// The sections of an outline.
#[must_use]
pub fn sections(lines: &[Line]) -> Vec<Section> {
    let mut sections = vec![Section { kind: Kind::Head, title: None, start: 0, end: lines.len() }];
    let mut level = None;
    // The level of the first heading below the title of a section, which is that of its entries.
    let mut entry = None;
    // Whether the headings of entries have the level of the section's title.
    let mut flat = false;
    for (at, line) in lines.iter().enumerate() {
        let within = sections.last().map_or(Kind::Head, |section| section.kind);
        if let (Level::Heading(heading), true) = (line.level, has_entries(within)) {
            if entry.is_some_and(|entry| heading > entry) {
                continue;
            }
            entry = entry.or(Some(heading).filter(|heading| level.is_some_and(|level| *heading > level)));
            let first = sections.last().is_some_and(|section| section.title.is_some() && section.start == at);
            flat |= Some(heading) == level && (first || is_period(&lines[at - 1])) && !has_subtitles(lines, at);
            if flat && title_kind(line).is_none() {
                entry = Some(heading);
                continue;
            }
        }
        // Where the titles before are list items as well, such an item is a title.
        let item = |line: &Line| matches!(line.level, Level::Item(1));
        let titles = sections.iter().filter_map(|section| section.title);
        let like_titles = item(line) && titles.clone().count() > 0 && titles.clone().all(|title| item(&lines[title]));
        // Among projects or talks, a lower heading with a word such as `campus` in it is the name of one.
        let lower = matches!((line.level, level), (Level::Heading(heading), Some(level)) if heading > level);
        let named = matches!(within, Kind::Projects | Kind::Talks | Kind::Publications | Kind::Awards);
        let project = named && lower && kind_of(&line.text).is_none();
        let table = || studies_table(line).then_some(Kind::Education).filter(|_| !has_entries(within));
        let kind = title_kind(line)
            .or_else(table)
            .filter(|kind| !project && !is_content(*kind, line, sections.last(), like_titles));
        let other = || (ends_section(lines, at, level) || has_lost_title(lines, at, within)).then_some(Kind::Head);
        let Some(kind) = kind.or_else(other) else { continue };
        if let Some(last) = sections.last_mut() {
            last.end = at;
        }
        level = if let Level::Heading(heading) = line.level { Some(heading) } else { level };
        (entry, flat) = (None, false);
        let (title, start) = if kind == Kind::Head && has_subheadings(lines, at) && !sections.is_empty() {
            (Some(at), at + 1)
        } else if kind == Kind::Head {
            (None, at)
        } else {
            (Some(at), at + 1)
        };
        sections.push(Section { kind, title, start, end: lines.len() });
    }
    sections
}

/// Whether a line is the row of labels above a table of studies, below what is no list of entries.
fn studies_table(line: &Line) -> bool {
    if line.level != Level::Rule || !line.text.contains('\t') {
        return false;
    }
    let labels: Vec<Label> = line.text.split('\t').filter_map(label_named).collect();
    labels.contains(&Label::School) && labels.contains(&Label::Period) && !labels.contains(&Label::Title)
}

/// Whether the entries of a section may have headings of their own.
fn has_entries(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Work | Kind::Internship | Kind::Projects | Kind::OpenSource | Kind::Volunteer | Kind::Education
    )
}

/// Whether a title is rather a line of the section it stands in: `English` among the languages, a job's `Projects:`.
fn is_content(kind: Kind, line: &Line, section: Option<&Section>, like_titles: bool) -> bool {
    let within = section.map_or(Kind::Head, |section| section.kind);
    let weak = !matches!(line.level, Level::Heading(_)) && !line.is_bold() && line.text.ends_with([':', '：']);
    let entry = matches!(within, Kind::Work | Kind::Internship | Kind::Projects | Kind::OpenSource | Kind::Volunteer);
    let part = matches!(
        kind,
        Kind::Projects | Kind::Skills | Kind::Summary | Kind::Awards | Kind::Other | Kind::Courses | Kind::Work
    );
    let item = matches!(line.level, Level::Item(_)) && !line.is_bold() && within != Kind::Head && !like_titles;
    let minor = matches!(line.level, Level::Heading(level) if level >= 4)
        && entry
        && matches!(kind, Kind::Projects | Kind::Summary);
    let study = within == Kind::Education && matches!(kind, Kind::Courses | Kind::Awards) && (weak || item);
    (within == kind && kind == Kind::Languages)
        || (entry && (item || part && weak))
        || minor
        || study
        || (matches!(within, Kind::Work | Kind::Education) && kind == Kind::Other && is_subtitle(line))
        || (within == Kind::Languages && kind == Kind::Skills && weak)
        || (within == Kind::Skills && weak && !(line.gap && matches!(kind, Kind::Work | Kind::Education)))
}

/// Whether a line is the title of the other entries of a section, rather than of a section of its own.
fn is_subtitle(line: &Line) -> bool {
    let text = line.text.trim_matches(|c: char| !c.is_alphanumeric());
    !matches!(line.level, Level::Heading(_)) && ["Miscellaneous", "Misc", "Other", "Others", "其他"].contains(&text)
}

/// Whether a heading that names no section ends the one before: it is no lower than that one's title.
fn ends_section(lines: &[Line], at: usize, level: Option<u8>) -> bool {
    let Level::Heading(heading) = lines[at].level else { return false };
    let first = || lines[..at].iter().all(|line| !matches!(line.level, Level::Heading(_)));
    let above = level.is_some_and(|level| heading <= level);
    (above || level.is_none() && !first() && has_subheadings(lines, at)) && found(&lines[at].text).is_empty()
}

/// Whether a line is a period and nothing else.
fn is_period(line: &Line) -> bool {
    let period = |span: &Span| !matches!(span, Span::At(_));
    found(&line.text).iter().any(|found| period(&found.span) && found.range.len() + 4 > line.text.len())
}

/// Whether the title of a known section stands right below a heading.
fn has_subtitles(lines: &[Line], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|next| matches!(next.level, Level::Heading(_)) && is_title(&next.text))
}

/// Whether entries with headings of their own stand below a heading, as below the title of a section.
fn has_subheadings(lines: &[Line], at: usize) -> bool {
    let Level::Heading(heading) = lines[at].level else { return false };
    let Some(next) = lines.get(at + 1) else { return false };
    // A heading that is a date is the line of the entry above it.
    let dated = found(&next.text).iter().any(|found| found.range.len() + 4 > next.text.len());
    matches!(next.level, Level::Heading(next) if next > heading) && !dated && title_kind(next).is_none()
}

/// Whether a heading is that of an entry, in a section that has no entries with dates: its section's title is lost.
fn has_lost_title(lines: &[Line], at: usize, within: Kind) -> bool {
    let dateless =
        matches!(within, Kind::Skills | Kind::Languages | Kind::Interests | Kind::Summary | Kind::References);
    let period = |line: &Line| found(&line.text).iter().any(|found| matches!(found.span, Span::Period(..)));
    let heading = matches!(lines[at].level, Level::Heading(_)) && title_kind(&lines[at]).is_none();
    dateless
        && heading
        && (period(&lines[at]) || lines.get(at + 1).is_some_and(|next| period(next) && next.width() <= 60))
}

/// Whether a text is the title of a section.
#[must_use]
pub fn is_title(text: &str) -> bool {
    kind_of(text).is_some()
}

/// The section whose title a line is.
#[must_use]
pub fn title_kind(line: &Line) -> Option<Kind> {
    if matches!(line.level, Level::Row | Level::Rule) && line.text.contains('\t')
        || is_wider(line.text.trim_matches(|c: char| !c.is_alphanumeric()), 60)
    {
        return None;
    }
    if is_menu(line) {
        return None;
    }
    let strong = matches!(line.level, Level::Heading(_)) || line.is_bold();
    let capitals = line.text.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_uppercase() && c.is_ascii());
    kind_of(&line.text).or_else(|| (strong || (capitals && line.text.len() > 6)).then(|| keyword(&line.text)).flatten())
}

/// Whether a line is a link to another page of the same site, or to a place on this one, as in a menu.
fn is_menu(line: &Line) -> bool {
    let within = |address: &str| !address.contains(':') && !address.starts_with("//") && !address.is_empty();
    let whole = |(text, address): &(String, String)| line.text.starts_with(text.as_str()) && within(address);
    !matches!(line.level, Level::Heading(_)) && line.bold == 0 && line.links.iter().any(whole)
}

/// The section that a text is the title of, in one language or in both.
#[must_use]
pub fn kind_of(text: &str) -> Option<Kind> {
    let text = unnumbered(text);
    if text.is_empty() || is_wider(text, 60) {
        return None;
    }
    let titles = titles();
    let whole = key(text);
    if let Some(kind) = titles.get(&whole) {
        return Some(*kind);
    }
    if whole.is_ascii() {
        return None;
    }
    let (chinese, latin): (String, String) = whole.chars().partition(|c| is_han(*c));
    let chinese = titles.get(&chinese)?;
    titles.contains_key(&latin).then_some(*chinese)
}

/// A title as it is looked up: `Awards & Honors` and `awards and honors` are one.
fn key(title: &str) -> String {
    let folded = folded(title);
    if folded.contains("and") { folded.replace("and", "") } else { folded }
}

/// A title without its number and the marks around it.
fn unnumbered(text: &str) -> &str {
    let text = text.trim().trim_matches(|c: char| !c.is_alphanumeric());
    let numbers = "一二三四五六七八九十0123456789IVX";
    let rest = text.trim_start_matches(|c| numbers.contains(c));
    match rest.chars().next() {
        Some(c)
            if rest.len() < text.len()
                && ("、.．)）】]:：".contains(c) || c == ' ' && text.len() - rest.len() <= 2) =>
        {
            rest.trim_start_matches(|c: char| !c.is_alphanumeric())
        }
        _ => text,
    }
}

/// Words that end a title of a post, which may have a word of a section in it: `Project Manager`, `数据实习生`.
const POSTS: [&str; 24] = [
    "生",
    "师",
    "员",
    "经理",
    "总监",
    "助理",
    "主管",
    "负责人",
    "intern",
    "manager",
    "engineer",
    "director",
    "coordinator",
    "assistant",
    "lead",
    "developer",
    "officer",
    "specialist",
    "consultant",
    "designer",
    "analyst",
    "scientist",
    "teacher",
    "instructor",
];

/// Words in headings that name the section, the more particular first.
const KEYWORDS: [(&str, Kind); 52] = [
    ("editorial", Kind::Volunteer),
    ("professional service", Kind::Volunteer),
    ("academic service", Kind::Volunteer),
    ("community service", Kind::Volunteer),
    ("学术服务", Kind::Volunteer),
    ("实习", Kind::Internship),
    ("internship", Kind::Internship),
    ("教育", Kind::Education),
    ("education", Kind::Education),
    ("学历", Kind::Education),
    ("academic background", Kind::Education),
    ("开源", Kind::OpenSource),
    ("open source", Kind::OpenSource),
    ("专利", Kind::Patents),
    ("patent", Kind::Patents),
    ("论文", Kind::Publications),
    ("publication", Kind::Publications),
    ("专著", Kind::Publications),
    ("教材", Kind::Publications),
    ("book chapter", Kind::Publications),
    ("monograph", Kind::Publications),
    ("项目", Kind::Projects),
    ("project", Kind::Projects),
    ("获奖", Kind::Awards),
    ("荣誉", Kind::Awards),
    ("奖项", Kind::Awards),
    ("award", Kind::Awards),
    ("honor", Kind::Awards),
    ("honour", Kind::Awards),
    ("scholarship", Kind::Awards),
    ("证书", Kind::Certificates),
    ("certific", Kind::Certificates),
    ("志愿", Kind::Volunteer),
    ("校园", Kind::Volunteer),
    ("社团", Kind::Volunteer),
    ("volunteer", Kind::Volunteer),
    ("extracurricular", Kind::Volunteer),
    ("技能", Kind::Skills),
    ("技术栈", Kind::Skills),
    ("skill", Kind::Skills),
    ("工作经", Kind::Work),
    ("工作履", Kind::Work),
    ("experience", Kind::Work),
    ("employment", Kind::Work),
    ("work history", Kind::Work),
    ("appointments", Kind::Work),
    ("兴趣", Kind::Interests),
    ("hobbies", Kind::Interests),
    ("语言能力", Kind::Languages),
    ("references", Kind::References),
    ("自我评价", Kind::Summary),
    ("经历", Kind::Work),
];

/// The section that a heading names by a word.
fn keyword(text: &str) -> Option<Kind> {
    let lower = text.to_lowercase();
    let short = width(text) <= 40 && !lower.contains([',', '，', '|', '：', ':']) && found(text).is_empty();
    // `Engineer (Internship)`
    let named = lower.split(['(', '（']).next().unwrap_or_default().trim_end();
    if text.contains('\t') || POSTS.iter().any(|post| named.ends_with(post)) {
        return None;
    }
    let word = KEYWORDS.iter().find(|(word, _)| lower.contains(word)).filter(|_| short)?;
    // Studies and posts in one list are told apart among posts.
    if word.1 == Kind::Education && ["工作", "work", "employment", "career"].iter().any(|both| lower.contains(both)) {
        return Some(Kind::Work);
    }
    // A title of a post or of a thing that happens to hold the word: `Project Manager`, `Education Technology Inc.`
    let words = lower.split_whitespace().count();
    (words <= 4
        && !["manager", "engineer", "director", "coordinator", "assistant", "平台", "系统", "公司", "经理"]
            .iter()
            .any(|post| lower.contains(post)))
    .then_some(word.1)
}

fn titles() -> &'static FxHashMap<String, Kind> {
    static KNOWN: OnceLock<FxHashMap<String, Kind>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let lists = TITLES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
        let kinds = lists.filter_map(|(name, titles)| Some((kind_named(name)?, titles)));
        kinds.flat_map(|(kind, titles)| titles.split(", ").map(move |title| (key(title), kind))).collect()
    })
}

fn kind_named(name: &str) -> Option<Kind> {
    Some(match name {
        "person" => Kind::Person,
        "summary" => Kind::Summary,
        "work" => Kind::Work,
        "internship" => Kind::Internship,
        "volunteer" => Kind::Volunteer,
        "education" => Kind::Education,
        "projects" => Kind::Projects,
        "opensource" => Kind::OpenSource,
        "publications" => Kind::Publications,
        "talks" => Kind::Talks,
        "patents" => Kind::Patents,
        "awards" => Kind::Awards,
        "certificates" => Kind::Certificates,
        "skills" => Kind::Skills,
        "languages" => Kind::Languages,
        "interests" => Kind::Interests,
        "references" => Kind::References,
        "courses" => Kind::Courses,
        "teaching" => Kind::Teaching,
        "other" => Kind::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_in_both_languages_with_numbers_and_marks() {
        for (text, kind) in [
            ("工作经历", Kind::Work),
            ("【教育背景】", Kind::Education),
            ("一、项目经验：", Kind::Projects),
            ("2. Education", Kind::Education),
            ("工作经历 / Work Experience", Kind::Work),
            ("EXPERIENCE", Kind::Work),
            ("E X P E R I E N C E", Kind::Work),
            ("■ 专业技能", Kind::Skills),
            ("Honors & Awards", Kind::Awards),
            ("著作与教材", Kind::Publications),
            ("Books & Book Chapters", Kind::Publications),
        ] {
            assert_eq!(kind_of(text), Some(kind), "{text}");
        }
        for text in ["Acme", "负责项目管理工作", "Experience with Java", "2018 - 2019", ""] {
            assert_eq!(kind_of(text), None, "{text}");
        }
    }
}
