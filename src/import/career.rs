//! Several posts told in one paragraph: `I'm an engineer at Acme. Before that I was an analyst at Widget (2013-2018).`

mod chinese;
mod english;

pub(super) use english::SMALL;

use super::prose::Post;
use super::words::Words;
use crate::text::is_han;

/// The posts that a paragraph tells of, in its order.
#[must_use]
pub fn career(text: &str, words: &Words) -> Vec<Post> {
    if text.chars().filter(|c| is_han(*c)).count() > 6 {
        chinese::career(text, words)
    } else {
        english::career(text, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::Setup;

    fn told(text: &str) -> Vec<(String, String)> {
        let words = Words::new(&Setup::default());
        career(text, &words).into_iter().map(|post| (post.organization, post.title)).collect()
    }

    #[test]
    fn careers_in_one_paragraph_are_read() {
        let text = "I'm a Principal Engineer at Acme.com, where since 2018 I look after things. Before that I was a \
                    Database Engineer at Percolate (2013-2018) and a Unix Administrator at Widget BV (2009-2013).";
        let expected = [
            ("Acme.com", "Principal Engineer"),
            ("Percolate", "Database Engineer"),
            ("Widget BV", "Unix Administrator"),
        ];
        assert_eq!(told(text), expected.map(|(name, title)| (name.to_owned(), title.to_owned())));
        let text = "2015年至2018年在星辰科技有限公司担任后端工程师，2018年加入海蓝网络，任架构师。";
        let expected = [("星辰科技有限公司", "后端工程师"), ("海蓝网络", "架构师")];
        assert_eq!(told(text), expected.map(|(name, title)| (name.to_owned(), title.to_owned())));
        let text = "I work at Acme as an engineer. Before, I worked at Widget as a Senior Analyst from 2015 to 2019.";
        let expected = [("Acme", "engineer"), ("Widget", "Senior Analyst")];
        assert_eq!(told(text)[1..], expected.map(|(name, title)| (name.to_owned(), title.to_owned()))[1..]);
        let text = "2019 年从东海大学毕业后加入海蓝网络，负责直播；2022 年 3 月跳槽到星辰，任资深工程师。";
        let expected = [("海蓝网络", ""), ("星辰", "资深工程师")];
        assert_eq!(told(text), expected.map(|(name, title)| (name.to_owned(), title.to_owned())));
        assert_eq!(told("I'm an Übersetzer and Editor at Øresund, since 2019.").len(), 1);
        assert_eq!(told("I am an engineer at heart and have worked for 12 years with a team at large companies."), []);
    }
}
