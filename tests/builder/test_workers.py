"""The work is the same whoever does it; nobody is started for nothing; who is gone is told of."""

import os
import signal

import pytest

from digest.builder.workers import Workers
from digest.errors import OutputError


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def killed(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_every_task_is_done_once_by_any_number_of_processes(jobs: int) -> None:
    with Workers(jobs=jobs) as workers:
        done = {task: result for task, (result, _) in workers.run(square, range(40))}
    assert done == {number: number * number for number in range(40)}


def test_no_process_is_started_where_it_is_not_worth_it_or_there_is_only_one() -> None:
    with Workers(jobs=2) as workers:
        assert {where for _, (_, where) in workers.run(square, range(3), worth_it=False)} == {os.getpid()}
        assert os.getpid() not in {where for _, (_, where) in workers.run(square, range(3))}
    with Workers(jobs=1) as workers:
        assert {where for _, (_, where) in workers.run(square, range(3))} == {os.getpid()}


def test_tasks_are_asked_for_a_few_at_a_time() -> None:
    asked = []

    def tasks() -> object:
        for number in range(100):
            asked.append(number)
            yield number

    with Workers(jobs=2) as workers:
        next(workers.run(square, tasks()))  # type: ignore[arg-type]
    assert len(asked) < 10


def test_a_process_that_is_killed_is_told_with_a_remedy() -> None:
    with Workers(jobs=2) as workers, pytest.raises(OutputError, match="was killed, build again, with --jobs 1"):
        list(workers.run(killed, range(8)))


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.builder.workers._PATIENCE", 0.5)
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with (
        Workers(jobs=1, scheduler="tcp://127.0.0.1:9") as workers,
        pytest.raises(OutputError, match=r"no scheduler answers at tcp://127.0.0.1:9"),
    ):
        list(workers.run(square, range(3)))


def test_a_scheduler_without_the_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with (
        Workers(jobs=1, scheduler="tcp://127.0.0.1:9") as workers,
        pytest.raises(OutputError, match=r"install `debate-digest\[cluster\]`"),
    ):
        list(workers.run(square, range(3)))
