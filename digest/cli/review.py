"""`digest review`."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from digest.cli.output import config_option, report_faults, site_settings
from digest.errors import CurationError, DigestError, Fault, did_you_mean
from digest.model import Side, Stance
from digest.text.counting import counted
from digest.text.normal import printable

if TYPE_CHECKING:
    from digest.curation.items import Item
    from digest.review.ledger import Ledger, Look

_NONE = "There are no proposals for this debate. `digest propose` asks a language model for some."
_POST = 600
"""Characters of a post that are shown with a proposal."""
_KEYS = "y accept, n reject, e edit, s skip, a accept all of this kind, u undo, q quit, ? help"


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--list", "listing", is_flag=True, help="Print the proposals and decide nothing.")
@click.option("--accept", multiple=True, metavar="KIND|ID", help="Accept all proposals of a kind, or one by its id.")
@click.option("--reject", multiple=True, metavar="KIND|ID", help="Reject all proposals of a kind, or one by its id.")
@config_option
def review(file: Path, listing: bool, accept: tuple[str, ...], reject: tuple[str, ...], config: Path) -> None:
    """Accept or reject, one by one, what a language model proposes for a debate.

    What you accept goes to the debate's file of corrections. What you reject is not proposed again.

    \b
    Examples:
      digest review content/nuclear-power.md
      digest review content/nuclear-power.md --list
      digest review content/nuclear-power.md --accept sides --reject summary
    """
    from digest.analysis.similarity import named
    from digest.review.ledger import Changed, Ledger, NotFollowed

    settings = site_settings(config)
    try:
        ledger = Ledger(file, Path(), settings.language, named(settings.similarity))
        talk = _Talk(ledger)
        look = ledger.look()
        if listing:
            talk.list(look)
        elif accept or reject:
            talk.decide(look, accept, reject)
        else:
            talk.go()
    except DigestError as error:
        raise SystemExit(report_faults(error)) from None
    except NotFollowed as wrong:
        raise SystemExit(report_faults(CurationError(Fault(str(wrong), path=str(file))))) from None
    except Changed:
        what = Fault("its files were changed in the meantime", path=str(file), hint="call this again")
        raise SystemExit(report_faults(CurationError(what))) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


@dataclass(slots=True)
class _Talk:
    """A review in the terminal. It uses plain lines, so that it works in a pipe and with a screen reader."""

    ledger: Ledger
    skipped: set[str] = field(default_factory=set)
    accepted: int = 0
    rejected: int = 0
    history: list[tuple[str, int]] = field(default_factory=list)

    def list(self, look: Look) -> None:
        """All proposals with their ids."""
        from digest.review.showing import shown

        for one in shown(look.digest, look.proposals.items()):
            stale = f"  [stale: {look.stale[one['id']]}]" if one["id"] in look.stale else ""
            _say(f"{one['id']}  {one['kind']}: {one['title']}{stale}")
            for line in _changes(one):
                _say(f"  {line}")
        if not look.proposals:
            _say(_NONE)

    def decide(self, look: Look, accept: tuple[str, ...], reject: tuple[str, ...]) -> None:
        """Follow the options. All names are checked before anything is written."""
        wanted = [
            (self.ledger.accept, _named(look, accept, "--accept")),
            (self.ledger.reject, _named(look, reject, "--reject")),
        ]
        if both := set(wanted[0][1]) & set(wanted[1][1]):
            raise click.UsageError(f"{min(both)} is both accepted and rejected")
        for do, names in wanted:
            if names:
                count = do(names, version=self.ledger.look().version)
                _say(f"{counted(count, 'proposal')} {'accepted' if do == self.ledger.accept else 'rejected'}")
        stale = [one for one in wanted[0][1] if one in look.stale]
        for one in stale:
            _say(f"{one} is stale and was not accepted: {look.stale[one]}", err=True)
        if stale:
            raise SystemExit(1)

    def go(self) -> None:
        """Ask about one proposal after the other, until there are no more or the user quits."""
        if not self.ledger.look().proposals:
            _say(_NONE)
            return
        _say(_KEYS)
        while (name := self._next()) is not None:
            if not self._asked(name):
                break
        left = len(self.ledger.look().proposals)
        _say(f"{self.accepted} accepted, {self.rejected} rejected, {left} left")

    def _next(self) -> str | None:
        return next((one for one in self.ledger.look().proposals if one not in self.skipped), None)

    def _asked(self, name: str) -> bool:
        """Show a proposal and follow one answer. False if the user quits."""
        from digest.review.ledger import Changed, NotFollowed
        from digest.review.showing import shown

        look = self.ledger.look()
        one = shown(look.digest, [(name, look.proposals[name])])[0]
        _say(f"\n{one['group']}: {one['title']}")
        about = one["about"] or {}
        if about.get("kind") == "post":
            text = next(post.text for post in look.digest.document.posts if post.id == about["id"])
            for line in (text if len(text) <= _POST else f"{text[:_POST].rsplit(None, 1)[0]} …").splitlines():
                _say(f"  | {line}")
        for line in _changes(one):
            _say(f"  {line}")
        if name in look.stale:
            _say(f"  stale: {look.stale[name]}")
        answer = _line("y/n/e/s/a/u/q: ")
        if answer is None or answer[:1].lower() == "q":
            return False
        try:
            self._follow(answer[:1].lower(), name, look)
        except NotFollowed as wrong:
            _say(f"  {wrong}")
        except CurationError as error:
            _say(f"  {error}")
        except Changed:
            _say("  The files were changed in the meantime, nothing was written. Here is what is proposed now.")
        return True

    def _follow(self, answer: str, name: str, look: Look) -> None:
        from digest.curation.writing import section_of

        if answer == "y":
            self._count("accepted", self.ledger.accept([name], version=look.version))
        elif answer == "n":
            self._count("rejected", self.ledger.reject([name], version=look.version))
        elif answer == "a":
            kind = section_of(look.proposals[name][0])
            self._count("accepted", self.ledger.accept(_of(look, kind), version=look.version))
        elif answer == "s":
            self.skipped.add(name)
        elif answer == "u":
            _say(f"  undone: {self.ledger.undo(version=look.version)}")
            what, count = self.history.pop()
            setattr(self, what, getattr(self, what) - count)
        elif answer == "e":
            self._edit(name, look)
        else:
            _say(f"  {_KEYS}")

    def _count(self, what: str, count: int) -> None:
        setattr(self, what, getattr(self, what) + count)
        self.history.append((what, count))
        _say(f"  {counted(count, 'proposal')} {what}")

    def _edit(self, name: str, look: Look) -> None:
        """Ask for each item of a proposal in the words of a file of corrections."""
        _say("  Type each item as in a file of corrections; for a side or a stance, the word is enough.")
        _say("  An empty line keeps an item, - leaves it out.")
        said: list[Item] = []
        for item in look.proposals[name]:
            _say(f"  {_written(item)}")
            typed = _line("  > ")
            if typed is None:
                _say("  The input ended, so nothing was written.")
                return
            if typed == "-":
                continue
            said += [_read(item, typed)] if typed else [item]
        if not said:
            _say("  Nothing is left, so nothing was written. Answer n to reject the proposal.")
            return
        self.ledger.say(said, version=look.version, instead_of=name)
        self._count("accepted", 1)


def _changes(one: dict[str, Any]) -> list[str]:
    """The current and the proposed value, one line each."""
    lines = []
    for row in one["changes"]:
        what = f"{row['what']}: " if row["what"] else ""
        if row["old"] == row["new"]:
            lines.append(f"{what}{row['new']} (as it is now)")
            continue
        lines += [f"now:      {what}{row['old']}"] if row["old"] else []
        lines.append(f"proposed: {what}{row['new'] or 'nothing'}")
    return lines


def _named(look: Look, names: tuple[str, ...], option: str) -> list[str]:
    """The ids of the proposals that kinds and ids mean."""
    from digest.curation.writing import section_of

    kinds = {section_of(items[0]) for items in look.proposals.values()}
    found: list[str] = []
    for name in names:
        mine = [name] if name in look.proposals else _of(look, name)
        if not mine:
            known = sorted({*kinds, *look.proposals})
            hint = did_you_mean(name, known) or ("see --list" if known else "there are no proposals")
            raise click.BadParameter(f"no proposal has the kind or id {name!r}, {hint}", param_hint=option)
        found += mine
    return list(dict.fromkeys(found))


def _of(look: Look, kind: str) -> list[str]:
    from digest.curation.writing import section_of

    return [name for name, items in look.proposals.items() if section_of(items[0]) == kind]


def _written(item: Item) -> str:
    from digest.curation.items import SetProposition
    from digest.curation.writing import in_one_line

    return item.proposition if isinstance(item, SetProposition) else in_one_line(item)


def _read(item: Item, typed: str) -> Item:
    """The item that was typed.

    Raises:
        CurationError: it is none of its kind.
    """
    from dataclasses import replace
    from typing import get_args

    from digest.curation.items import SetProposition, SetSide, SetStance
    from digest.curation.load import loads
    from digest.curation.names import quoted
    from digest.curation.writing import section_of

    if isinstance(item, SetSide) and typed in get_args(Side):
        return replace(item, side=cast("Side", typed))
    if isinstance(item, SetStance) and typed in get_args(Stance):
        return replace(item, stance=cast("Stance", typed))
    section = section_of(item)
    text = f"proposition: {quoted(typed)}" if isinstance(item, SetProposition) else f"{section}: [{typed}]"
    found = loads(text, path="your line").items
    if len(found) != 1:
        raise CurationError(Fault("holds no correction, or several", path="your line"))
    return replace(found[0], line=0)


def _say(line: str, *, err: bool = False) -> None:
    """Print a line without control characters: text of a post must not steer the terminal."""
    click.echo(printable(line), err=err)


def _line(prompt: str) -> str | None:
    """A line of input; None at its end."""
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        click.echo("")
    return line.strip() if line else None
