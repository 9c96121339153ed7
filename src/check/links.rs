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
    let host = |address: &str| address.split('/').next().unwrap_or_default().to_owned();
    let hint = "correct the one that is wrong";
    if host(&wanted) != host(&given) {
        // `zhihu.com` and `zhuanlan.zhihu.com` are one service, and so are `x.com` and `twitter.com`.
        let kin = |one: &str, two: &str| one.ends_with(two) || two.ends_with(one);
        let is_x = |host: &str| matches!(host, "x.com" | "twitter.com");
        if !kin(&host(&wanted), &host(&given))
            && !(is_x(&host(&wanted)) && is_x(&host(&given)))
            && !is_local(&host(&given), network)
        {
            let message = format!("an account at `{}` with the address `{}`", shortened(network), shortened(text));
            finds.add(&rules::ACCOUNT_DIFFERS, link.at, message, hint);
        }
        return;
    }
    let (Some(rest), Some(name)) = (given.strip_prefix(&wanted), account.text("username")) else { return };
    let found = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // A service may number its accounts, or name them in other letters.
    let comparable =
        !found.is_empty() && found.is_ascii() && name.is_ascii() && !found.bytes().all(|byte| byte.is_ascii_digit());
    if comparable && folded(found) != folded(name) {
        let message = format!("the account `{}` with the address of `{}`", shortened(name), shortened(found));
        finds.add(&rules::ACCOUNT_DIFFERS, link.at, message, hint);
    }
}

/// Whether a host is one of the service under a domain of its own: `gitlab.gnome.org` is a GitLab.
fn is_local(host: &str, network: &str) -> bool {
    folded(host).contains(&folded(network))
}

/// An address without what does not tell accounts apart.
fn address(text: &str) -> String {
    let lower = text.trim().to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    rest.trim_start_matches("www.").to_owned()
}
