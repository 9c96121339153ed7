//! Rules of records: what is well-formed and read, and yet is probably not what was meant.

use super::rules;

rules! {
    /// The rules of records and registers.
    RECORD:
    FUTURE = "date/future", Warning,
        "What is told has begun.",
        "A date in the future is mostly a slip of the year. The planned end of a study or of a post is none.", "",
        "startDate: 2081-03",
        "Mend the year, or leave out what has not yet happened.";
    OVERLAP = "date/overlap", Note,
        "A person has one full-time job at a time.",
        "Two at once are mostly a wrong date, or one of them is no full-time job.", "",
        "two jobs at unrelated employers, 2015 to 2019 and 2017 to 2021",
        "Mend the dates, or state the `kind`: `freelance`, `contract`, `founder`, `part-time`.";
    GAP = "date/gap", Note,
        "Jobs and studies follow each other.",
        "Readers ask what was in between; often a post is missing, or a year is wrong.", "",
        "a job until 2012-05, and the next from 2014-01",
        "Add what is missing, or mend the date. Nothing has to be done where the gap is true.";
    LONG_STUDY = "date/long-study", Note,
        "A study ends with its degree.",
        "A study without end still runs: whoever graduated long ago is shown as a student.", "",
        "- {institution: Hebei University, studyType: Bachelor, startDate: 2001}",
        "State the `endDate`; `unknown` where nobody knows it.";
    TOO_YOUNG = "date/too-young", Warning,
        "Nobody works before the age of 14, or does anything before birth.",
        "One of the two dates is wrong.", "",
        "birthDate: 1990  and a job from 1998 on",
        "Mend the date that is wrong.";
    WORK_BEFORE_SCHOOL = "date/work-before-school", Note,
        "A career does not begin ten years before the first study.",
        "One of the dates is mostly a slip, or a study is missing.", "",
        "a job from 1985 on, and the first study from 2001 on",
        "Mend the date, or add the earlier study.";
    NEAR_ORGANIZATION = "register/near-organization", Note,
        "An organization is called as the register calls it.",
        "Under a misspelled name it is another organization, of which nobody knows anything.", "",
        "name: Kuaishuo",
        "Write the name as the register has it, or add this one as an alias.";
    NEAR_SKILL = "register/near-skill", Note,
        "A skill is called as the register calls it.",
        "Under a misspelled name it is another skill, and is not found.", "",
        "keywords: [Kuberntes]",
        "Write the name as the register has it, or add this one as an alias.";
    SHARED_NAME = "register/shared-name", Warning,
        "A name or alias is that of one entry of a register.",
        "Of two entries with one name none is found by it.", "",
        "bit: {aliases: [BIT]}\nbeijing-institute: {aliases: [BIT]}",
        "Leave the name to the entry that is mostly meant.";
    SHARED_IDENTITY = "register/shared-identity", Warning,
        "What an entry is elsewhere, no other entry is.",
        "Two entries with one address in `sameAs` are one organization or skill.", "https://schema.org/sameAs",
        "two entries with sameAs: [https://www.wikidata.org/entity/Q1]",
        "Make one entry of both, or correct the address.";
    CIRCULAR = "register/circular-parent", Warning,
        "No organization belongs to itself.",
        "A circle has no top; what stands above these organizations cannot be told.", "https://schema.org/parentOrganization",
        "a: {parent: b}\nb: {parent: a}",
        "Remove the wrong `parent`.";
    TWICE = "record/twice", Warning,
        "A record says the same once.",
        "The same job, paper or line twice is a slip of copying; pages and counts show it twice.", "",
        "highlights: [Led a team, Led a team]",
        "Remove one of them.";
    LINK_HOST = "link/host", Warning,
        "An address leads to a host of the public web.",
        "What has no domain, or is on one's own machine, opens for nobody else.", "https://www.rfc-editor.org/rfc/rfc6761",
        "url: http://localhost:8080/me",
        "Write the public address, or leave it out.";
    LINK_MALFORMED = "link/malformed", Warning,
        "An address is one address, whole and without marks of a text.",
        "It opens nothing, or something else.", "https://www.rfc-editor.org/rfc/rfc3986",
        "url: https://https://stuartlau.github.io/",
        "Write the address as the browser shows it.";
    LINK_EXAMPLE = "link/example", Note,
        "An address is real.",
        "Hosts such as example.com are for examples, and lead nowhere.", "https://www.rfc-editor.org/rfc/rfc2606",
        "url: https://example.com/me",
        "Write the real address, or leave it out.";
    LINK_HTTP = "link/http", Note,
        "An address is one of HTTPS.",
        "Nearly every host has it; browsers warn of others.", "https://www.rfc-editor.org/rfc/rfc9325",
        "url: http://www.kuaishou.com",
        "Write `https://`, if the page opens so.";
    LINK_REPOSITORY = "link/repository", Note,
        "A homepage is a page about the person or the organization.",
        "A repository is a work; search engines take its address for the person.", "https://schema.org/url",
        "basics: {url: https://github.com/me/site}",
        "Write the address of the page, and the repository among the projects.";
    ACCOUNT_DIFFERS = "link/account-differs", Warning,
        "Name, service and address of an account agree.",
        "One of them is that of somebody else.", "",
        "{network: GitHub, username: ann, url: https://github.com/bob}",
        "Correct the one that is wrong.";
    WRONG_LANGUAGE = "text/wrong-language", Warning,
        "A wording is in the language that it is stated to be in.",
        "Search engines and readers of that language get another one.", "https://www.w3.org/International/questions/qa-choosing-language-tags",
        "summary: {zh: Leads the messaging platform of the company}",
        "Put it under the tag of its language.";
    PLACEHOLDER = "text/placeholder", Warning,
        "A text says something.",
        "What a template or an unfinished sentence left would be published.", "",
        "summary: Lorem ipsum dolor sit amet",
        "Write the text, or leave the field out.";
    PHONE = "privacy/phone", Warning,
        "No telephone number stands in a public text.",
        "`phone` is private by default; in a text the number is shown to everybody.", "https://gdpr.eu/eu-gdpr-personal-data/",
        "summary: Call +00 000 0000 000",
        "Move it to `phone`, or mark the text `internal` or `private`.";
    EMAIL = "privacy/email", Warning,
        "No e-mail address stands in a public text.",
        "`email` is private by default; in a text the address is shown to everybody, programs that send spam included.", "https://gdpr.eu/eu-gdpr-personal-data/",
        "summary: Write to me@team.example",
        "Move it to `email`, or mark the text `internal` or `private`.";
    IDENTITY_CARD = "privacy/identity-card", Error,
        "No number of an identity card stands in a public text.",
        "It cannot be changed, and serves to open accounts in another's name.", "https://www.iso.org/standard/31531.html",
        "highlights: [身份证 00000019900101000X]",
        "Remove it.";
    ADDRESS = "privacy/address", Note,
        "No street address stands in a public text.",
        "`address` is private by default; in a text it is shown to everybody. That of an office may be meant.", "",
        "summary: Lives at 1 Example Street",
        "Move it to `location.address`, or mark the text `internal` or `private`.";
}
