//! Rules of the vocabulary: the graph, and structured data of others, against schema.org and our own terms.

use super::rules;

rules! {
    /// The rules of the vocabulary.
    VOCABULARY:
    UNKNOWN_TERM = "vocabulary/unknown-term", Error,
        "Classes, properties and members of enumerations are ones that schema.org has.",
        "Nobody reads a term that there is not.", "https://schema.org/docs/full.html",
        "\"@type\": \"Persn\"",
        "Correct the name; where the term is of another vocabulary, write it with its prefix.";
    SUPERSEDED = "vocabulary/superseded", Warning,
        "Terms are those that schema.org recommends today.",
        "A superseded term is kept for old pages, and who reads may have dropped it.", "https://schema.org/docs/datamodel.html",
        "\"colleagues\": {\"@type\": \"Person\", \"name\": \"John Roe\"}",
        "Use the term that took its place.";
    DOMAIN = "vocabulary/domain", Warning,
        "A property is one of the thing's class.",
        "Search engines look for the properties of a class, and for no others. A Role may have the properties of both ends of the link that it is on.", "https://schema.org/docs/datamodel.html",
        "{\"@type\": \"Person\", \"foundingDate\": \"2011\"}",
        "Use a property of the class, or give the thing another class.";
    RANGE = "vocabulary/range", Warning,
        "The value of a property is of a class that the property takes.",
        "A thing of another class is not what readers of the property look for. Any text is taken in place of a thing.", "https://schema.org/docs/datamodel.html",
        "\"worksFor\": {\"@type\": \"Person\", \"name\": \"Example\"}",
        "Give the value the class that is wanted, or use another property.";
    VALUE_KIND = "vocabulary/value-kind", Warning,
        "Dates, numbers, addresses and truth values are written so that programs read them.",
        "A date in words is a text, which is neither sorted nor shown as a date.", "https://schema.org/DataType",
        "\"birthDate\": \"May 1990\"",
        "Write the value as the hint shows.";
    LINK_AS_TEXT = "vocabulary/link-as-text", Note,
        "A link to a thing is written as a link.",
        "In JSON-LD a bare address is a text, unless the context makes links of a property's texts.", "https://www.w3.org/TR/json-ld11/#describing-values",
        "\"worksFor\": \"https://example.com/#organization\"",
        "Write `{\"@id\": \"https://example.com/#organization\"}`.";
    PENDING = "vocabulary/pending", Note,
        "Terms are settled.",
        "What is pending at schema.org may change, and few programs read it yet.", "https://schema.org/docs/howwework.html",
        "\"hasCertification\": …",
        "Nothing has to be done.";
}
