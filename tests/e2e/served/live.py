"""Files that change while they are served: a new state is there soon and as a whole, and a broken file leaves the old one."""

import os
import shutil
import threading
import time

from .server import Server, collection, until, write

# By when a change must be served.
SOON = 5
NAMES = "SELECT ?name { ?s a schema:Person ; schema:name ?name } ORDER BY ?name"


def person(name, **more):
    return {
        "basics": {"name": name, **more},
        "work": [{"name": "Open Works", "position": "Clerk", "startDate": "2017"}],
    }


def names(server):
    return [row["name"]["value"] for row in server.query(NAMES).json["results"]["bindings"]]


def health(server):
    return server.ask("/health").json


def serves(server, checks, expected, after):
    start = time.monotonic()
    holds = until(lambda: names(server) == expected, SOON)
    checks.that(holds, f"{after}: {names(server)}, not {expected}, after {time.monotonic() - start:.1f} s")


def changed(server, checks, folder):
    serves(server, checks, ["Ada", "Bob"], "at first")
    tag = server.ask("/people/ada.ttl").headers["etag"]
    write(folder / "people/ada.json", person("Ada Newname"))
    serves(server, checks, ["Ada Newname", "Bob"], "a changed file")
    for path, accept in [
        ("/people/ada", "text/html"),
        ("/people/ada", "application/ld+json"),
        ("/people/ada.ttl", "*/*"),
        ("/people/", "text/html"),
        ("/queries/describe?person=ada", "application/json"),
        ("/store", "*/*"),
    ]:
        answer = server.ask(path, headers={"Accept": accept})
        checks.that("Ada Newname" in answer.text, f"a changed file: {path} as {accept} has the old name: {answer}")
    again = server.ask("/people/ada.ttl", headers={"If-None-Match": tag})
    checks.that(again.status == 200 and again.headers["etag"] != tag, f"a changed file has the old tag: {again.status}")
    write(folder / "people/cy.yaml", "basics: {name: Cy}\n")
    serves(server, checks, ["Ada Newname", "Bob", "Cy"], "a new file")
    checks.that(
        health(server)["people"] == 3 and server.ask("/people/cy").status == 200, f"a new file: {health(server)}"
    )
    (folder / "people/cy.yaml").rename(folder / "people/dan.yaml")
    checks.that(until(lambda: server.ask("/people/dan").status == 200, SOON), "a renamed file")
    (folder / "people/dan.yaml").unlink()
    serves(server, checks, ["Ada Newname", "Bob"], "a removed file")
    checks.that(server.ask("/people/dan").status == 404, "a removed file has a page")
    # As editors write: another file that takes the place of the old one.
    write(folder / "people/.ada.json.tmp", person("Ada"))
    os.replace(folder / "people/.ada.json.tmp", folder / "people/ada.json")
    serves(server, checks, ["Ada", "Bob"], "a file in the place of another")


def other_files(server, checks, folder):
    write(folder / "organizations.yaml", {"open-works": {"name": "Open Works International"}})
    holds = lambda: "Open Works International" in server.ask("/store").text
    checks.that(until(holds, SOON), "a changed register")
    write(folder / "queries/hello.rq", "#: Who is here\nSELECT ?person WHERE { ?person a schema:Person }\n")
    checks.that(
        until(lambda: server.ask("/queries/hello").status == 200, SOON),
        f"a new query: {server.ask('/queries/hello')} {health(server)}",
    )
    write(folder / "vitagraph.toml", 'base = "https://other.example/"\n')
    checks.that(
        until(lambda: "https://other.example/people/ada#person" in server.ask("/store").text, SOON), "changed settings"
    )
    write(folder / "vitagraph.toml", 'base = "https://e2e.example/"\n')
    checks.that(
        until(lambda: "https://e2e.example/people/ada#person" in server.ask("/store").text, SOON),
        "settings changed back",
    )


def broken(server, checks, folder):
    """Each way to break a file: the old state serves, and `/health` tells what is wrong, until it is mended."""
    secret = "zqsecretword"
    ways = [
        ("people/bob.json", "{ basics: [", "a file that ends too early"),
        ("people/bob.json", f'{{"basics": {{"name": ["{secret}"', "a file of broken JSON"),
        (
            "people/bob.json",
            {**person("Bob Other"), "work": [{"name": "A", "startDate": f"2018-99-{secret}"}]},
            "a date that cannot be",
        ),
        ("people/bob.json", "\x00\x01\x02", "bytes that are no text"),
        ("vitagraph.toml", "base = 3\n[", "broken settings"),
        ("organizations.yaml", "a: [b\n", "a broken register"),
        ("queries/hello.rq", "SELECT {{{", "a broken query"),
    ]
    for file, content, name in ways:
        good = (folder / file).read_text(encoding="utf-8")
        write(folder / file, content)
        degraded = until(lambda: health(server)["status"] == "degraded", SOON)
        state = health(server)
        checks.that(degraded and state["current"] is False, f"{name}: {state}")
        told = [
            finding
            for finding in state["findings"]
            if finding["file"].endswith(file) and finding["rule"] and finding["severity"] == "error"
        ]
        checks.that(told, f"{name}: /health does not tell rule and file: {state['findings']}")
        checks.that(secret not in str(state), f"{name}: /health quotes the file: {state}")
        checks.that(names(server) == ["Ada", "Bob"], f"{name}: {names(server)} are served")
        checks.that(server.ask("/health").status == 200, f"{name}: /health is {server.ask('/health').status}")
        write(folder / file, good)
        mended = until(lambda: health(server)["status"] == "ok", SOON)
        state = health(server)
        checks.that(mended and state["current"] and not state["findings"], f"{name}, mended: {state}")
        serves(server, checks, ["Ada", "Bob"], f"{name}, mended")


def slow(patterns):
    """A count of all ways to take so many quads of the default graph, one by one."""
    product = " . ".join(f"?a{at} ?b{at} ?c{at}" for at in range(patterns))
    texts = ", ".join(f"STR(?c{at})" for at in range(patterns))
    return f"SELECT (COUNT(*) AS ?n) {{ {product} FILTER(STRLEN(CONCAT({texts})) > 3) }}"


def under_way(server, checks, folder):
    """A query that runs while the state changes ends with its own state: here, with as many quads as there were before."""
    for patterns in (3, 4, 5):
        [[quads]] = [
            [int(value["value"]) for value in row.values()]
            for row in server.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c }").json["results"]["bindings"]
        ]
        found = {}
        thread = threading.Thread(target=lambda: found.update(answer=server.query(slow(patterns), timeout=120)))
        thread.start()
        time.sleep(0.2)
        write(
            folder / "people/ada.json",
            {**person("Ada Meanwhile", url="https://example.org/ada"), "skills": [{"name": "Java"}]},
        )
        serves(server, checks, ["Ada Meanwhile", "Bob"], "a change while a query runs")
        swapped = thread.is_alive()
        thread.join()
        answer = found["answer"]
        if answer.status == 200:
            count = int(answer.json["results"]["bindings"][0]["n"]["value"])
            checks.that(
                count == quads**patterns, f"a query during a change counts {count} of {quads} quads by {patterns}"
            )
        write(folder / "people/ada.json", person("Ada"))
        serves(server, checks, ["Ada", "Bob"], "changed back")
        if swapped:
            return checks.that(answer.status == 200, f"a query during a change: {answer}")
    return checks.that(False, "no query was slow enough to be under way during a change")


def whole(server, checks, folder):
    """While files change all the time, each answer is of one state: both names are from the same one."""
    stop, mixed, seen = threading.Event(), [], set()

    def ask():
        while not stop.is_set():
            found = [name.rsplit(" ", 1)[-1] for name in names(server)]
            seen.add(found[0])
            if len(set(found)) != 1 or len(found) != 2:
                mixed.append(found)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    lines = lambda at: "".join(f'{{"id": "{key}", "basics": {{"name": "{key} {at}"}}}}\n' for key in ("x", "y"))
    shutil.rmtree(folder / "people")
    (folder / "people").mkdir()
    write(folder / "people/all.jsonl", lines(0))
    serves(server, checks, ["x 0", "y 0"], "other people")
    for thread in threads:
        thread.start()
    for at in range(1, 9):
        write(folder / "all.part", lines(at))
        os.replace(folder / "all.part", folder / "people/all.jsonl")
        time.sleep(0.7)
    stop.set()
    for thread in threads:
        thread.join()
    checks.that(not mixed, f"answers of two states at once: {mixed[:3]}")
    checks.that(len(seen) > 3, f"of nine states {sorted(seen)} were seen")


def run(program, checks):
    files = {
        "people__ada_dot_json": person("Ada"),
        "people__bob_dot_json": person("Bob"),
        "organizations_dot_yaml": {"open-works": {"name": "Open Works"}},
    }
    with (
        collection(**files) as folder,
        Server(program, checks, folder, "--max-product", "1000000000000", "--max-time", "60") as server,
    ):
        for group in (changed, other_files, broken, under_way, whole):
            with checks.about(group.__name__):
                group(server, checks, folder)
    with collection(**files) as folder, Server(program, checks, folder, "--no-watch") as server:
        write(folder / "people/ada.json", person("Ada Newname"))
        time.sleep(1.5)
        checks.that(names(server) == ["Ada", "Bob"], f"--no-watch: {names(server)}")
