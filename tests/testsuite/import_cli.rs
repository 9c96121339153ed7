//! The command `import`: what it prints and tells, where it writes, and documents as they should not be.

use std::time::Instant;

use vitagraph::import::{Document, Words, import};
use vitagraph::setup::Setup;

use crate::support::{Folder, archive, run_in, text};

const CV: &str = "# Ann Example\n\nann@mail.example\n\n## Work\n\n### Acme Inc. — Engineer\n2018 - 2020\n\n- Built things\n\n## Something else\n\nqzx 17\n";

/// What the library says of some bytes.
pub(crate) fn told(name: &str, bytes: &[u8]) -> Result<String, String> {
    let read = import(Document { name, bytes, format: None }, &Words::new(&Setup::default()));
    read.map(|draft| draft.to_yaml()).map_err(|error| error.to_string())
}

#[test]
fn a_record_is_printed_and_what_was_not_understood_is_told() {
    let folder = Folder::new(&[("cv.md", CV)]);
    let output = folder.run(&["import", "cv.md", "--report", "--id", "ann"]);
    let (printed, told) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{told}");
    assert!(printed.contains("\nid: ann\n") && printed.contains("# line 7: Acme Inc. — Engineer\n"), "{printed}");
    assert!(
        told.contains("cv.md: 76.3 % of the text")
            && told.contains("cv.md:14:1: warning: nothing was understood of `qzx 17`"),
        "{told}"
    );
    folder.write("people/ann.yaml", &printed);
    assert_eq!(folder.load().1, Vec::<String>::new());
}

#[test]
fn a_record_that_exists_is_never_written_over() {
    let folder = Folder::new(&[("cv.md", CV), ("people/ann-example.yaml", "basics: {name: Ann Example}\n")]);
    let run = || folder.run(&["import", "cv.md", "--into", "."]);
    assert!(text(&run().stderr).contains("wrote ./people/ann-example-cv.yaml"));
    assert_eq!(folder.load().0.people.values().map(Vec::len).collect::<Vec<_>>(), [2]);
    folder.write("cv.md", CV.replace("2020", "2021"));
    let again = run();
    assert!(text(&again.stderr).contains("stays as it is"));
    assert!(text(&again.stdout).contains("-     endDate: 2020\n+     endDate: 2021\n"), "{}", text(&again.stdout));
    folder.write("cv.md", CV);
    let same = run();
    assert!(text(&same.stderr).contains("the document says no more") && same.stdout.is_empty());
    let known = std::fs::read_to_string(folder.path().join("people/ann-example.yaml")).unwrap();
    assert_eq!(known, "basics: {name: Ann Example}\n");
}

#[test]
fn formats_are_known_by_content_and_name_and_may_be_stated() {
    let folder = Folder::new(&[("a.json", "{\"basics\": {\"name\": \"Ann\"}}"), ("notes", CV)]);
    assert!(text(&folder.run(&["import", "a.json"]).stdout).contains("name: Ann\n"));
    assert!(text(&folder.run(&["import", "notes"]).stdout).contains("name: Acme Inc.\n"));
    assert!(text(&folder.run(&["import", "notes", "--from", "html"]).stdout).contains("Imported from notes"));
    assert_eq!(folder.run(&["import", "notes", "--from", "tea"]).status.code(), Some(2));
    assert_eq!(folder.run(&["import", "a.json", "notes"]).status.code(), Some(2));
}

#[test]
fn what_cannot_be_read_is_told_and_the_others_are_imported() {
    let folder = Folder::new(&[("good.md", CV)]);
    folder.write("bad.bin", [0u8, 1, 2, 0xff, 0xfe, 3].repeat(100));
    let output = folder.run(&["import", "bad.bin", "gone.md", "good.md", "--into", "."]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("bad.bin: error: cannot be imported: it is no text"), "{told}");
    assert!(told.contains("gone.md: error: cannot be read"), "{told}");
    assert!(folder.path().join("people/ann-example.yaml").exists());
}

#[test]
fn text_in_other_encodings_is_read_and_the_encoding_noted() {
    let chinese = "工作经历\n2018年3月 - 2019年5月  星河科技有限公司  工程师\n- 负责系统的开发与维护\n";
    let (gbk, _, _) = encoding_rs::GBK.encode(chinese);
    let wide: Vec<u8> = [0xfeff].into_iter().chain(chinese.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding) in [(gbk.to_vec(), "gb18030"), (wide, "UTF-16LE")] {
        let yaml = told("cv.txt", &bytes).unwrap();
        assert!(yaml.contains(encoding) && yaml.contains("name: 星河科技有限公司"), "{yaml}");
    }
}

#[test]
fn broken_documents_give_a_message_or_a_smaller_record() {
    let page = "<h2>Work</h2><p>Acme Inc., Engineer, 2018 - 2019<ul><li>x</ol></b><table><tr><td></div";
    assert!(told("cv.html", page.as_bytes()).unwrap().contains("name: Acme Inc."));
    let front = format!("---\ntitle: [x\n: {{\n---\n{CV}");
    assert!(told("cv.md", front.as_bytes()).unwrap().contains("The front matter is no YAML"));
    let undated = "## Work\n### Acme Inc.\nEngineer\n- Built things\n";
    assert!(told("cv.md", undated.as_bytes()).unwrap().contains("endDate: unknown # check: the text states no dates"));
    for (name, bytes, message) in [
        ("cv.txt", &b""[..], "nothing in it was understood"),
        ("cv.json", b"{\"a\": ", "no JSON"),
        ("cv.json", b"[]", "no record"),
        ("cv.docx", b"PK\x03\x04garbage", "no DOCX document"),
        ("cv.zip", b"PK\x05\x06", "an empty archive"),
        ("cv.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "an older word processor"),
        ("cv.rtf", br"{\rtf1\ansi Ann Example}", "it is RTF"),
        ("cv.tex", b"% a comment\n\n\\documentclass{article}", "the source of a LaTeX document"),
        ("cv.png", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("cv.jpeg", b"\xff\xd8\xff\xe0", "a picture"),
        ("cv.txt", "2018 - 2019 Acme Inc. ".repeat(5_000).as_bytes(), "a line of more than 100,000 bytes"),
    ] {
        let error = told(name, bytes).unwrap_err();
        assert!(error.contains(message), "{name}: {error}");
    }
}

#[test]
fn an_archive_is_read_for_its_own_parts_alone_and_no_further_than_is_honest() {
    let document = "<w:document><w:body><w:p><w:r><w:t>Work</w:t></w:r></w:p><w:p><w:r><w:t>Acme Inc., Engineer, 2018 - 2019</w:t></w:r></w:p></w:body></w:document>";
    let good =
        archive(&[("../../escape.txt", b"x"), ("/etc/passwd", b"x"), ("word/document.xml", document.as_bytes())]);
    assert!(told("cv.docx", &good).unwrap().contains("name: Acme Inc."));
    let bomb = vec![b' '; 40 << 20];
    let error = told("cv.docx", &archive(&[("word/document.xml", &bomb)])).unwrap_err();
    assert!(error.contains("unpacks to more than 32 MB"), "{error}");
    let error = told("cv.docx", &archive(&[("a.txt", b"x")])).unwrap_err();
    assert!(error.contains("no DOCX document"), "{error}");
    let error = told("linkedin.zip", &archive(&[("Profile.csv", &bomb)])).unwrap_err();
    assert!(error.contains("unpacks to more than 32 MB"), "{error}");
}

#[test]
fn a_document_of_a_hundred_megabytes_is_refused_at_once() {
    let folder = Folder::new(&[]);
    let file = std::fs::File::create(folder.path().join("large.md")).unwrap();
    file.set_len(100 << 20).unwrap();
    let started = Instant::now();
    let output = run_in(folder.path(), &["import", "large.md"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("more than 32 MB"));
    assert!(started.elapsed().as_secs() < 5);
}

/// Stands in place of `pdftotext`: what counts is that the program is asked, and that what it says is read.
#[cfg(unix)]
#[test]
fn a_pdf_is_read_by_pdftotext_where_that_is_installed() {
    use std::os::unix::fs::PermissionsExt;
    let script = "#!/bin/sh\n[ \"$*\" = '-layout -enc UTF-8 - -' ] || exit 1\nread first\n\
                  printf 'Ann Example\\n\\nExperience\\nAcme Inc., Engineer, 2018 - 2020\\n'\n";
    let folder = Folder::new(&[("cv.pdf", "%PDF-1.4\nno more than that\n"), ("bin/pdftotext", script)]);
    let program = folder.path().join("bin/pdftotext");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.path().join("bin").display(), std::env::var("PATH").unwrap());
    let run = |path: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_vitagraph"));
        command.args(["import", "cv.pdf"]).current_dir(folder.path()).env("PATH", path).output().unwrap()
    };
    let output = run(&path);
    assert!(text(&output.stdout).contains("name: Acme Inc.\n"), "{}", text(&output.stderr));
    // Where it fails, the reader that is built in has the last word.
    std::fs::write(&program, "#!/bin/sh\nexit 3\n").unwrap();
    assert!(!run(&path).status.success());
}
