// The search of the directory of people, as somebody types: a module of no other, for pages under `script-src 'self'`.
//
// A page has `<form role="search" data-index="people.json"><input name="q" type="search"></form>`, `<ol id="people">` with
// all people or some, and `<p role="status">`. The texts of the form are in the page's language: `data-found` (`{n} people`),
// `data-one` (`1 person`), `data-none` (`Nobody`), `data-more` (`The first {n} of {all}`) and `data-failed`.
//
// The index comes from the program. What words are and how they meet phrases is told in `phrase.rs`, `fold.rs` and `mod.rs`
// of `src/search`; the functions here find the same people in the same order.

const MAX_CHARACTERS = 200;
const MAX_QUERY_WORDS = 16;
const MAX_PHRASE_WORDS = 32;
const MAX_COMMON = 2;
const MAX_SHOWN = 200;
const SMALL = new Set("a an and at de der des di du for fur in la of the und".split(" "));

const [NOTHING, INITIALS, PART, WORDS, WHOLE] = [0, 1, 2, 3, 4];

/** By what a person is found, the best first. */
export const RANKS = ["exact", "name", "prefix", "initials", "organization", "title", "past", "skill"];
const [EXACT, NAME, PREFIX, BY_INITIALS, ORGANIZATION] = RANKS.keys();
const RANK_OF_REACH = { [INITIALS]: BY_INITIALS, [PART]: PREFIX, [WORDS]: NAME, [WHOLE]: NAME };
/** No rank: higher than each. */
const NOBODY = 255;
/** More than the sum of the ranks of all words of a query. */
const SUMS = 128;

/** A text in folded letters and digits, `+` and `#`, with a space for anything else. */
export function fold(text) {
  let folded = "";
  for (const c of text.normalize("NFKD").replace(/\p{M}/gu, "")) folded += c.toLowerCase();
  return folded.replaceAll("ς", "σ").replace(/[^\p{Alphabetic}\p{N}+#]/gu, " ");
}

/** The words of a query, folded. */
export function words(text) {
  const start = Array.from(text.slice(0, 2 * MAX_CHARACTERS)).slice(0, MAX_CHARACTERS).join("");
  return fold(start).split(" ").filter(Boolean).slice(0, MAX_QUERY_WORDS);
}

/** The index, ready for `find`, from the JSON of the program. */
export function prepare({ texts, people, ...readingsOf }) {
  // Not by properties: `constructor` may be a word.
  const [sounds, surnames] = [new Map(Object.entries(readingsOf.sounds)), new Map(Object.entries(readingsOf.surnames))];
  const spell = (word, isName, isFirst) => {
    if (!sounds.has(word)) return word.split("/");
    const readings = (isName && isFirst && surnames.get(word)) || sounds.get(word);
    const all = readings ? readings.split("/") : [];
    return [word, ...(isName ? all : all.slice(0, MAX_COMMON))];
  };
  const phrases = (shown, keys, isName) => {
    const phrase = (key) => (key === "=" ? made(shown, sounds) : key.split(" ")).map((word, at) => spell(word, isName, at === 0));
    return keys ? keys.split("|").map(phrase) : [];
  };
  const index = {
    texts: texts.map(([shown, keys]) => ({ shown, ...spelled(phrases(shown, keys, false)), people: [] })),
    people: people.map(([name, href, keys, organizations, titles]) =>
      ({ name, href, ...spelled(phrases(name, keys, true)), organization: organizations[0], title: titles[0] })),
  };
  people.forEach(([, , , ...lists], at) => {
    lists.forEach((list, kind) => list.forEach((text) => index.texts[text].people.push(at, ORGANIZATION + kind)));
  });
  return index;
}

/** The people in whom all words of a text are found, the best first: at most `limit` as `{person, rank}`, and how many all are. */
export function find(index, text, limit) {
  const query = words(text).map((word) => ({ text: word, ranks: ranks(index, word) }));
  const all = query.map((word) => word.text).join("");
  const found = [];
  for (let at = 0; query.length && at < index.people.length; at++) {
    const rank = rankOf(index.people[at], at, query, all);
    if (rank !== undefined) found.push(rank * index.people.length + at);
  }
  found.sort((one, two) => one - two);
  const hit = (place) => ({ person: index.people[place % index.people.length], rank: Math.floor(place / index.people.length / SUMS) });
  return { count: found.length, hits: found.slice(0, limit).map(hit) };
}

/** By which texts a word finds each person, if by any. */
function ranks(index, word) {
  const ranks = new Uint8Array(index.people.length).fill(NOBODY);
  for (const known of index.texts) {
    if (!tells(known, word)) continue;
    for (let at = 0; at < known.people.length; at += 2) {
      const [person, rank] = [known.people[at], known.people[at + 1]];
      if (rank < ranks[person]) ranks[person] = rank;
    }
  }
  return ranks;
}

/** The words of a shown text; a character with readings is one. */
function made(shown, sounds) {
  const apart = Array.from(fold(shown), (c) => (sounds.has(c) ? ` ${c} ` : c)).join("");
  return apart.split(" ").filter(Boolean).slice(0, MAX_PHRASE_WORDS);
}

/** Phrases, and which characters their spellings begin with. */
function spelled(phrases) {
  let firsts = 0;
  for (const phrase of phrases) for (const word of phrase) for (const spelling of word) firsts |= first(spelling);
  return { phrases, firsts };
}

/** A bit for the first character of a word: where it is not among those of phrases, none of these begins so. */
function first(word) {
  return 1 << word.codePointAt(0) % 32;
}

/** The rank of a person whom all words find, and the sum of the ranks of each, as one number. */
function rankOf(names, person, query, all) {
  let [worst, sum] = [EXACT, 0];
  for (const { text, ranks } of query) {
    const reach = reachOfName(names, text);
    const rank = reach === NOTHING ? ranks[person] : RANK_OF_REACH[reach];
    if (rank === NOBODY) return undefined;
    worst = Math.max(worst, rank);
    sum += rank;
  }
  if (worst === NAME && reachOfName(names, all) === WHOLE) worst = EXACT;
  return worst * SUMS + sum;
}

/** How far names have a word of a query. */
function reachOfName({ phrases, firsts }, word) {
  if (!(firsts & first(word))) return NOTHING;
  let best = NOTHING;
  for (const phrase of phrases) {
    for (let start = 0; start < phrase.length; start++) {
      best = Math.max(best, reach(phrase, start, 0, word, phrase.length));
    }
    for (let start = 0; best === NOTHING && isLong(word) && start < phrase.length; start++) {
      if (hasInitials(phrase, start, 0, word, false)) best = INITIALS;
    }
  }
  return best;
}

/** Whether texts have a word of a query, or it is their initials. */
function tells({ phrases, firsts }, word) {
  return (firsts & first(word)) !== 0 && phrases.some((phrase) =>
    phrase.some((_, start) => reach(phrase, start, 0, word, phrase.length - start) > NOTHING)
      || (isLong(word) && hasInitials(phrase, 0, 0, word, true)));
}

function isLong(word) {
  return word.length > String.fromCodePoint(word.codePointAt(0)).length;
}

/** How far the words from `start` on begin with `rest`, `used` of them being found before, no more than `limit` at all. */
function reach(phrase, start, used, rest, limit) {
  let best = NOTHING;
  for (const spelling of phrase[(start + used) % phrase.length]) {
    let found = NOTHING;
    if (spelling === rest) found = used + 1 === phrase.length ? WHOLE : WORDS;
    else if (spelling.startsWith(rest)) found = PART;
    else if (used + 1 < limit && rest.startsWith(spelling)) found = reach(phrase, start, used + 1, rest.slice(spelling.length), limit);
    if (found > best) best = found;
  }
  return best;
}

/** Whether the words from `start` on have these initials; all of the words, where these are to be `whole`. */
function hasInitials(phrase, start, used, rest, whole) {
  if (used === phrase.length || !rest) return !rest && (used === phrase.length || !whole);
  const word = phrase[(start + used) % phrase.length];
  const isFirst = (spelling) => {
    const first = String.fromCodePoint(spelling.codePointAt(0));
    return rest.startsWith(first) && hasInitials(phrase, start, used + 1, rest.slice(first.length), whole);
  };
  return word.some(isFirst) || (word.length === 1 && SMALL.has(word[0]) && hasInitials(phrase, start, used + 1, rest, whole));
}

/** Makes the search of a page work while somebody types. */
export function enhance(form) {
  const document = form.ownerDocument;
  const page = { form, field: form.elements.namedItem("q"), list: document.getElementById("people"), status: document.querySelector("[role=status]") };
  if (!page.field || !page.list || !form.dataset.index) return;
  // The list as it was, or nothing where the server made it for a query: then the page without one has it.
  page.original = page.field.defaultValue ? undefined : [...page.list.childNodes];
  page.told = page.status?.textContent ?? "";
  listen(page);
  // A page that is a file shows no form that nothing would answer.
  form.hidden = false;
  // A page that is a file has no answer to the query of its address.
  const asked = new URL(document.defaultView.location.href).searchParams.get("q");
  if (asked && !page.field.value) page.field.value = asked;
  // What was typed before the script came counts too.
  if (page.field.value !== page.field.defaultValue) search(page);
}

function listen(page) {
  const { form, field, list } = page;
  field.addEventListener("focus", () => load(page).catch(() => {}), { once: true });
  field.addEventListener("input", () => {
    page.frame ??= requestAnimationFrame(() => {
      page.frame = undefined;
      search(page);
    });
  });
  form.addEventListener("submit", (event) => {
    if (page.failed) return;
    event.preventDefault();
    search(page);
  });
  field.addEventListener("keydown", (event) => fieldKey(page, event));
  list.addEventListener("keydown", (event) => listKey(page, event));
}

/** The index, fetched once; after a failure again. */
function load(page) {
  page.index ??= fetch(page.form.dataset.index).then((response) => {
    if (!response.ok) throw new Error(`${response.status}`);
    return response.json();
  }).then(prepare).catch((error) => {
    page.index = undefined;
    throw error;
  });
  return page.index;
}

async function search(page) {
  const text = page.field.value;
  try {
    const index = await load(page);
    page.failed = false;
    // Meanwhile somebody may have typed on; that search shows the rest.
    if (page.field.value === text) show(page, index, text);
  } catch {
    page.failed = true;
    tell(page, page.form.dataset.failed);
  }
}

function show(page, index, text) {
  const query = text.trim();
  keep(page, query);
  if (!query && page.original) {
    page.list.replaceChildren(...page.original);
    return tell(page, page.told);
  }
  const everybody = () => ({ count: index.people.length, hits: index.people.slice(0, MAX_SHOWN).map((person) => ({ person })) });
  const { count, hits } = query ? find(index, query, MAX_SHOWN) : everybody();
  page.list.replaceChildren(...hits.map(({ person }) => item(page, index, person)));
  tell(page, counted(page.form.dataset, count, hits.length));
}

/** An entry of the list. */
function item(page, index, { name, href, organization, title }) {
  const document = page.list.ownerDocument;
  const [entry, link] = [document.createElement("li"), document.createElement("a")];
  // Addresses are those from the index's own.
  link.href = new URL(href, new URL(page.form.dataset.index, document.baseURI)).href;
  link.textContent = name;
  entry.append(link);
  for (const [number, kind] of [[title, "headline"], [organization, "note"]]) {
    if (number === undefined) continue;
    const span = document.createElement("span");
    span.className = kind;
    span.textContent = index.texts[number].shown;
    entry.append(" ", span);
  }
  return entry;
}

function counted({ found, one, none, more }, count, shown) {
  if (count === 0) return none;
  if (count > shown) return more?.replaceAll("{n}", shown).replaceAll("{all}", count);
  return (count === 1 && one ? one : found)?.replaceAll("{n}", count);
}

function tell(page, text) {
  if (page.status && page.status.textContent !== (text ?? "")) page.status.textContent = text ?? "";
}

/** Keeps the query in the address, so that the page can be sent on and opened again. */
function keep({ form }, query) {
  const { defaultView: window } = form.ownerDocument;
  const address = new URL(window.location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  if (address.href !== window.location.href) window.history.replaceState(window.history.state, "", address);
}

function fieldKey(page, event) {
  // A key that ends the writing of a character is not for the page.
  if (event.isComposing) return;
  if (event.key === "ArrowDown") {
    const first = page.list.querySelector("a");
    if (first) {
      event.preventDefault();
      first.focus();
    }
  } else if (event.key === "Escape" && page.field.value) {
    event.preventDefault();
    page.field.value = "";
    search(page);
  }
}

function listKey(page, event) {
  const links = [...page.list.querySelectorAll("a")];
  const at = links.indexOf(event.target);
  if (event.key === "Escape") return page.field.focus();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (at < 0 || !step) return;
  event.preventDefault();
  if (at + step < 0) page.field.focus();
  else links[at + step]?.focus();
}

if (globalThis.document) {
  globalThis.document.querySelectorAll("form[role=search][data-index]").forEach(enhance);
}
