"""Runs pure functions in several processes, on this machine or on a cluster.

It uses processes, because Python runs only one thread at a time. It starts none if the work takes less time than
starting them.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Self, TypeVar

from digest.errors import Fault, OutputError

__all__ = ["Workers", "cores"]

_PATIENCE = 10
"""So many seconds a scheduler has to answer."""
_A = TypeVar("_A")
_B = TypeVar("_B")
_AHEAD = 3
"""So many tasks a process wait for it: enough to keep it busy, few enough to bound what is in memory."""


def cores() -> int:
    """The number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Whoever does the work of a build; processes start when they are first needed, and end with the `with` block.

    Args:
        jobs: how many processes; 1 for none beside this one.
        scheduler: the address of a dask.distributed scheduler, whose workers then do all the work.
    """

    def __init__(self, *, jobs: int, scheduler: str | None = None) -> None:
        self._jobs = jobs
        self._scheduler = scheduler
        self._open = contextlib.ExitStack()
        self._executor: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None and isinstance(self._executor, ProcessPoolExecutor):
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._open.close()

    def run(
        self, function: Callable[[_A], _B], tasks: Iterable[_A], *, worth_it: bool = True
    ) -> Iterator[tuple[_A, _B]]:
        """What a function makes of each task, in any order, with the task.

        Args:
            function: pure, and of a module, so that another process can find it.
            tasks: asked for a few at a time.
            worth_it: whether the work takes longer than starting processes does.

        Raises:
            OutputError: the processes are gone.
        """
        if self._scheduler is None and (self._jobs == 1 or not worth_it):
            for task in tasks:
                yield task, function(task)
            return
        try:
            executor, width = self._started()
            waiting: dict[Future[_B], _A] = {}
            for task in tasks:
                waiting[executor.submit(function, task)] = task
                if len(waiting) >= width * _AHEAD:
                    yield from _done(waiting)
            while waiting:
                yield from _done(waiting)
        except BrokenProcessPool:
            hint = "build again, with --jobs 1 if memory is short; finished work is cached"
            raise OutputError(Fault("a worker process was killed", hint=hint)) from None
        except CancelledError:
            hint = "build again when it is back; finished work is cached"
            raise OutputError(Fault(f"lost the scheduler at {self._scheduler}", hint=hint)) from None

    def _started(self) -> tuple[Executor, int]:
        if self._executor is None and self._scheduler is not None:
            client = _client(self._scheduler, self._open)
            self._executor, self._jobs = client.get_executor(pure=False), max(1, len(client.nthreads()))
        elif self._executor is None:
            pool = ProcessPoolExecutor(self._jobs, mp_context=multiprocessing.get_context(_start()))
            self._executor = self._open.enter_context(pool)
        return self._executor, self._jobs


def _done(waiting: dict[Future[_B], _A]) -> Iterator[tuple[_A, _B]]:
    finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in finished:
        yield waiting.pop(future), future.result()


def _start() -> str:
    """A copy of this process starts at once, but must not be made where threads could hold a lock."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def _client(address: str, stack: contextlib.ExitStack) -> Any:
    try:
        import distributed
    except ImportError:
        hint = "install `debate-digest[cluster]`"
        raise OutputError(Fault("--scheduler needs dask.distributed", hint=hint)) from None
    try:
        made: Any = distributed.Client  # untyped
        return stack.enter_context(made(address, timeout=_PATIENCE, set_as_default=False))
    except (OSError, ValueError, TimeoutError) as error:
        why = " ".join(str(error).split()) or type(error).__name__
        raise OutputError(Fault(f"no scheduler answers at {address} ({why})", hint="check its address")) from None
