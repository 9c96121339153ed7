//! PDFs as documents to import: their text, what is attached to them, and what cannot be read.

use std::fmt::Write;
use std::io::Read;

use flate2::Compression;
use flate2::read::ZlibEncoder;
use vitagraph::import::{Document, Draft, Format, Words, import};
use vitagraph::setup::Setup;

use crate::import_cli::told;

/// A PDF of these objects, the first of which is its root.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut places = String::from("0000000000 65535 f \n");
    for (number, object) in objects.iter().enumerate() {
        writeln!(places, "{:010} 00000 n ", pdf.len()).unwrap();
        pdf.extend(format!("{} 0 obj\n", number + 1).bytes().chain(object.iter().copied()).chain(*b"\nendobj\n"));
    }
    let (place, size) = (pdf.len(), objects.len() + 1);
    let end = format!("xref\n0 {size}\n{places}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{place}\n%%EOF\n");
    pdf.extend(end.bytes());
    pdf
}

/// A PDF with one empty page, to which this file is attached.
fn with_attachment(file: &[u8], filter: &str) -> Vec<u8> {
    let names = "<</EmbeddedFiles<</Names[(cv.xml) 4 0 R]>>>>";
    let stream = format!("<</Type/EmbeddedFile/Subtype/text#2Fxml{filter}/Length {}>>stream\n", file.len());
    pdf(&[
        format!("<</Type/Catalog/Pages 2 0 R/Names {names}>>").into(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>".to_vec(),
        b"<</Type/Filespec/F(cv.xml)/EF<</F 5 0 R>>>>".to_vec(),
        [stream.as_bytes(), file, b"\nendstream"].concat(),
    ])
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    ZlibEncoder::new(bytes, Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

fn read(bytes: &[u8], format: Option<Format>) -> Result<Draft, String> {
    let document = Document { name: "cv.pdf", bytes, format };
    import(document, &Words::new(&Setup::default())).map_err(|error| error.to_string())
}

const CV: &str = "<SkillsPassport><LearnerInfo><Identification><PersonName><FirstName>Ana</FirstName>\
    <Surname>Kos</Surname></PersonName></Identification></LearnerInfo></SkillsPassport>";

#[test]
fn what_europass_attaches_to_its_pdfs_is_read() {
    let file = deflated(CV.as_bytes());
    for pdf in [with_attachment(CV.as_bytes(), ""), with_attachment(&file, "/Filter/FlateDecode")] {
        for format in [None, Some(Format::Europass)] {
            let yaml = read(&pdf, format).unwrap().to_yaml();
            assert!(yaml.contains("name: Ana Kos") && yaml.contains("attached to the PDF"), "{yaml}");
        }
        assert!(read(&pdf, Some(Format::Pdf)).unwrap_err().contains("the PDF has no text"));
    }
    for file in [&b"<html/>"[..], b"\0\x01", b"<SkillsPassport>"] {
        assert!(read(&with_attachment(file, ""), None).unwrap_err().contains("the PDF has no text"));
    }
    let error = read(&with_attachment(b"x", "/Filter/FlateDecode"), Some(Format::Europass)).unwrap_err();
    assert!(error.contains("no Europass XML attached"), "{error}");
}

#[test]
fn a_pdf_without_text_or_broken_is_told() {
    let error = told("cv.pdf", &with_attachment(b"", "")).unwrap_err();
    assert!(error.contains("the PDF has no text"), "{error}");
    let error = told("cv.pdf", b"%PDF-1.7\ngarbage").unwrap_err();
    assert!(error.contains("broken or locked"), "{error}");
    let error = read(b"# Ann Example", Some(Format::Pdf)).unwrap_err();
    assert!(error.contains("broken or locked"), "{error}");
    let bomb = with_attachment(&deflated(&vec![b' '; 40 << 20]), "/Filter/FlateDecode");
    let error = told("cv.pdf", &bomb).unwrap_err();
    assert!(error.contains("unpacks to more than 32 MB"), "{error}");
}
