//! How many authors share a name.
//!
//! Counts within a list mislead where the list is small or about one name, so that shares come from outside: a table of
//! frequent family and given names, and a guess for all others. Family names follow the 2020 report on names of the
//! Chinese Ministry of Public Security, the Korean census of 2015, the United States census of 2010 and the lists of
//! other statistical offices, each in proportion to its country's part of the world's authors; the shares of given names are
//! rounded from the same sources. They are right within a factor of about three, which is one unit of a weight.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::names::NameKeys;

/// How many people have written papers or patents that lists tell of; indexes of authors count some ten millions.
const AUTHORS: f64 = 1e7;

/// The share of a family name that is in no table.
const OTHER_FAMILY: f64 = 2e-5;

/// The share of a name of which only one word is known.
const ONE_WORD: f64 = 1e-6;

/// The share of an initial among given names.
const INITIAL: f64 = 0.06;

/// The share of authors with given names that have a second one, or its initial, that agrees.
const SECOND: f64 = 0.15;

/// No name is rarer than this: people of one rare name are often of one family.
const RAREST: f64 = 1e-7;

/// How many characters share a syllable of a Chinese given name: 3,500 common characters have some 400 syllables.
pub(super) const CHARACTERS: f64 = 9.0;

/// Family names with the syllables of Chinese and Korean given names, by their share in 100,000 authors.
const EASTERN_FAMILIES: [(f64, &str); 12] = [
    (1450.0, "wang li zhang"),
    (1100.0, "liu chen"),
    (750.0, "kim lee yang"),
    (500.0, "huang wu xu zhao zhou"),
    (300.0, "sun lin park zhu hu ma"),
    (230.0, "guo he gao yu lu zheng jiang luo"),
    (170.0, "choi liang xie song tang"),
    (120.0, "deng han feng cao peng zeng xiao cheng wei chang shen"),
    (100.0, "tian dong pan yuan cai su ding jung kang cho ye du shi"),
    (80.0, "ren yao zhong cui tan jin yan lyu"),
    (60.0, "liao jia xia fu fang qin qiu wong chan lim jang"),
    (
        40.0,
        "zou xiong bai meng hou xue lei long duan hao gu kong tao lai mao yin qian wen hong hsu cheung lau leung ng tsai \
         chou guan zhuang chiang hsieh yoon shin kwon hwang jeong",
    ),
];

/// Other family names, by their share in 100,000 authors.
const WESTERN_FAMILIES: [(f64, &str); 8] = [
    (400.0, "kumar singh"),
    (250.0, "smith garcia nguyen sharma silva"),
    (180.0, "johnson brown jones khan martin rodriguez williams"),
    (140.0, "miller martinez gupta gonzalez lopez santos perez ali"),
    (100.0, "davis wilson anderson taylor thomas sanchez tran le ahmed mueller muller oliveira"),
    (
        70.0,
        "moore jackson thompson white harris clark lewis robinson walker patel tanaka suzuki sato takahashi watanabe \
         schmidt pereira souza costa das rahman",
    ),
    (
        50.0,
        "hall young allen wright king scott green baker adams nelson hill campbell mitchell roberts phillips evans jain \
         rao ghosh schneider fischer weber meyer wagner ito yamamoto nakamura kobayashi kato yoshida rossi pham hassan \
         murphy hansen cohen",
    ),
    (
        30.0,
        "carter turner parker collins edwards stewart morris cook rogers cooper bell ward cox becker hoffmann schulz wolf \
         russo ferrari ivanov jensen nielsen larsen andersson johansson levy dubois bernard",
    ),
];

/// Syllables of Chinese given names, by their share in 10,000 people of such family names.
const EASTERN_GIVEN: [(f64, &str); 5] = [
    (110.0, "wei jing"),
    (85.0, "lei jie jun yan li ying hui yu"),
    (65.0, "yang min hong yong bin bo feng fei hao peng tao rui xin yi jian"),
    (
        45.0,
        "ming kai ling gang lin liang lu na ning ping qiang qing ting xu yun yue xiang chao dan dong fang hua jia xiao \
         yuan ke ji",
    ),
    (25.0, "zheng chen juan long wen zhi zhe shu chi liu"),
];

/// Other given names, by their share in 10,000 people of other family names.
const WESTERN_GIVEN: [(f64, &str); 5] = [
    (130.0, "david john michael"),
    (85.0, "robert james thomas peter daniel"),
    (60.0, "william richard paul mark jose maria"),
    (
        40.0,
        "andrew christopher martin andreas stefan juan anna alexander brian kevin eric steven stephen george charles joseph \
         jan mohammad mohammed ahmed ali muhammad",
    ),
    (
        20.0,
        "carlos mary elizabeth jennifer sarah susan anthony kenneth edward frank jeffrey scott gary philip alan simon hans \
         christian matthew patrick marco luis antonio manuel francisco jim tom mike steve chris hiroshi takashi satoshi",
    ),
];

/// The share of a Chinese given name that is in no table: of one syllable, of several.
const OTHER_EASTERN: (f64, f64) = (2e-3, 3e-4);

/// The share of another given name that is in no table.
const OTHER_WESTERN: f64 = 4e-4;

type Shares = FxHashMap<&'static str, f64>;

static TABLES: LazyLock<[Shares; 4]> = LazyLock::new(|| {
    [
        shares(&EASTERN_FAMILIES, 1e-5),
        shares(&WESTERN_FAMILIES, 1e-5),
        shares(&EASTERN_GIVEN, 1e-4),
        shares(&WESTERN_GIVEN, 1e-4),
    ]
});

fn shares(table: &[(f64, &'static str)], unit: f64) -> Shares {
    table.iter().flat_map(|(share, names)| names.split_whitespace().map(move |name| (name, share * unit))).collect()
}

/// How many authors there are for whom a name may stand, at a rough estimate.
pub(super) fn namesakes(keys: &NameKeys) -> f64 {
    AUTHORS * share(keys)
}

/// The share of authors for whom a name may stand. A name has keys for several ways to read it: the commonest counts.
pub(crate) fn share(keys: &NameKeys) -> f64 {
    // A second given name or initial is in the abbreviated key, and tells apart.
    let has_more = !keys.full.is_empty() && keys.abbreviated.iter().any(|key| initials(key) > 1);
    let full = keys.full.iter().map(|key| share_of_key(key, false)).reduce(f64::max);
    let found = full.map(|share| if has_more { share * SECOND } else { share });
    let abbreviated = || keys.abbreviated.iter().map(|key| share_of_key(key, true)).reduce(f64::max);
    found.or_else(abbreviated).unwrap_or(ONE_WORD).max(RAREST)
}

fn initials(key: &str) -> usize {
    key.split_once(' ').map_or(0, |(_, given)| given.len())
}

/// The share of a key: a family name, a space, and given names or initials.
fn share_of_key(key: &str, abbreviated: bool) -> f64 {
    let Some((family, given)) = key.split_once(' ').filter(|(_, given)| !given.is_empty()) else { return ONE_WORD };
    let [eastern, western, ..] = &*TABLES;
    let (east, west) = (eastern.get(family), western.get(family));
    let of_family = east.or(west).copied().unwrap_or(OTHER_FAMILY);
    let of_given = match abbreviated {
        true => INITIAL * if given.len() > 1 { SECOND } else { 1.0 },
        false => share_of_given(given, east.is_some()),
    };
    of_family * of_given
}

fn share_of_given(given: &str, is_eastern: bool) -> f64 {
    let [.., eastern, western] = &*TABLES;
    match is_eastern {
        true => {
            let other = if given.len() <= 4 { OTHER_EASTERN.0 } else { OTHER_EASTERN.1 };
            // Some people of Chinese family names have given names of other languages.
            eastern.get(given).copied().or_else(|| western.get(given).map(|share| share / 10.0)).unwrap_or(other)
        }
        false => western.get(given).copied().unwrap_or(OTHER_WESTERN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> f64 {
        namesakes(&NameKeys::new(name))
    }

    #[test]
    fn common_names_have_many_namesakes_and_rare_ones_none() {
        assert!(named("Wei Wang") > 1000.0, "{}", named("Wei Wang"));
        assert!(named("王伟") > 1000.0);
        assert!(named("Koichi Furukawa") < 1.5);
        assert!(named("John Smith") > 100.0 && named("John Smith") < 1000.0);
    }

    #[test]
    fn an_initial_stands_for_more_people_than_a_name_and_a_second_one_for_fewer() {
        assert!(named("J. Smith") > named("John Smith"));
        assert!(named("John Q. Smith") < named("John Smith"));
        assert!(named("J. Q. Smith") < named("J. Smith"));
    }
}
