"""Queries that would take all time or memory: each is refused or ended in time, and the server is as before."""

import threading
import time
from urllib.parse import urlencode

from .server import Server, until

# What a query may take, and by when its end must be here, on a machine with other work.
TIME, ANSWER = 2, 3.5
# How much more memory the server may hold afterwards than before, in megabytes.
GROWN = 150
NAMES = "?{0} schema:name ?n{0} ."


def nested(opening, closing, depth, core="", around="ASK {{ {} }}"):
    return around.format(opening * depth + core + closing * depth)


def nesting():
    """Thousands of levels of everything that nests: a parser or evaluator that recurses would come to the end of its stack."""
    in_filter, in_bind = "ASK {{ ?s ?p ?o FILTER({}) }}", "SELECT * {{ BIND({} AS ?x) }}"
    # A parser that tries again and again has enough at few levels.
    for depth in (20, 50, 95, 300, 3000, 15000):
        yield f"{depth} groups", nested("{", "}", depth, "?s ?p ?o")
        yield f"{depth} parentheses", nested("(", ")", depth, "1", in_filter)
        yield f"{depth} negations", nested("!", "", depth, "true", in_filter)
        yield f"{depth} minus signs", nested("-", "", depth, "1", in_bind)
        yield f"{depth} blank nodes", nested("[ ?p ", "]", depth, "1", "ASK {{ ?s ?p {} }}")
        yield f"{depth} lists", nested("(", ")", depth, "1", "ASK {{ ?s ?p {} }}")
        yield f"{depth} paths", nested("(", ")", depth, "schema:name", "ASK {{ ?s {} ?o }}")
        yield f"{depth} stars of paths", nested("(", ")*", depth, "schema:name", "ASK {{ ?s {} ?o }}")
        yield f"{depth} inverse paths", nested("^(", ")", depth, "schema:name", "ASK {{ ?s {} ?o }}")
        yield f"{depth} optional groups", nested("OPTIONAL {", "}", depth, "?s ?p ?o")
        yield f"{depth} minus groups", nested("?s ?p ?o MINUS {", "}", depth, "?s ?p ?o")
        yield f"{depth} sub-selects", nested("{ SELECT * {", "} }", depth, "?s ?p ?o")
        yield f"{depth} filters in filters", nested("FILTER EXISTS { ?s ?p ?o ", "}", depth)
        yield f"{depth} filters not in filters", nested("FILTER NOT EXISTS { ?s ?p ?o ", "}", depth)
        yield f"{depth} functions", nested("STR(", ")", depth, "1", in_bind)
        yield f"{depth} conditions", nested("IF(true,", ",1)", depth, "1", in_bind)
        yield f"{depth} graphs", nested("GRAPH ?g {", "}", depth, "?s ?p ?o")
        yield f"{depth} quoted triples", nested("<< ", " ?p ?o >>", depth, "?s", "ASK {{ {} ?p ?o }}")
        yield f"{depth} concatenations", nested("CONCAT('a',", ")", depth, "'b'", in_bind)
        yield f"{depth} open parentheses", "ASK { FILTER(" + "(" * depth
        yield f"{depth} open functions", "ASK { FILTER(" + "STR(" * depth
        yield f"{depth} open expressions", "ASK { FILTER(" + "(1 + " * depth
        yield f"{depth} open paths", "ASK { ?s " + "(^" * depth
        yield f"{depth} open groups", "ASK " + "{" * depth
        yield f"{depth} open brackets", "ASK { ?s ?p " + "[" * depth
        yield f"{depth} open quotes", "ASK { ?s ?p " + "'''" * depth
        yield (
            f"{depth} mixed expressions",
            nested("(IF(!(1 IN (1,", "))=(2),STR(1),-1)+(2*3))", depth // 4, "1", in_bind),
        )
        yield (
            f"{depth} mixed conditions",
            nested("(!(?o = 1) && (?p != 2) || REGEX(STR(?o), 'x') && (", "))", depth // 2, "true", in_filter),
        )
        yield (
            f"{depth} mixed paths",
            nested("(^(schema:a|", "/schema:b)*)?", depth // 2, "schema:c", "ASK {{ ?s {} ?o }}"),
        )
        yield (
            f"{depth} mixed groups",
            nested(
                "{ ?s ?p ?o OPTIONAL { { ?s ?q ",
                " } UNION { GRAPH ?g { ?a ?b 1 } } } }",
                depth // 4,
                "?u",
                "ASK {{ {} }}",
            ),
        )
        yield f"{depth} mixed nodes", nested("[ ?p ( 1 [ ?q (", ") ] ) ]", depth // 4, "2", "ASK {{ ?s ?p {} }}")
        yield f"{depth} aggregates", nested("SUM(1 + ", ")", depth, "?o", "SELECT ({} AS ?x) {{ ?s ?p ?o }}")
        yield f"{depth} quotients", nested("1/(2/", ")", depth, "3", in_bind)
        yield f"{depth} lists of choices", nested("?o IN (1, ", ")", depth, "2", in_filter)
        yield f"{depth} unions", "ASK { " + " UNION ".join(["{ ?s ?p ?o }"] * (depth // 4)) + " }"
        yield f"{depth} sums", "SELECT * { BIND(" + "+".join("1" * (depth // 2)) + " AS ?x) }"
        yield f"{depth} disjunctions", "ASK { ?s ?p ?o FILTER(" + "||".join(["false"] * (depth // 6)) + ") }"
        yield f"{depth} alternatives", "ASK { ?s " + "|".join(["schema:x"] * (depth // 8)) + " ?o }"
        yield f"{depth} sequences", "ASK { ?s " + "/".join(["schema:x"] * (depth // 8)) + " ?o }"
        yield f"{depth} triples", "ASK { " + " . ".join(f"?a{at} ?b{at} ?c{at}" for at in range(depth // 16)) + " }"
        yield f"{depth} variables", "SELECT " + " ".join(f"?v{at}" for at in range(depth // 6)) + " { ?s ?p ?o }"
        yield f"{depth} prefixes", "".join(f"PREFIX p{at}: <http://a/>\n" for at in range(depth // 20)) + "ASK {}"
        yield f"{depth} comments", "#\n" * depth + "ASK { ?s ?p"


def wide():
    """Long lists of what is cheap one by one: the algebra of some is as deep as they are long, and what plans a query may
    look at each pair of them."""
    many = lambda count, text, between=" ": between.join(text.format(at, at + 1) for at in range(count))
    for count in (400, 1500, 3000):
        yield f"a chain of {count} triples", f"ASK {{ {many(count, '?a{0} schema:x ?a{1} .')} }}"
        yield f"a chain of {count} names", f"SELECT * {{ {many(count, '?a{0} schema:name ?a{1} .')} }}"
        yield f"a star of {count} triples", f"SELECT (COUNT(*) AS ?n) {{ {many(count, '?s ?p{0} ?o{0} .')} }}"
        yield f"a star of {count} names", f"SELECT (COUNT(*) AS ?n) {{ {many(count, '?s schema:name ?o{0} .')} }}"
        yield f"the same triple {count} times", f"SELECT (COUNT(*) AS ?n) {{ {many(count, '?s schema:name ?o .')} }}"
        yield (
            f"a clique of {count} triples",
            f"ASK {{ {' '.join(f'?a{at % 40} schema:x ?a{at // 40} .' for at in range(count))} }}",
        )
        yield (
            f"{count} optional groups in a row",
            f"SELECT * {{ ?s a schema:Person {many(count, 'OPTIONAL {{ ?s schema:x ?o{0} }}')} }}",
        )
        yield (
            f"{count} optional names",
            f"SELECT * {{ ?s a schema:Person {many(count, 'OPTIONAL {{ ?s schema:name ?o{0} }}')} }}",
        )
        yield f"{count} bindings", f"SELECT * {{ BIND(1 AS ?x0) {many(count, 'BIND(?x{0} AS ?x{1})')} }}"
        yield (
            f"{count} bindings of sums",
            f"SELECT * {{ BIND(1 AS ?x0) {many(count, 'BIND(?x{0} + ?x{0} AS ?x{1})')} }}",
        )
        yield f"{count} filters", f"ASK {{ ?s ?p ?o {many(count, 'FILTER(?o != {0})')} }}"
        yield f"{count} filters that are", f"ASK {{ ?s ?p ?o {many(count, 'FILTER EXISTS {{ ?s ?p {0} }}')} }}"
        yield (
            f"{count} minus groups in a row",
            f"SELECT * {{ ?s a schema:Person {many(count, 'MINUS {{ ?s ?p {0} }}')} }}",
        )
        yield f"{count} groups in a row", f"SELECT * {{ {many(count, '{{ ?s schema:name ?o }}')} }}"
        yield f"{count} unions in a row", f"SELECT * {{ {many(count, '{{ ?s schema:name ?o }} UNION {{ }}')} }}"
        yield f"{count} branches", f"SELECT * {{ {many(count, '{{ ?s schema:name ?o{0} }}', ' UNION ')} }} LIMIT 9"
        yield f"{count} sub-selects in a row", f"SELECT * {{ {many(count, '{{ SELECT ?s {{ ?s a ?o }} }}')} }}"
        yield f"{count} columns", f"SELECT {many(count, '({0} + ?o AS ?c{0})')} {{ ?s ?p ?o }}"
        yield f"{count} sums", f"SELECT {many(count, '(SUM(?o) AS ?c{0})')} {{ ?s ?p ?o }}"
        yield f"{count} keys of a sort", f"SELECT * {{ ?s ?p ?o }} ORDER BY {many(count, 'STR(?o)')}"
        yield (
            f"{count} keys of groups",
            f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} GROUP BY {many(count, '(STR(?o) AS ?k{0})')}",
        )
        yield (
            f"{count} conditions of groups",
            f"SELECT ?s {{ ?s ?p ?o }} GROUP BY ?s {'HAVING ' + many(count, '(COUNT(*) > {0})')}",
        )
        yield (
            f"{count} values of {count // 50} columns",
            f"SELECT * {{ VALUES ({many(count // 50, '?v{0}')}) {{ {many(50, '(' + '1 ' * (count // 50) + ')')} }} }}",
        )
        yield f"{count} undefined values", f"SELECT * {{ VALUES (?s ?o) {{ {many(count, '(UNDEF {0})')} }} ?s ?p ?o }}"
        yield (
            f"{count} undefined values twice",
            f"SELECT * {{ VALUES (?s ?o) {{ {many(count, '(UNDEF {0})')} }} VALUES (?s ?t) {{ {many(count, '(UNDEF {0})')} }} }}",
        )
        yield f"{count} predicates and objects", f"ASK {{ ?s {many(count, '?p{0} ?o{0}', ';')} }}"
        yield f"{count} objects", f"ASK {{ ?s schema:name {many(count, '?o{0}', ',')} }}"
        yield f"a list of {count}", f"ASK {{ ?s ?p ({many(count, '?o{0}')}) }}"
        yield f"{count} things described", f"DESCRIBE {many(count, '<http://a/{0}>')}"
        yield f"{count} triples constructed", f"CONSTRUCT {{ {many(count, '?s ?p {0} .')} }} WHERE {{ ?s ?p ?o }}"
        yield (
            f"{count} paths in a row",
            f"SELECT * {{ ?a0 a schema:Person . {many(count, '?a{0} schema:x* ?a{1} .')} }}",
        )
        yield f"{count} choices", f"SELECT (COALESCE({many(count, '?u{0}', ',')}) AS ?x) {{ ?s ?p ?o }}"
        yield f"one of {count} properties", f"SELECT (COUNT(*) AS ?n) {{ ?s !({many(count, 'schema:a{0}', '|')}) ?o }}"


def products():
    """Rows times rows: patterns, values and groups that share no variable."""
    every, four = "?{0} ?p{0} ?o{0} .", " ".join("?{0} ?p{0} ?o{0} .".format(at) for at in "abcd")
    values = lambda name, count: f"VALUES ?{name} {{ {' '.join(map(str, range(count)))} }}"
    cube = " ".join(values(name, 2000) for name in "abc")
    yield "a count of 2000³ values", f"SELECT (COUNT(*) AS ?n) {{ {cube} }}"
    yield "2000³ values", f"SELECT * {{ {cube} }}"
    yield "distinct values of 2000³", f"SELECT DISTINCT ?a ?b ?c {{ {cube} }}"
    yield "a filtered product of values", f"SELECT * {{ {cube} FILTER(?a + ?b + ?c < 0) }}"
    yield "a value asked for in 2000³", f"ASK {{ {cube} FILTER(?a + ?b + ?c < 0) }}"
    yield "one of 2000³ values", f"SELECT * {{ {cube} FILTER(?a + ?b + ?c < 0) }} LIMIT 1"
    yield "values behind others", f"SELECT * {{ {cube} }} OFFSET 7999999999 LIMIT 1"
    yield "300,000 values", f"SELECT * {{ {values('a', 300000)} }}"
    yield (
        "9,000 values twice",
        f"SELECT (COUNT(*) AS ?n) {{ {values('a', 5500)} {values('b', 5500)} FILTER(?a * ?b = 7) }}",
    )
    yield "a count of four patterns", f"SELECT (COUNT(*) AS ?n) {{ {four} }}"
    yield "four patterns", f"SELECT * {{ {four} }}"
    yield "four patterns asked for", f"ASK {{ {four} FILTER(?oa + ?ob = ?oc + ?od + 0.5) }}"
    yield "four names", f"SELECT (COUNT(*) AS ?n) {{ {' '.join(NAMES.format(at) for at in 'abcd')} }}"
    yield (
        "six things of a class",
        "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?{at} a schema:DefinedTerm ." for at in "abcdef") + " }",
    )
    yield "a product that joins late", f"SELECT * {{ {four} FILTER(STR(?oa) = STR(?ob) && STR(?oc) = STR(?od)) }}"
    yield (
        "pairs that differ",
        "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x != ?y && ?y != ?z && STRLEN(STR(?x)) > 9999) }",
    )
    yield "a product in a construction", f"CONSTRUCT {{ ?a ?pb ?oc }} WHERE {{ {four} }}"
    yield "a product in a description", f"DESCRIBE ?a ?b {{ {four} }}"
    yield (
        "a product of sub-selects",
        "SELECT (COUNT(*) AS ?n) { " + " ".join(f"{{ SELECT ?{at} {{ {every.format(at)} }} }}" for at in "abcd") + " }",
    )
    yield (
        "a product of distinct sub-selects",
        "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"{{ SELECT DISTINCT ?{at} {{ {every.format(at)} }} }}" for at in "abcd")
        + " }",
    )
    yield (
        "a product of limited sub-selects",
        "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"{{ SELECT ?{at} {{ {every.format(at)} }} LIMIT 3000 }}" for at in "abcd")
        + " }",
    )
    yield (
        "a product of grouped sub-selects",
        "SELECT * { "
        + " ".join(f"{{ SELECT ?{at} (COUNT(*) AS ?n{at}) {{ {every.format(at)} }} GROUP BY ?{at} }}" for at in "abcd")
        + " }",
    )
    yield (
        "a product of sub-selects in sub-selects",
        "SELECT (COUNT(*) AS ?n) { " + "{ SELECT * { " * 3 + four + " } } " * 3 + " }",
    )
    yield (
        "a product of unions",
        "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"{{ {every.format(at)} }} UNION {{ {every.format(at)} }}" for at in "abcd")
        + " }",
    )
    yield (
        "unions of unions",
        "SELECT (COUNT(*) AS ?n) { " + " ".join("{ ?s ?p ?o } UNION { ?s ?p ?o }" for _ in range(40)) + " }",
    )
    yield (
        "a product of bindings",
        f"SELECT (COUNT(*) AS ?n) {{ {four} BIND(CONCAT(STR(?oa), STR(?ob), STR(?oc), STR(?od)) AS ?x) FILTER(?x = 'x') }}",
    )
    yield (
        "a product of optional groups",
        "SELECT (COUNT(*) AS ?n) { " + " ".join(f"OPTIONAL {{ {every.format(at)} }}" for at in "abcd") + " }",
    )
    yield (
        "optional groups in optional groups",
        "SELECT (COUNT(*) AS ?n) { ?a ?pa ?oa OPTIONAL { ?b ?pb ?ob OPTIONAL { ?c ?pc ?oc OPTIONAL { ?d ?pd ?od } } } }",
    )
    yield (
        "optional groups that filter",
        "SELECT * { ?a ?pa ?oa OPTIONAL { ?b ?pb ?ob FILTER(?oa = ?ob) } OPTIONAL { ?c ?pc ?oc FILTER(STR(?oc) < STR(?oa)) } OPTIONAL { ?d ?pd ?od FILTER(?od != ?oc) } }",
    )
    yield (
        "a product of the store with itself, lateral",
        "SELECT * { ?a ?p ?b . ?b ?q ?c . ?d ?r ?c . ?d ?s ?e . ?f ?t ?e . ?f ?u ?g } OFFSET 1000000000",
    )
    yield "a star join", "SELECT (COUNT(*) AS ?n) { ?x ?p1 ?o1 ; ?p2 ?o2 ; ?p3 ?o3 ; ?p4 ?o4 ; ?p5 ?o5 ; ?p6 ?o6 }"
    yield "a hub", "SELECT (COUNT(*) AS ?n) { ?a ?p ?c . ?b ?p ?c . ?d ?p ?c . ?e ?p ?c }"


def memory():
    """What must hold all before it gives any: sorting, grouping, and texts that grow."""
    three = "?a ?pa ?oa . ?b ?pb ?ob . ?c ?pc ?oc ."
    grow = lambda step, times: (
        "SELECT (STRLEN(?x%d) AS ?n) { BIND('xxxxxxxxxxxxxxxx' AS ?x0) %s }"
        % (times, " ".join(f"BIND({step.format(f'?x{at}')} AS ?x{at + 1})" for at in range(times)))
    )
    yield "a sorted product", f"SELECT * {{ {three} }} ORDER BY ?oa ?ob ?oc"
    yield (
        "a sorted product, its first row",
        f"SELECT * {{ {three} }} ORDER BY DESC(CONCAT(STR(?oa), STR(?ob), STR(?oc))) LIMIT 1",
    )
    yield "distinct rows of a product", f"SELECT DISTINCT * {{ {three} }}"
    yield "a count of distinct rows of a product", f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {three} }}"
    yield "reduced rows of a product", f"SELECT REDUCED * {{ {three} }}"
    yield "a grouped product", f"SELECT ?oa ?ob ?oc (COUNT(*) AS ?n) {{ {three} }} GROUP BY ?oa ?ob ?oc"
    yield "a product grouped by one", f"SELECT ?oa (SUM(?oc) AS ?n) {{ {three} }} GROUP BY ?oa HAVING(COUNT(*) < 0)"
    yield "a joined product", f"SELECT (GROUP_CONCAT(CONCAT(STR(?oa), STR(?ob), STR(?oc))) AS ?x) {{ {three} }}"
    yield (
        "a joined product, distinct",
        f"SELECT (GROUP_CONCAT(DISTINCT CONCAT(STR(?oa), STR(?ob))) AS ?x) {{ {three} }}",
    )
    yield "a joined pair of patterns", "SELECT (STRLEN(GROUP_CONCAT(STR(?o))) AS ?x) { ?s ?p ?o . ?t ?q ?u }"
    yield (
        "minima of a product",
        f"SELECT (MIN(?oa) AS ?x) (MAX(?ob) AS ?y) (AVG(?oc) AS ?z) (SAMPLE(?oa) AS ?w) {{ {three} }}",
    )
    yield "a text that doubles", grow("CONCAT({0}, {0})", 40)
    yield "a text that grows eightfold", grow("CONCAT({0}, {0}, {0}, {0}, {0}, {0}, {0}, {0})", 12)
    yield "a text that is replaced by more", grow("REPLACE({0}, 'x', 'xxxxxxxxxxxxxxxx')", 8)
    yield "a text that is replaced by itself", grow("REPLACE({0}, '.', '$0$0$0$0')", 20)
    yield "a text that is replaced between letters", grow("REPLACE({0}, '', 'xxxxxxxx')", 9)
    yield "a text that is encoded again and again", grow("ENCODE_FOR_URI(REPLACE({0}, 'x', '%'))", 30)
    long = lambda last: grow("CONCAT({0}, {0})", 16).replace("(STRLEN(?x16) AS ?n)", f"({last} AS ?n)")
    yield "a long text replaced letter by letter", long("STRLEN(REPLACE(?x16, '.', '$0'))")
    yield (
        "a long text replaced again and again",
        long("STRLEN(?z99)")[:-1]
        + " ".join(
            f"BIND(REPLACE(?{at}, '.', 'y') AS ?z{number})"
            for number, at in enumerate(["x16", *(f"z{n}" for n in range(99))])
        )
        + "}",
    )
    for at, step in enumerate(
        [
            "UCASE({0})",
            "REPLACE({0}, 'x', 'y')",
            "SUBSTR({0}, 1)",
            "SHA512({0})",
            "ENCODE_FOR_URI({0})",
            "STR(REGEX({0}, '(a|x)*!'))",
            "STRAFTER({0}, 'y')",
        ]
    ):
        row = grow("CONCAT({0}, {0})", 16).replace(
            "SELECT (STRLEN(?x16) AS ?n) {", "SELECT (COUNT(*) AS ?n) { " + three
        )
        yield (
            f"a long text in each row of a product, {at}",
            row[:-1] + f"FILTER(STRLEN({step.format('?x16')}) = STRLEN(STR(?oa))) }}",
        )
    yield (
        "a text in each row of a product",
        f"SELECT ?x {{ {three} BIND(CONCAT({', '.join(['STR(?oa)'] * 500)}) AS ?x) }}",
    )
    yield (
        "a text in each row",
        f"SELECT ?x {{ ?a ?pa ?oa BIND(CONCAT({', '.join(['STR(?oa)'] * 2000)}) AS ?x) }} ORDER BY ?x",
    )
    yield "new nodes for a product", f"CONSTRUCT {{ [] ?pa [ ?pb [ ?pc ?oa ] ] }} WHERE {{ {three} }}"
    yield "new names for a product", f"SELECT (UUID() AS ?x) (STRUUID() AS ?y) (BNODE() AS ?z) {{ {three} }}"
    yield (
        "digests of a product",
        f"SELECT (COUNT(*) AS ?n) {{ {three} FILTER(SHA512(CONCAT(STR(?oa), STR(?ob), STR(?oc))) = 'x') }}",
    )


def paths():
    """Paths of any length, from anywhere to anywhere."""
    anything = "(schema:none|!schema:none)"
    inverse = "(schema:none|!schema:none|^schema:none|!^schema:none)"
    for name, path in [
        ("steps", anything + "*"),
        ("steps both ways", inverse + "*"),
        ("one step or more", inverse + "+"),
        ("stars in stars", f"({anything}*)*"),
        ("stars in sequence", "/".join([anything + "*"] * 4)),
        ("pairs", f"({inverse}/{inverse})*"),
        ("steps that may be missing", "/".join([inverse + "?"] * 12)),
        ("a long sequence", "/".join([inverse] * 10)),
        ("a sequence there and back", "/".join(["(!schema:none)/^(!schema:none)"] * 6)),
    ]:
        yield f"{name}, counted", f"SELECT (COUNT(*) AS ?n) {{ ?s {path} ?o }}"
        yield f"{name}, twice", f"SELECT (COUNT(*) AS ?n) {{ ?s {path} ?o . ?o {path} ?t }}"
        yield f"{name}, all", f"SELECT * {{ ?s {path} ?o }} ORDER BY ?o"
        yield f"{name}, in a product", f"SELECT (COUNT(*) AS ?n) {{ ?s {path} ?o . ?t {path} ?u }}"
        yield f"{name}, looked for", f"ASK {{ ?s {path} ?o FILTER(STR(?o) = 'nowhere') }}"


def tests():
    """Conditions that cost much for each row, and rows that are tried for each row."""
    regexes = [
        "(a+)+$",
        "(a|aa)+$",
        "(.*)*x",
        "(x+x+)+y",
        "([a-z]+)*[0-9]{40}",
        "(.{1,1000}){1,1000}",
        "a{1000}{1000}",
        "((a{0,60}){0,60}){0,60}",
        "(?:(?:(?:x{99}){99}){99}){99}",
        "\\\\w{500}\\\\W{500}",
        "(" * 2000 + "a" + ")" * 2000,
        "[" + "a-z" * 5000 + "]",
        "(?i)" + "é" * 5000,
        "|".join(f"a{at}" for at in range(5000)),
        ".*.*.*.*.*.*=.*",
    ]
    text = "a" * 5000
    for at, regex in enumerate(regexes):
        yield f"regex {at} on a long text", f'ASK {{ FILTER(REGEX("{text}!", "{regex}")) }}'
        yield (
            f"regex {at} on all pairs",
            f'SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o . ?t ?q ?u FILTER(REGEX(CONCAT(STR(?o), STR(?u)), "{regex}")) }}',
        )
        yield f"regex {at} to replace by", f'SELECT (REPLACE("{text}", "{regex}", "$0$0$0$0$0$0$0$0") AS ?x) {{}}'
    grown = "BIND('aaaaaaaaaaaaaaaa' AS ?x0) " + " ".join(
        f"BIND(CONCAT(?x{at}, ?x{at}) AS ?x{at + 1})" for at in range(16)
    )
    for at, regex in enumerate(
        [
            "[a-z]{0,20000}[0-9]!",
            "(a{0,100}){0,100}!",
            "(?:a?){500}b",
            ".{0,300}[^a]",
            "\\\\w{0,30}b",
            "(a|aa|aaa)*(b|c)(a|aa)*!",
            "^(a*)*(a*)*(a*)*b",
        ]
    ):
        yield f"regex {at} on a text that grew", f'SELECT (REGEX(?x16, "{regex}") AS ?y) {{ {grown} }}'
        yield (
            f"regex {at} to replace by, on a text that grew",
            f'SELECT (STRLEN(REPLACE(?x16, "{regex}", "")) AS ?y) {{ {grown} }}',
        )
    yield "a regex for each row", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?t ?q ?u FILTER(REGEX(STR(?o), STR(?u))) }"
    yield (
        "a product less a product",
        "SELECT (COUNT(*) AS ?n) { ?a ?pa ?oa . ?b ?pb ?ob MINUS { ?a ?pc ?oc . ?d ?pd ?ob } }",
    )
    yield (
        "all less all",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c MINUS { ?d ?e ?c . ?f ?g ?c } MINUS { ?a ?e ?h . ?f ?g ?h } }",
    )
    yield "less what shares nothing", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c MINUS { ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }"
    yield (
        "where a product is",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(?f = ?c && ?i = ?c && ?d != ?g && STR(?e) > STR(?h) && STRLEN(STR(?f)) > 9999) } }",
    )
    yield (
        "where no product is",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?x ?y ?z FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?f)) > 9999) } }",
    )
    yield (
        "where something is, in a condition",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c BIND(EXISTS { ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?f)) > 9999) } AS ?x) }",
    )
    yield (
        "where something is where something is",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c FILTER EXISTS { ?d ?e ?f FILTER EXISTS { ?g ?h ?i FILTER EXISTS { ?j ?k ?l FILTER(?l = ?c && ?i = ?f && STRLEN(STR(?l)) > 9999) } } } }",
    )
    yield (
        "one of many",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?c IN ("
        + ", ".join(f'"{at}"' for at in range(3000))
        + ")) }",
    )
    yield (
        "a condition of many",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER("
        + " || ".join(f'CONTAINS(STR(?c), "{at}x")' for at in range(1000))
        + ") }",
    )
    yield (
        "names that match",
        "SELECT (COUNT(*) AS ?n) { ?a schema:name ?x . ?b schema:name ?y . ?c schema:name ?z FILTER(vita:nameMatches(?x, STR(?y)) && vita:nameMatches(?y, STR(?z))) }",
    )
    yield "another server", "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    yield "a document from elsewhere", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"
    yield "a number without end", "SELECT * { BIND(" + "9" * 60_000 + " * " + "9" * 5 + " AS ?x) }"
    yield "a long name", "ASK { <http://a/" + "a" * 60_000 + "> ?p ?o }"
    yield "a long query", "ASK { ?s ?p ?o } #" + "x" * 900_000
    yield (
        "many graphs",
        "SELECT * "
        + " ".join(f"FROM <http://a/{at}> FROM NAMED <http://b/{at}>" for at in range(1200))
        + " { ?s ?p ?o . GRAPH ?g { ?t ?q ?u } }",
    )


# Small queries may well have an answer: what is sure is that no bomb takes longer, and these kinds must not be answered at all.
NEVER = {"products", "memory"}
KINDS = {"nesting": nesting, "wide": wide, "products": products, "memory": memory, "paths": paths, "tests": tests}


def timed(ask, limit):
    """The answer, and how long it took; on a machine with other work a second try may be needed to be in time."""
    for _ in range(2):
        start = time.monotonic()
        answer = ask()
        took = time.monotonic() - start
        if took < limit:
            break
    return answer, took


def explode(server, checks, kind, name, query):
    form = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/sparql-results+json, text/turtle;q=0.5",
    }
    body = urlencode({"query": query})
    try:
        answer, took = timed(lambda: server.ask("/sparql", "POST", body, form, timeout=30), ANSWER)
        checks.that(took < ANSWER, f"{kind}: {name}: {answer.status} after {took:.1f} s")
        refused = 400 <= answer.status < 500 or answer.status == 503
        checks.that(answer.status == 200 or refused, f"{kind}: {name}: {answer}")
        if kind in NEVER and answer.status == 200:
            # An optimizer may find the answer without the work.
            print(f"  answered: {kind}: {name}: {took:.2f} s, {answer.text[:100]!r}")
        simple = "SELECT ?name { ?s a schema:Person ; schema:name ?name } LIMIT 1"
        after, took = timed(lambda: server.query(simple, timeout=30), 1)
        checks.that(after.status == 200 and took < 1, f"{kind}: after {name}: {after.status} after {took:.1f} s")
    except OSError as error:
        checks.that(False, f"{kind}: {name}: no answer: {error}")


def crowd(server, checks):
    """Many at once: what cannot be done is refused at once, and what is simple is answered soon after."""
    query = dict(products())["four patterns asked for"]
    times = []

    def one():
        start = time.monotonic()
        try:
            status = server.query(query, timeout=60).status
        except OSError as error:
            status = error
        times.append((status, time.monotonic() - start))

    threads = [threading.Thread(target=one) for _ in range(150)]
    for thread in threads:
        thread.start()
    start = time.monotonic()
    health = server.ask("/health", timeout=10)
    took = time.monotonic() - start
    checks.that(health.status == 200 and took < 1, f"a crowd: /health takes {took:.1f} s")
    for thread in threads:
        thread.join()
    checks.that(
        all(status in (400, 422, 503) for status, _ in times),
        f"a crowd: {sorted({str(status) for status, _ in times})}",
    )
    checks.that(max(took for _, took in times) < ANSWER + TIME, f"a crowd: {max(took for _, took in times):.1f} s")
    checks.that(until(lambda: server.query("ASK {}").status == 200, 3), "after a crowd: nothing is answered")


def exploded(server, checks, kind, bombs):
    """Tries one after the other; gives those that are left where the server comes to its end."""
    for _ in range(20):
        server.query("SELECT * { ?s ?p ?o } LIMIT 1000")
    before = server.memory()
    while bombs:
        name, query = bombs.pop(0)
        explode(server, checks, kind, name, query)
        # Its process may take a moment to end.
        if until(lambda: server.process.poll() is not None, 0.02, 0.01):
            return bombs
    recovers(server, checks, kind, before)
    return []


def recovers(server, checks, kind, before):
    recovered = until(lambda: server.memory() < before + GROWN, 10)
    line = f"{kind}: the server holds {server.memory():.0f} MB, before {before:.0f} MB"
    checks.that(recovered, line)
    print(f"  {line}", flush=True)


def run(program, checks, data="data", *kinds):
    limits = ["--max-time", str(TIME), "--no-watch", "--log", "off"]
    for kind in kinds or KINDS:
        bombs = list(KINDS[kind]())
        while bombs:
            with Server(program, checks, data, *limits) as server:
                bombs = exploded(server, checks, kind, bombs)
    with Server(program, checks, data, *limits) as server:
        before = server.memory()
        crowd(server, checks)
        recovers(server, checks, "a crowd", before)
