"""A message is what its writer says: whom it quotes, who signs it and who forbids to read it are folded away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.mail_body import body_of

ATTRIBUTIONS = [
    "On Mon, 2 Mar 2026 at 10:00, Ann Moss <ann@example.org> wrote:",
    "On Mon, 2 Mar 2026 at 10:00, Ann Moss <ann@example.org>\nwrote:",
    "On 2026-03-02, a name that is long enough for a line\nof its own wrote:",
    "Ann Moss wrote:",
    "Ann Moss <ann@example.org> writes:",
    "ann@example.org wrote on Monday:",
    "Am 02.03.26 um 10:00 schrieb Ann Moss:",
    "Le lun. 2 mars 2026 à 10:00, Ann a écrit :",
    "* Ann Moss <ann@example.org> [2026-03-02 10:00]:",
]


@pytest.mark.parametrize("line", ATTRIBUTIONS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_who_wrote_a_quotation_and_when_is_nobodys_argument(line, gap):
    assert body_of(f"Hello.\n\n{line}{gap}> Tabs?\n\nNo.").text == "Hello.\n\n> Tabs?\n\nNo."


@pytest.mark.parametrize(
    "line",
    [
        "I doubt what Ann wrote:",
        "That is not at all what I meant when I wrote:",
        "On reflection, yes:",
        "Yes, I agree.\nAnn wrote:",
        "As I said: no.",
    ],
)
def test_what_says_more_than_who_wrote_stays(line):
    kept = line.removesuffix("\nAnn wrote:")
    assert body_of(f"{line}\n> Tabs?\n\nNo.").text == "\n\n".join(filter(None, [kept, "> Tabs?", "No."]))


def test_an_attribution_without_a_quotation_below_is_said():
    assert body_of("Ann wrote:\n\nNothing of the kind.").text == "Ann wrote:\n\nNothing of the kind."


def test_quotations_keep_their_depth_however_it_is_written_and_their_paragraphs():
    body = body_of("> one\n>\n> two\n>> deep\n> > deep, too\n>>>deeper\nMine.")
    assert body.text == "> one\n> two\n> > deep deep, too\n> > > deeper\n\nMine."
    assert [(block.kind, block.level) for block in body.blocks] == [
        ("quote", 1),
        ("quote", 1),
        ("quote", 2),
        ("quote", 3),
        ("paragraph", 0),
    ]


@pytest.mark.parametrize(
    "foot",
    [
        "-- \nAnn Moss\nTown hall, room 3\n\nA motto of many words.",
        "--\nAnn Moss",
        "_______________________________________________\nstyle mailing list\nstyle@example.org\nhttps://example.org/style",
        "This e-mail and any attachments are confidential and intended solely\nfor the addressee.",
        "CONFIDENTIALITY NOTICE: The contents are privileged.",
        "This message is intended only for its recipient.\n\nDisclaimer: it is confidential.",
    ],
)
def test_signatures_list_footers_and_disclaimers_go(foot):
    assert body_of(f"Tabs are wide.\n\n{foot}\n").text == "Tabs are wide."


def test_a_rule_of_hyphens_above_a_long_text_is_no_signature():
    text = "One.\n\n--\n\n" + "\n\n".join(f"Said {n}." for n in range(12))
    assert body_of(text).text.endswith("Said 11.")


def test_what_is_said_of_confidence_is_no_disclaimer():
    text = "Trust is all.\n\nThis message is confidential, they said; we printed it.\n\nAnd so?"
    assert body_of(text).text == text


def test_a_quotation_below_the_signature_stays():
    text = "No.\n\n-- \nBen\n\nOn Mon, 2 Mar 2026, Ann wrote:\n> Tabs?"
    assert body_of(text).text == "No.\n\n> Tabs?"


def test_what_stands_below_original_message_is_a_quotation():
    text = "No.\n\n-----Original Message-----\nFrom: Ann\nSent: Monday\nSubject: Tabs\n\nTabs?\n\n> Why?\n"
    assert body_of(text).text == "No.\n\n> Tabs?\n> > Why?"


def test_html_is_rid_of_the_same():
    html = (
        '<div>No.</div><div class="gmail_quote"><div class="gmail_attr">On Mon, Ann wrote:<br></div>'
        '<blockquote>Tabs?</blockquote></div><div class="gmail_signature">Ben</div>'
    )
    assert body_of(html, html=True).text == "No.\n\n> Tabs?"


@given(st.lists(st.sampled_from(["", "> q", ">", "said", "-- ", "Ann wrote:", "_" * 30, "On 1, a", "x: y"])))
def test_nothing_that_is_neither_foot_nor_attribution_is_lost(lines):
    before = lines[: next((at for at, line in enumerate(lines) if line.startswith(("--", "___"))), len(lines))]
    assert body_of("\n".join(lines)).text.count("said") >= sum(line == "said" for line in before)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("line", ["--", "On 1, a", "Ann wrote:", "> q", "This message is confidential", "_" * 60])
def test_a_line_said_fifty_thousand_times_takes_no_longer_than_its_length(line):
    body_of("\n".join([line] * 50_000) + "\n> q")
