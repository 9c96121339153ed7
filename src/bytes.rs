//! Bytes as text: UTF-8, UTF-16, GBK and Big5, as programs for word processing and older systems write them.

pub use encoding_rs::Encoding;
use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text, and the name of its encoding where this is not UTF-8.
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The encoding, for telling.
    pub encoding: Option<&'static str>,
}

/// The text of some bytes; none where they are no text.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    let (text, encoding) = match std::str::from_utf8(bytes) {
        Ok(text) => (text.trim_start_matches('\u{feff}').to_owned(), UTF_8),
        Err(_) => {
            let encoding = encoding(bytes);
            (encoding.decode(bytes).0.into_owned(), encoding)
        }
    };
    // No other bytes begin a control character, and most texts have none of these.
    let begins = |byte: &u8| (*byte < b' ' && !b"\n\r\t\x0c".contains(byte)) || matches!(byte, 0x7f | 0xc2);
    let is_control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    let controls = if text.as_bytes().iter().any(begins) { text.chars().filter(is_control).count() } else { 0 };
    if controls > 0 && controls * 50 > text.chars().count() {
        return None;
    }
    Some(Decoded { text, encoding: (encoding != UTF_8).then(|| encoding.name()) })
}

/// The encoding of a text, of which these are the first lines.
#[must_use]
pub fn encoding(bytes: &[u8]) -> &'static Encoding {
    Encoding::for_bom(bytes).map_or_else(|| guess(bytes), |(encoding, _)| encoding)
}

/// Whether an encoding has more than one byte for each line feed, so that lines cannot be found in bytes.
#[must_use]
pub fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Whether each quote that begins a cell of a row has one that ends it. Readers of CSV take all lines up to the next quote
/// into a cell where there is none.
pub(crate) fn is_well_quoted(row: &[u8], delimiter: u8) -> bool {
    let (mut quoted, mut begins) = (false, true);
    let mut bytes = row.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if !quoted {
            quoted = begins && byte == b'"';
            begins = byte == delimiter;
        } else if byte == b'"' {
            match bytes.peek().copied() {
                Some(b'"') => bytes.next(),
                next => {
                    quoted = false;
                    if next.is_some_and(|next| next != delimiter && !b"\r\n".contains(&next)) {
                        return false;
                    }
                    None
                }
            };
        }
    }
    !quoted
}

/// Characters that most Chinese texts have, in both scripts; bytes in the other encoding hardly ever make them.
const USUAL: &str = "的一是在有人大中年月日公司工作和與与學学部經经歷历理研究生教育程師师技術术";

fn guess(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).take(2000).filter(|byte| **byte == 0).count();
    let half = bytes.len().min(4000) / 2;
    match (zeros(0), zeros(1)) {
        (even, _) if even * 3 > half && half > 0 => return UTF_16BE,
        (_, odd) if odd * 3 > half && half > 0 => return UTF_16LE,
        _ => {}
    }
    let good = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let is_chinese = |text: &str| text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() * 3 >= high;
    let usual = |text: &str| text.chars().filter(|c| USUAL.contains(*c)).count();
    let chinese = [BIG5, GB18030].into_iter().filter_map(|encoding| Some((encoding, good(encoding)?)));
    if let Some((encoding, _)) = chinese.filter(|(_, text)| is_chinese(text)).max_by_key(|(_, text)| usual(text)) {
        return encoding;
    }
    // Bytes that are mostly UTF-8 have some broken ones; others with few high bytes are Western.
    let lossy = String::from_utf8_lossy(bytes);
    let broken = lossy.chars().filter(|c| *c == '\u{fffd}').count();
    if broken * 20 < lossy.chars().filter(|c| !c.is_ascii()).count() { UTF_8 } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let text = "工作经历\n2018年，加入星辰公司，作为工程师\n";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let traditional = "工作經歷\n2018年，加入星辰公司，擔任工程師\n";
        let decoded = decode(&encoding_rs::BIG5.encode(traditional).0).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (traditional, Some("Big5")));
        let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide).collect();
        for (bytes, encoding) in [(text.as_bytes(), None), (&gbk[..], Some("gb18030")), (&marked[..], Some("UTF-16LE"))]
        {
            let decoded = decode(bytes).unwrap();
            assert_eq!((decoded.text.trim_start_matches('\u{feff}'), decoded.encoding), (text, encoding));
        }
        assert_eq!(
            decode("André Müller, Engineer".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice()).unwrap().text,
            "André Müller, Engineer"
        );
        assert!(decode(&[0, 1, 2, 3, 0xff, 0xd8, 4, 5, 6, 7]).is_none());
    }
}
