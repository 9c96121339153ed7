//! Kinds of works: the words of all lists in the words of records.

use crate::text::folded;

/// The kinds by the words of lists, without case and strokes. Crossref: `api.crossref.org/types`; CSL: the types of its
/// specification 1.0.2; OpenAlex: `docs.openalex.org`; ORCID: the work types of version 3.0; BibTeX and biblatex: entry
/// types; RIS: reference types; DBLP: the elements of its DTD.
const KINDS: [(&str, &[&str]); 10] = [
    (
        "article",
        &[
            "article",
            "articlejournal",
            "articlemagazine",
            "articlenewspaper",
            "conferencepaper",
            "confe",
            "conferenceproceeding",
            "conf",
            "cpaper",
            "ejour",
            "inproceedings",
            "jour",
            "journalarticle",
            "jfull",
            "letter",
            "magazinearticle",
            "mgzn",
            "news",
            "newspaperarticle",
            "paperconference",
            "postedcontent",
            "preprint",
            "proceedingsarticle",
            "review",
            "reviewarticle",
            "suppperiodical",
        ],
    ),
    (
        "book",
        &["book", "collection", "ebook", "editedbook", "edbook", "monograph", "mvbook", "proceedings", "referencebook"],
    ),
    (
        "chapter",
        &[
            "bookchapter",
            "bookpart",
            "booksection",
            "chap",
            "chapter",
            "echap",
            "entry",
            "entrydictionary",
            "entryencyclopedia",
            "inbook",
            "incollection",
            "inreference",
            "referenceentry",
        ],
    ),
    (
        "thesis",
        &[
            "dissertation",
            "dissertationthesis",
            "mastersthesis",
            "phdthesis",
            "supervisedstudentpublication",
            "thes",
            "thesis",
        ],
    ),
    ("report", &["report", "reportcomponent", "rprt", "techreport", "technicalreport", "workingpaper"]),
    (
        "talk",
        &["conferenceoutput", "conferencepresentation", "lecturespeech", "presentation", "slide", "speech", "talk"],
    ),
    ("blog", &["blog", "blogpost", "post", "postweblog"]),
    ("dataset", &["data", "dataset"]),
    ("software", &["comp", "computerprogram", "researchtool", "software"]),
    ("patent", &["pat", "patent"]),
];

/// The kind that a list's word for it means, in the words of a record's `publications[].type`, or `patent`; a word that
/// no list is known to use is left as it is, and an empty one says nothing.
#[must_use]
pub fn kind(word: &str) -> Option<String> {
    let folded = folded(word);
    let known = KINDS.iter().find(|(_, words)| words.contains(&folded.as_str())).map(|(kind, _)| (*kind).to_owned());
    known.or_else(|| (!folded.is_empty()).then(|| word.trim().to_lowercase()))
}
