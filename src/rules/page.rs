//! Rules for pages: that their structured data can be read, says what is seen, and is what would be written now.

use super::rules;

rules! {
    /// The rules for pages.
    PAGES:
    BLOCK_SYNTAX = "page/syntax", Error,
        "A block of JSON-LD is well-formed JSON.",
        "A broken block is passed over as a whole.",
        "https://developers.google.com/search/docs/appearance/structured-data/sd-policies#format",
        "<script type=\"application/ld+json\">{\"@type\": \"Person\",}</script>",
        "Mend the place that is shown.";
    NO_DATA = "page/no-data", Warning,
        "A page that is to be checked has structured data.",
        "There is nothing to check.",
        "https://developers.google.com/search/docs/appearance/structured-data/intro-structured-data",
        "<html><body><h1>Jane Roe</h1></body></html>",
        "Add a block; `vitagraph export PERSON --inject PAGE` does so.";
    RDFA = "page/rdfa", Note,
        "Structured data is JSON-LD or microdata.",
        "RDFa is not read here, and so not checked.",
        "https://www.w3.org/TR/rdfa-primer/",
        "<div vocab=\"https://schema.org/\" typeof=\"Person\">",
        "Nothing has to be done; search engines read it.";
    NOT_SHOWN = "page/not-shown", Warning,
        "What structured data says is seen on the page.",
        "Marking up what readers do not see breaks the guidelines of search engines, and can cost a page its results.",
        "https://developers.google.com/search/docs/appearance/structured-data/sd-policies#content",
        "\"jobTitle\": \"Engineer\"  on a page that has this word nowhere",
        "Show it on the page, or leave it out of the block.";
    NO_TEXT = "page/no-text", Note,
        "A page has text without its scripts being run.",
        "What scripts show later is not seen here, so that nothing can be compared with it.",
        "https://developers.google.com/search/docs/crawling-indexing/javascript/javascript-seo-basics",
        "<body><div id=\"app\"></div></body>",
        "Check the page as it is built, or nothing.";
    STALE = "page/stale", Error,
        "A block or document that was written earlier says what would be written now.",
        "Readers and search engines see what is no longer so.", "",
        "a page whose block names the employer before the last",
        "Run `vitagraph export` again, with `--inject` or `--out`.";
    EDITED = "page/edited", Error,
        "A block that was put into a page is as it was written.",
        "The next run replaces it, and what was changed by hand is lost.", "",
        "a block in which somebody corrected the job title",
        "Change the record instead, and run `vitagraph export --inject` again.";
    ORPHAN = "page/orphan", Error,
        "A block or document that was written earlier is about somebody or something that is here.",
        "Nobody keeps it true any more.", "",
        "people/jane.jsonld  where there is no record of `jane`",
        "Remove the block or the file; or mend the key or page of the record, if that has changed.";
}
