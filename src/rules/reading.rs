//! Rules of reading: what a file must be to be read, and what is made of what is written in another way.

use super::rules;

rules! {
    /// The rules of reading.
    READING:
    UNREADABLE_FILE = "file/unreadable", Error,
        "A file can be read.",
        "What cannot be read is in no graph and on no page.", "",
        "people/me.yaml  (without permission to read it)",
        "Let it be read by the user who runs this, or remove what leads to it.";
    ENCODING = "file/encoding", Error,
        "Files are in UTF-8.",
        "Names would be read as other names.", "https://www.rfc-editor.org/rfc/rfc3629",
        "a record saved as GBK or UTF-16",
        "Save the file as UTF-8.";
    NO_FOLDER = "file/no-folder", Error,
        "A collection has a folder `people`.",
        "Records are read from there, and from nowhere else.", "",
        "me.yaml beside vitagraph.toml",
        "Put the records into `people/`; `vitagraph init` makes an example.";
    SYNTAX = "file/syntax", Error,
        "A file is well-formed YAML, JSON or TOML.",
        "Behind the first fault nothing can be understood.", "https://yaml.org/spec/1.2.2/",
        "name: [Jane Roe",
        "Mend the place that is shown.";
    CONTROL = "file/control-character", Warning,
        "Texts have no control characters.",
        "They come from copied documents, are not seen, and break other programs.", "",
        "name: \"Jane\\u0007Roe\"",
        "Remove the character.";
    EXPECTED = "value/kind", Error,
        "A field has a value of its kind.",
        "Another value cannot be used; it is kept aside, for the person alone.", "",
        "startDate: [2018]",
        "Write what `docs/record.md` shows for the field.";
    LOOSE = "value/loose", Warning,
        "A value is written as its field wants it.",
        "It can be used only in part, or as something else than is written.", "",
        "highlights: one text in place of a list",
        "Write it as the hint shows.";
    READ_AS = "value/read-as", Note,
        "Values are written in the usual way.",
        "Other writings are understood, but the reader should know as what.", "",
        "startDate: Mar 2018",
        "Nothing has to be done.";
    UNKNOWN_FIELD = "field/unknown", Warning,
        "A field is one that records have.",
        "A misspelled field says nothing to anybody: it is kept aside.", "",
        "jobTitel: Engineer",
        "Correct the name; `docs/record.md` lists all fields.";
    REPEATED_FIELD = "field/repeated", Error,
        "A field is stated once.",
        "Only the last one counts, which is rarely what was meant.", "https://www.rfc-editor.org/rfc/rfc8259#section-4",
        "name: Jane Roe\nname: Jane Doe",
        "Remove one of them.";
    UNKNOWN_LANGUAGE = "value/language", Error,
        "A language is a BCP 47 tag.",
        "A wording in no language is shown to nobody.", "https://www.rfc-editor.org/info/bcp47",
        "name: {chinese: 刘硕}",
        "Write `zh`, `en` or another tag.";
    UNKNOWN_DATE = "date/unknown", Error,
        "A date is a year, a month or a day of the calendar.",
        "What is no date is left out, or counts only in part.", "https://www.rfc-editor.org/rfc/rfc3339",
        "startDate: 2018-13",
        "Write `2018`, `2018-03` or `2018-03-31`.";
    END_BEFORE_START = "date/end-before-start", Warning,
        "A period ends after it begins.",
        "One of the two is wrong, and all that is counted with it.", "",
        "startDate: 2019-03\nendDate: 2018-01",
        "Mend the date that is wrong.";
    UNKNOWN_KIND = "value/unusual-kind", Warning,
        "The kind of a post is one of those that are known, or quite another word.",
        "A misspelled one is taken for a word of its own.", "",
        "kind: intership",
        "Correct the word.";
    VISIBILITY = "privacy/unknown-mark", Error,
        "A mark of visibility names a field that is there, and `public`, `internal` or `private`.",
        "A mark that cannot be understood might have hidden something: until mended, the whole is private.", "",
        "visibility: {phnoe: private}",
        "Correct the name or the mark.";
    SETTING = "setting/value", Error,
        "A setting has a value that can be used.",
        "Without it the default holds, which may be another address or another language.", "",
        "base = \"team.example\"",
        "Write it as the hint shows.";
    UNKNOWN_SETTING = "setting/unknown", Warning,
        "A setting is one that there is.",
        "A misspelled setting has no effect.", "",
        "langauges = [\"zh\"]",
        "Correct the name.";
    KEY = "register/key", Error,
        "A key has ASCII letters, digits, `-`, `_` and `.` only.",
        "Keys become parts of addresses.", "https://www.rfc-editor.org/rfc/rfc3986",
        "北京大学: {name: 北京大学}",
        "Give it another key, and this as its name.";
    UNKNOWN_ORGANIZATION = "register/unknown-organization", Note,
        "The key of an organization is in the register.",
        "Its node is made of the key and the name, without address, parent and other names.", "",
        "organization: kuaisho",
        "Correct the key, or add it to `organizations.yaml`.";
    NO_KEY = "record/no-id", Error,
        "A record has an `id`, or a file whose name gives one.",
        "The key is a part of all addresses of the person.", "",
        "{\"basics\": {\"name\": \"Jane Roe\"}}  in a .jsonl file",
        "Write `id: jane-roe`.";
    PAGE = "record/page", Error,
        "A page is an address that a browser opens, and of one person only.",
        "All that is known of a person is a fragment of that page.", "",
        "page: ftp://a.example/",
        "Give each person a page of their own.";
    NAMES_DIFFER = "record/names-differ", Warning,
        "Records with one `id` call the person by one name, or each in another script.",
        "They are merged into one person, and are probably two.", "",
        "id: liu  with the names Liu Shuo and Liu Shan",
        "Give one another `id`, or put the other name into `alternateNames`.";
    REPEATED_KEY = "record/repeated-id", Error,
        "Where records are mapped as a stream, an `id` occurs once.",
        "A stream is not merged: the facts of both would stand beside each other.", "",
        "two lines with {\"id\": \"jane\"}",
        "Merge them with `vitagraph export`, or give one another `id`.";
    LINK = "link/incomplete", Error,
        "A link has a person, a work and a decision.",
        "Another says nothing, and is left out.", "",
        "- {person: jane, work: {doi: 10.1/a}}",
        "Add what is missing.";
    LINK_PERSON = "link/unknown-person", Warning,
        "A link is about a person who is here.",
        "It is about nobody.", "",
        "- {person: jaen, …}",
        "Correct the key, or remove the link.";
    LIST = "list/unreadable", Error,
        "A list of works, weights or the head of a query can be read.",
        "What cannot be read is left out.", "",
        "@article{a, title = {",
        "Mend the place that is shown.";
    LIST_ENTRY = "list/left-out", Warning,
        "An entry of a list says enough to be used.",
        "What has neither title nor identifier is no work.", "",
        "@article{a}",
        "Complete or remove it.";
    NOT_UNDERSTOOD = "import/not-understood", Warning,
        "All text of a document comes into the record.",
        "What no rule understood must be looked at by a person.", "",
        "a line of notes",
        "Add it to the record by hand, or leave it out.";
}
