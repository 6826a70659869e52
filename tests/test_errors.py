"""A fault is one line that says where, what, and what to do."""

from digest.errors import ContentError, DigestError, Fault, did_you_mean


def test_a_fault_names_file_line_and_remedy() -> None:
    assert str(Fault("no title", path="content/x.md", line=3, hint="add one")) == "content/x.md:3: no title, add one"


def test_a_fault_without_a_place_is_just_its_message() -> None:
    assert str(Fault("nothing to build")) == "nothing to build"


def test_a_fault_is_one_line_whatever_a_parser_said() -> None:
    assert "\n" not in str(Fault("expected ','\n  but got '}'\n", path="a\nb.json"))


def test_an_error_tells_all_its_faults() -> None:
    error = ContentError(Fault("one", path="a.md"), Fault("two", path="b.md"))
    assert isinstance(error, DigestError)
    assert str(error).splitlines() == ["a.md: one", "b.md: two"]


def test_did_you_mean_is_silent_when_nothing_is_near() -> None:
    assert did_you_mean("zzz", ["title", "date"]) is None
