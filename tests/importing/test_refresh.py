"""All debates that say where they came from are brought up to date, politely, and a run that is stopped goes on."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.importing import bring
from digest.importing.refresh import imported_files, refresh

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
NAMES = ("aaa111", "bbb222", "ccc333")


def story(name, *texts):
    comments = [
        {"short_id": f"{name}{at}", "comment": f"<p>{text}</p>", "commenting_user": "ada", "created_at": "2026-03-01"}
        for at, text in enumerate(texts)
    ]
    return {"short_id": name, "title": f"Tea {name}", "comments": comments,
            "comments_url": f"https://lobste.rs/s/{name}"}  # fmt: skip


@pytest.fixture
def content(world, tmp_path):
    folder = tmp_path / "content"
    for name in NAMES:
        world.serve(f"lobste.rs/s/{name}.json", {"data": story(name, "Tea is good.")})
        bring(f"https://lobste.rs/s/{name}", into=folder, web=world.web(), now=lambda: NOW)
    (folder / "mine.md").write_text("---\ntitle: Mine\n---\n\n## @ada\n\nTea.\n")
    world.asked.clear()
    return folder


@pytest.fixture
def run(world, content, tmp_path):
    def call(*, hours=0, web=None, **more):
        state = tmp_path / "state" / "refresh.json"
        return list(
            refresh(content, state=state, web=web or world.web(), now=lambda: NOW + timedelta(hours=hours), **more)
        )

    return call


def test_only_files_that_were_imported_from_an_address_are_asked_for(content):
    assert [path.name for path, _ in imported_files(content)] == [f"tea-{name}.md" for name in NAMES]


def test_each_is_imported_again_and_only_what_changed_is_written(world, run, content):
    world.serve("lobste.rs/s/bbb222.json", {"data": story("bbb222", "Tea is good.", "No, it is not.")})
    before = {path: path.read_bytes() for path in content.iterdir()}
    found = run()
    assert [one.done.written for one in found] == [False, True, False]
    assert found[1].done.added == ("bbb2221",)
    changed = {path.name for path in content.glob("*.md") if path.read_bytes() != before.get(path)}
    assert changed == {"tea-bbb222.md"}


def test_one_that_cannot_be_had_is_told_and_the_others_go_on(world, run, content):
    world.pages.pop("lobste.rs/s/aaa111.json")
    found = run()
    assert [one.error is None for one in found] == [False, True, True]
    assert "does not exist (404)" in str(found[0].error)
    assert "Tea is good." in (content / "tea-aaa111.md").read_text()


def test_a_run_that_is_stopped_goes_on_with_those_that_are_left(world, run):
    def stop(done):
        if done.path.name == "tea-bbb222.md":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(recorded=stop)
    world.asked.clear()
    assert [one.path.name for one in run(hours=1)] == ["tea-bbb222.md", "tea-ccc333.md"]
    assert len(run(hours=2)) == 3


def test_a_run_that_was_stopped_days_ago_begins_anew(run):
    def stop(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(recorded=stop)
    assert len(run(hours=100)) == 3


def test_one_host_is_asked_no_more_often_than_by_one_import(world, run):
    run(web=world.web(pause=0.5))
    assert len(world.asked) == 3
    assert world.slept == [pytest.approx(0.5, abs=0.3)] * 2


def test_each_import_has_its_own_time(world, run):
    web = world.web(total=0.5)
    web._end = web._clock() - 1
    assert all(one.error is None for one in run(web=web))


def test_the_command_sums_up_and_says_by_its_exit_status_that_one_failed(world, content, monkeypatch):
    monkeypatch.chdir(content.parent)
    (content.parent / "mkdocs.yml").write_text("site_name: Tea\ntheme: {name: material}\nplugins: [digest]\n")
    monkeypatch.setattr("digest.importing.refresh.Web", lambda tell: world.web())
    world.serve("lobste.rs/s/bbb222.json", {"data": story("bbb222", "Tea is good.", "No, it is not.")})
    world.pages.pop("lobste.rs/s/ccc333.json")
    result = CliRunner().invoke(main, ["import", "--all"])
    assert result.exit_code == 1, result.output
    assert "1 added, 0 changed, 0 removed, 2 posts now" in result.stdout
    assert result.stdout.splitlines()[-1] == "3 debates: 1 changed, 1 unchanged, 1 failed"
    assert "lobste.rs/s/ccc333" in result.stderr


@pytest.mark.parametrize("given", [["--all", "x.json"], ["--all", "--raw"], []])
def test_what_cannot_be_meant_is_wrong_usage(given):
    assert CliRunner().invoke(main, ["import", *given]).exit_code == 2
