//! Publications, talks and patents, each in a line of a list.

use std::borrow::Cow;

use super::draft::{Block, Field, Value};
use super::labels::label;
use super::lists::{first_date, web};
use super::outline::{Line, width};
use super::parts::trimmed;
use super::sections::Kind;
use crate::date::found;

/// A publication in a line, or nothing where the line only counts some; what the section lists may be of one kind.
#[must_use]
pub fn publication(line: &Line, listed: &str) -> Option<Block> {
    let (text, mark) = without_mark(unlabelled(&line.text));
    let text = text.as_ref();
    let (before, title, after) = linked(text, line)
        .or_else(|| dotted(text))
        .or_else(|| quoted(text))
        .or_else(|| cited(text))
        .unwrap_or(("", text, ""));
    let title = trimmed(title);
    if title.chars().filter(|c| c.is_alphanumeric()).count() < 4 {
        return None;
    }
    let kind = mark.unwrap_or(if listed == "book" && is_part(after) { "chapter" } else { listed });
    let mut block = Block::new(line.number, &line.text);
    block.text("name", title);
    block.texts("authors", authors(before));
    let venue = venue(after);
    match kind {
        "book" => block.text("publisher", venue.rsplit([':', '：']).next().unwrap_or_default()),
        _ => block.text("venue", venue),
    };
    if let Some(year) = found(&line.text).last().map(first_date) {
        block.text("releaseDate", year);
    }
    if let Some(at) = line
        .text
        .find("10.")
        .filter(|at| line.text[*at..].contains('/') && line.text[..*at].to_lowercase().contains("doi"))
    {
        let doi = line.text[at_end(&line.text, at)].to_owned();
        block.text("doi", doi.trim_end_matches(['.', ',', ')']));
    }
    if let Some(address) = line.links.iter().find_map(|(_, address)| web(address)).or_else(|| bare_address(&line.text))
    {
        block.text("url", address);
    }
    block.text("type", if kind == "article" { "" } else { kind });
    Some(block)
}

/// The kind of the publications that a section with this title lists; nothing where it may be several.
#[must_use]
pub fn kind_of(section: Kind, title: &str) -> &'static str {
    const KINDS: [(&str, &[&str]); 5] = [
        ("", &["paper", "article", "publication", "论文", "文章"]),
        ("report", &["report"]),
        (
            "book",
            &["books", "monogra", "专著", "著作", "译著", "编著", "教材", "bücher", "livres", "ouvrages", "libros"],
        ),
        ("chapter", &["chapter", "章节", "buchkapitel", "chapitre", "capítulo"]),
        ("book", &["book"]),
    ];
    if section == Kind::Talks {
        return "talk";
    }
    let lower = title.to_lowercase();
    let own = lower.replace("in books", "").replace("de livres", "").replace("de libros", "");
    let known = KINDS.iter().find(|(_, words)| words.iter().any(|word| own.contains(word)));
    known.map_or("", |(kind, _)| kind)
}

/// Whether what follows a title says that it is a part of a book.
fn is_part(after: &str) -> bool {
    let lower = after.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    lower.starts_with("in ") || lower.starts_with("in: ") || lower.contains("(ed.)") || lower.contains("(eds")
}

/// A citation without the mark behind its title that Chinese ones have (GB/T 7714), `[M]`, and the kind that it means.
fn without_mark(text: &str) -> (Cow<'_, str>, Option<&'static str>) {
    let marks = text.match_indices('[').find_map(|(at, _)| {
        let (mark, rest) = text[at + 1..].split_once(']')?;
        let kind = match mark.split('/').next()? {
            "M" if rest.starts_with("//") => "chapter",
            "M" => "book",
            "D" => "thesis",
            "R" => "report",
            "J" | "C" => "article",
            _ => return None,
        };
        Some((format!("{}. {rest}", &text[..at]), kind))
    });
    marks.map_or((Cow::Borrowed(text), None), |(text, kind)| (Cow::Owned(text), Some(kind)))
}

fn at_end(text: &str, at: usize) -> std::ops::Range<usize> {
    at..text[at..].find(|c: char| c.is_whitespace() || c as u32 > 0x2e80).map_or(text.len(), |end| at + end)
}

/// An address in the text itself.
#[must_use]
pub fn bare_address(text: &str) -> Option<String> {
    let at = text.find("https://").or_else(|| text.find("http://"))?;
    web(text[at_end(text, at)].trim_end_matches(['.', ',', ')', ']', '>', ';']))
}

/// A line without `Paper:` before it, or its number.
fn unlabelled(text: &str) -> &str {
    let kinds = [
        "paper",
        "patent",
        "article",
        "book",
        "talk",
        "thesis",
        "论文",
        "专利",
        "著作",
        "期刊",
        "会议",
        "journal",
        "conference",
    ];
    let named = text
        .split_once([':', '：'])
        .filter(|(kind, _)| kinds.iter().any(|known| trimmed(kind).eq_ignore_ascii_case(known)));
    let text = named.map_or(text, |(_, rest)| rest.trim());
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.strip_prefix(". ").filter(|_| (1..=3).contains(&(text.len() - rest.len())));
    let text = numbered.map_or(text, str::trim_start);
    text.strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .filter(|(number, _)| number.len() <= 4)
        .map_or(text, |(_, rest)| rest.trim())
}

/// The title that the longest link leads from.
fn linked<'t>(text: &'t str, line: &Line) -> Option<(&'t str, &'t str, &'t str)> {
    let links = line.links.iter().filter(|(name, _)| width(name) >= 15 && !name.contains("://"));
    let (name, _) = links.max_by_key(|(name, _)| name.len())?;
    let at = text.find(name.as_str())?;
    Some((&text[..at], &text[at..at + name.len()], &text[at + name.len()..]))
}

/// The title between stops in a Chinese citation: `某甲，某乙.题目.《刊物》，2021`.
fn dotted(text: &str) -> Option<(&str, &str, &str)> {
    let first = text.find(['.', '．'])?;
    let start = first + text[first..].chars().next().map_or(1, char::len_utf8);
    let end = start + text[start..].find(['.', '．', '[', '《'])?;
    let title = &text[start..end];
    let han = |text: &str| text.chars().filter(|c| crate::text::is_han(*c)).count();
    (han(title) >= 4 && (2..=40).contains(&han(&text[..first])) && !text[..first].contains(['《', '“'])).then_some((
        &text[..first],
        title,
        &text[end..],
    ))
}

/// The title in quotation marks.
fn quoted(text: &str) -> Option<(&str, &str, &str)> {
    [('“', '”'), ('"', '"'), ('《', '》'), ('「', '」')].iter().find_map(|(open, close)| {
        let start = text.find(*open)? + open.len_utf8();
        let end = start + text[start..].find(*close)?;
        (end - start > 8)
            .then(|| (&text[..start - open.len_utf8()], &text[start..end], &text[end + close.len_utf8()..]))
    })
}

/// The title behind the authors of a citation: `A. Smith, B. Jones (2012). Title. Venue`.
fn cited(text: &str) -> Option<(&str, &str, &str)> {
    let stops: Vec<usize> = stops(text);
    let authors_end = stops.iter().copied().find(|stop| are_authors(&text[..*stop]))?;
    let rest = &text[authors_end..];
    let title_at = authors_end + rest.len() - rest.trim_start_matches(|c: char| !c.is_alphabetic()).len();
    let end = stops.iter().copied().find(|stop| *stop > title_at + 8).unwrap_or(text.len());
    Some((&text[..authors_end], &text[title_at..end], &text[end..]))
}

/// Where sentences end: behind a word of more than two letters, or a year in brackets.
fn stops(text: &str) -> Vec<usize> {
    let mut stops: Vec<usize> =
        text.match_indices(". ").map(|(at, _)| at).filter(|at| ends_word(&text[..*at])).collect();
    stops.extend(text.match_indices("). ").map(|(at, _)| at + 1));
    stops.extend(text.match_indices("):").map(|(at, _)| at + 1));
    let year = |at: &usize| text[..*at].bytes().rev().take_while(u8::is_ascii_digit).count() == 4;
    stops.extend(text.match_indices(") ").map(|(at, _)| at).filter(year).map(|at| at + 1));
    stops.sort_unstable();
    stops
}

/// Whether a stop behind this text ends a sentence: it does not behind initials before a name, as in `A. Smith`, but
/// behind those after one, as in `Smith A.`
fn ends_word(text: &str) -> bool {
    let mut words = text.rsplit(' ');
    let last = words.next().unwrap_or_default().rsplit(['.', '-']).next().unwrap_or_default();
    let before = words.next().unwrap_or_default();
    let name =
        before.chars().count() > 2 && before.starts_with(char::is_uppercase) && before.ends_with(char::is_lowercase);
    last.chars().count() > 2
        || last.ends_with(')')
        || last.chars().any(char::is_lowercase) && last.len() > 1
        || (name && last.len() <= 3 && !last.is_empty())
}

/// Whether a text is a list of authors.
fn are_authors(text: &str) -> bool {
    let names = text.split([',', '&', ';']).filter(|name| !name.trim().is_empty());
    let name = |name: &str| {
        name.split_whitespace().filter(|word| !word.starts_with('(')).count() <= 4
            && name.trim_start().trim_start_matches("and ").starts_with(char::is_uppercase)
    };
    let mut all = 0;
    let good = names
        .filter(|_| {
            all += 1;
            true
        })
        .all(|one| name(one) || one.trim().trim_matches(['(', ')', '.']).chars().all(|c| c.is_ascii_digit()));
    good && (all > 1 || text.contains('.') || text.contains('('))
}

/// The authors before a title.
fn authors(text: &str) -> Vec<String> {
    let dates = found(text);
    let end = dates.first().map_or(text.len(), |found| found.range.start);
    let text = &text[..end];
    let pieces: Vec<&str> = text
        .split([',', '，', '、', ';', '；', '&'])
        .flat_map(|text| text.split(" and "))
        .map(|name| name.trim().trim_start_matches("and "))
        .map(|name| name.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'))
        .filter(|name| !name.is_empty())
        .collect();
    let mut names: Vec<String> = Vec::new();
    for piece in pieces {
        // `Smith, J.` is one name.
        let initials = piece.chars().filter(|c| c.is_alphabetic()).count() <= 3
            && piece.chars().all(|c| !c.is_lowercase())
            && piece.is_ascii();
        match names.last_mut().filter(|last| initials && !last.contains(' ')) {
            Some(last) => *last = format!("{last}, {piece}"),
            None if width(piece) <= 40 => names.push(piece.trim_end_matches('.').to_owned()),
            None => {}
        }
    }
    if names.len() > 40 { Vec::new() } else { names }
}

/// What stands behind a title, without its date.
fn venue(text: &str) -> String {
    let dates = found(text);
    let end = dates.last().filter(|found| found.range.start > 8).map_or(text.len(), |found| found.range.start);
    let venue = trimmed(text[..end].trim_start_matches(['.', '．', ' ', '/']));
    let venue = ["In: ", "In ", "in ", "Proc. "].iter().find_map(|word| venue.strip_prefix(word)).unwrap_or(venue);
    let venue = stops(venue).first().map_or(venue, |end| &venue[..*end]);
    if width(venue) > 160 { String::new() } else { trimmed(venue.trim_end_matches(['(', '（', '['])).to_owned() }
}

/// A patent in a line, or a figure where the line only counts them.
pub enum Patent {
    /// One patent.
    One(Block),
    /// A number of them.
    Many(Block),
}

/// What a line of a section of patents says.
#[must_use]
pub fn patent(line: &Line) -> Option<Patent> {
    let text = unlabelled(&line.text);
    if let Some(count) = count(text) {
        let mut block = Block::new(line.number, &line.text);
        let pending = ["申请", "pending", "受理"].iter().any(|word| text.contains(word));
        block.text("name", "patents");
        block.fields.push(Field { name: "value".into(), value: Value::Raw(count.to_string()), check: None });
        block.text("comparator", if text.contains(['+', '余', '多', '超', '近']) { "atLeast" } else { "exactly" });
        block.text(
            "status",
            if pending {
                "pending"
            } else if text.contains("授权") || text.contains("granted") {
                "granted"
            } else {
                ""
            },
        );
        block.text("url", line.links.iter().find_map(|(_, address)| web(address)).unwrap_or_default());
        return Some(Patent::Many(block));
    }
    let (before, title, after) = quoted(text).unwrap_or(("", text, ""));
    let (name, _) = title.split_once(['，', ',', ';', '；', '\t', '|']).unwrap_or((title, ""));
    let name = label(name).map_or(name, |(_, value)| value);
    if name.chars().filter(|c| c.is_alphabetic()).count() < 6 {
        return None;
    }
    let mut block = Block::new(line.number, &line.text);
    block.text("name", trimmed(name));
    let number = number(text);
    block.text("office", number.as_deref().map(|number| number[..2].to_owned()).unwrap_or_default());
    block.text("number", number.unwrap_or_default());
    let _ = (before, after);
    let status = [
        ("授权", "granted"),
        ("granted", "granted"),
        ("公开", "pending"),
        ("受理", "pending"),
        ("pending", "pending"),
        ("实审", "pending"),
    ];
    let lower = text.to_lowercase();
    block.text("status", status.iter().find(|(word, _)| lower.contains(word)).map_or("", |(_, status)| *status));
    if let Some(date) = found(text).first().map(first_date) {
        block.checked("grantDate", date, Some("it may be the date of the filing"));
    }
    block.text(
        "url",
        line.links.iter().find_map(|(_, address)| web(address)).or_else(|| bare_address(text)).unwrap_or_default(),
    );
    Some(Patent::One(block))
}

/// The number of patents that a short text states: `已授权80+专利`, `超过100项专利授权`.
fn count(text: &str) -> Option<u32> {
    if width(text) > 40 || number(text).is_some() {
        return None;
    }
    let digits: String = text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let behind = text.split_once(digits.as_str()).map(|(_, rest)| rest.trim_start())?;
    let counted = behind.starts_with(['+', '项', '余', '多', '个', '件'])
        || behind.to_lowercase().starts_with("patent")
        || behind.starts_with("granted");
    (!digits.is_empty() && digits.len() <= 4 && counted).then(|| digits.parse().ok())?
}

/// The number of a patent: the letters of an office and at least six figures.
fn number(text: &str) -> Option<String> {
    let offices = ["CN", "US", "EP", "WO", "JP", "KR", "RU", "ZL", "DE", "GB", "TW", "IN"];
    offices.iter().find_map(|office| {
        text.match_indices(office).find_map(|(at, _)| {
            let word: String = text[at..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ' ' | '/' | ','))
                .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
                .collect();
            let boundary = !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            let figures = word.chars().skip(2).take_while(|c| c.is_ascii_digit()).count();
            (boundary && figures >= 6).then(|| word.trim_end_matches('.').to_owned())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::outline::line;

    #[test]
    fn citations_of_several_styles_give_title_and_authors() {
        for (text, title, first) in [
            (
                "A. Smith, B. Jones. On the graphs of people. Journal of Graphs, 2012.",
                "On the graphs of people",
                Some("A. Smith"),
            ),
            (
                "Smith, A., & Jones, B. (2012). On the graphs of people. Journal of Graphs.",
                "On the graphs of people",
                Some("Smith, A."),
            ),
            (
                "Ann Smith and Bob Jones, \"On the graphs of people\", in Proc. of Graphs, 2012",
                "On the graphs of people",
                Some("Ann Smith"),
            ),
            ("On the graphs of people", "On the graphs of people", None),
        ] {
            let block = publication(&line(text), "").unwrap_or_default();
            assert_eq!(block.get("name"), Some(title), "{text}");
            let authors = block.fields.iter().find_map(|field| match &field.value {
                Value::Texts(texts) if field.name == "authors" => texts.first().cloned(),
                _ => None,
            });
            assert_eq!(authors.as_deref(), first, "{text}");
        }
    }

    #[test]
    fn titles_of_sections_and_marks_tell_books_and_chapters() {
        for (title, kind) in [
            ("Books", "book"),
            ("Edited Books", "book"),
            ("学术专著", "book"),
            ("译著", "book"),
            ("著作与教材", "book"),
            ("Books and Book Chapters", "book"),
            ("Book Chapters", "chapter"),
            ("Chapters in Books", "chapter"),
            ("Technical Reports", "report"),
            ("论文与专著", ""),
            ("Journal Articles and Book Chapters", ""),
            ("Selected Publications", ""),
        ] {
            assert_eq!(kind_of(Kind::Publications, title), kind, "{title}");
        }
        for (listed, text, [name, kind, field, told]) in [
            (
                "book",
                "A. Ray, B. Lee. The algebra of rivers. Springer, 2012.",
                ["The algebra of rivers", "book", "publisher", "Springer"],
            ),
            ("book", "《河流代数教程》，示例出版社，2018年", ["河流代数教程", "book", "publisher", "示例出版社"]),
            (
                "book",
                "A. Ray, \"Banks of rivers\", in C. Third (ed.), On Rivers, 2016",
                ["Banks of rivers", "chapter", "venue", "C. Third (ed.), On Rivers"],
            ),
            ("", "李四. 河流代数导论[M]. 北京：示例出版社, 2015.", ["河流代数导论", "book", "publisher", "示例出版社"]),
            (
                "",
                "李四. 河流的代数性质[M]//王五. 河流手册. 示例出版社, 2015.",
                ["河流的代数性质", "chapter", "venue", "王五. 河流手册"],
            ),
            ("", "李四. 河流代数的研究[D]. 示例大学, 2010.", ["河流代数的研究", "thesis", "venue", "示例大学"]),
            ("book", "李四. 河流代数的研究[J]. 示例学报, 2010.", ["河流代数的研究", "", "venue", "示例学报"]),
        ] {
            let block = publication(&line(text), listed).unwrap_or_default();
            let read = ["name", "type", field].map(|field| block.get(field).unwrap_or_default());
            assert_eq!(read, [name, kind, told], "{text}");
        }
    }

    #[test]
    fn counts_of_patents_are_figures() {
        assert!(matches!(patent(&line("已授权80+专利")), Some(Patent::Many(_))));
        let Some(Patent::One(block)) = patent(&line("一种消息撤回方法，CN123456789A，2019")) else {
            panic!()
        };
        assert_eq!((block.get("name"), block.get("number")), (Some("一种消息撤回方法"), Some("CN123456789A")));
    }
}
