//! Rules of records and registers: for each a record that breaks it, and one that nearly does.

use std::collections::BTreeSet;

use vitagraph::check::{Options, check};
use vitagraph::report::Severity;
use vitagraph::rules;

use crate::support::{Folder, root};

/// A rule, what breaks it, and what nearly does.
type Case = (&'static str, &'static str, &'static str);

const REGISTERS: [(&str, &str); 3] = [
    ("vitagraph.toml", "base = \"https://team.example/\"\n"),
    (
        "organizations.yaml",
        "kuaishou: {name: {zh: 快手, en: Kuaishou}, aliases: [快手科技]}\nkuaishou-im: {name: IM, parent: kuaishou}\n",
    ),
    ("skills.yaml", "kubernetes: {name: Kubernetes, aliases: [k8s]}\n"),
];

/// Records, without the name of the person.
const RECORDS: &[Case] = &[
    ("date/future", "work: [{name: A, startDate: 2081-03}]", "work: [{name: A, startDate: 2018-03}]"),
    ("date/future", "awards: [{title: Best paper, date: 2109}]", "awards: [{title: Best paper, date: 2019}]"),
    (
        "date/future",
        "education: [{institution: U, startDate: 2024, endDate: 2208}]",
        "education: [{institution: U, startDate: 2024, endDate: 2028}]",
    ),
    ("date/future", "meta: {lastModified: 2203-01-01}", "meta: {lastModified: 2023-01-01}"),
    (
        "date/overlap",
        "work: [{name: A, startDate: 2010, endDate: 2015}, {name: B, startDate: 2012, endDate: 2016}]",
        "work: [{name: A, startDate: 2010, endDate: 2015}, {name: B, kind: freelance, startDate: 2012, endDate: 2016}]",
    ),
    (
        "date/overlap",
        "work: [{name: A, startDate: 2010-01, endDate: 2015-06}, {name: B, startDate: 2015-01, endDate: 2016-01}]",
        "work: [{name: A, startDate: 2010-01, endDate: 2015-03}, {name: B, startDate: 2015-01, endDate: 2016-01}]",
    ),
    (
        "date/overlap",
        "work: [{name: A, startDate: 2010, endDate: 2015}, {name: B, startDate: 2012, endDate: 2016}]",
        "work: [{name: A, startDate: 2010, endDate: 2015}, {name: B, position: Visiting scholar, startDate: 2012, endDate: 2016}]",
    ),
    (
        "date/overlap",
        "work: [{organization: kuaishou, startDate: 2010}, {name: B, startDate: 2012}]",
        "work: [{organization: kuaishou, startDate: 2010}, {organization: kuaishou-im, startDate: 2012}]",
    ),
    (
        "date/gap",
        "work: [{name: A, startDate: 2010, endDate: 2012-05}, {name: B, startDate: 2014-01, endDate: 2016}]",
        "work: [{name: A, startDate: 2010, endDate: 2012-05}, {name: B, startDate: 2012-10, endDate: 2016}]",
    ),
    (
        "date/gap",
        "work: [{name: A, startDate: 2010, endDate: 2012}, {name: B, startDate: 2014-01, endDate: 2016}]",
        "work: [{name: A, startDate: 2010, endDate: unknown}, {name: B, startDate: 2014-01, endDate: 2016}]",
    ),
    (
        "date/gap",
        "work: [{name: A, startDate: 2010, endDate: 2012}, {name: B, startDate: 2016-01}]",
        "work: [{name: A, startDate: 2010, endDate: 2012}, {name: B, startDate: 2016-01}]\n\
         education: [{institution: U, startDate: 2013-01, endDate: 2015}]",
    ),
    (
        "date/long-study",
        "education: [{institution: U, studyType: Bachelor, startDate: 2001}]",
        "education: [{institution: U, studyType: Bachelor, startDate: 2001, endDate: unknown}]",
    ),
    (
        "date/long-study",
        "education: [{institution: U, studyType: 本科, startDate: 2001, endDate: 2015}]",
        "education: [{institution: U, studyType: 博士, startDate: 2001, endDate: 2010}]",
    ),
    (
        "date/too-young",
        "basics: {name: Jane Roe, birthDate: 1990}\nwork: [{name: A, startDate: 1998, endDate: 2001}]",
        "basics: {name: Jane Roe, birthDate: 1990}\nwork: [{name: A, startDate: 2004, endDate: 2006}]",
    ),
    (
        "date/too-young",
        "basics: {name: Jane Roe, birthDate: 1990}\neducation: [{institution: U, startDate: 1989, endDate: 1999}]",
        "basics: {name: Jane Roe, birthDate: 1990}\neducation: [{institution: U, startDate: 1996, endDate: 2002}]",
    ),
    (
        "date/work-before-school",
        "work: [{name: A, startDate: 1985, endDate: 2005}]\neducation: [{institution: U, startDate: 2001, endDate: 2005}]",
        "work: [{name: A, startDate: 1993, endDate: 2005}]\neducation: [{institution: U, startDate: 2001, endDate: 2005}]",
    ),
    ("register/near-organization", "work: [{name: Kuaishuo}]", "work: [{name: Kwai}]"),
    ("register/near-organization", "work: [{name: 快首}]", "work: [{name: 快手}]"),
    (
        "register/near-organization",
        "awards: [{title: T, awarder: kuaishoukeji}]",
        "awards: [{title: T, awarder: 快手科技}]",
    ),
    (
        "register/near-organization",
        "projects: [{name: P, entity: Kuaishous}]",
        "projects: [{name: P, entity: {zh: 快手, en: Kuaishous}}]",
    ),
    ("register/near-skill", "skills: [{name: Kuberntes}]", "skills: [{name: Cubernaut}]"),
    ("register/near-skill", "work: [{name: A, keywords: [Kubernetis]}]", "work: [{name: A, keywords: [K8S]}]"),
    ("register/unknown-organization", "work: [{organization: kuaishuo}]", "work: [{organization: kuaishou}]"),
    ("register/unknown-organization", "work: [{organization: kuai-shou-ke-ji}]", "work: [{organization: kuaishou-im}]"),
    (
        "record/twice",
        "work: [{name: A, highlights: [Led a team, Led a team.]}]",
        "work: [{name: A, highlights: [Led a team, Led two teams]}]",
    ),
    (
        "record/twice",
        "work: [{name: A, position: P, startDate: 2012-01}, {name: A, position: P, startDate: 2012-01}]",
        "work: [{name: A, position: P, startDate: 2012-01, endDate: 2013-01}, {name: A, position: Q, startDate: 2012-01}]",
    ),
    (
        "record/twice",
        "work: [{organization: kuaishou, position: P, startDate: 2012}, {name: 快手科技, position: P, startDate: 2012}]",
        "work: [{organization: kuaishou, position: P, startDate: 2012}, {organization: kuaishou-im, position: P, startDate: 2012}]",
    ),
    (
        "record/twice",
        "publications: [{name: On graphs, doi: 10.5555/1}, {name: Graphs, doi: \"https://doi.org/10.5555/1\"}]",
        "publications: [{name: On graphs, doi: 10.5555/1}, {name: On graphs, doi: 10.5555/2}]",
    ),
    (
        "record/twice",
        "publications: [{name: On the growth of graphs}, {name: On the Growth of Graphs}]",
        "publications: [{name: Preface, authors: [Wei Wang, Wei Wang]}, {name: Preface}]",
    ),
    (
        "record/twice",
        "patents: [{name: A, number: CN0000001A}, {name: B, number: CN0000001A}]",
        "patents: [{name: A, number: CN0000001A}, {name: A, number: CN0000001B}]",
    ),
    ("record/twice", "skills: [{name: k8s}, {name: Kubernetes}]", "skills: [{name: C}, {name: C++}]"),
    (
        "record/twice",
        "awards: [{title: Best paper, date: 2019}, {title: Best paper, date: 2019}]",
        "awards: [{title: Best paper, date: 2019}, {title: Best paper, date: 2020}]",
    ),
    ("record/twice", "certificates: [{name: CKA}, {name: CKA}]", "certificates: [{name: CKA}, {name: CKS}]"),
    (
        "record/twice",
        "languages: [{language: English}, {language: english}]",
        "languages: [{language: English}, {language: Chinese}]",
    ),
    (
        "link/host",
        "basics: {name: Jane Roe, url: \"http://localhost:8080/me\"}",
        "basics: {name: Jane Roe, url: \"https://local.me.de/\"}",
    ),
    (
        "link/host",
        "projects: [{name: P, url: \"https://intranet/p\"}]",
        "projects: [{name: P, url: \"https://intranet.acme.de/p\"}]",
    ),
    (
        "link/host",
        "projects: [{name: P, url: \"https://192.168.0.1/p\"}]",
        "projects: [{name: P, url: \"https://1.1.1.1/p\"}]",
    ),
    (
        "link/host",
        "projects: [{name: P, links: [\"https://acme.c0m/\"]}]",
        "projects: [{name: P, links: [\"https://acme.xn--fiqs8s/\"]}]",
    ),
    (
        "link/malformed",
        "projects: [{name: P, url: \"https://https://acme.de/\"}]",
        "projects: [{name: P, url: \"https://web.archive.org/web/https://acme.de/\"}]",
    ),
    (
        "link/malformed",
        "projects: [{name: P, url: \"https://www.www.acme.de/\"}]",
        "projects: [{name: P, url: \"https://www.acme.de/www.www\"}]",
    ),
    (
        "link/malformed",
        "projects: [{name: P, url: \"https://acme.de/{user}\"}]",
        "projects: [{name: P, url: \"https://acme.de/user?q=a,b\"}]",
    ),
    (
        "link/malformed",
        "projects: [{name: P, url: \"https://acme.de/p,\"}]",
        "projects: [{name: P, url: \"https://acme.de/p)\"}]",
    ),
    (
        "value/kind",
        "projects: [{name: P, url: \"https:///www.acme.de/\"}]",
        "projects: [{name: P, url: \"https://www.acme.de/\"}]",
    ),
    (
        "link/example",
        "basics: {name: Jane Roe, url: \"https://www.example.com/me\"}",
        "basics: {name: Jane Roe, url: \"https://myexample.com/me\"}",
    ),
    (
        "link/http",
        "work: [{name: A, url: \"http://acme.de/\"}]",
        "work: [{name: A, url: \"https://acme.de/?http://\"}]",
    ),
    (
        "link/repository",
        "basics: {name: Jane Roe, url: \"https://github.com/me/site\"}",
        "basics: {name: Jane Roe, url: \"https://github.com/me\"}",
    ),
    (
        "link/repository",
        "work: [{name: A, url: \"https://gitee.com/a/b\"}]",
        "projects: [{name: A, url: \"https://gitee.com/a/b\"}]",
    ),
    (
        "link/account-differs",
        "basics: {name: Jane Roe, profiles: [{network: GitHub, username: ann, url: \"https://github.com/bob\"}]}",
        "basics: {name: Jane Roe, profiles: [{network: GitHub, username: Ann, url: \"https://www.github.com/ann/\"}]}",
    ),
    (
        "link/account-differs",
        "basics: {name: Jane Roe, profiles: [{network: GitHub, username: ann, url: \"https://gitlab.com/ann\"}]}",
        "basics: {name: Jane Roe, profiles: [{network: Twitter, username: ann, url: \"https://x.com/ann\"}]}",
    ),
    (
        "text/wrong-language",
        "work: [{name: A, summary: {zh: Leads the messaging platform of the company}}]",
        "work: [{name: A, summary: {zh: 主管 messaging platform of the company}}]",
    ),
    (
        "text/wrong-language",
        "work: [{name: A, summary: {en: 主管快手IM服务端}}]",
        "work: [{name: A, summary: {en: Leads the IM platform of 快手}}]",
    ),
    ("text/wrong-language", "work: [{name: {zh: Acme, en: 顶点}}]", "work: [{name: {zh: Acme, en: Acme}}]"),
    ("text/wrong-language", "skills: [{name: {ru: Java, en: Ява}}]", "skills: [{name: {ru: Java, en: Java}}]"),
    ("text/wrong-language", "basics: {name: {en: 刘硕}}", "basics: {name: {zh-Latn: Liu Shuo, und: 刘硕}}"),
    (
        "text/placeholder",
        "work: [{name: A, summary: Lorem ipsum dolor sit amet}]",
        "work: [{name: A, summary: Prints dolor sit amet}]",
    ),
    ("text/placeholder", "work: [{name: A, summary: TODO}]", "projects: [{name: Todo, summary: A list}]"),
    ("text/placeholder", "work: [{name: A, summary: 待补}]", "work: [{name: A, summary: 期待补充团队}]"),
    ("text/placeholder", "work: [{name: XX公司}]", "work: [{name: SpaceX公司}]"),
    ("text/placeholder", "basics: {name: Your Name}", "basics: {name: Yorick Name}"),
    ("text/placeholder", "work: [{name: A, highlights: [xxx]}]", "publications: [{name: Acta XXX Volume}]"),
    ("text/placeholder", "work: [{name: \"{{ company }}\"}]", "work: [{name: \"{ company }\"}]"),
    (
        "privacy/phone",
        "work: [{name: A, summary: Call +00 000 0000 0000}]",
        "work: [{name: A, summary: Over +100000000 users}]",
    ),
    ("privacy/phone", "work: [{name: A, summary: \"电话：0000000\"}]", "work: [{name: A, summary: \"版本：0000000\"}]"),
    ("privacy/phone", "work: [{name: A, summary: (202) 555-0100}]", "work: [{name: A, summary: 2012 - 2018}]"),
    ("privacy/phone", "work: [{name: A, summary: 000-00000000}]", "work: [{name: A, summary: ISBN 978-0-00-000000-0}]"),
    (
        "privacy/phone",
        "work: [{name: A, summary: 联系 130 0000 0000}]",
        "work: [{name: A, summary: 日均 13000000000 条}]",
    ),
    (
        "privacy/phone",
        "work: [{name: A, summary: Call +00 000 0000 0000}]",
        "work: [{name: A, summary: Call +00 000 0000 0000, visibility: {summary: private}}]",
    ),
    (
        "privacy/phone",
        "basics: {name: Jane Roe, summary: Call +00 000 0000 0000}",
        "basics: {name: Jane Roe, summary: Call +00 000 0000 0000, visibility: {phone: public}}",
    ),
    (
        "privacy/email",
        "work: [{name: A, summary: Write to me@team.example}]",
        "work: [{name: A, summary: \"Clone git@host.example:me/site\"}]",
    ),
    (
        "privacy/email",
        "basics: {name: Jane Roe, url: \"mailto:me@team.example\"}",
        "basics: {name: Jane Roe, email: me@team.example}",
    ),
    (
        "privacy/email",
        "work: [{name: A, summary: me@team.example}]",
        "work: [{name: A, summary: me@team.example, visibility: internal}]",
    ),
    (
        "privacy/identity-card",
        "work: [{name: A, highlights: [身份证 00000019900101000X]}]",
        "work: [{name: A, highlights: [身份证 000000199001010001]}]",
    ),
    (
        "privacy/address",
        "work: [{name: A, summary: Lives at 1 Example Street.}]",
        "work: [{name: A, summary: Built 3 apps for Wall Streeters}]",
    ),
    ("privacy/address", "work: [{name: A, summary: 住在示例路1号}]", "work: [{name: A, summary: 走过1条路1号线}]"),
];

/// Registers of organizations.
const REGISTER: &[Case] = &[
    ("register/shared-name", "a: {aliases: [BIT]}\nb: {name: Bit}", "a: {aliases: [BIT]}\nb: {name: Bits}"),
    (
        "register/shared-identity",
        "a: {name: A, sameAs: \"https://www.wikidata.org/entity/Q1\"}\nb: {name: B, sameAs: [\"http://www.wikidata.org/entity/Q1\"]}",
        "a: {name: A, sameAs: \"https://www.wikidata.org/entity/Q1\"}\nb: {name: B, sameAs: [\"https://www.wikidata.org/entity/Q2\"]}",
    ),
    (
        "register/circular-parent",
        "a: {name: A, parent: b}\nb: {name: B, parent: c}\nc: {name: C, parent: a}\nd: {name: D, parent: a}",
        "a: {name: A, parent: b}\nb: {name: B, parent: c}\nc: {name: C}\nd: {name: D, parent: a}",
    ),
    (
        "register/unknown-organization",
        "a: {name: A, parent: bb}\nb: {name: B}",
        "a: {name: A, parent: b}\nb: {name: B}",
    ),
];

fn findings(folder: &Folder) -> Vec<String> {
    let (_, report) = check(folder.path(), &Options::default()).unwrap();
    report.findings().iter().map(|finding| format!("{} {finding}", finding.rule.id)).collect()
}

fn of_record(record: &str) -> Vec<String> {
    let folder = Folder::new(&REGISTERS);
    let basics = if record.contains("basics:") { "" } else { "basics: {name: Jane Roe}\n" };
    folder.write("people/jane.yaml", format!("{basics}{record}\n"));
    findings(&folder)
}

fn of_register(register: &str) -> Vec<String> {
    let folder = Folder::new(&REGISTERS);
    folder.write("organizations.yaml", register);
    folder.write("people/jane.yaml", "basics: {name: Jane Roe}\n");
    findings(&folder)
}

#[test]
fn each_rule_is_broken_by_what_breaks_it_and_not_by_what_nearly_does() {
    let told = |found: &[String], rule: &str| found.iter().any(|line| line.starts_with(&format!("{rule} ")));
    let mut wrong = Vec::new();
    let mut look = |found: fn(&str) -> Vec<String>, (rule, breaks, nearly): Case| {
        for (input, wanted) in [(breaks, true), (nearly, false)] {
            let found = found(input);
            if told(&found, rule) != wanted {
                wrong.push(format!("{rule} {}in {input}: {found:#?}", if wanted { "not " } else { "" }));
            }
        }
    };
    RECORDS.iter().for_each(|case| look(of_record, *case));
    REGISTER.iter().for_each(|case| look(of_register, *case));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_of_records_has_a_case() {
    let cases: BTreeSet<&str> = RECORDS.iter().chain(REGISTER).map(|(rule, ..)| *rule).collect();
    let without: Vec<&str> = rules::RECORD.iter().map(|rule| rule.id).filter(|id| !cases.contains(id)).collect();
    assert_eq!(without, Vec::<&str>::new());
}

#[test]
fn a_finding_stands_where_the_value_stands() {
    for (record, place) in [
        ("work:\n  - name: A\n    summary: {zh: 好, en: \"TODO: write\"}", "people/jane.yaml:4:26"),
        ("work:\n  - {name: A, startDate: 2081}", "people/jane.yaml:3:26"),
        ("skills:\n  - name: Kuberntes", "people/jane.yaml:3:11"),
        ("work:\n  - name: A\n    highlights:\n      - one\n      - two\n      - one", "people/jane.yaml:7:9"),
    ] {
        let found = of_record(record);
        assert!(found.iter().any(|line| line.contains(&format!(" {place}: "))), "{place}: {found:?}");
    }
}

#[test]
fn the_own_data_has_nothing_at_warning_level() {
    let (_, report) = check(&root().join("data"), &Options::default()).unwrap();
    let grave: Vec<_> =
        report.findings().into_iter().filter(|finding| finding.severity < Severity::Note).cloned().collect();
    assert_eq!(grave, Vec::new());
}
