"""Corrections in any combination leave a digest in which everything that is named exists and every offset is right."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.curation import Curation, loads, snippets
from digest.curation.items import Hide, Item, Redact
from digest.model import Document
from digest.recipe import Curated, curate
from digest.sources import read_text
from tests import sound
from tests.effort import amount

TALK = b"""Should the pool stay open in winter?
I think that the pool should stay open in winter, because old people have nowhere else to swim.
I disagree. Heating it costs more than the town spends on its library, and hardly anybody comes in January.
> hardly anybody comes in January
That's not true. The swimming club trains there every morning, so the lanes are full before eight.
You could heat only the small pool. It would cost a third, and the club could use the school's pool.
> It would cost a third
Where does that number come from? The pumps are the same for both pools.
The town's own report says so. Read it before you ask.
@rolf: the report is from 2011. Energy costs twice as much now, so the saving would be larger.
Exactly. And nobody has asked the old people whether the small pool is enough for them.
"""


@cache
def talk() -> Document:
    return read_text(TALK, path="content/pool.txt")


@cache
def choices() -> tuple[Item, ...]:
    """All that can be corrected in the debate, as `digest curate` lists it, and words to black out."""
    text = snippets(talk(), digest=curate(talk()).digest, most=100)
    lines = "\n".join(line[2:] if line.startswith("# ") else line.removeprefix("#") for line in text.split("\n")[4:])
    words = ("January", "the small pool", "It would cost a third", "you", "old people have nowhere else to swim")
    return (*loads(lines, path="x.yml").items, *(Redact(1, one) for one in words))


@settings(max_examples=amount(12, thorough=100), deadline=None)
@given(st.data())
def test_whatever_is_corrected_the_digest_is_whole(data: st.DataObject) -> None:
    items = tuple(data.draw(st.lists(st.sampled_from(choices()), max_size=8, unique=True)))
    done: Curated = curate(talk(), curation=Curation("x.yml", items=items))
    sound.check(done.digest)
    assert set(done.digest.stances) == {post.id for post in done.digest.document.posts}
    assert len({one.line for one in done.findings}) <= len({item.line for item in items})
    hidden = [item.post for item in items if isinstance(item, Hide)]
    shown = str(done.digest)
    assert not [words for words in hidden if len(words.split()) >= 6 and words in shown]
    again = curate(talk(), curation=Curation("x.yml", items=items))
    assert again == done
