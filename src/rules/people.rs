//! Rules of people: records that are about one person, sources that disagree, and what profiles lack.

use super::rules;

rules! {
    /// The rules of people.
    PEOPLE:
    DUPLICATE = "people/duplicate", Warning,
        "A person has one `id`.",
        "Under two, each has half of the facts, and neither is found by the other's. Where names and posts only make it probable, it is a note.", "",
        "people/liu-shuo.yaml and people/stuart-lau.yaml with one e-mail address and the same posts",
        "Give the records of one person one `id`; the other goes into `formerIds`. Where they are two, an identifier such as an ORCID iD tells them apart.";
    SHARED_IDENTIFIER = "people/shared-identifier", Warning,
        "An identifier or an account is that of one person.",
        "Search engines take two people with one `sameAs` for one.", "https://schema.org/sameAs",
        "two people with identifiers: {orcid: 0000-0002-1825-0097}",
        "Remove it from the person whose it is not, or give the records of one person one `id`.";
    CONFLICT = "people/conflict", Note,
        "The sources of a person agree.",
        "What the newest source says holds; the other claim is kept in the graph of its source, where `vitagraph query conflicts` shows it.", "",
        "startDate: 2014-07 in one source, and 2014-08 in another",
        "Mend the source that is wrong. Nothing has to be done where the newest is right.";
    MISSING = "people/missing", Note,
        "A profile has what search engines recommend.",
        "With an image, a description and links to the same person elsewhere they know whom the page is about.", "https://developers.google.com/search/docs/appearance/structured-data/profile-page",
        "a record without `image`, `summary`, `profiles` and `identifiers`",
        "Add what is told first: it counts most. `vitagraph check --completeness` tells a figure for each profile.";
}
