"""Model cards: what the shipped weights were trained on, how well they do, where they fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from digest.analysis.linear import LinearModel
from digest.model import RelationType

FORM = frozenset(
    {
        "long", "under 4 words", "under 8 words", "over 25 words", "asks", "exclaims", "announces", "has digits",
        "has address", "quotes words", "in brackets",
    }
)  # fmt: skip
PLACE = frozenset(
    {
        "position", "first of post", "second of post", "last of post", "only one", "post of 2-3", "post of 10+",
        "opening text", "opening text, first", "opening text, last", "top level", "deep", "by the opener", "edit",
        "edit mark",
    }
)  # fmt: skip
AGREEMENT = frozenset(
    {
        "cue: opens with agreement", "cue: adds to it", "cue: joins in", "cue: grants the point",
        "cue: agrees in passing", "cue: thanks", "grants, never turns", "agrees, never turns", "agrees and turns",
        "agrees, briefly",
    }
)  # fmt: skip
DENIAL = frozenset({"cue: opens with denial", "cue: denies in passing", "cue: undercuts"})
OPPOSITION = frozenset({"cue: negates shared words", "cue: sets opposites", "cue: throws a word back"})
CONCESSION = frozenset(
    {"cue: concedes, then turns", "cue: opens with contrast", "cue: turns later", "cue: turns it back"}
)
QUESTIONS = frozenset(
    {"cue: counter-question", "cue: asks later", "cue: only asks", "cue: challenges", "cue: asks for a source"}
)
WHO = frozenset(
    {
        "by the opener", "to the opener", "back to an earlier talker", "top level", "depth 3+", "opener, against",
        "opener, without agreement",
    }
)  # fmt: skip
REPLY_FORM = frozenset({"has no unit", "one unit", "8+ units", "one sentence", "long", "claims"})


_CHOICES = {
    "source": "the unit of a reply that carries its answer",
    "target": "the unit that is answered",
    "inside": "the claim that a reason belongs to",
}


@dataclass(frozen=True)
class Size:
    """How much was trained on."""

    files: int
    debates: int
    posts: int
    units: int
    replies: int


def figures(by_role: Sequence[float], relations: Sequence[float]) -> str:
    """The cross-validated figures in one line each."""
    none, claim, premise = by_role
    precision, recall, score = relations
    return (
        f"words told apart: macro F1 {sum(by_role) / 3:.3f}"
        f" (none {none:.3f}, claim {claim:.3f}, premise {premise:.3f})\n"
        f"relations between posts: F1 {score:.3f} (precision {precision:.3f}, recall {recall:.3f})"
    )


def of_roles(
    size: Size, model: LinearModel, by_role: Sequence[float], reliability: Sequence[tuple[float, float, int]]
) -> str:
    """The card of the models that tell claims and premises."""
    none, claim, premise = by_role
    table = "\n".join(f"| {said:.2f} | {true:.2f} | {count} |" for said, true, count in reliability)
    return f"""# Model card: none, claim or premise

- **What**: two multinomial logistic regressions ({len(model.weights)} named features in the second, one weight a
  role, plain JSON in `weights.json`). `first` looks at a unit and its place; `second` sees the first's answers for
  the neighbours, too; their mean decides. `decision` is added to the logarithm of the chances before the likeliest is
  taken.
- **Data**: {size.files} annotated Reddit debates (r/changemyview; annotation scheme of AMPERSAND, Chakrabarty et al.
  2019) on {size.debates} questions; {size.posts} posts, {size.units} units. An opening post that stands in several
  files counts once in all. A unit has the role that most of its words have.
- **Training**: `python -m training.arguments FOLDER`, scikit-learn, L2 penalty; words and pairs of words are features
  only if they occur in several debates, so that topics do not leak in.
- **Scores**, cross-validated by question in eight folds, mean of three partitions, in words as the benchmark counts:
  macro F1 **{sum(by_role) / 3:.3f}** (none {none:.3f}, claim {claim:.3f}, premise {premise:.3f}). Every sentence a
  claim: 0.160. An ideal labelling of the same units would reach 0.945, so the cutting costs little.
- **Confidence** against how often the told role was right (cross-validated):

| told | right | units |
| --- | --- | --- |
{table}

- **Limits**: one community, one language, one year. Annotators themselves often disagree whether a sentence is a claim
  or a premise. Sentences that argue without a mark (irony, an anecdote as an argument) are often missed; talk about the
  talk is sometimes taken for argument. For languages other than English only form and place tell.
"""


def of_relations(
    size: Size,
    models: Mapping[RelationType, LinearModel],
    relations: Sequence[float],
    thresholds: Mapping[RelationType, float],
    choices: Mapping[str, tuple[float, float, int]],
) -> str:
    """The card of the models that tell attack and support between posts."""
    table = "\n".join(
        f"| {_CHOICES[kind]} | {right:.2f} | {chance:.2f} | {count} |"
        for kind, (right, chance, count) in choices.items()
    )
    precision, recall, score = relations
    return f"""# Model card: attack and support between posts

- **What**: two logistic regressions, `attack` and `support` ({len(models["attack"].weights)} named features: cues, who
  speaks to whom, the form of the reply, shared words), plain JSON in `weights.json`. An attack is told from
  {thresholds["attack"]:.2f}, a support from {thresholds["support"]:.2f}; a support only of a reply that
  shows a cue of one, and both at once only of one that shows both. The penalty draws the weights of cues to hand-set
  expectations (`training/priors.py`), which the data correct: with so few replies, models that begin from nothing learn
  who speaks and little of what is said (F1 0.70 against 0.71, precision 0.75 against 0.78).
- **Data**: {size.files} annotated Reddit debates (r/changemyview; AMPERSAND, Chakrabarty et al. 2019) on {size.debates}
  questions; {size.replies} replies.
- **Training**: `python -m training.arguments FOLDER`, scikit-learn, L2 penalty, on claims that were found by models
  which had not seen the debate.
- **Scores**, cross-validated by question in eight folds, mean of three partitions: triples (post, earlier post, type)
  F1 **{score:.3f}** (precision {precision:.3f}, recall {recall:.3f}); every reply attacks its parent: 0.608.
- **Which units are joined** is chosen by three more models (`source`, `target`, `inside`); where the annotators say:

| choice | right | by chance | choices |
| --- | --- | --- | --- |
{table}

- **Limits**: few replies, and all from a place where top-level comments must disagree. Elsewhere hand-set offsets
  (`between.py`) make attacks rarer; nothing was measured there. A relation that skips a post is told only where a quote
  shows it.
"""
