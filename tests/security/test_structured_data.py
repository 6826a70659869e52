"""What a page says of itself to machines cannot end the element that it stands in."""

import json

from hypothesis import given
from hypothesis import strategies as st

from digest.site.head import Head, front


@given(st.text(max_size=60), st.sampled_from(["", "</script><script>x", "<!--<script>", "&lt;", "]]>"]))
def test_structured_data_holds_no_character_of_html_and_says_what_was_typed(text: str, attempt: str) -> None:
    typed = text + attempt
    said = json.loads(front(Head("debate", "t", "d", data={"headline": typed}), url=""))["data"]
    assert not set("<>&") & set(said)
    assert json.loads(said)["headline"] == typed
