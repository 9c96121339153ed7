//! Names of the same people in Chinese characters and in Latin letters.

use vitagraph::names::{Agreement, NameKeys};

use crate::support::shared;

/// Each author's name in Chinese characters, and as it is printed in Latin letters.
fn pairs() -> Option<Vec<(NameKeys, NameKeys)>> {
    let text = std::fs::read_to_string(shared("bench/names/hanzi_pinyin.tsv")?).unwrap();
    let pair = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let hanzi = NameKeys::new(&format!("{}{}", cells[0], cells[1]));
        (hanzi, NameKeys::new(&format!("{} {}", cells[2], cells[3])))
    };
    Some(text.lines().skip(1).map(pair).collect())
}

#[test]
fn names_of_one_author_in_two_scripts_agree() {
    let Some(pairs) = pairs() else { return };
    let agrees = |(hanzi, latin): &&(NameKeys, NameKeys)| hanzi.agreement(latin) == Some(Agreement::Full);
    pairs.iter().filter(|pair| !agrees(pair)).for_each(|pair| println!("{:?}", pair));
    let agree = pairs.iter().filter(agrees).count();
    assert!(agree >= 205, "{agree} of {}", pairs.len());
    println!("{agree} of {} pairs agree", pairs.len());
}

#[test]
fn names_of_two_authors_seldom_agree() {
    let Some(pairs) = pairs() else { return };
    let mut agree = 0;
    for (at, (hanzi, _)) in pairs.iter().enumerate() {
        let others = pairs.iter().enumerate().filter(|(other, _)| *other != at);
        agree += others.filter(|(_, (_, latin))| hanzi.agreement(latin).is_some()).count();
    }
    let all = pairs.len() * (pairs.len() - 1);
    println!("{agree} of {all} other pairs agree");
    assert!(agree * 1000 <= all, "{agree} of {all}");
}
