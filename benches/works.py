#!/usr/bin/env python3
"""Makes works for `vitagraph link`, in the JSON of Crossref, one a line, and says who wrote them.

    works.py PEOPLE.jsonl COUNT OUT.jsonl [SEED]

PEOPLE.jsonl has records of people, one a line. Same arguments, same bytes. One work in twelve is by somebody of the
records, with co-authors of the records and new ones, at an employer of the time, about skills of the record. All other
works are by groups of three to ten people who are nobody there. Their names follow rough shares of family and given
names in the world's literature: three in ten are Chinese, half a tenth Korean, and family names of other languages have
a long tail. So common names of the records have namesakes in proportion. Three works in ten print initials in place of
given names; four authors in ten have an affiliation. OUT.jsonl.gold.tsv has a line for each work by somebody of the
records: work and key.
"""
import itertools, json, random, sys

CHINESE = ("wang:145 li:145 zhang:145 liu:110 chen:110 yang:75 huang:50 wu:50 xu:50 zhao:50 zhou:50 sun:30 lin:30 zhu:30 hu:30 ma:30 guo:23 "
           "he:23 gao:23 yu:23 lu:23 zheng:23 jiang:23 luo:23 liang:17 xie:17 song:17 tang:17 deng:12 han:12 feng:12 cao:12 peng:12 zeng:12 "
           "xiao:12 cheng:12 wei:12 shen:12 tian:10 dong:10 pan:10 yuan:10 cai:10 su:10 ding:10 du:10 shi:10 ren:8 yao:8 zhong:8 cui:8 tan:8 "
           "jin:8 yan:8 liao:6 jia:6 xia:6 fu:6 fang:6 qin:6 qiu:6 zou:4 xiong:4 bai:4 meng:4 hou:4 xue:4 lei:4 long:4 duan:4 hao:4 kong:4 "
           "lai:4 mao:4 yin:4 qian:4 wen:4 ouyang:2 shan:1")
SYLLABLES = ("wei:110 jing:110 lei:85 jie:85 jun:85 yan:85 li:85 ying:85 hui:85 yu:85 yang:65 min:65 hong:65 yong:65 bin:65 bo:65 feng:65 "
             "fei:65 hao:65 peng:65 tao:65 rui:65 xin:65 yi:65 jian:65 ming:45 kai:45 ling:45 gang:45 lin:45 liang:45 lu:45 na:45 ning:45 "
             "ping:45 qiang:45 qing:45 xu:45 yun:45 yue:45 xiang:45 chao:45 dan:45 dong:45 fang:45 hua:45 jia:45 xiao:45 cheng:25 wen:25 "
             "zhi:25 zhe:25 shu:25 guo:25 sheng:25 tian:25 xue:25 zi:25 de:15 da:15 shi:15 gui:15 lan:15 mei:15 rong:15 song:15 su:15 zhong:15")
KOREAN = "kim:220 lee:150 park:85 choi:48 jung:45 kang:25 cho:22 yoon:20 jang:20 lim:18 han:15 shin:15 seo:15 kwon:14 hwang:13"
KOREAN_GIVEN = "min ji hyun soo young jun sung jin ho woo kyung hee dong sang tae".split()
WESTERN = ("kumar:40 singh:40 smith:25 garcia:25 nguyen:25 sharma:25 silva:25 johnson:18 brown:18 jones:18 khan:18 martin:18 rodriguez:18 "
           "williams:18 miller:14 martinez:14 gupta:14 gonzalez:14 lopez:14 davis:10 wilson:10 anderson:10 taylor:10 thomas:10 tanaka:7 sato:7 "
           "suzuki:7 petrov:4 kovalenko:2 papadopoulos:2 haddad:1 nasser:1 ivanov:3 rossi:5 schmidt:7 schneider:5 fischer:5 weber:5")
WESTERN_GIVEN = ("david:130 john:130 michael:130 robert:85 james:85 thomas:85 peter:85 daniel:85 william:60 richard:60 paul:60 mark:60 jose:60 "
                 "maria:60 andrew:40 christopher:40 martin:40 andreas:40 stefan:40 juan:40 anna:40 alexander:40 brian:40 kevin:40 eric:40 carlos:20 "
                 "mary:20 elizabeth:20 sarah:20 susan:20 hiroshi:20 takashi:20 ivan:10 olena:2 layla:2 omar:8 eleni:4 sofia:10 yuki:10")
WORDS = "method model system analysis study approach effect performance design control network data learning structure theory time".split()


def table(text):
    """The cumulated shares of a table of names."""
    pairs = [pair.split(":") for pair in text.split()]
    return [name for name, _ in pairs], list(itertools.accumulate(int(share) for _, share in pairs))


class Dice(random.Random):
    def weighed(self, names):
        return self.choices(names[0], cum_weights=names[1])[0]

    def ranked(self, things):
        """The earlier, the likelier: a long tail."""
        return things[int(len(things) ** self.random()) - 1]


def invented(dice, count, least):
    """Words of syllables, each once, in an order that depends on the seed."""
    syllables = ["".join(pair) for pair in itertools.product("b br d f g gr h k kr l m n p r s st t tr v w z".split(), "a e i o u ei".split())]
    words = set()
    while len(words) < count:
        words.add("".join(dice.choice(syllables) for _ in range(dice.randint(least, least + 1))) + dice.choice(["", "n", "s", "r", "t"]))
    words = sorted(words)
    dice.shuffle(words)
    return words


class World:
    """What is outside of the records."""

    def __init__(self, dice, count):
        self.dice = dice
        self.chinese, self.syllables, self.korean = table(CHINESE), table(SYLLABLES), table(KOREAN)
        self.western, self.western_given = table(WESTERN), table(WESTERN_GIVEN)
        self.families, self.given = invented(dice, 60000, 2), invented(dice, 3000, 2)
        self.topics = invented(dice, 20000, 2)
        places = invented(dice, 3000, 2)
        self.places = [f"University of {place.title()}" if at % 3 else f"{place.title()} Institute of Technology" for at, place in enumerate(places)]
        self.venues = [f"{dice.choice(['Journal', 'Transactions', 'Annals'])} of {topic.title()} {dice.choice(WORDS).title()}" for topic in self.topics[:2500]]
        self.groups = [self.group() for _ in range(max(1, count // 25))]

    def name(self):
        """Given and family name of anybody."""
        dice, kind = self.dice, self.dice.random()
        if kind < 0.30:
            given = dice.weighed(self.syllables) + (dice.weighed(self.syllables) if dice.random() < 0.6 else "")
            return given.title(), dice.weighed(self.chinese).title()
        if kind < 0.35:
            return f"{dice.choice(KOREAN_GIVEN).title()}-{dice.choice(KOREAN_GIVEN).title()}", dice.weighed(self.korean).title()
        family = dice.weighed(self.western) if dice.random() < 0.15 else dice.ranked(self.families)
        given = dice.weighed(self.western_given) if dice.random() < 0.6 else dice.ranked(self.given)
        middle = f" {dice.choice('ABCDEFGHJKLMNPRSTW')}." if dice.random() < 0.25 else ""
        return given.title() + middle, family.title()

    def group(self):
        people = [self.name() for _ in range(self.dice.randint(3, 10))]
        return people, self.dice.ranked(self.places), self.dice.choices(self.venues, k=2), [self.dice.ranked(self.topics) for _ in range(12)]


def author(dice, name, initials, place):
    given, family = name
    if initials:
        given = " ".join(f"{part[0]}." for part in given.replace("-", " ").split())
    return {"given": given, "family": family, "sequence": "additional", "affiliation": [{"name": place}] if place and dice.random() < 0.4 else []}


def work(dice, number, authors, words, venue, year):
    dice.shuffle(words)
    title = " ".join(words).capitalize()
    return {"DOI": f"10.5555/w{number}", "type": "journal-article", "title": [title], "author": authors, "container-title": [venue],
            "issued": {"date-parts": [[year, dice.randint(1, 12)]]}, "URL": f"https://doi.org/10.5555/w{number}", "publisher": "Invented Press"}


def of_group(dice, world, number):
    people, place, venues, topics = dice.ranked(world.groups)
    initials, count = dice.random() < 0.3, min(len(people), 1 + int(dice.expovariate(1 / 3)))
    authors = [author(dice, name, initials, place) for name in dice.sample(people, count)]
    words = dice.sample(topics, 4) + dice.sample(WORDS, 3)
    return work(dice, number, authors, words, dice.choice(venues), dice.randint(1995, 2025))


def split(name):
    given, _, family = name.rpartition(" ")
    return given, family


def of_person(dice, world, number, person, new):
    """A work by somebody of the records."""
    job = dice.choice(person["work"])
    first = int(job["startDate"][:4])
    year = dice.randint(first, max(first, int(job.get("endDate", "2025")[:4])))
    name = person["basics"]["name"]
    initials, original = dice.random() < 0.3, dice.random() < 0.1
    own = author(dice, split(name["en"]), initials, job["name"])
    if original:
        own = {"literal": name["und"], "affiliation": own["affiliation"]}
    known = [other for paper in person["publications"] for other in paper["authors"] if other != name["en"]]
    others = [split(dice.choice(known))] if known and dice.random() < 0.5 else []
    others += dice.sample(new, dice.randint(0, len(new)))
    authors = [own] + [author(dice, other, initials, job["name"]) for other in others]
    dice.shuffle(authors)
    skills = [skill["name"] for skill in person["skills"]]
    words = dice.sample(skills, 2) + [dice.ranked(world.topics) for _ in range(2)] + dice.sample(WORDS, 3)
    venue = dice.choice(person["publications"])["publisher"] if dice.random() < 0.5 else dice.ranked(world.venues)
    return work(dice, number, authors, words, venue, year)


def main(people, count, out, seed):
    dice = Dice(seed)
    with open(people, encoding="utf-8") as file:
        people = [json.loads(line) for line in file]
    world = World(dice, count)
    new = [[world.name() for _ in range(3)] for _ in people]
    with open(out, "w", encoding="utf-8") as file, open(out + ".gold.tsv", "w", encoding="utf-8") as gold:
        for number in range(count):
            if dice.random() < 1 / 12:
                at = dice.randrange(len(people))
                found = of_person(dice, world, number, people[at], new[at])
                gold.write(f"{found['DOI']}\t{people[at]['id']}\n")
            else:
                found = of_group(dice, world, number)
            file.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 42)
