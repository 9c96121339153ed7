"""Checks of `vitagraph site` from outside: `python site.py PROGRAM`, in the root of the repository.

Pages are read by a parser of HTML that tells each fault, links are followed to files and fragments, and the folder is
published by Jekyll and by Hugo: as it is, and through a theme whose pages live in the layout of another site.
"""

import filecmp
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
from lxml import etree
from served.private import HIDDEN, INTERNAL, NUMBER, PRIVATE, files
from served.server import Checks, collection

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FIXTURES = Path("tests/fixtures/site")
LOADING = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src")}
# A record that a generator of sites would take for a template, or for markup.
ODD = {
    "basics": {"name": "{{ site.title }} {% raw %} Odd", "label": "{{< ref x >}} {{% note %}} {% endraw %} {% include x %}"},
    "work": [{"name": "{% for x in y %}", "position": "<script>alert(1)</script> --- {#", "startDate": "2020"}],
    "meta": {"lastModified": "2024-05-06T07:08:09+08:00"},
}


def run(*command, allowed=(0,), **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **options)
    if done.returncode not in allowed:
        raise RuntimeError(f"{command}: {done.stderr[-500:]} {done.stdout[-300:]}")


def made(program, data, out, *more):
    # There are faults in some of the records, which are told with 1.
    run(program, "--data", data, "site", "--out", out, *more, allowed=(0, 1))
    return sorted(path for path in out.rglob("*") if path.is_file())


def parsed(path, checks, is_strict=True):
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
    document = parser.parse(path.read_text(encoding="utf-8"))
    faults = [f"{error} at {place}" for place, error, _ in parser.errors] if is_strict else []
    checks.that(not faults, f"{path}: {faults[:3]}")
    ids = [element.get("id") for element in document.iter("*") if element.get("id")]
    checks.that(len(ids) == len(set(ids)), f"{path}: an id twice: {[name for name in ids if ids.count(name) > 1][:3]}")
    return document, set(ids)


def links(root, pages, checks, absolute=""):
    """Each relative link of a page leads to a file, and to an id of it; nothing is loaded from another host."""
    count = 0
    for path, (document, ids) in pages.items():
        for element in document.iter("*"):
            for name in ("href", "src", "data-index", "action"):
                way = element.get(name)
                if way is None:
                    continue
                parts = urlsplit(way)
                if parts.scheme or parts.netloc:
                    loads = (element.tag, name) in LOADING or element.get("rel") in ("stylesheet", "icon", "preload")
                    checks.that(not loads, f"{path}: {element.tag} loads {way}")
                    checks.that(parts.scheme in ("http", "https", "mailto"), f"{path}: {way}")
                    continue
                target = path
                if parts.path.startswith("/"):
                    checks.that(absolute and parts.path.startswith(absolute), f"{path}: absolute {way}")
                    target = root / unquote(parts.path).removeprefix(absolute)
                elif parts.path:
                    target = (path.parent / unquote(parts.path)).resolve()
                count += 1
                if not checks.that(target.is_file(), f"{path}: {way} leads nowhere"):
                    continue
                if parts.fragment and target in pages:
                    known = pages[target][1] if target != path else ids
                    checks.that(unquote(parts.fragment) in known, f"{path}: {way}: no such id")
    checks.that(count > 100, f"{root}: {count} links")


def pages_of(root, found, checks):
    return {path.resolve(): parsed(path, checks) for path in found if path.suffix == ".html"}


def sitemap(root, base, checks):
    for url in etree.parse(root / "sitemap.xml").getroot():
        checks.that(url.tag == f"{SITEMAP}url", f"sitemap: {url.tag}")
        place = url.findtext(f"{SITEMAP}loc")
        local = place.removeprefix(base)
        names = [local, f"{local}.html", f"{local}index.html"]
        checks.that(place.startswith(base) and any((root / name).is_file() for name in names), f"sitemap: {place}")
        for other in url.iter("{http://www.w3.org/1999/xhtml}link"):
            checks.that(other.get("rel") == "alternate" and other.get("hreflang"), f"sitemap: {place} {other.attrib}")


def feed(path, checks):
    """What RFC 4287 demands of a feed and its entries (4.1.1 and 4.1.2)."""
    root = etree.parse(path).getroot()
    checks.that(root.tag == f"{ATOM}feed", f"{path}: {root.tag}")
    entries = root.findall(f"{ATOM}entry")
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    checks.that(entries and len(ids) == len(set(ids)) == len(entries) + 1, f"{path}: ids {ids}")
    for element in [root, *entries]:
        for name in ("id", "title", "updated"):
            checks.that(len(element.findall(f"{ATOM}{name}")) == 1, f"{path}: {name} of {element.tag}")
        when = element.findtext(f"{ATOM}updated")
        checks.that(datetime.fromisoformat(when).tzinfo is not None, f"{path}: {when}")
        checks.that(urlsplit(element.findtext(f"{ATOM}id")).scheme, f"{path}: an id is an IRI")
        alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        checks.that(len(alternates) == 1, f"{path}: alternates")
    checks.that(root.findall(f"{ATOM}author"), f"{path}: no author")


def silent(program, scratch, checks):
    with collection(**files()) as data:
        for audience, secrets in (("public", [PRIVATE, INTERNAL, NUMBER, "1901-02-03", HIDDEN]), ("internal", [PRIVATE, NUMBER, HIDDEN])):
            found = made(program, data, scratch / audience, "--audience", audience)
            text = "\n".join(f"{path}\n{path.read_text(encoding='utf-8')}" for path in found)
            for secret in secrets:
                at = text.find(secret)
                checks.that(at < 0, f"{audience}: a file has {text[max(0, at - 80) : at + 40]!r}")
            checks.that("Ada Lovely" in text and (INTERNAL in text) == (audience == "internal"), f"{audience}: not there")


def same(one, other, checks, hidden=()):
    for path in (path for path in one.rglob("*") if path.is_file()):
        local = path.relative_to(one)
        if str(local) not in hidden:
            there = other / local
            checks.that(there.is_file() and filecmp.cmp(path, there, shallow=False), f"{there} is another file")


def beside(site, scratch, checks):
    """The folder as it is in the sources of a Jekyll site and of a Hugo site."""
    jekyll, hugo = scratch / "jekyll", scratch / "hugo"
    shutil.copytree(FIXTURES / "jekyll/source", jekyll)
    shutil.copytree(site, jekyll / "team")
    run("jekyll", "build", "--quiet", "--disable-disk-cache", "--source", jekyll, "--destination", scratch / "jekyll-out")
    same(site, scratch / "jekyll-out/team", checks, hidden=(".nojekyll",))
    shutil.copytree(FIXTURES / "hugo/source", hugo)
    shutil.copytree(site, hugo / "static/team")
    run("hugo", "--quiet", "--source", hugo, "--destination", scratch / "hugo-out")
    same(site, scratch / "hugo-out/team", checks)


def within(name, site, built, checks):
    """A page through the layout of another site says all that it says without."""
    pages = {}
    for path in (path for path in site.rglob("*.html")):
        local = path.relative_to(site)
        there = built / local
        if not checks.that(there.is_file(), f"{name}: no {local}"):
            continue
        document, ids = pages[there.resolve()] = parsed(there, checks, is_strict=False)
        checks.that("A blog" in there.read_text(encoding="utf-8"), f"{name}: {local} is not in the site's layout")
        own, _ = parsed(path, checks)
        texts = [" ".join("".join(one.find(f".//{inner}").itertext()).split()) for one, inner in ((own, "main/header"), (document, "header[@class='top']"))]
        checks.that(texts[0] == texts[1], f"{name}: {local}: {texts[0][:200]!r} has become {texts[1][:200]!r}")
    links(built, pages, checks, absolute="/team/")


def odd_collection():
    return collection(people__odd_dot_json=ODD, people__ann_dot_yaml="basics: { name: Ann }\nwork: [{ name: Acme, startDate: 2020 }]\n")


def inside(program, scratch, checks):
    """Themes whose pages have front matter, with records that look like templates."""
    with odd_collection() as data:
        (data / "vitagraph.toml").write_text('base = "https://blog.example/team/"\nlanguages = ["en", "zh"]\n')
        plain = scratch / "plain"
        made(program, data, plain)
        jekyll, hugo = scratch / "jekyll-theme", scratch / "hugo-theme"
        shutil.copytree(FIXTURES / "jekyll/source", jekyll)
        made(program, data, jekyll / "team", "--theme", FIXTURES / "jekyll/theme")
        checks.that(not (jekyll / "team/.nojekyll").exists(), "pages for Jekyll say that it is not wanted")
        run("jekyll", "build", "--quiet", "--disable-disk-cache", "--source", jekyll, "--destination", scratch / "jekyll-in")
        within("Jekyll", plain, scratch / "jekyll-in/team", checks)
        shutil.copytree(FIXTURES / "hugo/source", hugo)
        made(program, data, hugo / "build/team", "--theme", FIXTURES / "hugo/theme")
        run("sh", FIXTURES.resolve() / "hugo/take", cwd=hugo)
        run("hugo", "--quiet", "--source", hugo, "--destination", scratch / "hugo-in")
        within("Hugo", plain, scratch / "hugo-in/team", checks)
        same_others = [path for path in plain.rglob("*") if path.suffix in (".css", ".js", ".json", ".xml")]
        for path in same_others:
            for built in ("jekyll-in", "hugo-in"):
                there = scratch / built / "team" / path.relative_to(plain)
                checks.that(there.is_file() and filecmp.cmp(path, there, shallow=False), f"{there} is another file")


def main(program):
    checks = Checks()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        site = scratch / "site"
        found = made(program, "data", site)
        with checks.about("pages"):
            pages = pages_of(site, found, checks)
            links(site.resolve(), pages, checks, absolute="/")
        with checks.about("odd records"), odd_collection() as data:
            odd = scratch / "odd"
            links(odd.resolve(), pages_of(odd, made(program, data, odd), checks), checks, absolute="/")
        with checks.about("sitemap"):
            sitemap(site, "https://vitagraph.example/", checks)
        for path in site.glob("feed*.xml"):
            with checks.about(path.name):
                feed(path, checks)
        with checks.about("robots.txt"):
            checks.that(re.search("^Sitemap: https://vitagraph.example/sitemap.xml$", (site / "robots.txt").read_text(), re.M), "robots.txt")
        with checks.about("privacy"):
            silent(program, scratch, checks)
        with checks.about("generators"):
            beside(site, scratch, checks)
        with checks.about("themes for generators"):
            inside(program, scratch, checks)
    sys.exit(checks.told())


main(Path(sys.argv[1]).resolve())
