"""No answer whatsoever makes more than a fault: shapes of every site with anything in the place of anything."""

import json
from copy import deepcopy

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digest.errors import DigestError
from digest.importing import Limits, Web, bring
from tests.effort import amount

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=4), st.just([]), st.just({}),
    st.just([None]), st.just({"data": {"children": [None, {"kind": "more", "data": {"children": [{}]}}]}}),
    st.just({"post_stream": {"posts": [{"id": []}], "stream": [[1], 5]}}), st.just("\ud800"),
    st.sampled_from([10**4000, -(10**4000), 1e308, "9" * 4000, 253402300799]),
)  # fmt: skip
TOPIC = {"id": 1, "post_number": 1, "username": "ann", "cooked": "<p>Tabs?</p>", "created_at": "2026-01-01"}
COMMENT = {"kind": "t1", "data": {"id": "c", "parent_id": "t3_abc12", "body": "Yes.", "created_utc": 1, "replies": ""}}
MORE = {"kind": "more", "data": {"parent_id": "t1_c", "children": ["d"], "count": 1}}
SUBMISSION = {"kind": "t3", "data": {"id": "abc12", "title": "Tabs?", "selftext": "I ask."}}
REMARK = {"id": 5, "node_id": "N5", "body": "Yes.", "user": {"login": "ann"}, "created_at": "2026-01-01"}


def listing(*children):
    return {"kind": "Listing", "data": {"children": list(children)}}


ANSWERS = {
    "https://meta.example.org/t/tabs/12": [
        {"title": "Tabs?", "slug": "t", "post_stream": {"posts": [TOPIC], "stream": [1, 2]}},
        {"post_stream": {"posts": [TOPIC | {"id": 2, "post_number": 2}]}},
    ],
    "https://redd.it/abc12": [
        [listing(SUBMISSION), listing(COMMENT, MORE)],
        {"json": {"data": {"things": [COMMENT | {"data": COMMENT["data"] | {"id": "d"}}]}}},
    ],
    "https://github.com/o/r/pull/7": [
        {"title": "Tabs?", "body": "I ask.", "user": {"login": "ann"}, "pull_request": {}, "html_url": "https://x.y"},
        [REMARK],
        [REMARK | {"id": 6, "node_id": "N6", "state": "APPROVED"}],
        [REMARK | {"id": 7, "node_id": "N7"}, REMARK | {"id": 8, "node_id": "N8", "in_reply_to_id": 7}],
    ],
    "https://github.com/o/r/discussions/7": [
        {"data": {"repository": {"discussion": {"title": "Tabs?", "body": "I ask.", "comments": {
            "pageInfo": {"hasNextPage": True, "endCursor": "x"},
            "nodes": [{"id": "a", "body": "Yes.", "replies": {"totalCount": 3, "nodes": [{"id": "b", "body": "No."}]}}],
        }}}}},
        {"data": {"repository": {"discussion": {"comments": {"nodes": [{"id": "c", "body": "So?"}]}}}}},
    ],
    "https://news.ycombinator.com/item?id=9": [
        {"id": 9, "type": "story", "title": "Tabs?", "children": [{"id": 10, "text": "Yes.", "children": []}]}
    ],
    "https://lobste.rs/s/a1b2c3": [
        {"short_id": "a1b2c3", "title": "Tabs?", "comments": [{"short_id": "k", "comment": "Yes."}]}
    ],
}  # fmt: skip


@pytest.fixture(autouse=True)
def token(monkeypatch):
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")


def slots(value, path=()):
    """Where something stands that can be replaced."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from slots(one, (*path, key))


def spoilt(value, path, other):
    if not path:
        return other
    value = deepcopy(value)
    here = value
    for key in path[:-1]:
        here = here[key]
    here[path[-1]] = other
    return value


def web(answers):
    """Answers one after another, and then the last for ever."""
    left = list(answers)

    def answer(request):
        body = json.dumps(left.pop(0) if len(left) > 1 else left[0]).encode()
        return httpx.Response(200, stream=httpx.ByteStream(body), headers={"Content-Type": "application/json"})

    client = httpx.Client(transport=httpx.MockTransport(answer))
    return Web(client=client, limits=Limits(pause=0.0), sleep=lambda seconds: None)


@pytest.mark.parametrize("url", ANSWERS)
def test_the_unspoilt_answers_make_a_file(url, tmp_path):
    assert bring(url, into=tmp_path, web=web(ANSWERS[url])).written


@pytest.mark.parametrize("url", ANSWERS)
@settings(
    max_examples=amount(30, thorough=240), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_anything_in_the_place_of_anything_is_a_file_or_a_fault(url, data, tmp_path):
    answers = list(ANSWERS[url])
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(answers) - 1))
        path = data.draw(st.sampled_from(list(slots(answers[at]))))
        answers[at] = spoilt(answers[at], path, data.draw(ANYTHING))
    into = tmp_path / "content"
    try:
        done = bring(url, into=into, web=web(answers))
    except DigestError:
        return
    assert done.path.parent == into
    done.path.unlink()
