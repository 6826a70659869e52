"""Recognises attributions: lines above a quotation that only name its author and date.

The libraries mail-parser-reply and quotequail recognise one and none of the seven forms in one of our tests, and they
cut a message in two at such a line, while people reply between quotations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from digest.sources.clock_words import clock_words, folded

__all__ = ["LONGEST", "attribution", "is_strong", "said_by"]

LONGEST = 4
"""Lines of one attribution, at most."""
_MOST = 400
"""Characters of an attribution."""
_VERB = (
    r"wrote|writes|said|says|spake|quoth|scribbled|typed|stated|explained|(?:has )?posted|sprach|"
    r"schrieb|schreibt|meinte|sagte|tippte|verfasste|(?:a|avez|ai) [ée?]crit|écrivait|écrivit|écrit|escribi[óo]|"
    r"escribe|"
    r"escreveu|escreve|(?:ha|hai|aveva) scritto|scrisse|scrive|schreef|schrijft|skrev|skriver|skrifaði|"
    r"napisa[łl?](?:a|\(a\))?|pisze|napsal(?:a|\(a\))?|napísal(?:a|\(a\))?|píše|kirjoitti|kirjutas|írta|"
    r"yazdı|yazmış|пиш[еу]т?|писал[аи]?|написал(?:а|\(а\))?|написав(?:ла)?|написа|έγραψε|כתבה?|כתב/ה|كتب|"
    r"写道|寫道|写到|のメール|が書きました|さんは書きました|님이 작성|님이 쓴 글|a scris|napisao je|napisala je|"
    r"je napisao|je napisala|je napisal|"
    r"rakstīja|rašė|va escriure|ha escrit|menulis|đã viết|เขียนว่า|idatzi du|a supposé|a exposé"
)
_OPENERS = (
    r"On|At|In|Am|Le|El|Em|Il|Op|Den|Dne|Dnia|W dniu|På|Em|Na|Στις|Την|На|В|У|În|La|V|Vào|Pada|Tanggal|Missatge de|"
    r"Kontakt|Il giorno|In data|Previously|Also|Yesterday|Today|On the|De|Von|From|Från|Fra|Van|في|בתאריך|ב-|ב|"
    r"在|于|於|ใน"
)
_ADDRESS = (
    r"(?:<[^<>\s]{1,80}(?:@| at )[^<>\s]{1,200}>|[(\[]\s?(?:mailto:)?[^()\[\]\s]{1,80}(?:@|"
    r" at )[^()\[\]\s]{1,80}\s?[)\]]|"
    r"<[^<>\s@]{1,60}@\.\.\.>|<[^<>\s]{1,60} <at> [^<>\s]{1,60}>|"
    r"(?<!\S)[\w.+=-]{1,60} at [\w-]{1,60}\.[\w.-]{1,80}|(?<!\S)[\w.+=-]{1,60}@[\w.-]{1,80})"
)
_DAY = r"(?:\d{4}[-./年년]\s?\d{1,2}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\d{1,2}[:h時时시]\s?\d\d)"
_NUMBER_AND_WORD = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th|\.)?,?\s(?:de\s)?([^\W\d]{2,12})")
_WORD_AND_NUMBER = re.compile(r"([^\W\d]{2,12})\.?\s\d{1,2}(?!\d)")
_END = r"\s?[:：﹕]?[-*_.…\u200e\u200f\u202a-\u202e\u2066-\u2069\s]*"
_COLON = r"\s?(?:[:：﹕]|\.{3}|…)[-*_\u200e\u200f\u202a-\u202e\u2066-\u2069\s]*"
_AFTER_COLON = "-*_ \u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_VERB_RE = re.compile(
    rf"(?:(?<![^\W\d_])(?:{_VERB})(?![^\W\d_])|写道|寫道|のメール|님이 작성|が書きました)", re.IGNORECASE
)
_DAY_RE = re.compile(_DAY)
_ADDRESS_RE = re.compile(_ADDRESS)
_OPENED = re.compile(rf"\W*(?:{_OPENERS})(?![^\W\d_])", re.IGNORECASE)
_DATE_FIRST = re.compile(r"[^\w\"'<]*(?:[^\W\d]{1,14}[.,]*\s*){0,2}\d")
"""It begins with a date, before which the day of the week may stand."""
_CITING = re.compile(
    rf"\W{{0,3}}(?:Quoting|Zitat von|Zitiere|Citando(?: a)?|Citát|Citerar|Citat fra|Citeren|En citant|Cytowanie|"
    rf"Cytat|"
    rf"Цитирую|Excerpts from|Quoth|Thus spake|Thus spoke|Also sprach|Once upon a time|"
    rf"Begin quote from)[\s,].{{1,200}}{_END}",
    re.IGNORECASE,
)
"""`Quoting Ann (2026-03-02 10:00:00)`, which ends without a colon."""
_ARTICLE = re.compile(
    rf"\W{{0,3}}(?:In|From) (?:article|message|news|post|mail)?\s?:?\s?<[^<>\s]+>.{{0,200}}{_END}|"
    rf"\W{{0,3}}In [\w.-]+@[\w.-]+, .{{1,120}}{_END}|"
    rf"\W{{0,3}}(?:Previously,? )?(?:on|in) [a-z]+(?:\.[\w+-]+)+,? .{{1,120}}{_COLON}|"
    rf"\W{{0,3}}(?:In|From) (?:article|message) \S+@\S+.{{0,200}}{_COLON}",
    re.IGNORECASE,
)
"""How news programs do it: `In article <id>, Ann Moss wrote:`."""
_IN_MESSAGE = re.compile(
    r"\b(?:in message|in article|in news|im newsbeitrag|in de bericht|en el mensaje|na mensagem|nel messaggio|"
    r"dans le message"
    r"|news:)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?P<who>.{{1,160}}?)\s?(?:{_VERB})(?P<rest>(?:[\s,].{{0,120}})?){_COLON}", re.IGNORECASE)
_BARE = re.compile(r"((?:[A-Z][\w.'-]* ){1,4})(?:wrote|writes|said)")
_WHEN = re.compile(r"(?:on|at|in|am|le|el|il)\b", re.IGNORECASE)
_SUPERCITE = re.compile(r"\W{0,3}\"[^\"]{1,60}\" == .{1,200}")
_OLD_GMAIL = re.compile(rf"\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}} .{{1,120}}{_ADDRESS}{_END}")
"""`2012/3/2 Ann <ann@example.org>`, without a colon."""
_TAGGED = re.compile(
    r"<quote (?:who|name)=\"[^\"]{1,120}\">|\[(?:quote|[^\]]{1,60}(?:wrote|writes))[^\]]{0,80}\]:?", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,}+[.!;]\s+[^\W\d]|[^\d\W]:\s+\S")
"""The end of a sentence within; what stands before it is said. Archives write `?` for letters that they do not know."""
_NAME_WORDS = "van von de del della der den da di du dos la le el bin ibn al af av ter ten via y e und and zu"
_PARTICLES = frozenset(_NAME_WORDS.split())
_ENGLISH_DAY = re.compile(
    r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|wed|sat|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|"
    r"apr(?:il)?|may|"
    r"june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?",
    re.IGNORECASE,
)
_LONGEST_NAME = 5
"""Words; whoever writes more before "wrote:" says something."""
_LONGEST_DATED = 12
"""Words beside a date and an address; in some languages a whole sentence says who wrote."""
_SMALL_WORDS = (
    "on at in am um the of to a an le la à el las a los il alle ore op om den kl em às dne v o u w dniu g r uhr klo "
    "message previously dated date time gmt utc cet cest est edt pst pdt by from and"
)
_FILLERS = frozenset(_SMALL_WORDS.split())


def attribution(above: Sequence[str]) -> int:
    """How many of the lines directly above a quotation are its attribution.

    Args:
        above: the lines between the quotation and the blank line before, at the most four of them, the last one last.

    Example:
        >>> attribution(["I do not know.", "On Mon, 2 Mar 2026,", "Ann Moss wrote:"])
        2
    """
    for count in range(min(LONGEST, len(above)), 0, -1):
        text = _plain(" ".join(above[-count:]))
        if len(text) <= _MOST and (_is_broken(text, above[-count]) if count > 1 else _is_one(text)):
            return count
    return 0


def _plain(text: str) -> str:
    text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text.replace("\xa0", " ").replace("\u202f", " "))
    return " ".join(text.split()).strip("*_ ").removeprefix("--- ").removeprefix("---- ")


def _is_one(text: str) -> bool:
    """Whether a line, or several as one, is an attribution."""
    if _SUPERCITE.fullmatch(text) or _CITING.fullmatch(text) or _ARTICLE.fullmatch(text) or _TAGGED.fullmatch(text):
        return True
    if is_strong(text) or _OLD_GMAIL.fullmatch(text):
        return True
    if _OPENED.match(text) and _VERB_RE.search(text) and _ends(text) and not _is_sentence(text):
        words = [folded(word) for word in re.findall(r"[^\W\d_]+", text)]
        if len(words) <= _LONGEST_NAME + 3 and any(word in clock_words().weekdays for word in words):
            return True
    return _is_named(text) or _is_addressed(text) or _is_listed(text)


def _is_broken(text: str, first: str) -> bool:
    """Whether several lines are one attribution: the first of them must begin it."""
    begins = (
        (_OPENED.match(first) and re.search(r"\d", first))
        or _DATE_FIRST.match(first.strip())
        or _ADDRESS_RE.search(first)
    )
    if not begins and not _CITING.match(f"{first} x") and not _ARTICLE.match(first):
        return False
    return not _is_sentence(text) and _is_one(text)


def is_strong(text: str) -> bool:
    """Whether a line is certainly an attribution, so that the text below it is a quotation even without marks.

    Example:
        >>> is_strong("On Mon, 2 Mar 2026 at 10:00, Ann Moss <ann@example.org> wrote:"), is_strong("Ann wrote:")
        (True, False)
    """
    text = _plain(text)
    if len(text) > _MOST or not _ends(text) or _is_sentence(text):
        return False
    verb, day = _VERB_RE.search(text), _has_day(text)
    if verb and day and _OPENED.match(text):
        return True
    if verb and day:
        return bool(_DATE_FIRST.match(text) or _ADDRESS_RE.search(text) or _words_besides(text) <= _LONGEST_NAME)
    return bool(verb and _ADDRESS_RE.search(text) and _IN_MESSAGE.search(text))


def _has_day(text: str) -> bool:
    """Whether a day or a time of the day is named; a year alone is none."""
    if _DAY_RE.search(text):
        return True
    names = [*_NUMBER_AND_WORD.findall(text), *_WORD_AND_NUMBER.findall(text)]
    return any(map(_is_month, map(folded, names)))


@lru_cache(maxsize=4096)
def _is_month(word: str) -> bool:
    """Whether a word is a month in some language, or four letters or more of one."""
    months = clock_words().months
    return word in months or (len(word) > 3 and any(month.startswith(word) for month in months))


def _is_sentence(text: str) -> bool:
    """Whether a sentence ends within: what stands before that is said."""
    return bool(_SENTENCE.search(_DAY_RE.sub("0", re.sub(r"\([^()]*\)", " ", text))))


def _has_colon(text: str) -> bool:
    return text.rstrip(_AFTER_COLON).endswith((":", "：", "﹕", "...", "…"))


def _ends(text: str) -> bool:
    """Whether it ends as attributions do: with a colon, or with the verb where the colon was lost."""
    if _has_colon(text):
        return True
    last = re.search(r"([^\W\d_]+|写道|寫道)\W*$", text)
    return bool(last and _VERB_RE.fullmatch(last[1]) and _has_day(text))


def _is_named(text: str) -> bool:
    """`Ann Moss wrote:`, also with when or where behind it."""
    if not _has_colon(text):  # which was lost, so nothing but a name may stand there
        bare = _BARE.fullmatch(text)
        return bool(bare and _is_name(bare[1]))
    found = _NAMED.fullmatch(text)
    if found is None or _is_sentence(found["who"]) or re.search(r"[!?]", found["who"]):
        return False
    rest = found["rest"].strip(" ,")
    if rest and not (_has_day(rest) or _ADDRESS_RE.search(rest) or _WHEN.match(rest)):
        return False
    return _is_name(found["who"])


def _is_name(who: str) -> bool:
    """Whether words are a name: an address, a nickname, or capitalised words."""
    who = re.sub(r"\([^()]*\)|\"[^\"]*\"|<[^<>]*>", " ", _ADDRESS_RE.sub(" Ann ", who))
    words = [word for word in re.split(r"[\s,*>\[\]|]+", who) if re.search(r"\w", word)]
    if not all(re.search(r"[^\W\d_]", word) for word in words):
        return False
    if len(words) < 2:
        return True
    return (
        len(words) <= _LONGEST_NAME
        and all(word.lower() in _PARTICLES or not word.islower() for word in words)
        and words[0].lower() not in _FILLERS | {"as", "i", "what", "when", "if", "like"}
    )


def _is_addressed(text: str) -> bool:
    """`Ann Moss <ann@example.org>:`, `* Ann Moss <ann@example.org> [2026-03-02 10:00]:`."""
    found = _ADDRESS_RE.search(text)
    if not found or not _has_colon(text) or _is_sentence(text):
        return False
    if _has_day(text):
        return _words_besides(text) <= _LONGEST_DATED
    before = " ".join(_besides(text[: found.start()]))
    return found.group()[0] in "<[(" and _is_name(before) and _words_besides(text) <= _LONGEST_NAME


def _is_listed(text: str) -> bool:
    """`Ann Moss, Mon 2 Mar 2026:`, `Mar 2, 2026, 10:00 by Ann:`, in whatever language."""
    found = re.search(r"\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d\d\b", text)
    if not _has_colon(text) or not found or _is_sentence(text):
        return False
    besides = [word for word in _besides(text) if word.lower() not in _FILLERS]
    bracketed = re.fullmatch(rf"\W*(?:\S+ ){{1,3}}\[[^\]]*\d[^\]]*\]{_COLON}", text)
    if bracketed:
        return True
    near = found.start() < 25 or len(text) - found.end() < 25
    return (
        near
        and 1 <= len(besides) <= _LONGEST_NAME
        and _is_name(" ".join(besides))
        and (found.start() < 25 or text[:1].isupper())
    )


def _besides(text: str) -> list[str]:
    """The words of a text that are neither of a date nor of an address."""
    text = re.sub(r"\(.*?\)|\[.*?\]", " ", _ADDRESS_RE.sub(" ", text))
    words = re.findall(r"[^\W\d_][^\s,:;<>()\[\]]*", text)
    day = re.compile(
        r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?", re.IGNORECASE
    )
    return [word for word in words if not day.fullmatch(word)]


def _words_besides(text: str) -> int:
    return sum(1 for word in _besides(text) if word.lower() not in _FILLERS and not _VERB_RE.fullmatch(word))


def said_by(above: str, name: str) -> bool:
    """Whether an attribution names whom the mark of a quoted line names: `ben>` below `Ben Okley wrote:`."""
    return name.casefold() in above.casefold()
