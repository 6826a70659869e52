"""Chats of the common programs and exporters, in all their locales, give the same six messages."""

import pytest

from digest.sources import read_text

SAID = [
    ("Ann", "I think the bridge should be closed to cars."),
    ("Ben", "No, the shops would lose: their customers."),
    ("Cleo", "Has anybody counted how many of them come by car?"),
    ("Ben", "The council did last year, and it was one in ten."),
    ("Ann", "Then closing it is right."),
    ("Cleo", "One in ten is a lot for a small shop."),
]
DAYS = (13, 13, 14, 14, 15, 28)
DATES = [f"2026-03-{day}T20:{20 + at}" for at, day in enumerate(DAYS)]

DATED = [
    "{d}/03/2026, 20:{M} - {n}: {w}",
    "{d}.03.26, 20:{M} - {n}: {w}",
    "3/{d}/26, 8:{M}\u202fPM - {n}: {w}",
    "3/{d}/26, 8:{M}:05 PM: {n}: {w}",
    "{d}/3/26, 8:{M} p.\u00a0m. - {n}: {w}",
    "{d}-03-2026 20:{M} - {n}: {w}",
    "{d}/03/26 20.{M} - {n}: {w}",
    "{d}.3.2026 klo 20.{M} - {n}: {w}",
    "{d}/03/2026 à 20:{M} - {n}: {w}",
    "{d}/03/2026, 8:{M} μ.μ. - {n}: {w}",
    "{d}/3/2026، 8:{M} م - {n}: {w}",
    "{d}/3/2569 20:{M} - {n}: {w}",
    "2026-03-{d}, 8:{M} p.m. - {n}: {w}",
    "2026/3/{d} 20:{M} - {n}: {w}",
    "2026/3/{d} 下午8:{M} - {n}: {w}",
    "2026/3/{d} 晚上8:{M} - {n}: {w}",
    "2026年3月{d}日 20:{M} - {n}: {w}",
    "2026. 3. {d}. 오후 8:{M}, {n} : {w}",
    "2026. 03. {d}. 20:{M} - {n}: {w}",
    "{d} de mar. de 2026 8:{M} p. m. - {n}: {w}",
    "[{d}.03.26, 20:{M}:05] {n}: {w}",
    "[2026/3/{d} 20:{M}:05] {n}: {w}",
    "[26/3/{d} 20:{M}:05] {n}: {w}",
    "\u200e[{d}/03/26, 8:{M}:05\u202fPM] {n}: \u200e{w}",
    "[2026-03-{d}T20:{M}:05Z] <{n}> {w}",
    "2026-03-{d}T20:{M}:05+0000  <@{n}> {w}",
    "2026-03-{d} 20:{M}:05\t@{n}\t{w}",
    "[{d}.03.2026 20:{M}:05 | Edited 20:59:00] {n}: {w}",
    "{n}, [{d}.03.2026 20:{M}]\n{w}\n",
    "{n}, [{d} Mar 2026 at 8:{M}:05 PM]:\n{w}\n",
    "{n} — 03/{d}/2026 8:{M} PM\n{w}",
    "{n}\n — \n{d}/03/2026 20:{M}\n{w}",
    "[{d}/03/2026 20:{M}] {n}\n{w}\n",
    "{n}  {d}/03/2026 20:{M}\n{w}\n",
    "{n}\n{d}/03/2026 20:{M}\n{w}\n",
    "{n} 2026-03-{d} 20:{M}:05\n{w}\n",
    "2026-03-{d} 20:{M}:05 {n}\n{w}\n",
    "From: {n} (+49 171 2345678)\nType: incoming\nSent: Fri, {d} Mar 2026 20:{M}:00 +0000\n\n{w}\n",
]
CLOCKS = [
    "20:{M} <{n}> {w}",
    "20:{M}:05< {n}> {w}",
    "[20:{M}] <@{n}> {w}",
    "[Tue 11:{M}:05] <{n}>\t{w}",
    "20:{M}:05 [{n}] {w}",
    "(20:{M}:05) {n}: {w}",
    "8:{M}pm {n}: {w}",
    "[8:{M} PM]{n}: {w}",
    "Mar 13 20:{M}:05 <{n}>\t{w}",
    "20:{M}\t{n}\t{w}",
    "[{n}] [오후 8:{M}] {w}",
    "20:{M}:05 From {n} to Everyone: {w}",
    "20:{M}:05 From  {n}  to  Everyone:\n\t{w}",
    "20:{M}:05\t From {n} : {w}",
    "00:{M}:05\t{n}:\t{w}",
    "20:{M}:05 Von {n} an alle: {w}",
    "00:{M}:05 De {n} à Tout le monde : {w}",
    "{n} (00:{M}:05): {w}",
    "{n} [20:{M}]: {w}",
    "{n} — Yesterday at 8:{M} PM\n{w}",
    "{n}  8:{M} PM\n{w}",
    "{n}\n  8:{M} PM\n{w}\n",
    "[20:{M}] {n}\n{w}\n",
    "{n}, Fri 8:{M} PM\n{w}\n",
    "{n} (00:{M}:05):\n{w}\n",
    "<{n}> {w}",
    "{n}: {w}",
    "**{n}:** {w}",
    "{n}：{w}",
    "{n}:\n{w}\n",
]


def read(form, said=SAID):
    rows = (form.format(d=day, M=20 + at, n=n, w=w) for at, (day, (n, w)) in enumerate(zip(DAYS, said, strict=True)))
    return read_text("\n".join(rows).encode(), path="bridge.txt")


@pytest.mark.parametrize("form", DATED)
def test_each_message_is_read_by_whom_it_is_and_when(form):
    document = read(form)
    assert [(post.author, post.text) for post in document.posts] == SAID
    assert [post.date.isoformat()[:16] for post in document.posts] == DATES
    assert (document.reader, document.title, document.left_out) == ("chat", "bridge", ())


@pytest.mark.parametrize("form", CLOCKS)
def test_a_clock_alone_is_no_date_and_that_is_told(form):
    document = read(form)
    assert [(post.author, post.text, post.date) for post in document.posts] == [(*one, None) for one in SAID]
    assert [(one.what, one.count) for one in document.left_out] == ([("times of day", 6)] if "{M}" in form else [])


@pytest.mark.parametrize(
    "name",
    [
        "+49 171 3920001",
        "~ Ann",
        "Ann 🌸",
        "Ann & Ben / Friends",
        "अंजलि",
        "安",
        "Ann Maria van der Berg the Third",
        "1st",
    ],
)
@pytest.mark.parametrize("form", ["{d}/03/2026, 20:{M} - {n}: {w}", "[{d}.03.26, 20:{M}:05] {n}: {w}"])
def test_a_timed_line_with_a_colon_is_speech_whoever_says_it(name, form):
    said = [(name, words) if at in (0, 3) else (author, words) for at, (author, words) in enumerate(SAID)]
    assert [(post.author, post.text) for post in read(form, said).posts] == said


def test_direction_marks_are_in_no_name_and_in_no_words():
    said = [(f"\u202a{name}\u202c", f"\u200e{words}") for name, words in SAID]
    assert [
        (post.author, post.text) for post in read("\u200e[{d}/03/26, 20:{M}:05] \u200e{n}: {w}", said).posts
    ] == SAID


def test_where_day_and_month_could_be_either_there_are_no_dates_and_it_is_told():
    rows = [f"0{3 + n}/04/2026, 20:20 - {name}: Words." for n, name in enumerate(("Ann", "Ben", "Ann"))]
    document = read_text("\n".join(rows[:1] * 3).encode(), path="x.txt")
    assert {post.date for post in document.posts} == {None}
    assert [(one.what, one.count) for one in document.left_out] == [("dates", 3)]
    assert read_text("\n".join([*rows, rows[2].replace("/04/", "/05/")]).encode(), path="x.txt").posts[0].date is None
