//! Addresses on the web: homepages, and accounts by their services.

use super::draft::Block;
use super::lists::web;
use crate::accounts::service;

/// A person's addresses: the homepage, and the accounts.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    /// The first address that is no account.
    pub homepage: String,
    /// The accounts, and further pages.
    pub accounts: Vec<Block>,
}

impl Addresses {
    /// Tells homepages and accounts apart. An address that comes again is one.
    #[must_use]
    pub fn of(addresses: Vec<String>) -> Self {
        let mut found = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for address in addresses {
            if seen.contains(&address) {
                continue;
            }
            match account(&address) {
                None if found.homepage.is_empty() => found.homepage.clone_from(&address),
                other => found.accounts.push(block(other, &address)),
            }
            seen.push(address);
        }
        found
    }
}

/// The service and the name of an account.
fn account(address: &str) -> Option<(&'static str, String)> {
    let url = url::Url::parse(address).ok()?;
    let service = service(url.host_str()?)?;
    let user = url.path_segments()?.rfind(|segment| !segment.is_empty()).unwrap_or_default();
    Some((service, user.trim_start_matches('@').to_owned()))
}

fn block(account: Option<(&str, String)>, address: &str) -> Block {
    let mut block = Block::default();
    let (network, user) = account.unwrap_or_default();
    block.text("network", network).text("username", user).text("url", address);
    block
}

/// A text as the address of a web page, also where `https://` was left out.
#[must_use]
pub fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = !text.contains("://") && !text.contains('@') && !text.contains(':') && text.contains('.');
    web(text).or_else(|| bare.then(|| web(&format!("https://{text}")))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homepages_and_accounts_are_told_apart() {
        let addresses = ["https://ada.example", "https://github.com/ada", "https://ada.example", "https://b.example/x"];
        let found = Addresses::of(addresses.map(str::to_owned).to_vec());
        assert_eq!(found.homepage, "https://ada.example");
        assert_eq!(found.accounts.len(), 2);
        assert_eq!(found.accounts[0].get("username"), Some("ada"));
    }

    #[test]
    fn an_address_may_lack_its_scheme() {
        assert_eq!(address("www.example.org/a").as_deref(), Some("https://www.example.org/a"));
        for text in ["", "a@b.example", "no page", "javascript:alert(1)", "word"] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
