"""Debates to measure with: made from word lists of our own by a fixed seed, so that every run has the very same.

What matters for time is as in real threads: how long posts are (log-normal, median 45 words), how replies nest (most
answer a recent post, some an old one), that every fifth reply quotes a sentence of what it answers, how often
sentences argue, and that debates share some of their phrases, the common ones with many, most with few.
"""

from __future__ import annotations

import html
import json
import random
from collections.abc import Sequence
from pathlib import Path

__all__ = ["config", "sizes", "thread", "write_site"]

_ROOT = Path(__file__).parents[1]

TOPICS = {
    "traffic": "tram line, bus lane, night bus, parking space, bike path, speed limit, toll ring, rush hour, car ban",
    "energy": "wind farm, power grid, heat pump, gas boiler, carbon price, peak load, solar roof, storage dam",
    "schools": "class size, school lunch, exam grade, homework load, teacher pay, entry test, summer break",
    "software": "memory safety, code review, test suite, package manager, build time, release cycle, bug report",
    "work": "remote office, pay gap, work week, open plan, notice period, shift plan, pension fund, sick leave",
    "housing": "rent cap, building permit, zoning rule, housing stock, empty flat, mortgage rate, land tax",
    "food": "sugar tax, school kitchen, farm subsidy, food label, meat price, water use, seed law, corner shop",
    "privacy": "data broker, face recognition, health record, ad network, login wall, consent banner, search warrant",
    "health": "waiting list, family doctor, drug price, health budget, screening test, care home, night shift",
    "culture": "public library, ticket price, opening hours, concert hall, museum pass, street music",
}


def _list(words: str, *, between: str | None = None) -> list[str]:
    return words.split(between)


PLACES = _list(
    "Ardon Belmar Corvin Dunholm Estrel Farrow Gildan Harnow Istrel Jorvik Keldan Lorne Marvik Norden Ostrel"
)
WHO = _list(
    "tenants commuters teachers nurses drivers parents students shopkeepers neighbours engineers farmers visitors"
)
DOES = _list("pay lose save need avoid ignore defend expect measure replace support refuse")
HOW = _list("far too much|hardly anything|more than we admit|less than last year|every single month", between="|")
CLAIMS = (
    "I think the {a} should come before the {b}.",
    "The {a} is a mistake, because {who} {does} {how}.",
    "You cannot fix the {a} without touching the {b}.",
    "In {place} the {a} was tried, and it worked.",
    "Nobody who has seen the {a} in {place} would say that.",
    "The {a} must go.",
    "We need the {a} more than we need another {b}.",
    "It would be wrong to cut the {a} now.",
)
REASONS = (
    "That is because {who} {does} {how} for the {b}.",
    "For example, {place} spent {n} million on the {a} in two years.",
    "Since the {b} came, {who} {does} {how}.",
    "A study in {place} found that {n} percent of {who} changed nothing.",
    "My sister works there, and she sees what the {a} does to {who}.",
    "If the {a} costs {n} a month, most {who} will stay away.",
)
ANSWERS = (
    "I disagree: the {a} has nothing to do with it.",
    "No, that is not what happened in {place}.",
    "Exactly, and the {b} shows the same.",
    "But who pays for the {a} in the end?",
    "That is true for {place}, but not for {who} elsewhere.",
    "I agree with this, although the {b} is harder than you say.",
    "So the {a} is fine as long as it is not near you?",
)
FILLERS = (
    "We moved here in {n}, and the {b} was already an issue.",
    "There is a meeting about the {a} next week.",
    "Thanks for the link about the {b}.",
    "I have read the whole plan, and half of it is about the {a}.",
    "It took {n} days until anyone from {place} answered.",
)
NAMES = [first + last for first in ("ad", "bel", "cor", "dan", "el", "fin", "gor") for last in ("a", "en", "is", "mar")]
BEGUN = 1_700_000_000


def thread(number: int, *, posts: int) -> tuple[str, str]:
    """A debate in the format of Hacker News' item interface.

    Args:
        number: which one; the same number gives the same debate.
        posts: how many comments it has.

    Returns:
        Its title, and its text as JSON.
    """
    rng = random.Random(f"debate {number}")
    topic = sorted(TOPICS)[number % len(TOPICS)]
    terms = _terms(rng, topic)
    people = [f"{rng.choice(NAMES)}{rng.randrange(posts // 2 + 10)}" for _ in range(max(3, posts // 3))]
    place = rng.choice(PLACES)
    title = f"Should {place} give up the {terms[0]} for the {terms[1]}? ({number})"
    base = 1_000_000 * (number + 1)
    items = [{"id": base, "type": "story", "by": people[0], "time": BEGUN + number * 3600, "title": title}]
    said: list[list[str]] = [[]]
    for at in range(1, posts + 1):
        answered = _answered(rng, at)
        sentences = _post(rng, terms, reply=answered > 0)
        paragraphs = [" ".join(sentences[begin : begin + 4]) for begin in range(0, len(sentences), 4)]
        if answered and rng.random() < 0.2:
            paragraphs.insert(0, "> " + rng.choice(said[answered]))
        said.append(sentences)
        text = "<p>".join(html.escape(one, quote=False) for one in paragraphs)
        time = BEGUN + number * 3600 + at * 60
        parent = base + answered
        items.append(
            {"id": base + at, "type": "comment", "by": rng.choice(people), "time": time, "parent": parent, "text": text}
        )
    return title, json.dumps(items)


def config(**settings: int | str) -> str:
    """A mkdocs.yml: that which new sites begin with, searched by the theme, and with these settings of digest's."""
    text = (_ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return text.replace("digest: {}", f"digest: {json.dumps({'search': 'material', **settings})}")


def write_site(folder: Path, *, sizes: Sequence[int]) -> None:
    """A whole site: one debate for each size (in posts), and a mkdocs.yml."""
    (folder / "content").mkdir(parents=True)
    (folder / "generated").mkdir()
    (folder / "mkdocs.yml").write_text(config(), encoding="utf-8")
    for number, posts in enumerate(sizes):
        _, text = thread(number, posts=posts)
        (folder / "content" / f"debate-{number:05}.json").write_text(text, encoding="utf-8")


def sizes(count: int, *, seed: int = 1) -> list[int]:
    """How many posts so many debates have: most a few dozen, some hundreds."""
    rng = random.Random(seed)
    return [max(4, min(800, round(rng.lognormvariate(3.3, 0.8)))) for _ in range(count)]


def _terms(rng: random.Random, topic: str) -> list[str]:
    """What a debate turns on: terms of its topic, some of another, and some that few others have."""
    own = TOPICS[topic].split(", ")
    other = TOPICS[rng.choice(sorted(TOPICS))].split(", ")
    rare = [f"{rng.choice(PLACES)} {rng.choice(own).split()[-1]}" for _ in range(4)]
    return [*rng.sample(own, 5), *rng.sample(other, 2), *rare]


def _answered(rng: random.Random, at: int) -> int:
    """Which earlier post is answered, 0 for the story: mostly one of the last few."""
    if at == 1 or rng.random() < 0.2:
        return 0
    return max(1, at - min(at - 1, 1 + int(rng.expovariate(0.25))))


def _post(rng: random.Random, terms: list[str], *, reply: bool) -> list[str]:
    words = rng.lognormvariate(3.8, 0.8)
    made = [_sentence(rng, ANSWERS if reply else CLAIMS, terms)]
    while sum(len(one.split()) for one in made) < words:
        kind = rng.choices((CLAIMS, REASONS, FILLERS), weights=(3, 4, 3))[0]
        made.append(_sentence(rng, kind, terms))
    return made


def _sentence(rng: random.Random, forms: Sequence[str], terms: list[str]) -> str:
    first = min(int(rng.expovariate(0.4)), len(terms) - 1)  # a few terms are on everybody's lips
    return rng.choice(forms).format(
        a=terms[first],
        b=rng.choice(terms),
        who=rng.choice(WHO),
        does=rng.choice(DOES),
        how=rng.choice(HOW),
        place=rng.choice(PLACES),
        n=rng.randrange(2, 99),
    )
