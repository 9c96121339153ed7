//! Services where people have accounts, for reading addresses and for making them.

use crate::text::folded;

/// A service: the host of its addresses, its name, and what stands before the name of an account in its address; nothing
/// where the name alone does not make one.
type Service = (&'static str, &'static str, &'static str);

const SERVICES: [Service; 30] = [
    ("github.com", "GitHub", "https://github.com/"),
    ("gitlab.com", "GitLab", "https://gitlab.com/"),
    ("gitee.com", "Gitee", "https://gitee.com/"),
    ("bitbucket.org", "Bitbucket", "https://bitbucket.org/"),
    ("linkedin.com", "LinkedIn", "https://www.linkedin.com/in/"),
    ("xing.com", "XING", "https://www.xing.com/profile/"),
    ("twitter.com", "Twitter", "https://twitter.com/"),
    ("x.com", "X", "https://x.com/"),
    ("facebook.com", "Facebook", "https://www.facebook.com/"),
    ("instagram.com", "Instagram", "https://www.instagram.com/"),
    ("youtube.com", "YouTube", "https://www.youtube.com/@"),
    ("medium.com", "Medium", "https://medium.com/@"),
    ("dev.to", "DEV", "https://dev.to/"),
    ("codepen.io", "CodePen", "https://codepen.io/"),
    ("kaggle.com", "Kaggle", "https://www.kaggle.com/"),
    ("dribbble.com", "Dribbble", "https://dribbble.com/"),
    ("behance.net", "Behance", "https://www.behance.net/"),
    ("huggingface.co", "Hugging Face", "https://huggingface.co/"),
    ("stackoverflow.com", "Stack Overflow", "https://stackoverflow.com/users/"),
    ("zhihu.com", "知乎", "https://www.zhihu.com/people/"),
    ("juejin.cn", "掘金", ""),
    ("juejin.im", "掘金", ""),
    ("csdn.net", "CSDN", ""),
    ("weibo.com", "微博", ""),
    ("leetcode.com", "LeetCode", ""),
    ("leetcode.cn", "LeetCode", ""),
    ("orcid.org", "ORCID", ""),
    ("scholar.google", "Google Scholar", ""),
    ("researchgate.net", "ResearchGate", ""),
    ("dblp.org", "DBLP", ""),
];

/// The name of the service with accounts that has this host.
#[must_use]
pub fn service(host: &str) -> Option<&'static str> {
    let host = host.trim_start_matches("www.");
    let begins = |known: &str| host.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let is = |known: &str| begins(known) || host.ends_with(&format!(".{known}"));
    SERVICES.iter().find(|(known, ..)| is(known)).map(|(_, name, _)| *name)
}

/// Whether a text has the host of a service in it.
#[must_use]
pub fn names_service(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    SERVICES.iter().any(|(host, ..)| lower.contains(host))
}

/// What stands before the name of an account in its address, by the name or the host of the service: `GitHub`, `zhihu`.
#[must_use]
pub fn prefix(service: &str) -> Option<&'static str> {
    let service = folded(service);
    let is = |host: &str, name: &str| {
        let short = host.rsplit_once('.').map_or(host, |(short, _)| short);
        [host, short, name].iter().any(|known| folded(known) == service)
    };
    let known = SERVICES.iter().filter(|(.., prefix)| !prefix.is_empty());
    known.into_iter().find(|(host, name, _)| is(host, name)).map(|(.., prefix)| *prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_known_by_hosts_and_names() {
        assert_eq!(service("www.zhihu.com"), Some("知乎"));
        assert_eq!(service("scholar.google.de"), Some("Google Scholar"));
        assert_eq!((service("example.org"), service("x.company.example")), (None, None));
        for (name, start) in [("Stack Overflow", "stackoverflow"), ("知乎", "www.zhihu"), ("dev.to", "dev.to")] {
            assert!(prefix(name).unwrap().starts_with(&format!("https://{start}")), "{name}");
        }
        assert_eq!((prefix("CSDN"), prefix("nowhere")), (None, None));
        assert!(names_service("see GitHub.com/ann") && !names_service("example.org"));
    }
}
