"""Ordinary words that can also be names: `hope`, `mark`, `title`."""

from __future__ import annotations

__all__ = ["is_function", "is_ordinary", "is_thing"]

_SHORTEST = 3
_OF_SENTENCES = """\
a about above after again against all almost also always am an and another any anybody anyone anything are as at
away back be because been before being below best better between both but by can cannot could did do does doing
done down each either else enough even ever every everybody everyone everything few first for from further get
good great had has have having he hello her here hers him his how i if in into is it its itself just last less let
like little long look made make many may maybe me might mine more most much must my never new next no nobody none
nor not nothing now of off often old on once one only or other others ought our out over own perhaps please quite
rather real right same say see shall she should since so some somebody someone something still such than thank
thanks that the their them then there these they thing things think this those though through thus to together too
true under until up upon us use very was way we well were what when where whether which while who whole whom whose
why will with within without work world would wrong yes yet you your yours
"""
"""Function words."""
_OF_TEXTS = """\
anon anonymous account admin administrator author bot chair coward deleted editor everybody guest host member mod
moderator mr mrs ms dr moderators op operator participant person people poster reader readers removed staff
student support system teacher team unknown user users visitor webmaster writer
address answer argument article blog channel chat claim code comment comments content date debate discussion email
english example file forum group heading hidden home image imported index issue item key keys language level line
link list mail message missing name names news number page points post posts question quote re reason reply report
section site slug source sources subject summary tag tags text thread threads time title topic url via web word
words january february march april june july august september october november december monday tuesday wednesday
thursday friday saturday sunday today tomorrow yesterday day days week month year years summer autumn spring winter
"""
"""Words for people in discussions, for discussions and their files, and for dates."""
_OF_THINGS = """\
ace amber angel archer art ash baker banks barber basil bay bean bear bell berry bill bird bishop black blue bond
booker bowman brooks brown buck bud burns bush butler cash chance chase cherry church clay cliff cloud cole coral
cook cooper crane cross crystal daisy dale dash dawn day dean dear dell destiny diamond dick dove drew duke earl
east eden elder fair faith farmer fern field fields finch fisher fisk flint flower ford forest foster fox frank
free freeman garden gardener gates gene ghost glen gold golden grace grant graves gray green grey guy hall harmony
harp hardy hart haven hawk hazel heart heath heather hill hills holly homer honey hood hope house hunt hunter iris
ivy jack jade jasmine jay jewel job joy judge justice karma kay keen king kings knight lake lamb lance land lane
lark laurel law leaf lee liberty light lily lion little london long love low lucky major maple marsh marshal mark
marks martin mason max may mayor melody mercy mike miles mill mills miller milton misty moon moore moss myrtle
nick night noble north nova oak ocean olive opal page pages palmer park parker parks pat patience peace pearl penny
pepper perry pierce pike pine piper pitt poe pond poole pope porter potter power powers prince price priest proud
queen rain ranger raven ray red reed reef reeves rich ridge river rivers rob robin rock rocky rod root rose rosemary
ruby rush rust sage sailor sandy scout shade shark sharp shepherd short silver singer sky small smart smith snow
sparrow speed sterling stone storm strange street strong sue sun sunny swan swift talent tanner taylor temple terra
thorn tiger tucker turner violet vale wade walker wall ward waters weaver webb wells west wheeler white wild will
willow wise wolf wood woods wright young zen
coder dev developer engineer hacker maker programmer science data linux windows python java ruby go rust docker
apple amazon google microsoft android
"""
"""Names that are also ordinary words, or the names of programs and companies."""
_THINGS = frozenset(_OF_THINGS.split())
_FUNCTION = frozenset(_OF_SENTENCES.split())
_WORDS = _THINGS | _FUNCTION.union(_OF_TEXTS.split(), ("anonymized", "begins", "point"))


def is_ordinary(word: str) -> bool:
    """Whether a folded word is so common that it counts as a name only with a mark, as in `@hope`.

    That includes numbers and words of fewer than three letters, such as `2024`, `ai` and `js`.

    Example:
        >>> [is_ordinary(word) for word in ("hope", "js", "2024", "quillona")]
        [True, True, True, False]
    """
    return len(word) < _SHORTEST or word.isdecimal() or word in _WORDS


def is_thing(word: str) -> bool:
    """Whether a folded word is a name that is also an ordinary word.

    Example:
        >>> [is_thing(word) for word in ("stone", "the", "quillona")]
        [True, False, False]
    """
    return word in _THINGS


def is_function(word: str) -> bool:
    """Whether a folded word says nothing about what a sentence is about.

    Example:
        >>> [is_function(word) for word in ("the", "would", "s", "kiosk")]
        [True, True, True, False]
    """
    return len(word) < 2 or word in _FUNCTION  # single letters are left over at apostrophes
