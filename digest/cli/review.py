"""`digest review`."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from digest.cli.telling import config_option, site_settings, told
from digest.errors import CurationError, DigestError, Fault, did_you_mean
from digest.text.counting import counted

if TYPE_CHECKING:
    from digest.curation.items import Item
    from digest.review.ledger import Ledger, Look

_KEYS = "y accept, n reject, e edit, s skip, a accept all of this kind, u undo, q quit"


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
        raise SystemExit(told(error)) from None
    except NotFollowed as wrong:
        raise SystemExit(told(CurationError(Fault(str(wrong), path=str(file))))) from None
    except Changed:
        what = Fault("its files were changed in the meantime", path=str(file), hint="call this again")
        raise SystemExit(told(CurationError(what))) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


@dataclass(slots=True)
class _Talk:
    """A review in the terminal: plain lines, so that it works in a pipe and with a screen reader."""

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
            click.echo(f"{one['id']}  {one['kind']}: {one['title']}{stale}")
            for line in _changes(one):
                click.echo(f"  {line}")
        if not look.proposals:
            click.echo("no proposals")

    def decide(self, look: Look, accept: tuple[str, ...], reject: tuple[str, ...]) -> None:
        """What the options say; all of it is known before the first is followed."""
        wanted = [
            (self.ledger.accept, _named(look, accept, "--accept")),
            (self.ledger.reject, _named(look, reject, "--reject")),
        ]
        if both := set(wanted[0][1]) & set(wanted[1][1]):
            raise click.UsageError(f"{min(both)} is both accepted and rejected")
        stale = len([one for one in wanted[0][1] if one in look.stale])
        for do, names in wanted:
            if names:
                count = do(names, version=self.ledger.look().version)
                click.echo(f"{counted(count, 'proposal')} {'accepted' if do == self.ledger.accept else 'rejected'}")
        if stale:
            click.echo(f"{counted(stale, 'stale proposal')} left as they are", err=True)

    def go(self) -> None:
        """One proposal after the other, until there is none or the reader quits."""
        click.echo(_KEYS)
        while (name := self._next()) is not None:
            if not self._asked(name):
                break
        left = len(self.ledger.look().proposals)
        click.echo(f"{self.accepted} accepted, {self.rejected} rejected, {left} left")

    def _next(self) -> str | None:
        return next((one for one in self.ledger.look().proposals if one not in self.skipped), None)

    def _asked(self, name: str) -> bool:
        """Show a proposal and follow one answer; false where the reader quits."""
        from digest.review.ledger import Changed, NotFollowed
        from digest.review.showing import shown

        look = self.ledger.look()
        one = shown(look.digest, [(name, look.proposals[name])])[0]
        click.echo(f"\n{one['group']}: {one['title']}")
        about = one["about"] or {}
        if about.get("kind") == "post":
            text = next(post.text for post in look.digest.document.posts if post.id == about["id"])
            click.echo("".join(f"  | {line}\n" for line in text.splitlines()), nl=False)
        for line in _changes(one):
            click.echo(f"  {line}")
        if name in look.stale:
            click.echo(f"  stale: {look.stale[name]}")
        answer = _line("y/n/e/s/a/u/q: ")
        if answer is None or answer[:1].lower() == "q":
            return False
        try:
            self._follow(answer[:1].lower(), name, look)
        except NotFollowed as wrong:
            click.echo(f"  {wrong}")
        except CurationError as error:
            click.echo(f"  {error}")
        except Changed:
            click.echo("  The files were changed in the meantime, nothing was written. Here is what is proposed now.")
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
            click.echo(f"  undone: {self.ledger.undo(version=look.version)}")
            what, count = self.history.pop()
            setattr(self, what, getattr(self, what) - count)
        elif answer == "e":
            self._edit(name, look)
        else:
            click.echo(f"  {_KEYS}")

    def _count(self, what: str, count: int) -> None:
        setattr(self, what, getattr(self, what) + count)
        self.history.append((what, count))
        click.echo(f"  {counted(count, 'proposal')} {what}")

    def _edit(self, name: str, look: Look) -> None:
        """Ask for each item of a proposal in the words of a file of corrections."""
        click.echo("  Type it as a file of corrections has it. An empty line keeps it, a - leaves it out.")
        said: list[Item] = []
        for item in look.proposals[name]:
            click.echo(f"  {_written(item)}")
            typed = _line("  > ")
            if typed is None or typed == "-":
                continue
            said += [_read(item, typed)] if typed else [item]
        if not said:
            click.echo("  nothing is left, so nothing was written; n rejects it")
            return
        self.ledger.say(said, version=look.version, instead_of=name)
        self._count("accepted", 1)


def _changes(one: dict[str, Any]) -> list[str]:
    """What is said now and what is proposed, a line each."""
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

    from digest.curation.items import SetProposition
    from digest.curation.load import loads
    from digest.curation.names import quoted
    from digest.curation.writing import section_of

    section = section_of(item)
    text = f"proposition: {quoted(typed)}" if isinstance(item, SetProposition) else f"{section}: [{typed}]"
    found = loads(text, path="your line").items
    if len(found) != 1:
        raise CurationError(Fault("holds no correction, or several", path="your line"))
    return replace(found[0], line=0)


def _line(prompt: str) -> str | None:
    """A line of the reader's; None at the end of input."""
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        click.echo("")
    return line.strip() if line else None
