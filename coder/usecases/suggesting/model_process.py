"""The process in which a question's model is fitted and asked, as the screens see it: nobody waits for it."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from typing import IO

from coder.domain.coding import Span
from coder.platform import make_private_file, make_private_folder
from coder.usecases.suggesting.model_protocol import line_of, message_in
from coder.usecases.suggesting.shared_model_line import SharedModelLine
from coder.usecases.suggesting.suggestions import (
    AskAhead,
    Asked,
    AskGroups,
    AskInconsistencies,
    AskNear,
    AskRevisit,
    AskSuggestions,
    Ended,
    OpenQuestion,
    Said,
    Wrote,
)

PAUSES = (1.0, 5.0, 20.0)
"""Seconds before each new start; when they are used up, it stays ended."""

LONGEST_FAREWELL = 0.4
"""Seconds ``close`` waits for a thread; they are daemons."""

LONGEST_LOG = 20_000
"""Bytes kept of what a process that failed had to say."""

# More threads than one slow small fits down many times over, and take the processor from the screen.
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class ModelProcess:
    """Holds the model of one question, for one coder, in a process of its own.

    Every method returns at once, but for ``close``, which may take ``LONGEST_FAREWELL``. What the model says
    comes to ``arrived``, on a thread of this object, and never after ``close``. It must not wait for the
    thread that calls ``close``.
    """

    def __init__(
        self,
        target: str,
        question_key: str,
        coder_name: str,
        arrived: Callable[[Said], None],
        *,
        place: str | None = None,
        pauses: Sequence[float] = PAUSES,
    ) -> None:
        """Start the process.

        Args:
            target: The project, a file or an address.
            question_key: The question.
            coder_name: Who codes.
            arrived: Is called with each thing the model says.
            place: Where a process stands that serves several people, a socket's path; it is not started here,
                and not ended. None starts one.
            pauses: Seconds before each new start of a process that ended by itself.
        """
        self._opening = OpenQuestion(target, question_key, coder_name, _passphrase_of(target))
        self._arrived = arrived
        self._pauses = pauses
        self._place = place
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._running: _Running | SharedModelLine | None = None
        self._on_screen: dict[type[Asked], Asked] = {}
        self._unsent: dict[type[Asked], Asked] = {}
        self._thread = threading.Thread(target=self._keep, name="model process", daemon=True)
        self._thread.start()

    @property
    def process_id(self) -> int | None:
        """The id of the process; None while there is none."""
        with self._lock:
            return self._running.process_id if self._running else None

    def ask(self, answer_id: int, sentence: Span | None = None) -> None:
        """Ask for the answer on screen, or a sentence in it; ``Suggested`` comes, and anew when it learns."""
        self._tell(AskSuggestions(answer_id, sentence))

    def ask_ahead(self, answer_ids: Sequence[int]) -> None:
        """Ask for whole answers that may be next; ``Suggested`` comes for each, again after each learning."""
        self._tell(AskAhead(tuple(answer_ids)))

    def wrote(self, entry: int) -> None:
        """Tell that an entry is on disk: the model learns from it as soon as nothing else is asked."""
        self._tell(Wrote(entry))

    def ask_near(self, answer_id: int, code_id: int) -> None:
        """Ask for the coded answers with a code that are likest an answer; ``Near`` comes."""
        self._tell(AskNear(answer_id, code_id))

    def ask_revisit(self, open_codes: Mapping[int, Sequence[int]]) -> None:
        """Ask how likely open codes belong to open answers, by answer id; ``RevisitRanked`` comes."""
        self._tell(AskRevisit({answer_id: tuple(codes) for answer_id, codes in open_codes.items()}))

    def ask_inconsistencies(self) -> None:
        """Ask for answers coded unlike their nearest; ``Inconsistencies`` comes."""
        self._tell(AskInconsistencies())

    def ask_groups(self, code_ids: Sequence[int] = ()) -> None:
        """Ask for groups of alike answers that nobody has coded, or that have a code; ``Groups`` comes."""
        self._tell(AskGroups(tuple(code_ids)))

    def close(self) -> None:
        """End the process; it holds nothing that could be lost."""
        self._closing.set()
        with self._lock:
            running = self._running
        if running is not None:
            running.end()
        if threading.current_thread() is not self._thread:
            self._thread.join(LONGEST_FAREWELL)

    def _tell(self, asked: Asked) -> None:
        with self._lock:
            if isinstance(asked, AskSuggestions | AskAhead):
                self._on_screen[type(asked)] = asked
            if self._running is not None:
                self._running.tell(asked)
            else:
                self._unsent[type(asked)] = asked

    def _keep(self) -> None:
        """Start the process, hand on what it says, and start it again when it ends, but not for ever."""
        for starts_left, pause in zip(range(len(self._pauses), -1, -1), (0.0, *self._pauses), strict=True):
            if self._closing.wait(pause):
                return
            self._listen()
            if self._closing.is_set():
                return
            self._arrived(Ended(starts_again=starts_left > 0))

    def _listen(self) -> None:
        try:
            running = self._started()
        except OSError:  # no file or no process is to be had now
            return
        with running.errors as errors:
            try:
                self._hand_on(running)
            finally:
                with self._lock:
                    self._running = None
                running.end()
            if not self._closing.is_set():
                _keep_log(errors)

    def _hand_on(self, running: _Running | SharedModelLine) -> None:
        with contextlib.closing(running.said()) as all_said:
            for said in all_said:
                if not self._closing.is_set():
                    self._arrived(said)

    def _started(self) -> _Running | SharedModelLine:
        running = _Running() if self._place is None else SharedModelLine(self._place)
        with self._lock:
            self._running = running
            running.tell(self._opening)
            for asked in {**self._unsent, **self._on_screen}.values():
                running.tell(asked)
            self._unsent.clear()
        if self._closing.is_set():
            running.end()
        return running


def _passphrase_of(target: str) -> str | None:
    from coder.store.cipher import known_passphrase

    return None if "://" in target else known_passphrase(Path(target))


class _Running:
    """One process and the thread that writes to it, so that a full pipe stops nobody else."""

    def __init__(self) -> None:
        with contextlib.ExitStack() as stack:
            self.errors: IO[bytes] = stack.enter_context(tempfile.TemporaryFile())
            self.process = subprocess.Popen(
                # -P: what lies in the working folder is not the program's.
                [sys.executable, "-P", "-m", "coder.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.errors,
                env={**os.environ, **_ONE_THREAD},
            )
            stack.pop_all()
        self._outgoing: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="to the model process", daemon=True)
        self._writer.start()

    @property
    def process_id(self) -> int:
        """The id of the process."""
        return self.process.pid

    def tell(self, asked: Asked) -> None:
        """Hand over one message."""
        self._outgoing.put(asked)

    def said(self) -> Generator[Said]:
        """Yield what the process says, until it ends."""
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                if line.endswith(b"\n"):  # a killed process may leave half a line
                    yield message_in(line)

    def end(self) -> None:
        """End the process now; once is enough, more often does no harm."""
        self._outgoing.put(None)
        self.process.kill()
        self.process.wait()

    def _write(self) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(OSError), self.process.stdin as pipe:
            while (asked := self._outgoing.get()) is not None:
                pipe.write(line_of(asked))
                pipe.flush()


def log_file() -> Path:
    """Return where the last words of a process that failed are kept; there is none as long as none failed."""
    import platformdirs

    return Path(platformdirs.user_state_dir("coder", appauthor=False)) / "model_process.log"


def _keep_log(errors: IO[bytes]) -> None:
    """Keep what a process said before it ended, in place of what an earlier one did."""
    end = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, end - LONGEST_LOG))
    last_words = errors.read()
    if not last_words:
        return
    path = log_file()
    with contextlib.suppress(OSError):
        make_private_folder(path.parent)
        path.unlink(missing_ok=True)
        make_private_file(path)
        path.write_bytes(last_words)
