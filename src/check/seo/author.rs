//! Authors, and the names of people: <https://developers.google.com/search/docs/appearance/structured-data/article>.

use super::super::items::{self, Origin};
use super::Walk;
use super::values::{Iso, iso};
use crate::rules;
use crate::tree::{Node, shortened};

/// What comes before a name; a dot may follow.
const BEFORE: [&str; 6] = ["Dr", "Prof", "Mr", "Mrs", "Ms", "Professor"];

/// What comes behind a name and a comma.
const BEHIND: [&str; 11] = ["Ph.D", "PhD", "Ph.D.", "M.D", "MD", "MBA", "Esq", "CEO", "CTO", "Editor", "Professor"];

/// What comes behind a Chinese name.
const BEHIND_CHINESE: [&str; 4] = ["先生", "女士", "博士", "教授"];

/// What introduces an author.
const INTRODUCTIONS: [&str; 6] = ["By ", "by ", "Posted by ", "posted by ", "Written by ", "written by "];

/// What stands between two names. A comma may stand between family and given name.
const BETWEEN: [&str; 7] = [";", "；", "、", "&", " and ", " et al", " und "];

/// The classes of articles that search results show as such.
const ARTICLES: [&str; 3] = ["Article", "NewsArticle", "BlogPosting"];

const ARTICLE: &[&str] = &["headline", "image", "datePublished", "author"];

/// What is advised of an article that a page is about.
pub(super) fn article(walk: &mut Walk<'_, '_>, root: &Node) {
    if !items::classes(root).iter().any(|class| ARTICLES.contains(class)) {
        return;
    }
    walk.advise(&rules::ARTICLE_ADVICE, root, ARTICLE, &[]);
    for property in ["datePublished", "dateModified"] {
        for value in items::values(root, property) {
            if items::text(value).and_then(iso).is_some_and(|date| date != Iso::Zoned) {
                let message = format!("{} has no time with a zone", walk.spot_of(property));
                walk.find(&rules::ARTICLE_ZONE, value.at, message);
            }
        }
    }
}

/// Checks the authors of a work.
pub(super) fn of_work<'d>(walk: &mut Walk<'d, '_>, node: &'d Node) {
    let authors = items::values(node, "author");
    let several = authors.len() > 1;
    for (number, value) in authors.into_iter().enumerate() {
        walk.path.0.push(("author", several.then_some(number)));
        author(walk, value);
        walk.path.0.pop();
    }
}

fn author<'d>(walk: &mut Walk<'d, '_>, value: &'d Node) {
    let author = walk.document.resolve(value);
    let spot = walk.spot(value);
    if let Some(name) = items::text(author) {
        walk.find(&rules::AUTHOR_CLASS, value.at, format!("{spot} is only a text, `{}`", shortened(name)));
        return name_alone(walk, name, value.at);
    }
    if items::is_reference(author) {
        let id = shortened(items::id(author).unwrap_or_default());
        return walk.find(&rules::AUTHOR_CLASS, value.at, format!("{spot} is `{id}`, of which the page says nothing"));
    }
    // Behind a Role the author stands once more.
    if items::is(author, "Role") {
        return;
    }
    if !items::is_agent(author) {
        let classes = items::classes(author);
        let what = classes.first().map_or("is of no class".to_owned(), |class| format!("is a `{class}`"));
        walk.find(&rules::AUTHOR_CLASS, value.at, format!("{spot} {what}, neither a person nor an organization"));
    }
    if !items::has(author, "name") {
        walk.find(&rules::AUTHOR_NAME, value.at, format!("{spot} has no `name`"));
    } else if walk.document.origin == Origin::Page && !items::has(author, "url") && !items::has(author, "sameAs") {
        walk.find(&rules::AUTHOR_LINK, value.at, format!("{spot} has neither `url` nor `sameAs`"));
    }
}

/// Checks the names of a person.
pub(super) fn names(walk: &mut Walk<'_, '_>, node: &Node) {
    for value in items::values(node, "name") {
        if let Some(name) = items::text(value) {
            name_alone(walk, name, value.at);
        }
    }
}

fn name_alone(walk: &mut Walk<'_, '_>, name: &str, at: usize) {
    if let Some(more) = more_than_name(name) {
        walk.find(&rules::NAME_ALONE, at, format!("the name `{}` has `{more}` in it", shortened(name)));
    }
    if let Some(between) = BETWEEN.iter().find(|between| name.contains(*between)) {
        let message = format!("the name `{}` seems to be several, for its `{}`", shortened(name), between.trim());
        walk.find(&rules::SEVERAL_NAMES, at, message);
    }
}

/// What a name has beside the name: a form of address, a degree, a post, or how an author is introduced.
fn more_than_name(name: &str) -> Option<&str> {
    let before = name.split_once(' ').map(|(first, _)| first);
    let before = before.filter(|first| BEFORE.contains(&first.trim_end_matches('.')));
    let behind = name.split_once(',').map(|(_, rest)| rest.trim_start());
    let behind =
        behind.and_then(|rest| rest.split([',', ' ']).find(|word| BEHIND.contains(&word.trim_end_matches('.'))));
    let chinese = BEHIND_CHINESE.into_iter().find(|word| name.len() > word.len() && name.ends_with(word));
    let introduction = INTRODUCTIONS.into_iter().find(|word| name.starts_with(word)).map(str::trim);
    before.or(behind).or(chinese).or(introduction)
}
