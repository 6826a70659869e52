"""Applies corrections of key points: their text, posts, answers and order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from digest.analysis.claims.units import name_of
from digest.analysis.points import with_voices
from digest.curation.fields import Ref
from digest.curation.items import OTHERS, DropPoint, PinPoint, RewordPoint, SetPoint
from digest.curation.lookup import Claims, Passage, Posts, points_named, said
from digest.curation.report import Report
from digest.model import Claim, Digest, KeyPoint, Post
from digest.text.sentences import sentences_of
from digest.text.slugs import short_hash
from digest.text.spans import Span

__all__ = ["PointItem", "pointed"]

PointItem = PinPoint | SetPoint | RewordPoint | DropPoint


def pointed(digest: Digest, *, items: Iterable[PointItem], report: Report) -> Digest:
    """The digest with corrected key points: items that set or pin are applied first, then rewording, then dropping.

    Text that an editor names becomes a key point if it is not one. Pinned points come first, then new ones, both in the
    order of the file, then all others in their old order.
    """
    given = tuple(items)
    if not given:
        return digest
    work = _Points(digest, report)
    setting = [item for item in given if isinstance(item, PinPoint | SetPoint)]
    for item in setting:
        work.set(item)
    for item in setting:
        work.answer(item)
    for reword in (item for item in given if isinstance(item, RewordPoint)):
        work.reword(reword)
    drops = [item for item in given if isinstance(item, DropPoint)]
    for drop in sorted(drops, key=lambda item: item.drop.text == OTHERS):
        work.drop(drop)
    return replace(digest, key_points=work.result())


class _Points:
    """The key points while the items are applied one after the other."""

    def __init__(self, digest: Digest, report: Report) -> None:
        self._digest, self._report = digest, report
        self._posts = Posts(digest.document)
        self._claims = Claims(self._posts, digest.claims)
        self._order = {post.id: at for at, post in enumerate(digest.document.posts)}
        self._now: dict[str, KeyPoint] = {point.id: point for point in digest.key_points}
        self._pinned: list[str] = []
        self._made: list[str] = []
        self._answers: list[str] = []
        self._named: set[str] = set()
        self._changed: set[str] = set()
        self._called: dict[str, str] = {}
        """The new ids of points whose text, and therefore id, an editor changed."""
        self._of_item: dict[PointItem, str] = {}

    def set(self, item: PinPoint | SetPoint) -> None:
        ref = item.pin if isinstance(item, PinPoint) else item.point
        point = self._named_or_made(item, ref, self._made)
        if point is None or (not item.reviewed and point.decided is not None and point.decided.reviewed):
            return
        point = self._with_quote(item, point)
        if item.side is not None:
            point = replace(point, side=item.side)
        if item.core is not None:
            point = replace(point, core=item.core)
        if item.posts is not None or item.claims is not None:
            point = self._with_makers(item, point)
            self._changed.add(point.id)
        point = replace(point, pinned=point.pinned or isinstance(item, PinPoint), decided=item.decision)
        self._now[point.id] = point
        if isinstance(item, PinPoint) and point.id not in self._pinned:
            self._pinned.append(point.id)
        self._of_item[item] = point.id

    def answer(self, item: PinPoint | SetPoint) -> None:
        """Set the answers of a point, after all items, because an answer may be a point of a later item."""
        name = self._of_item.get(item)
        if name is None or item.answered_by is None:
            return
        found = []
        for ref in item.answered_by:
            answer = self._named_or_made(item, ref, self._answers, tell=False)
            if answer is not None and answer.id == name:
                self._report.missed(item, f"{_shown(answer)} cannot answer itself", "name another key point")
            elif answer is not None:
                found.append(answer.id)
        self._now[name] = replace(self._now[name], answered_by=tuple(dict.fromkeys(found)))

    def reword(self, item: RewordPoint) -> None:
        point = self._named_or_made(item, item.reword, self._made)
        if point is not None:
            point = replace(point, text=item.words, reworded=True, post=None, start=None, end=None)
            self._now[point.id] = replace(point, decided=item.decision)

    def drop(self, item: DropPoint) -> None:
        if item.drop == Ref(OTHERS):
            others = [name for name in self._now if name not in self._named]
            self._report.held(item, f"{len(others)} key points not mentioned here")
        else:
            point = self._found(item, item.drop, kind="key point")
            others = [point.id] if point else []
        for name in others:
            del self._now[name]

    def result(self) -> tuple[KeyPoint, ...]:
        order = [*self._pinned, *self._made, *(name for name in self._now if name not in self._answers)]
        names = [name for name in dict.fromkeys((*order, *self._answers)) if name in self._now]
        points = [self._answered(self._now[name]) for name in names]
        counted = with_voices(
            (one for one in points if one.id in self._changed),
            document=self._digest.document,
            claims=self._digest.claims,
            relations=self._digest.relations,
        )
        voices = {one.id: one for one in counted}
        return tuple(voices.get(one.id, one) for one in points)

    def _answered(self, point: KeyPoint) -> KeyPoint:
        """A point with its remaining answers, by their new ids."""
        names = [self._called.get(name, name) for name in point.answered_by]
        answers = tuple(name for name in names if name in self._now and name != point.id)
        return point if answers == point.answered_by else replace(point, answered_by=answers)

    def _found(self, item: PointItem, ref: Ref, *, kind: str) -> KeyPoint | None:
        found = points_named(ref, points=self._now.values(), claims=self._claims)
        texts = (*(one.text for one in self._now.values()), *self._claims.texts())
        point = self._report.one(item, str(ref) if ref.post else ref.text, found, kind=kind, shown=_shown, texts=texts)
        if point is not None:
            self._report.held(item, _shown(point))
        return point

    def _named_or_made(self, item: PointItem, ref: Ref, made: list[str], *, tell: bool = True) -> KeyPoint | None:
        """The key point that a name matches; other words of a post become a new key point."""
        found = points_named(ref, points=self._now.values(), claims=self._claims)
        if len(found) == 1:
            point = found[0]
            if tell:
                self._report.held(item, _shown(point))
        elif not found and (face := self._face(ref)) is not None:
            point = replace(self._of(*face), decided=item.decision)
            made.append(point.id)
            if tell:
                self._report.held(item, f"{said(point.text)} is a key point now")
        else:
            texts = (*(one.text for one in self._now.values()), *self._posts.texts())
            name = str(ref) if ref.post else ref.text
            self._report.one(item, name, found, kind="key point or claim", shown=_shown, texts=texts)
            return None
        self._now[point.id] = point
        self._named.add(point.id)
        return point

    def _face(self, ref: Ref) -> tuple[Post, Span, Sequence[Claim]] | None:
        """The text of a new point: exactly these words if their post is named, else their whole sentence."""
        named = self._claims.named(ref) if ref.post is None else ()
        if len(named) == 1:
            post, span = self._posts.by_id[named[0].post], Span(named[0].start, named[0].end, named[0].text)
            return post, self._sentence(post, span), named
        places = self._posts.passages(ref)
        if len(places) != 1:
            return None
        post, span = places[0].post, _exact(places[0])
        if ref.post is None:
            span = self._sentence(post, span)
        return post, span, tuple(self._claims.at(Passage(post, span.start, span.end)))

    def _sentence(self, post: Post, span: Span) -> Span:
        sentences = sentences_of(post, language=self._digest.document.language)
        return next((one for one in sentences if one.start <= span.start and span.end <= one.end), span)

    def _of(self, post: Post, face: Span, claims: Sequence[Claim]) -> KeyPoint:
        position = self._digest.positions.get(post.id)
        name = short_hash("point", name_of(post, face.text))
        while name in self._now:  # the same words twice in a post
            name += "-x"
        self._changed.add(name)
        return KeyPoint(
            text=face.text,
            side=position.side if position else "neither",
            posts=(post.id,),
            claims=tuple(claim.id for claim in claims),
            id=name,
            post=post.id,
            start=face.start,
            end=face.end,
        )

    def _with_quote(self, item: PinPoint | SetPoint, point: KeyPoint) -> KeyPoint:
        """A point with another quote; its old id redirects to the new one."""
        if item.quote is None:
            return point
        ref = item.quote
        places = self._posts.passages(ref)
        texts = [post.text for post in self._digest.document.posts]
        name = str(ref) if ref.post else ref.text
        place = self._report.one(item, name, places, kind="post", shown=self._posts.shown_place, texts=texts)
        if place is None:
            return point
        made = self._of(place.post, _exact(place), tuple(self._claims.at(place)))
        if (point.post, point.start, point.end) == (made.post, made.start, made.end):
            return point
        self._named.discard(point.id)
        self._named.add(made.id)
        self._called[point.id] = made.id
        self._now = {made.id if one == point.id else one: value for one, value in self._now.items()}
        for names in (self._pinned, self._made, self._answers):
            names[:] = [made.id if one == point.id else one for one in names]
        return replace(
            made,
            side=point.side,
            core=point.core,
            answered_by=point.answered_by,
            pinned=point.pinned,
            posts=tuple(dict.fromkeys((*made.posts, *point.posts))),
            claims=tuple(dict.fromkeys((*made.claims, *point.claims))),
            former=tuple(dict.fromkeys((*point.former, point.id))),
        )

    def _with_makers(self, item: PinPoint | SetPoint, point: KeyPoint) -> KeyPoint:
        """A point with other posts and claims; the quoted post is always one of them."""
        claims = [self._claims.by_id[name] for name in point.claims if name in self._claims.by_id]
        own = [claim for claim in claims if claim.post == point.post]
        if item.claims is not None:
            named = [self._claim(item, ref) for ref in item.claims]
            claims = [*own, *(claim for claim in named if claim is not None)]
        posts = [self._post(item, name) for name in item.posts] if item.posts is not None else []
        if item.posts is None:
            posts = [claim.post for claim in claims]
        elif item.claims is not None:
            posts += [claim.post for claim in claims]
        wanted = sorted({one for one in posts if one is not None}, key=self._order.__getitem__)
        made = tuple(dict.fromkeys((point.post, *wanted) if point.post else wanted)) or point.posts
        return replace(
            point,
            posts=made,
            claims=tuple(dict.fromkeys(claim.id for claim in claims if claim.post in made)),
        )

    def _post(self, item: PointItem, name: str) -> str | None:
        named = self._posts.named(name)
        post = self._report.one(item, name, named, kind="post", shown=self._posts.shown, texts=self._posts.texts())
        return post.id if post else None

    def _claim(self, item: PointItem, ref: Ref) -> Claim | None:
        return self._report.one(
            item,
            ref.text,
            self._claims.named(ref),
            kind="claim",
            shown=self._claims.shown,
            texts=self._claims.texts(),
        )


def _exact(place: Passage) -> Span:
    return Span(place.start, place.end, place.post.text[place.start : place.end])


def _shown(point: KeyPoint) -> str:
    return f"key point {point.id} {said(point.text)}"
