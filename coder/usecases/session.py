"""One person's sitting at a project: reads at once, writes in order, each acknowledged when on disk."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Concatenate, Generic, ParamSpec, TypeVar

from coder.domain.errors import PassingFailureError
from coder.domain.identity import new_uid
from coder.usecases.project.sending import until_done

if TYPE_CHECKING:
    from coder.store.backup import Backup
    from coder.store.coders import Coder
    from coder.store.engine import Engine
    from coder.store.unit_of_work import Reading, Writing
    from coder.usecases.team.following import Following, OthersWrote
    from coder.usecases.team.sittings import AtWork, Sitting

P = ParamSpec("P")
T = TypeVar("T")

LONGEST_WAIT = 10.0
"""Seconds a reading waits for what was handed in before it; a sitting that ends answers none."""


LONGEST_FAREWELL = 10.0
"""Seconds ``close`` waits for a project that cannot be reached."""


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
    changes: bool = True
    """Whether it is an act of a person; others only wait for their turn."""


class Session:
    """Holds the project open for one coder.

    Nothing heavy is loaded before ``open``; call it off the screen's thread. ``write`` returns at once:
    one thread carries commands out in the order they were given, and calls back when each is committed.
    While the project cannot be reached, readings wait, and the act at hand is sent again under its uid.
    """

    def __init__(self, target: str, coder_name: str, *, is_named: bool = True) -> None:
        """Prepare a sitting.

        Args:
            target: The project, a file or an address.
            coder_name: Who sits here.
            is_named: Whether somebody said so; otherwise a server that knows its user as a coder decides.
        """
        self.target = target
        self.coder_name = coder_name
        self._is_named = is_named
        self.heard: Callable[[PassingFailureError | None], None] = lambda _trouble: None
        """Is called from any thread when the project cannot be reached, each time again, and when it can."""
        self._trouble: PassingFailureError | None = None
        self._unsent = 0
        self._lock = threading.Lock()
        self._reads_no_more = threading.Event()
        self._writes_no_more = threading.Event()
        self._commands: queue.Queue[_Command | None] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._engine: Engine | None = None
        self._coder: Coder | None = None
        self._opened_at = 0
        self._own_uids: set[str] = set()
        self._following: Following | None = None
        self.sitting: Sitting | None = None
        """Where others are told what is read here; None where they are not."""

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
        from coder.store.members import name_here
        from coder.store.project import open_project, project_of

        self._engine = open_project(self.target)
        self.coder_name = name_here(self._engine, self.coder_name, is_named=self._is_named)
        self._coder = present_coder(self._engine, self.coder_name)
        self._opened_at = self.read(project_of).last_entry
        self._thread = threading.Thread(target=self._write_all, name="writer", daemon=True)
        self._thread.start()

    def follow(self, tell: Callable[[OthersWrote], object]) -> None:
        """Have it told, from another thread, what others write from the opening on."""
        from coder.usecases.team.following import Following

        self._following = Following(self.engine, self._opened_at, self._own_uids, tell)
        self._following.start()

    def sit(self, place: str, tell: Callable[[AtWork], object]) -> None:
        """Tell others that one is here, in «terminal» or «browser»; ``tell`` hears, who else is."""
        from coder.usecases.team.sittings import Sitting

        self.sitting = Sitting(self.engine, self.coder.id, place, tell)
        self.sitting.start()

    def back_up(self) -> Backup | None:
        """Make the day's automatic backup, unless there is one; slow on a large project."""
        from coder.store.backup import automatic_backup

        return automatic_backup(self.engine)

    def read(self, query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the project something, on a snapshot of its own."""
        from coder.store.unit_of_work import reading

        def attempt(_again: bool) -> T:
            with reading(self.engine) as work:
                return query(work, *args, **kwargs)

        return self._until_done(attempt, self._reads_no_more)

    def read_after_writes(
        self, query: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask the project something once all that was handed in is on disk; not for the screen's thread."""
        written = threading.Event()
        # An act that changes nothing makes no entry; it only waits for its turn.
        turn = _Command(new_uid(), "wait", lambda _work: None, lambda _done: written.set(), changes=False)
        self._commands.put(turn)
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
        self._own_uids.add(uid)
        with self._lock:
            self._unsent += 1
        self._commands.put(_Command(uid, operation, act, acknowledged))
        return uid

    @property
    def trouble(self) -> PassingFailureError | None:
        """Why the project cannot be reached now; None where it can."""
        return self._trouble

    @property
    def unsent(self) -> int:
        """How many acts are not acknowledged."""
        return self._unsent

    def read_no_more(self) -> None:
        """Let readings that wait for the project fail: nobody looks at them any longer."""
        self._reads_no_more.set()

    def give_up(self) -> None:
        """Leave what cannot be sent: it is acknowledged as failed."""
        self._writes_no_more.set()
        self.read_no_more()

    def close(self, patience: float = LONGEST_FAREWELL) -> int:
        """Wait until everything handed in is on disk, then let go of the project.

        Args:
            patience: Seconds it waits for a project that cannot be reached.

        Returns:
            How many acts were left unsent.
        """
        self.read_no_more()
        if self._thread is not None:
            self._commands.put(None)
            self._farewell(self._thread, patience)
        if self._following is not None:
            self._following.stop()
        if self.sitting is not None:
            self.sitting.stop()
            self.sitting = None
        if self._engine is not None:
            self._engine.dispose()
        unsent, self._unsent = self._unsent, 0
        # It may be opened again, on another project.
        self._trouble = None
        self._reads_no_more.clear()
        self._writes_no_more.clear()
        return unsent

    def _farewell(self, writer: threading.Thread, patience: float) -> None:
        waited = 0.0
        while writer.is_alive():
            try:
                writer.join(0.1)
            except KeyboardInterrupt:
                self.give_up()
            waited = waited + 0.1 if self._trouble else 0.0
            if waited >= patience:
                self.give_up()

    def _write_all(self) -> None:
        while (command := self._commands.get()) is not None:
            done = self._carried_out(command)
            if command.changes and not isinstance(done.error, PassingFailureError):
                with self._lock:
                    self._unsent -= 1
            command.acknowledged(done)

    def _carried_out(self, command: _Command) -> Acknowledgement[object]:
        def attempt(again: bool) -> Acknowledgement[object]:
            return self._committed(command, again=again)

        try:
            if self._writes_no_more.is_set() and self._trouble is not None:
                raise self._trouble
            return self._until_done(attempt, self._writes_no_more)
        except BaseException as error:  # noqa: BLE001  a bug must reach the screen's thread, not end the writer
            return Acknowledgement(command.uid, command.operation, error=error)

    def _until_done(self, attempt: Callable[[bool], T], no_more: threading.Event) -> T:
        """Do something as soon as the project can be reached; tell when it cannot, and when it can again."""

        def wait(error: PassingFailureError, pause: float) -> bool:
            self._trouble = error
            self.heard(error)
            return not no_more.wait(pause)

        done = until_done(attempt, wait)
        if self._trouble is not None:
            self._trouble = None
            self.heard(None)
        return done

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
