//! Names of people in any script, as keys that are equal where two writings may be of one name.
//!
//! A name of Chinese characters has a key for each reading of each of its characters, those that a character has as
//! a surname first; other scripts are transliterated. Whether the family name stands first is not known of most
//! names, so that a name has keys for both orders.

use std::collections::BTreeSet;

use deunicode::deunicode_char;
use pinyin::ToPinyinMulti;

use crate::text::is_han;

/// How many ways to read a name are looked at.
const MAX_READINGS: usize = 64;

/// Readings of characters as surnames, where these differ from the common ones or have several spellings; for which
/// see <https://en.wikipedia.org/wiki/List_of_common_Chinese_surnames> and 《汉语姓氏异读》 in the usual dictionaries.
const SURNAMES: [(char, &str); 66] = [
    ('单', "shan"),
    ('單', "shan"),
    ('仇', "qiu"),
    ('解', "xie"),
    ('曾', "zeng"),
    ('查', "zha"),
    ('朴', "piao park"),
    ('区', "ou"),
    ('區', "ou"),
    ('翟', "zhai di"),
    ('覃', "qin tan"),
    ('缪', "miao"),
    ('繆', "miao"),
    ('黑', "he"),
    ('贠', "yun"),
    ('员', "yun"),
    ('吕', "lyu lv lu"),
    ('呂', "lyu lv lu"),
    ('任', "ren"),
    ('华', "hua"),
    ('華', "hua"),
    ('宁', "ning"),
    ('纪', "ji"),
    ('乐', "yue le"),
    ('樂', "yue le"),
    ('盖', "ge gai"),
    ('蓋', "ge gai"),
    ('葛', "ge"),
    ('召', "shao"),
    ('种', "chong"),
    ('冼', "xian"),
    ('洗', "xian"),
    ('逄', "pang"),
    ('祭', "zhai"),
    ('折', "she"),
    ('谌', "chen shen"),
    ('宓', "mi fu"),
    ('郗', "xi chi"),
    ('隗', "wei kui"),
    ('车', "che"),
    ('句', "gou"),
    ('乜', "nie"),
    ('秘', "bi"),
    ('薄', "bo"),
    ('撒', "sa"),
    ('过', "guo"),
    ('阚', "kan"),
    ('燕', "yan"),
    ('应', "ying"),
    ('盛', "sheng"),
    ('相', "xiang"),
    ('晟', "cheng"),
    ('牟', "mou mu"),
    ('那', "na"),
    ('哈', "ha"),
    ('卜', "bu"),
    ('繁', "po"),
    ('佴', "nai"),
    ('能', "nai"),
    ('佘', "she"),
    ('沈', "shen"),
    ('万', "wan"),
    ('宿', "su"),
    ('仉', "zhang"),
    ('郇', "xun huan"),
    ('褚', "chu"),
];

/// Surnames of two characters.
const COMPOUND: [&str; 71] = [
    "欧阳", "歐陽", "太史", "端木", "上官", "司马", "司馬", "东方", "東方", "独孤", "南宫", "南宮", "万俟", "闻人",
    "夏侯", "诸葛", "諸葛", "尉迟", "尉遲", "公羊", "赫连", "赫連", "澹台", "皇甫", "宗政", "濮阳", "濮陽", "公冶",
    "太叔", "申屠", "公孙", "公孫", "慕容", "仲孙", "钟离", "鍾離", "长孙", "長孫", "宇文", "司徒", "鲜于", "鮮于",
    "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁",
    "拓跋", "夹谷", "轩辕", "軒轅", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "梁丘", "左丘",
    "西门",
];

/// The keys of a name. Each is a family name and given names in lower-case ASCII letters, with a space between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameKeys {
    /// With the given names in full.
    pub full: BTreeSet<String>,
    /// With initials of the given names, where these may be all that is known.
    pub abbreviated: BTreeSet<String>,
}

/// How far two names agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// The family names, and the given names as far as one of them is more than initials.
    Initials,
    /// All of the names.
    Full,
}

impl NameKeys {
    /// The keys of a name as it is written.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let hanzi: Vec<char> = name.chars().filter(|c| is_han(*c)).collect();
        let others = name.chars().any(|c| c.is_alphabetic() && !is_han(c));
        let mut keys = Self::default();
        match (hanzi.len(), others) {
            (2..=6, false) if !name.contains(['·', '•', '・']) => keys.add_hanzi(&hanzi),
            _ => keys.add_words(&words(name)),
        }
        keys
    }

    /// The keys of all names of a person.
    pub fn of_all<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        names.into_iter().map(Self::new).fold(Self::default(), |mut all, keys| {
            all.full.extend(keys.full);
            all.abbreviated.extend(keys.abbreviated);
            all
        })
    }

    /// Whether two names may be of one person. Initials count only where one name has no more than that: two different
    /// given names with one initial are two people.
    #[must_use]
    pub fn agreement(&self, other: &Self) -> Option<Agreement> {
        if self.full.intersection(&other.full).next().is_some() || is_solid(self, other) || is_solid(other, self) {
            return Some(Agreement::Full);
        }
        let abbreviates = |one: &Self, two: &Self| {
            one.abbreviated
                .iter()
                .any(|short| two.full.iter().chain(&two.abbreviated).any(|long| stands_for(short, long)))
        };
        (abbreviates(self, other) || abbreviates(other, self)).then_some(Agreement::Initials)
    }

    fn add_hanzi(&mut self, name: &[char]) {
        let start: String = name.iter().take(2).collect();
        let compound = COMPOUND.contains(&start.as_str()) && name.len() > 2;
        // Four characters and more are often a name of another language, Mongolian or Tibetan, in two words.
        let lengths: &[usize] = if compound || name.len() > 3 { &[1, 2] } else { &[1] };
        for length in lengths {
            let (family, given) = name.split_at(*length);
            let families = combinations(family, if *length == 1 { surname_readings } else { readings });
            let givens = combinations(given, readings);
            let pairs = families.iter().flat_map(|family| givens.iter().map(move |given| format!("{family} {given}")));
            self.full.extend(pairs);
        }
    }

    /// Adds keys for each place where a name of words may be cut into family name and given names.
    fn add_words(&mut self, words: &[Word]) {
        if let [word] = words {
            self.full.insert(format!("{} ", word.letters));
        }
        for cut in 1..words.len() {
            let (start, end) = words.split_at(cut);
            // A family name of more than two words is rarer than a third given name.
            for (family, given) in [(start, end), (end, start)] {
                if family.len() <= 2 && family.iter().all(|word| word.is_name) {
                    self.add(&joined(family), given);
                }
            }
        }
    }

    /// Initials beside a given name are often left out.
    fn add(&mut self, family: &str, given: &[Word]) {
        let names: Vec<Word> = given.iter().filter(|word| word.is_name).cloned().collect();
        if !names.is_empty() {
            self.full.insert(format!("{family} {}", joined(&names)));
        }
        if given.iter().any(|word| word.initials.is_some()) {
            let first = |word: &Word| word.initials.clone().unwrap_or_else(|| word.letters[..1].to_owned());
            self.abbreviated.insert(format!("{family} {}", given.iter().map(first).collect::<String>()));
        }
    }
}

/// Whether one name is written as a single word, and is all of another: `liushuo`.
fn is_solid(one: &NameKeys, other: &NameKeys) -> bool {
    let mut words = one.full.iter().filter_map(|key| key.strip_suffix(' '));
    words.any(|word| other.full.iter().any(|key| key.len() == word.len() + 1 && key.replacen(' ', "", 1) == word))
}

/// Those of several people whose names agree best with a name; none where no name agrees.
pub fn agreeing<'n, P, N: IntoIterator<Item = &'n str>>(name: &str, people: impl Iterator<Item = (P, N)>) -> Vec<P> {
    let keys = NameKeys::new(name);
    let (mut best, mut found) = (None, Vec::new());
    for (person, names) in people {
        let agreement = NameKeys::of_all(names).agreement(&keys);
        if agreement > best {
            found.clear();
        }
        if agreement.is_some() && agreement >= best {
            best = agreement;
            found.push(person);
        }
    }
    found
}

/// A text as it sounds, in lower-case ASCII letters and digits: Chinese characters in their commonest reading, other
/// scripts transliterated. `快手` and `Kuai-shou` sound the same.
#[must_use]
pub fn spelled(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii_alphanumeric() => letters.push(c.to_ascii_lowercase()),
            _ if c.is_ascii() => {}
            _ if is_han(c) => letters.extend(readings(c).first().map(String::as_str)),
            _ => letters.push_str(&ascii(c.encode_utf8(&mut [0; 4]))),
        }
    }
    letters
}

/// The readings of a Chinese character in lower-case ASCII letters, all that it has; those of a surname first, where it
/// stands for one.
#[must_use]
pub fn sounds(character: char, is_surname: bool) -> Vec<String> {
    if is_surname { surname_readings(character) } else { readings(character) }
}

/// Whether the initials of one key may stand for the given names of another of the same family name: they come in
/// their order, and the first comes first.
fn stands_for(short: &str, long: &str) -> bool {
    let (Some((family, initials)), Some((other, given))) = (short.split_once(' '), long.split_once(' ')) else {
        return false;
    };
    let mut letters = given.chars();
    family == other
        && initials.get(..1) == given.get(..1)
        && initials.chars().all(|c| letters.any(|letter| letter == c))
}

/// A word of a name, transliterated.
#[derive(Clone, Debug)]
struct Word {
    letters: String,
    /// The same as initials, where it may be some: `J`, `JD`, `J-D`.
    initials: Option<String>,
    /// Whether it may be a name: `J` and `JD` cannot, `LI` can.
    is_name: bool,
}

/// The words of a name. Hyphens and apostrophes stand within a word.
fn words(name: &str) -> Vec<Word> {
    let within = |c: char| matches!(c, '-' | '‐' | '‑' | '\'' | '’' | 'ʼ' | '`');
    name.split(|c: char| !c.is_alphanumeric() && !is_mark(c) && !within(c)).filter_map(word).collect()
}

/// Whether a character is a mark on the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// Up to three capitals alone are initials; with a vowel among them they may also be a name in capitals.
fn word(text: &str) -> Option<Word> {
    let letters = ascii(text);
    let capitals = text.is_ascii() && letters.len() <= 3 && !text.contains(|c: char| c.is_ascii_lowercase());
    let is_name = letters.len() > 1 && (!capitals || letters.contains(['a', 'e', 'i', 'o', 'u', 'y']));
    let initials = (capitals || letters.len() == 1).then(|| letters.clone());
    (!letters.is_empty()).then_some(Word { letters, initials, is_name })
}

/// A text in lower-case ASCII letters.
fn ascii(text: &str) -> String {
    let letters = text.chars().filter_map(deunicode_char).flat_map(str::chars);
    letters.filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|word| word.letters.as_str()).collect()
}

/// All ways to read some characters, the commonest first.
fn combinations(characters: &[char], read: fn(char) -> Vec<String>) -> Vec<String> {
    characters.iter().fold(vec![String::new()], |ways, character| {
        let readings = read(*character);
        let longer = ways.iter().flat_map(|way| readings.iter().map(move |reading| format!("{way}{reading}")));
        longer.take(MAX_READINGS).collect()
    })
}

/// The readings of a character as a surname, then its others.
fn surname_readings(character: char) -> Vec<String> {
    let known = SURNAMES.iter().filter(|(surname, _)| *surname == character);
    let known = known.flat_map(|(_, readings)| readings.split(' ')).map(str::to_owned);
    distinct(known.chain(readings(character)))
}

/// All readings of a character in pinyin without tones; `ü` is spelled in each way that passports spell it.
fn readings(character: char) -> Vec<String> {
    let found = character.to_pinyin_multi().into_iter().flatten().map(|pinyin| pinyin.plain().to_owned());
    let found: Vec<String> = found.flat_map(spellings).filter(|reading| !reading.is_empty()).collect();
    let unknown = || vec![ascii(&character.to_string())].into_iter().filter(|reading| !reading.is_empty()).collect();
    if found.is_empty() { unknown() } else { distinct(found.into_iter()) }
}

fn spellings(reading: String) -> Vec<String> {
    let with = |letters: &str| ascii(&reading.replace(['ü', 'v'], letters));
    match reading.contains(['ü', 'v']) {
        true => ["yu", "v", "u"].map(with).to_vec(),
        false => vec![ascii(&reading)],
    }
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    texts.filter(|text| seen.insert(text.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement(one: &str, two: &str) -> Option<Agreement> {
        NameKeys::new(one).agreement(&NameKeys::new(two))
    }

    #[test]
    fn surnames_are_read_as_surnames() {
        for (hanzi, latin) in [
            ("单田芳", "Shan Tianfang"),
            ("仇英", "Ying Qiu"),
            ("解缙", "Xie Jin"),
            ("曾国藩", "Guofan Zeng"),
            ("查良镛", "Zha Liangyong"),
            ("朴成", "Piao Cheng"),
            ("区健", "Ou Jian"),
            ("翟天临", "Zhai Tianlin"),
            ("覃海洋", "Qin Haiyang"),
            ("缪缈", "Miao Miao"),
            ("黑大春", "He Dachun"),
            ("贠一", "Yun Yi"),
            ("尉迟恭", "Yuchi Gong"),
            ("万俟卨", "Moqi Xie"),
            ("吕布", "Lyu Bu"),
            ("吕布", "Lv Bu"),
            ("吕布", "Lu Bu"),
            ("吕布", "Lü Bu"),
            ("欧阳修", "Ouyang Xiu"),
            ("歐陽修", "Xiu Ouyang"),
            ("刘硕", "Shuo Liu"),
            ("劉碩", "LIU Shuo"),
        ] {
            assert_eq!(agreement(hanzi, latin), Some(Agreement::Full), "{hanzi} {latin}");
        }
    }

    #[test]
    fn spaces_hyphens_and_marks_make_no_difference() {
        for name in ["Jian-De Ding", "Ding, Jian De", "DING Jiande", "Jiandé Dīng", "Jian’de Ding"] {
            assert_eq!(agreement("丁健德", name), Some(Agreement::Full), "{name}");
        }
        assert_eq!(agreement("José Núñez", "Jose Nunez"), Some(Agreement::Full));
        assert_eq!(agreement("Donald E. Knuth", "Donald Knuth"), Some(Agreement::Full));
    }

    #[test]
    fn initials_agree_where_one_name_has_no_more() {
        for name in ["J. D. Ding", "J.-D. Ding", "Ding JD", "J Ding", "Ding, J."] {
            assert_eq!(agreement("丁健德", name), Some(Agreement::Initials), "{name}");
        }
        assert_eq!(agreement("丁健德", "J. F. Ding"), None);
        assert_eq!(agreement("Jiande Ding", "Jing Ding"), None);
        assert_eq!(agreement("D. E. Knuth", "Donald E. Knuth"), Some(Agreement::Initials));
    }

    #[test]
    fn a_name_may_be_written_as_one_word() {
        assert_eq!(agreement("刘硕", "liushuo"), Some(Agreement::Full));
        assert_eq!(agreement("StuartLau", "Lau, Stuart"), Some(Agreement::Full));
        assert_eq!(agreement("刘硕", "liushu"), None);
        assert_eq!(agreement("Liu", "刘硕"), None);
    }

    #[test]
    fn other_scripts_are_transliterated() {
        for (one, two) in [
            ("Олена Петров", "Olena Petrov"),
            ("Ελένη Παππά", "Elene Pappa"),
            ("たなか ゆき", "Tanaka Yuki"),
            ("김 민준", "Gim Minjun"),
            ("约翰·史密斯", "Yuehan Shimisi"),
        ] {
            assert_eq!(agreement(one, two), Some(Agreement::Full), "{one} {two}");
        }
    }

    #[test]
    fn different_people_do_not_agree() {
        for (one, two) in
            [("刘硕", "Shuo Li"), ("刘硕", "Shui Liu"), ("", "Liu"), ("", ""), ("🦀", "🦀"), ("Liu", "Shuo Liu")]
        {
            assert_eq!(agreement(one, two), None, "{one} {two}");
        }
        assert_eq!(agreement("Plato", "PLATO"), Some(Agreement::Full));
    }

    #[test]
    fn a_person_has_the_keys_of_all_names() {
        let person = NameKeys::of_all(["刘硕", "Stuart Lau"]);
        for name in ["Shuo Liu", "Stuart Lau", "Lau, S."] {
            assert!(person.agreement(&NameKeys::new(name)).is_some(), "{name}");
        }
        assert_eq!(person.agreement(&NameKeys::new("Shuo Lau")), None);
    }
}
