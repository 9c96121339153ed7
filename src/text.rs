//! Texts in one or several languages.

/// A text, once for each language it is known in; a language of `""` is one that nobody stated.
///
/// Languages are BCP 47 tags in lower case, in alphabetical order, each at most once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Text(Wordings);

/// Records hold so many texts in no stated language that these are kept small.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Wordings {
    Unstated(Box<str>),
    /// Pairs of language and text, but never one of no stated language alone.
    Stated(Vec<(String, String)>),
}

impl Default for Wordings {
    fn default() -> Self {
        Self::Stated(Vec::new())
    }
}

impl Text {
    /// A text in no stated language.
    #[must_use]
    pub fn plain(text: impl Into<Box<str>>) -> Self {
        Self(Wordings::Unstated(text.into()))
    }

    /// The text with `text` as its wording in `language`, in place of an earlier one.
    #[must_use]
    pub fn with(self, language: impl Into<String>, text: impl Into<String>) -> Self {
        let (language, text) = (language.into(), text.into());
        let mut wordings = match self.0 {
            Wordings::Stated(wordings) if wordings.is_empty() && language.is_empty() => return Self::plain(text),
            Wordings::Unstated(_) if language.is_empty() => return Self::plain(text),
            Wordings::Stated(wordings) => wordings,
            Wordings::Unstated(unstated) => vec![(String::new(), unstated.into_string())],
        };
        match wordings.binary_search_by(|(tag, _)| tag.cmp(&language)) {
            Ok(at) => wordings[at].1 = text,
            Err(at) => wordings.insert(at, (language, text)),
        }
        Self(Wordings::Stated(wordings))
    }

    /// The wordings as pairs of language and text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let (unstated, stated) = match &self.0 {
            Wordings::Unstated(text) => (Some(("", &**text)), [].as_slice()),
            Wordings::Stated(wordings) => (None, wordings.as_slice()),
        };
        unstated.into_iter().chain(stated.iter().map(|(language, text)| (language.as_str(), text.as_str())))
    }

    /// The wordings alone.
    pub fn wordings(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(_, wording)| wording)
    }

    /// The wording in exactly this language.
    #[must_use]
    pub fn get(&self, language: &str) -> Option<&str> {
        self.iter().find(|(tag, _)| *tag == language).map(|(_, text)| text)
    }

    /// The wording to show where `languages` are wanted, in that order; see [`preferred`].
    #[must_use]
    pub fn pick<'a>(&self, languages: impl IntoIterator<Item = &'a str>) -> &str {
        let tags: Vec<&str> = self.iter().map(|(tag, _)| tag).collect();
        preferred(&tags, languages).and_then(|at| self.iter().nth(at)).map_or("", |(_, text)| text)
    }

    /// Whether there is no wording at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Whether both have a wording in common, in whatever languages.
    #[must_use]
    pub fn shares_wording(&self, other: &Self) -> bool {
        self.iter().any(|(_, one)| other.iter().any(|(_, two)| folding(one).eq(folding(two))))
    }
}

/// Which of these language tags to show where `languages` are wanted, first choice first:
/// a tag in a wanted language, else the text of no stated language, else the first there is.
pub fn preferred<'a>(tags: &[&str], languages: impl IntoIterator<Item = &'a str>) -> Option<usize> {
    let find = |wanted: &str| tags.iter().position(|tag| speaks(tag, wanted));
    let mut languages = languages.into_iter();
    let first = languages.next().and_then(find);
    let unstated = || tags.iter().position(|tag| tag.is_empty());
    first.or_else(unstated).or_else(|| languages.find_map(find)).or((!tags.is_empty()).then_some(0))
}

/// Whether a text tagged `tag` is one in `language`: `zh-hans` is in `zh`, and `zh` serves for `zh-hans`.
#[must_use]
pub fn speaks(tag: &str, language: &str) -> bool {
    fn primary(tag: &str) -> &str {
        tag.split('-').next().unwrap_or_default()
    }
    !tag.is_empty() && primary(tag).eq_ignore_ascii_case(primary(language))
}

/// Whether a text may be in a language, judged by its script alone: `Java` is not in Chinese, `快手` not in English.
#[must_use]
pub fn script_fits(text: &str, language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or_default();
    let native: fn(char) -> bool = match primary {
        "zh" | "yue" => is_han,
        "ja" => |c| is_han(c) || ('\u{3040}'..='\u{30ff}').contains(&c),
        "ko" => |c| ('\u{ac00}'..='\u{d7af}').contains(&c) || is_han(c),
        "ru" | "uk" | "be" | "bg" | "sr" | "mk" | "kk" => |c| ('\u{400}'..='\u{52f}').contains(&c),
        "el" => |c| ('\u{370}'..='\u{3ff}').contains(&c),
        "ar" | "fa" | "ur" => |c| ('\u{600}'..='\u{6ff}').contains(&c),
        "he" => |c| ('\u{590}'..='\u{5ff}').contains(&c),
        "hi" | "th" | "ka" | "hy" | "bn" | "ta" | "te" => |c| c.is_alphabetic() && c as u32 > 0x52f,
        _ => {
            return text
                .chars()
                .all(|c| !c.is_alphabetic() || (c as u32) < 0x370 || (0x1e00..0x1f00).contains(&(c as u32)));
        }
    };
    text.chars().any(native)
}

/// Whether a character is a Chinese one (Han script).
#[must_use]
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The BCP 47 tag of a language known by its tag or by its English name (ISO 639).
#[must_use]
pub fn language_tag(name: &Text) -> Option<String> {
    let tag = |wording: &str| {
        let tagged = oxilangtag::LanguageTag::parse(wording)
            .ok()
            .filter(|tag| isolang::Language::from_639_1(&tag.primary_language().to_lowercase()).is_some());
        let named = || {
            isolang::Language::from_name(wording)
                .map(|language| language.to_639_1().unwrap_or_else(|| language.to_639_3()).to_owned())
        };
        tagged.map(|tag| tag.as_str().to_owned()).or_else(named)
    };
    name.iter().find_map(|(_, wording)| tag(wording))
}

/// A text with case, white space and punctuation put aside, to compare names and titles.
#[must_use]
pub fn folded(text: &str) -> String {
    // Nearly all texts are plain, for which no tables are needed.
    if text.is_ascii() {
        let kept = text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'#'));
        return kept.map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    folding(text).collect()
}

/// How many letters and digits a text has.
#[must_use]
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| is_letter_or_digit(*c)).count()
}

/// What [`char::is_alphanumeric`] says, without its tables for the characters of most Chinese texts.
#[must_use]
pub fn is_letter_or_digit(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_alphanumeric()
}

fn folding(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| is_letter_or_digit(*c) || matches!(c, '+' | '#')).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wanted_language_comes_before_the_unstated_and_that_before_a_fallback() {
        let text = Text::plain("Liu").with("zh", "刘硕").with("en", "Stuart Lau");
        assert_eq!(text.pick(["zh", "en"]), "刘硕");
        assert_eq!(text.pick(["en"]), "Stuart Lau");
        assert_eq!(text.pick(["fr", "en"]), "Liu");
        assert_eq!(Text::default().with("zh", "刘硕").pick(["fr"]), "刘硕");
        assert_eq!(Text::default().with("zh-hans", "刘硕").with("en", "Liu").pick(["zh"]), "刘硕");
        assert_eq!(Text::default().pick(["fr"]), "");
    }

    #[test]
    fn a_language_is_stated_once() {
        let text = Text::default().with("en", "one").with("en", "two");
        assert_eq!(text.iter().collect::<Vec<_>>(), [("en", "two")]);
    }

    #[test]
    fn texts_that_say_the_same_are_equal_however_they_were_made() {
        assert_eq!(Text::default().with("", "one"), Text::plain("one"));
        assert_eq!(Text::plain("one").with("", "two"), Text::plain("two"));
        assert_eq!(Text::plain("one").with("en", "two"), Text::default().with("en", "two").with("", "one"));
    }

    #[test]
    fn scripts_tell_what_a_text_is_not() {
        assert!(script_fits("快手 IM 中台", "zh"));
        assert!(!script_fits("Java", "zh"));
        assert!(script_fits("Café", "fr"));
        assert!(!script_fits("快手", "en"));
        assert!(script_fits("Олена", "uk"));
        assert!(!script_fits("Олена", "en"));
    }

    #[test]
    fn letters_and_digits_are_those_of_unicode() {
        assert!(('\0'..=char::MAX).all(|c| is_letter_or_digit(c) == c.is_alphanumeric()));
        assert_eq!(letters("快手 IM，2018"), 8);
    }

    #[test]
    fn folding_keeps_what_tells_skills_apart() {
        assert_eq!(folded("Distributed Cluster—Model "), "distributedclustermodel");
        assert_ne!(folded("C"), folded("C++"));
    }
}
