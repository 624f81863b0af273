"""A screen with a question's tables before it: read once behind it, counted and looked behind at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal

from coder.tui.errors import show_error
from coder.tui.history.taking_back import take_back_then
from coder.tui.project_screen import ProjectScreen
from coder.tui.tables.behind import BehindState, CellKey, cell_key, is_hidden_here
from coder.tui.tables.state import N_ROW, Kind, Made, TablesState, Wanted

if TYPE_CHECKING:
    from coder.domain.errors import CoderError
    from coder.store.answers import Answer
    from coder.usecases.tables.any_table import AnyTable
    from coder.usecases.tables.desk import TableFrame
    from coder.usecases.tables.sheet import TableSheet
    from coder.usecases.team.following import OthersWrote

QUICK = 0.5
"""Seconds: where reading all codings took no longer, what is coded meanwhile is counted at once."""
MOST_PAIRS = 200
"""Pairs of codes that are shown; a file has them all."""
TOLD_AFTER = 0.15
"""Seconds after which it is told that it is being counted."""


class TablesDesk(ProjectScreen):
    """Keeps a table in step with what is asked and with the project; what is seen stands below."""

    SHOWS_OTHERS = True

    def __init__(self, question: str, wave: str | None = None) -> None:
        super().__init__()
        self.question = question
        self.wave = wave
        self.state: TablesState | None = None
        self.is_busy = False
        """Whether a table takes so long that it is told."""
        self._sheet: TableSheet | None = None
        self._is_making = False
        self._is_asked_again = False
        """Whether to count anew once the table that is being made is there."""
        self._is_looking = False
        self._finding: CellKey | None = None
        self._seconds = 0.0
        """How long reading all codings took last."""
        self._is_loaded = False

    def begin(self) -> None:
        def read() -> TableFrame:
            from coder.usecases.tables.desk import table_frame

            return self.session.read(table_frame, self.question)

        self.read_behind(read, self._take_frame)

    def take_in(self, told: OthersWrote) -> None:
        self.look_for_newer()

    def repaint(self) -> None:
        """Show everything as it stands."""
        raise NotImplementedError

    def _take_frame(self, frame: TableFrame) -> None:
        if self.state is None:
            self.state = TablesState(frame, self.wave)
        else:
            self.state.frame = frame
        self.repaint()
        self.make()

    # The table

    def make(self, *, again: bool = False) -> None:
        """Make the table that is asked for, unless it is there; the one asked for last wins."""
        state = self.state
        if self._is_making:
            self._is_asked_again |= again
            return
        if state is None or (state.is_up_to_date and not again):
            return
        self._is_making = True
        wanted, before = state.wanted, None if state.made is None else state.made.entry
        self.set_timer(TOLD_AFTER, self._tell_busy)

        def read() -> tuple[Made, float]:
            return self._made(wanted)

        def show(found: tuple[Made, float]) -> None:
            made, seconds = found
            self._is_making = self.is_busy = False
            if made.entry != before:
                self._seconds = seconds
            state.take(made)
            self.repaint()
            again, self._is_asked_again = self._is_asked_again, False
            self.make(again=again)
            self._load_the_rest()

        self.read_behind(read, show)

    def _made(self, wanted: Wanted) -> tuple[Made, float]:
        """Make a table of any kind, on a thread; what cannot be made says why."""
        from coder.domain.errors import CoderError
        from coder.usecases.tables.desk import newest_entry
        from coder.usecases.tables.sheet import TableSheet

        if self._sheet is None:
            self._sheet = TableSheet(self.session.engine, self.question)
        start, entry = time.perf_counter(), 0
        try:
            entry = self.session.read(newest_entry)
            if wanted.kind is Kind.FREQUENCIES:
                made = Made(wanted, entry, table=self._sheet.table(wanted.options))
            else:
                made = Made(wanted, entry, other=_other(self._sheet, wanted, MOST_PAIRS))
        except CoderError as error:
            made = Made(wanted, entry, problem=str(error))
        return made, time.perf_counter() - start

    def whole(self, wanted: Wanted) -> AnyTable:
        """Make another kind of table than frequencies for a file, with all its rows; on a thread."""
        assert self._sheet is not None, "a table was made before it is written"
        return _other(self._sheet, wanted)

    def _tell_busy(self) -> None:
        if self._is_making:
            self.is_busy = True
            self.repaint()

    def _load_the_rest(self) -> None:
        """Read what other tables rest on, so that the next change waits for nothing."""
        sheet = self._sheet
        if sheet is None or self._is_loaded:
            return
        self._is_loaded = True
        self.read_behind(sheet.load, lambda _done: None)

    # The project goes on meanwhile

    def look_for_newer(self) -> None:
        """Look whether somebody has coded; count anew where that is quick, else tell."""
        state = self.state
        if state is None or state.made is None or self._is_making or self._is_looking or state.is_older:
            return
        if self.app.screen is not self:
            return
        self._is_looking = True
        entry = state.made.entry

        def read() -> bool:
            from coder.usecases.tables.desk import counts_changed

            return self.session.read_after_writes(counts_changed, entry)

        def not_read(error: CoderError) -> None:
            self._is_looking = False
            show_error(self, error)

        def show(changed: bool) -> None:
            self._is_looking = False
            if not changed or state.made is None or state.made.entry != entry:
                return
            if self._seconds <= QUICK:
                self.count_anew()
            else:
                state.is_older = True
                self.repaint()

        self.read_behind(read, show, not_read)

    def count_anew(self) -> None:
        """Read again what can be asked, and count."""

        def read() -> TableFrame:
            from coder.usecases.tables.desk import table_frame

            return self.session.read_after_writes(table_frame, self.question)

        def show(frame: TableFrame) -> None:
            if self.state is not None:
                self.state.frame = frame
                self.make(again=True)

        self.read_behind(read, show)

    def take_back(self, operation: Literal["undo", "redo"]) -> None:
        """Undo or redo, and count what that changed."""
        take_back_then(self, operation, self.look_for_newer)

    # The answers behind a number

    def look_behind(self) -> None:
        """Find the answers behind the number one stands on; the number stood on last wins."""
        state = self.state
        key = None if state is None else cell_key(state)
        if state is None or key is None or self._finding is not None:
            return
        if state.behind is not None and state.behind.key == key:
            self.read_texts()
            return
        if is_hidden_here(state) and not state.is_reading:
            return
        self._finding = key

        def read() -> list[int]:
            assert self._sheet is not None
            row_id, level = key.row
            try:
                return self._sheet.answers_behind(
                    key.options, None if key.row == N_ROW else row_id, key.column, is_theme=level == "theme"
                )
            except KeyError:
                # The project went on: the row or the column is gone, as the next table will show.
                return []

        def not_read(error: CoderError) -> None:
            self._finding = None
            show_error(self, error)

        def show(ids: list[int]) -> None:
            self._finding = None
            before, state.behind = state.behind, BehindState(key, ids)
            if before is not None:
                state.behind.stand_as(before)
            self.look_behind()
            self.repaint()

        self.read_behind(read, show, not_read)

    def read_texts(self) -> None:
        """Read the texts near the cursor that are not read yet."""
        behind = None if self.state is None else self.state.behind
        wanted = [] if behind is None else behind.wanted()
        if behind is None or not wanted:
            return

        def read() -> dict[int, Answer]:
            from coder.usecases.tables.desk import answers_to_show

            return self.session.read(answers_to_show, wanted)

        def show(texts: dict[int, Answer]) -> None:
            behind.ahead.take(texts)
            self.repaint()

        def not_read(error: CoderError) -> None:
            behind.ahead.not_read(wanted)
            show_error(self, error)

        self.read_behind(read, show, not_read)


def _other(sheet: TableSheet, wanted: Wanted, most: int | None = None) -> AnyTable:
    """Make a table of another kind than frequencies."""
    from dataclasses import replace

    from coder.usecases.tables.code_by_code import TogetherOptions, made_together
    from coder.usecases.tables.progress import made_progress

    if wanted.kind is Kind.TOGETHER:
        return sheet.made(
            wanted.options, lambda asked: made_together(asked, TogetherOptions(most=most))
        ).table()
    options = wanted.options
    return sheet.made(replace(options, base="frame"), lambda asked: made_progress(asked, options)).table()
