//! Addresses that are read, and lead nowhere or elsewhere.

use std::net::IpAddr;

use url::{Host, Url};

use super::finds::Finds;
use super::view::{Holds, Leaf, Object};
use crate::accounts::prefix;
use crate::decode::is_web;
use crate::rules;
use crate::text::folded;
use crate::tree::shortened;

/// Hosts with repositories of several people.
const FORGES: [&str; 6] = ["github.com", "gitlab.com", "gitee.com", "bitbucket.org", "codeberg.org", "gitcode.com"];

/// Top-level domains of RFC 2606 and RFC 6761, in which nobody has a host.
const RESERVED: [&str; 7] = ["localhost", "local", "internal", "lan", "invalid", "test", "home"];

/// What is left of a template, or stood around an address in a text.
const MARKS: [&str; 10] = ["{", "}", "<", ">", "%7B", "%7D", "%3C", "%3E", "[", "…"];

pub(super) fn check(object: &Object<'_>, leaves: &[Leaf<'_>], finds: &mut Finds) {
    for leaf in leaves.iter().filter(|leaf| leaf.slot.holds == Holds::Link && is_web(leaf.text.trim())) {
        check_link(object, leaf, finds);
    }
    if object.kind.name == "profile" {
        check_account(object, finds);
    }
}

/// Only of what is wrong first is told: what is malformed has no host.
fn check_link(object: &Object<'_>, leaf: &Leaf<'_>, finds: &mut Finds) {
    let text = leaf.text.trim();
    // What is no address at all is a finding of reading.
    let Ok(url) = Url::parse(text) else { return };
    let shown = shortened(text);
    if let Some(fault) = malformed(text, &url) {
        finds.add(
            &rules::LINK_MALFORMED,
            leaf.at,
            format!("`{shown}` {fault}"),
            "write the address as the browser shows it",
        );
    } else if let Some(fault) = url.host().and_then(unreachable) {
        finds.add(
            &rules::LINK_HOST,
            leaf.at,
            format!("`{shown}` leads to {fault}"),
            "write the public address, or leave it out",
        );
    } else if url.host_str().is_some_and(is_example) {
        finds.add(
            &rules::LINK_EXAMPLE,
            leaf.at,
            format!("`{shown}` is an example"),
            "write the real address, or leave it out",
        );
    } else if leaf.slot.field.name == "url" && is_homepage(object.kind.name) && is_repository(&url) {
        finds.add(
            &rules::LINK_REPOSITORY,
            leaf.at,
            format!("`{shown}` is a repository, and no homepage"),
            "write the address of the page; a repository belongs into `projects`",
        );
    } else if url.scheme() == "http" {
        finds.add(
            &rules::LINK_HTTP,
            leaf.at,
            format!("`{shown}` is not encrypted"),
            "write `https://`, if the page opens so",
        );
    }
}

fn malformed(text: &str, url: &Url) -> Option<&'static str> {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    let start = rest.to_ascii_lowercase();
    let host = url.host_str().unwrap_or_default();
    match () {
        () if ["http:", "https:", "http//", "https//", "http.", "https."]
            .iter()
            .any(|again| start.starts_with(again)) =>
        {
            Some("has two schemes")
        }
        () if host.starts_with("www.www.") => Some("has `www.` twice"),
        () if host.contains("..") || host.starts_with('.') => Some("has an empty part in its host"),
        () if text.contains(char::is_whitespace) => Some("has a space in it"),
        () if MARKS.iter().any(|mark| url.as_str().contains(mark) || text.contains(mark)) && !rest.starts_with('[') => {
            Some("has a mark of a template or a text in it")
        }
        () if text.ends_with([',', ';', '，', '。', '、', '"']) => Some("ends in a mark of the text around it"),
        () => None,
    }
}

/// Why a host opens for nobody else.
fn unreachable(host: Host<&str>) -> Option<&'static str> {
    match host {
        Host::Ipv4(address) => is_private(IpAddr::V4(address)).then_some("a private network"),
        Host::Ipv6(address) => is_private(IpAddr::V6(address)).then_some("a private network"),
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let top = name.rsplit('.').next().unwrap_or_default();
            match () {
                () if RESERVED.contains(&top) => Some("one's own machine or network"),
                () if name == top => Some("a host without a domain"),
                () if top.len() < 2 || top.bytes().any(|byte| byte.is_ascii_digit()) && !top.starts_with("xn--") => {
                    Some("a domain that there is not")
                }
                () => None,
            }
        }
    }
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_unspecified(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unspecified(),
    }
}

fn is_example(host: &str) -> bool {
    let within = |domain: &str| host == domain || host.ends_with(&format!(".{domain}"));
    ["example.com", "example.org", "example.net", "example"].iter().any(|domain| within(domain))
}

/// Whether the `url` of such an object is the homepage of a person or an organization.
fn is_homepage(kind: &str) -> bool {
    matches!(kind, "basics" | "work" | "volunteer" | "education" | "organization")
}

fn is_repository(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
    let parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
    // `github.com/orgs/x` is a page of an organization.
    FORGES.contains(&host) && parts.len() >= 2 && !matches!(parts[0], "orgs" | "groups" | "users" | "sponsors")
}

/// An account whose parts are of different people or services.
fn check_account(account: &Object<'_>, finds: &mut Finds) {
    let (Some(network), Some(link)) = (account.text("network"), account.get("url")) else { return };
    let (Some(prefix), Some(text)) = (prefix(network), link.as_str()) else { return };
    let (wanted, given) = (address(prefix), address(text));
    let fault = if host(&wanted) != host(&given) {
        (!is_one_service(host(&wanted), host(&given), network))
            .then(|| format!("an account at `{}` with the address `{}`", shortened(network), shortened(text)))
    } else {
        given.strip_prefix(&wanted).zip(account.text("username")).and_then(|(rest, name)| other_name(rest, name))
    };
    if let Some(message) = fault {
        finds.add(&rules::ACCOUNT_DIFFERS, link.at, message, "correct the one that is wrong");
    }
}

/// Whether two hosts are of one service: `zhihu.com` and `zhuanlan.zhihu.com`, `x.com` and `twitter.com`, GitLab and
/// `gitlab.gnome.org`.
fn is_one_service(one: &str, two: &str, network: &str) -> bool {
    let is_x = |host: &str| matches!(host, "x.com" | "twitter.com");
    one.ends_with(two) || two.ends_with(one) || is_x(one) && is_x(two) || folded(two).contains(&folded(network))
}

/// What is wrong where the name in an address is not that of the account. A service may number its accounts, or make
/// handles of names, and some write a person's name for that of the account.
fn other_name(rest: &str, name: &str) -> Option<String> {
    let found = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_handle = |name: &str| name.is_ascii() && !name.is_empty() && !name.contains(' ');
    let is_number = found.bytes().all(|byte| byte.is_ascii_digit());
    let differs = is_handle(found) && is_handle(name) && !is_number && !folded(found).contains(&folded(name));
    differs.then(|| format!("the account `{}` with the address of `{}`", shortened(name), shortened(found)))
}

fn host(address: &str) -> &str {
    address.split('/').next().unwrap_or_default()
}

/// An address without what does not tell accounts apart.
fn address(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    rest.trim_start_matches("www.").to_owned()
}
