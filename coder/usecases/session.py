"""One person's sitting at a project: reads at once, writes in order, each acknowledged when on disk."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

from coder.domain.errors import EnvironmentFailedError
from coder.domain.identity import new_uid

if TYPE_CHECKING:
    from coder.store.backup import Backup
    from coder.store.coders import Coder
    from coder.store.engine import Engine
    from coder.store.unit_of_work import Reading, Writing

P = ParamSpec("P")
T = TypeVar("T")

LONGEST_WAIT = 10.0
"""Seconds a reading waits for what was handed in before it; a sitting that ends answers none."""


@dataclass(frozen=True)
class Acknowledgement(Generic[T]):
    """What became of one write: it is on disk, or the reason why not."""

    uid: str
    operation: str
    result: T | None = None
    entry: int | None = None
    """Number of the entry it became; None where nothing was changed."""
    error: BaseException | None = None


@dataclass
class _Command:
    uid: str
    operation: str
    act: Callable[[Writing], object]
    acknowledged: Callable[[Acknowledgement[object]], None] = field(repr=False)


class Session:
    """Holds the project open for one coder.

    Nothing heavy is loaded before ``open``; call it off the screen's thread. ``write`` returns at once:
    one thread carries commands out in the order they were given, and calls back when each is committed.
    """

    def __init__(self, target: str, coder_name: str) -> None:
        self.target = target
        self.coder_name = coder_name
        self._commands: queue.Queue[_Command | None] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._engine: Engine | None = None
        self._coder: Coder | None = None

    @property
    def engine(self) -> Engine:
        """The project; only after ``open``."""
        assert self._engine is not None, "open() comes first"
        return self._engine

    @property
    def coder(self) -> Coder:
        """Who sits here; only after ``open``."""
        assert self._coder is not None, "open() comes first"
        return self._coder

    def open(self) -> None:
        """Open the project, make the coder known and start the writer."""
        from coder.store.coders import present_coder
        from coder.store.project import open_project

        self._engine = open_project(self.target)
        self._coder = present_coder(self._engine, self.coder_name)
        self._thread = threading.Thread(target=self._write_all, name="writer", daemon=True)
        self._thread.start()

    def back_up(self) -> Backup | None:
        """Make the day's automatic backup, unless there is one; slow on a large project."""
        from coder.store.backup import automatic_backup

        return automatic_backup(self.engine)

    def read(self, query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the project something, on a snapshot of its own."""
        from coder.store.unit_of_work import reading

        with reading(self.engine) as work:
            return query(work, *args, **kwargs)

    def read_after_writes(
        self, query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask the project something once all that was handed in is on disk; not for the screen's thread."""
        written = threading.Event()
        # An act that changes nothing makes no entry; it only waits for its turn.
        self.write("wait", lambda _work: None, lambda _done: written.set())
        written.wait(LONGEST_WAIT)
        return self.read(query, *args, **kwargs)

    def write(
        self,
        operation: str,
        act: Callable[[Writing], object],
        acknowledged: Callable[[Acknowledgement[object]], None],
    ) -> str:
        """Hand in one act; return its uid at once.

        Args:
            operation: What it is called in the history.
            act: Does it, on the writer's thread, in a unit of work of its own.
            acknowledged: Called from the writer's thread when it is on disk, or has failed.
        """
        uid = new_uid()
        self._commands.put(_Command(uid, operation, act, acknowledged))
        return uid

    def close(self) -> None:
        """Wait until everything handed in is on disk, then let go of the project."""
        if self._thread is not None:
            self._commands.put(None)
            self._thread.join()
        if self._engine is not None:
            self._engine.dispose()

    def _write_all(self) -> None:
        while (command := self._commands.get()) is not None:
            command.acknowledged(self._carried_out(command))

    def _carried_out(self, command: _Command) -> Acknowledgement[object]:
        try:
            try:
                return self._committed(command, again=False)
            except EnvironmentFailedError:
                return self._committed(command, again=True)
        except BaseException as error:  # noqa: BLE001  a bug must reach the screen's thread, not end the writer
            return Acknowledgement(command.uid, command.operation, error=error)

    def _committed(self, command: _Command, *, again: bool) -> Acknowledgement[object]:
        from coder.store.unit_of_work import entry_of, writing

        with writing(
            self.engine, coder_id=self.coder.id, operation=command.operation, uid=command.uid
        ) as work:
            # The commit may have arrived although its answer did not: then it must not be done again.
            done = entry_of(work, command.uid) if again else None
            result = command.act(work) if done is None else None
        number = work.entry.number if work.entry else done
        return Acknowledgement(command.uid, command.operation, result, number)
