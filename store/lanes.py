"""Threads that take what people wait for before what can wait."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lanes:
    """
    Runs functions in threads, the first lane's before those that wait in the other.

    What has begun is finished first; within a lane the order is that of their coming.
    """

    threads: ThreadPoolExecutor
    _first: deque[Callable[[], None]] = field(default_factory=deque)
    _behind: deque[Callable[[], None]] = field(default_factory=deque)

    def submit(self, work: Callable[[], T], *, behind: bool = False) -> Future[T]:
        """Have ``work`` run as soon as a thread is free; ``behind`` lets all others pass."""
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work())
            except BaseException as error:  # noqa: BLE001 - whoever waits for the result gets it
                future.set_exception(error)

        (self._behind if behind else self._first).append(run)
        self.threads.submit(self._take)
        return future

    def close(self) -> None:
        """Finish all that was submitted and end the threads."""
        self.threads.shutdown()

    def _take(self) -> None:
        """Run one; there is always one left for each call, in one lane or the other."""
        try:
            run = self._first.popleft()
        except IndexError:
            run = self._behind.popleft()
        run()
