//! The loop closes: documents that are imported give the nodes that the records made by hand give.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use vitagraph::decode::Visibility::Private;

use crate::support::{Folder, quads, root, run_in, shared, text};

/// A document, the person whom it is about, the record made by hand, and what is different: nodes that only the record
/// has, and nodes that only the import gives.
type Loop = (&'static str, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const LOOPS: [Loop; 5] = [
    ("000_ed8a434b7059b70d.txt", "stuart-lau", "stuart-lau/2023-cv.yaml", &[], &[]),
    // A department that has an entry in the register is taken for the employer.
    (
        "001_44c893755a82c96e.txt",
        "stuart-lau",
        "stuart-lau/2021-page.yaml",
        &["#role-xiaomi-2014"],
        &["#role-xiaomi-game-center-2014"],
    ),
    ("002_82e20a47d871938d.txt", "stuart-lau", "stuart-lau/2022-page.yaml", &[], &[]),
    ("003_502b09a185e0b281.txt", "shijieqin", "shijieqin.yaml", &[], &[]),
    ("004_fd3bd3f1f0ee99b7.txt", "weiyong1024", "weiyong1024.yaml", &[], &[]),
];

/// The collection's own settings and registers around a record.
fn around(key: &str, record: &str) -> Folder {
    let folder = Folder::new(&[(&format!("people/{key}.yaml"), record)]);
    for file in ["vitagraph.toml", "organizations.yaml", "skills.yaml"] {
        folder.write(file, fs::read(root().join("data").join(file)).unwrap());
    }
    folder
}

/// The jobs, posts, studies, degrees and works of a collection: the ends of their IRIs.
fn nodes(folder: &Folder) -> BTreeSet<String> {
    let kinds = ["#role-", "#study-", "#volunteer-", "#credential-"];
    let subjects =
        quads(&folder.load().0, Private).into_iter().map(|quad| quad.split(['<', '>']).nth(1).unwrap().to_owned());
    let wanted = subjects.filter(|node| kinds.iter().any(|kind| node.contains(kind)) || node.ends_with("#work"));
    let end = |node: String| node.rsplit_once('/').map_or(String::new(), |(_, end)| end.to_owned());
    wanted
        .map(end)
        .map(|node| if node.ends_with("#work") { node } else { node[node.find('#').unwrap()..].to_owned() })
        .collect()
}

#[test]
fn imported_documents_give_the_nodes_of_the_records_made_by_hand() {
    let Some(seeds) = shared("seeds") else { return };
    for (document, key, record, missing, added) in LOOPS {
        let by_hand = fs::read_to_string(root().join("data/people").join(record)).unwrap();
        let page = by_hand.lines().find(|line| line.starts_with("page:")).map(|line| format!("{line}\n"));
        let path = fs::canonicalize(seeds.join(document)).unwrap();
        let output = run_in(root(), &["import", path.to_str().unwrap(), "--data", "data", "--id", key]);
        let imported = text(&output.stdout) + &page.unwrap_or_default();
        let (imported, by_hand) = (nodes(&around(key, &imported)), nodes(&around(key, &by_hand)));
        assert!(!by_hand.is_empty());
        let owned = |nodes: &[&str]| nodes.iter().map(|node| (*node).to_owned()).collect::<Vec<_>>();
        assert_eq!(by_hand.difference(&imported).cloned().collect::<Vec<_>>(), owned(missing), "{document}");
        assert_eq!(imported.difference(&by_hand).cloned().collect::<Vec<_>>(), owned(added), "{document}");
    }
}

const CV: &str = "# 王安\n\n主页 https://wangan.example\n\n## 工作经历\n\n### 星河科技 后端工程师\n2018.3 - 至今\n\n- 技术栈：Rust、Kafka\n\n## 教育背景\n\n北京邮电大学 计算机 本科 2014.9 - 2018.6\n";

#[test]
fn a_collection_is_made_around_a_cv() {
    let folder = Folder::new(&[("cv.md", CV)]);
    let output = folder.run(&["init", "me", "--from", "cv.md"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let read = |name: &str| fs::read_to_string(folder.path().join("me").join(name)).unwrap();
    assert!(read("vitagraph.toml").contains("base = \"https://wangan.example/\"\n"));
    assert!(read("vitagraph.toml").contains("languages = [\"zh\", \"en\"]\n"));
    assert!(read("people/wang-an.yaml").contains("\nid: wang-an\n"));
    assert!(
        read("organizations.yaml")
            .contains("bei-jing-you-dian-da-xue:\n  name: 北京邮电大学\n  type: EducationalOrganization\n")
    );
    assert!(read("organizations.yaml").contains("  name: 星河科技\n"));
    assert!(read("skills.yaml").contains("kafka:\n  name: Kafka\n"));
    let checked = folder.run(&["export", "--data", "me", "-v"]);
    assert_eq!((checked.status.code(), text(&checked.stderr)), (Some(0), String::new()));
    let page = text(&checked.stdout);
    assert!(
        page.contains("\"name\": \"王安\"") && page.contains("organizations/bei-jing-you-dian-da-xue#organization")
    );
    let again = folder.run(&["init", "me", "--from", "cv.md"]);
    assert!(again.status.code() == Some(2) && text(&again.stderr).contains("exists already; nothing was written"));
    let gone = folder.run(&["init", "you", "--from", "gone.md"]);
    assert!(gone.status.code() == Some(2) && text(&gone.stderr).contains("gone.md"), "{}", text(&gone.stderr));
    assert!(!folder.path().join("you").exists());
    let entries =
        |path: &Path| fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<PathBuf>>();
    assert_eq!(entries(&folder.path().join("me")).len(), 5);
}
