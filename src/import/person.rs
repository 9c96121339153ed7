//! The person: name, contact data, accounts, where they live.

use super::draft::Block;
use super::labels::{Label, label};
use super::lists::web;
use super::outline::{Level, Line, width};
use super::parts::{part, parts, trimmed};
use super::words::{Kind, Words};
use super::works::bare_address;
use crate::accounts::{names_service, service};
use crate::date::{Span, found};
use crate::text::is_han;

/// What the lines about the person say.
#[derive(Clone, Debug, Default)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The headline.
    pub label: String,
    /// The e-mail address.
    pub email: String,
    /// The telephone number.
    pub phone: String,
    /// The homepage.
    pub url: String,
    /// Accounts elsewhere: the service, the name, the address.
    pub accounts: Vec<(String, String, String)>,
    /// The place.
    pub city: String,
    /// The date of birth.
    pub birth: String,
}

/// Services whose accounts have a name alone.
const MESSENGERS: [(&str, &str); 8] = [
    ("微信", "WeChat"),
    ("wechat", "WeChat"),
    ("qq", "QQ"),
    ("telegram", "Telegram"),
    ("skype", "Skype"),
    ("github", "GitHub"),
    ("linkedin", "LinkedIn"),
    ("whatsapp", "WhatsApp"),
];

/// Where a second label stands in a piece, behind a space: `电话：000 邮箱：a@b.example`.
fn next_label(piece: &str) -> Option<usize> {
    let contact = |text: &str| {
        matches!(
            label(text),
            Some((Label::Phone | Label::Email | Label::Web | Label::Account | Label::Birth, value)) if !value.is_empty()
        )
    };
    piece
        .match_indices(' ')
        .map(|(at, _)| at + 1)
        .find(|at| piece[*at..].contains([':', '：']) && contact(&piece[*at..]))
}

/// Whether a word is an address with a path or a scheme: `https://a.example`, `github.com/ann`.
fn has_path(word: &str) -> bool {
    let host = word.split_once('/').map(|(host, _)| host);
    word.contains("://") || host.is_some_and(|host| host.contains('.') && host.is_ascii() && !host.contains('@'))
}

impl Person {
    /// Takes what a line says of the person; whether it said anything.
    pub fn take(&mut self, line: &Line, words: &Words, first: bool) -> bool {
        let mut taken = false;
        for (_, address) in &line.links {
            taken |= self.take_address(address);
        }
        for piece in line
            .text
            .split(['\t', '|', '｜', '•', '♦', '◆', '；', ';', '⋄', '∙'])
            .flat_map(|text| text.split(" · "))
            .flat_map(|text| text.split("  "))
        {
            // A stroke stands between pieces, but not within an address.
            let stroke = if piece.split_whitespace().any(has_path) { &[][..] } else { &['/'] };
            for piece in piece.split(stroke) {
                taken |= self.take_piece(piece, words);
            }
        }
        if !taken || first || matches!(line.level, Level::Heading(_)) {
            taken |= self.take_name(line, words);
        }
        taken || self.take_headline(line, words)
    }

    fn take_piece(&mut self, piece: &str, words: &Words) -> bool {
        let piece = piece.trim();
        if let Some(next) = next_label(piece) {
            return self.take_piece(&piece[..next], words) | self.take_piece(&piece[next..], words);
        }
        if let Some((label, value)) = label(piece).filter(|(_, value)| !value.is_empty()) {
            return self.take_labelled(piece, label, value);
        }
        let mut taken = false;
        for word in piece.split([' ', '，', ',', '<', '>', '(', ')', '（', '）', '[', ']', '、']) {
            taken |= self.take_word(word);
        }
        if !taken && let Some(phone) = phone(piece) {
            set(&mut self.phone, phone);
            taken = true;
        }
        if !taken && self.city.is_empty() && part(piece, 0, words).kind == Some(Kind::Place) {
            piece.clone_into(&mut self.city);
            taken = true;
        }
        taken
    }

    fn take_word(&mut self, word: &str) -> bool {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/' && c != '+');
        if word.len() > 200 {
            return false;
        }
        if let Some((local, host)) = word.split_once('@') {
            let good = !local.is_empty() && host.contains('.') && !host.ends_with('.') && word.is_ascii();
            if good {
                set(&mut self.email, word.trim_start_matches("mailto:"));
            }
            return good;
        }
        self.take_address(word)
    }

    /// An address of an account or of the homepage, with or without `https://`.
    fn take_address(&mut self, address: &str) -> bool {
        let address = address.trim();
        if let Some(mail) = address.strip_prefix("mailto:") {
            set(&mut self.email, mail.split('?').next().unwrap_or(mail));
            return true;
        }
        if let Some(phone) = address.strip_prefix("tel:") {
            set(&mut self.phone, phone);
            return true;
        }
        let whole = address.starts_with("http");
        let named = || {
            names_service(address)
                || ["www.", ".github.io", ".com", ".io", ".dev", ".me", ".org", ".net", ".cn"].iter().any(|sign| {
                    address.contains(sign)
                        && address.len() > 5
                        && address.is_ascii()
                        && address.starts_with(|c: char| c.is_ascii_alphanumeric())
                        && !address.contains(".js")
                })
        };
        if !whole && !named() {
            return false;
        }
        let full = if whole { address.to_owned() } else { format!("https://{address}") };
        let Some(full) = web(&full) else { return false };
        let Ok(url) = url::Url::parse(&full) else { return false };
        let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
        match service(host) {
            Some(network) => {
                let user =
                    url.path_segments().into_iter().flatten().rfind(|segment| !segment.is_empty()).unwrap_or_default();
                if !self.accounts.iter().any(|(known, ..)| known == network) {
                    self.accounts.push((network.to_owned(), user.trim_start_matches('@').to_owned(), full));
                }
            }
            None if host.contains('.') => set(&mut self.url, full),
            None => return false,
        }
        true
    }

    fn take_labelled(&mut self, piece: &str, label: Label, value: &str) -> bool {
        match label {
            Label::Person => set(&mut self.name, value),
            Label::Phone => match phone(value) {
                Some(phone) => set(&mut self.phone, phone),
                None => return self.take_word(value),
            },
            Label::Email => return self.take_word(value),
            Label::Web => {
                return bare_address(value).is_some_and(|address| self.take_address(&address)) || self.take_word(value);
            }
            Label::Account => return self.take_account(piece, value),
            Label::Place => set(&mut self.city, value),
            Label::Birth => match found(value).first().map(|found| found.span) {
                Some(Span::At(date)) => set(&mut self.birth, date.to_string()),
                _ => return false,
            },
            Label::Title => set(&mut self.label, value),
            _ => return false,
        }
        true
    }

    fn take_account(&mut self, piece: &str, value: &str) -> bool {
        if bare_address(value).is_some_and(|address| self.take_address(&address))
            || (value.contains('/') && self.take_word(value))
        {
            return true;
        }
        let lower = piece.to_lowercase();
        let Some((_, network)) = MESSENGERS.iter().find(|(word, _)| lower.starts_with(word)) else { return false };
        if !self.accounts.iter().any(|(known, ..)| known == network) {
            self.accounts.push(((*network).to_owned(), value.trim_start_matches('@').to_owned(), String::new()));
        }
        true
    }

    /// A line that is a name, or begins with one before separators.
    fn take_name(&mut self, line: &Line, words: &Words) -> bool {
        if !self.name.is_empty() {
            return false;
        }
        let name =
            line.text.split(['\t', '|', '｜', ',', '，', '—', '–', '·', '(', '（', '/']).next().unwrap_or_default();
        let name = name
            .strip_suffix("的简历")
            .or_else(|| name.strip_suffix("简历"))
            .or_else(|| name.strip_prefix("Resume of "))
            .unwrap_or(name);
        let name = trimmed(name);
        let is = is_name(name) && part(name, 0, words).kind.is_none() && !super::sections::is_title(name);
        if is {
            self.name = name.to_owned();
        }
        is
    }

    /// A line that is a title of a post is the headline.
    fn take_headline(&mut self, line: &Line, words: &Words) -> bool {
        let titled = parts(line, 0, &[], words).iter().any(|part| part.kind == Some(Kind::Title));
        let takes = titled
            && self.label.is_empty()
            && width(&line.text) <= 90
            && !super::entries::is_prose(&line.text)
            && found(&line.text).is_empty();
        if takes {
            self.label = line.text.replace('\t', " | ");
        }
        takes
    }

    /// A name that a sentence states: `你好，我是刘硕，…`, `this is Stuart Lau`.
    pub fn take_introduction(&mut self, text: &str) {
        let starts = ["我是", "我叫", "本人", "this is ", "I am ", "I'm ", "I’m ", "My name is ", "my name is "];
        for start in starts {
            let Some(at) = text.find(start).filter(|at| *at < 60) else { continue };
            let rest = &text[at + start.len()..];
            let name =
                trimmed(rest.split(['，', ',', '。', '.', '！', '!', '、', ';', '（', '(']).next().unwrap_or_default());
            if is_name(name) && self.name.is_empty() {
                self.name = name.to_owned();
            }
        }
        let first = text.split(['，', ',']).next().unwrap_or_default().trim();
        let presents = text[first.len()..].trim_start_matches(['，', ',', ' ']).starts_with("现");
        if self.name.is_empty() && presents && is_name(first) {
            self.name = first.to_owned();
        }
    }

    /// The person as an object of the record.
    #[must_use]
    pub fn block(&self, summary: &str) -> Block {
        let mut block = Block::default();
        block
            .text("name", self.name.as_str())
            .text("label", self.label.as_str())
            .text("email", self.email.as_str())
            .text("phone", self.phone.as_str());
        block.text("url", self.url.as_str()).text("summary", summary);
        let mut place = Block::default();
        place.text("city", self.city.as_str());
        block.block("location", place);
        let accounts = self.accounts.iter().map(|(network, user, address)| {
            let mut account = Block::default();
            account.text("network", network.as_str()).text("username", user.as_str()).text("url", address.as_str());
            account
        });
        block.blocks("profiles", accounts.collect());
        block.text("birthDate", self.birth.as_str());
        block
    }
}

fn set(field: &mut String, text: impl Into<String>) {
    if field.is_empty() {
        *field = text.into().trim().to_owned();
    }
}

/// Whether a text looks like the name of a person.
fn is_name(text: &str) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    if han > 0 {
        let whole = text.chars().all(|c| is_han(c) || c == '·' || c == ' ');
        let others = ["简历", "个人", "求职", "关于", "你好", "大家", "现在", "一名", "一个", "先生"];
        return whole && (2..=4).contains(&han) && !others.iter().any(|word| text.contains(word));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let others = [
        "resume",
        "résumé",
        "curriculum",
        "vitae",
        "cv",
        "page",
        "home",
        "about",
        "the",
        "hello",
        "contact",
        "profile",
    ];
    let name = |word: &&str| {
        let letters = word.chars().all(|c| c.is_alphabetic() || ".-'’".contains(c));
        let small = ["de", "van", "von", "der", "da", "di", "la", "el", "bin", "del", "dos", "le"].contains(word);
        letters
            && (small || word.starts_with(char::is_uppercase))
            && !others.iter().any(|other| word.eq_ignore_ascii_case(other))
    };
    (2..=5).contains(&words.len()) && words.iter().all(name) && text.len() <= 50
}

/// The telephone number in a text: at least seven figures, and little else.
fn phone(text: &str) -> Option<String> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let within = |c: char| c.is_ascii_digit() || "+-(). xX*#".contains(c);
    let number: String = text
        .trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+' && c != '(')
        .chars()
        .take_while(|c| within(*c))
        .collect();
    let figures = number.chars().filter(|c| c.is_ascii_digit() || *c == '*').count();
    ((7..=15).contains(&figures) && digits * 2 >= text.chars().count().saturating_sub(8) && found(&number).is_empty())
        .then(|| number.trim().trim_end_matches(['(', '.', '-']).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::outline::line;
    use crate::setup::Setup;

    #[test]
    fn contact_data_is_found_in_a_line() {
        let line = line("Ann Example | +1 (555) 010-9999 | ann@x.example | github.com/annex | Berlin, Germany");
        let words = Words::new(&Setup::default());
        let mut person = Person::default();
        assert!(person.take(&line, &words, true));
        assert_eq!(
            (person.name.as_str(), person.email.as_str(), person.city.as_str()),
            ("Ann Example", "ann@x.example", "Berlin, Germany")
        );
        assert_eq!(person.phone, "+1 (555) 010-9999");
        assert_eq!(person.accounts[0].0, "GitHub");
        let account = ("GitHub".to_owned(), "annex".to_owned(), "https://github.com/annex".to_owned());
        assert_eq!(person.accounts, [account]);
    }

    #[test]
    fn a_stroke_parts_what_it_stands_between_but_no_address() {
        let words = Words::new(&Setup::default());
        let mut person = Person::default();
        assert!(person.take(&line("ann@x.example / +00 000 000 0000"), &words, false));
        assert!(person.take(&line("主页 https://ann.example/me，linkedin.com/in/ann-lee"), &words, false));
        assert_eq!((person.email.as_str(), person.phone.as_str()), ("ann@x.example", "+00 000 000 0000"));
        assert_eq!(person.url, "https://ann.example/me");
        assert_eq!(person.accounts[0].1, "ann-lee");
    }

    #[test]
    fn names_are_told_from_titles() {
        for name in ["刘硕", "Ann Example", "Jean-Luc O'Neil", "Vincent van Gogh"] {
            assert!(is_name(name), "{name}");
        }
        for other in ["个人简历", "Curriculum Vitae", "java", "A", "关于我"] {
            assert!(!is_name(other), "{other}");
        }
    }
}
