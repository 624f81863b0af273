"""A question's tables in plain mode: said row by row, each number with its row and its column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coder.messages import _, ngettext
from coder.plain.commands import Command
from coder.plain.room import Room
from coder.text.folding import folded

if TYPE_CHECKING:
    from coder.documents.grid import Grid, GridColumn, GridRow
    from coder.plain.seat import Seat
    from coder.tables.options import BaseKind, Level, Order, TableOptions
    from coder.tables.table import FrequencyTable
    from coder.usecases.tables.desk import TableFrame
    from coder.usecases.tables.sheet import TableSheet
    from coder.usecases.team.following import OthersWrote

Key = TypeVar("Key", bound=str)

MOST_IN_A_LINE = 3
"""Numbers said in one line; of more, each has a line of its own, to be gone through line by line."""


class TableRoom(Room):
    """Makes tables and says them."""

    shows_others = True

    def __init__(self, seat: Seat, question: str, wave: str | None) -> None:
        super().__init__(seat)
        self.question: str = question
        self._waves = () if wave is None else (wave,)
        self._row = -1
        self._table: FrequencyTable | None = None
        self._grid: Grid | None = None
        self._options: TableOptions | None = None
        self._frame: TableFrame | None = None
        self._made: TableSheet | None = None

    @property
    def prompt(self) -> str:
        return _("table")

    @property
    def options(self) -> TableOptions:
        """What is asked for."""
        if self._options is None:
            from coder.tables.options import TableOptions

            self._options = TableOptions(waves=self._waves)
        return self._options

    def arrive(self) -> None:
        self._make(self.options)

    def line(self, typed: str) -> None:
        grid, written = self._grid, typed.strip()
        if grid is None:
            return
        if not written:
            if self._row + 1 >= len(grid.rows):
                self.talk.say(_("That was the last row."), grid.note)
                return
            self._say_row(self._row + 1)
        elif written.isdecimal():
            self._go_to_row(int(written) - 1)
        else:
            found = [
                place for place, row in enumerate(grid.rows) if folded(row.label).startswith(folded(written))
            ]
            found = found or [
                place for place, row in enumerate(grid.rows) if folded(written) in folded(row.label)
            ]
            self._go_to_row(found[0] if found else len(grid.rows))

    def how_to_type(self) -> Sequence[str]:
        return [
            _("Enter alone: the next row."),
            _("A number, or letters of its name: that row."),
        ]

    def own_commands(self) -> Sequence[Command]:
        return [
            Command("all", _("all"), _("Say all rows"), lambda _rest: self._all()),
            Command(
                "column", _("column"), _("Say one column, row by row"), self._column, _("NUMBER or NAME")
            ),
            Command("headings", _("headings"), _("Name the columns"), lambda _rest: self._columns()),
            Command(
                "by",
                _("by"),
                _("A column for each level of a variable; alone: none"),
                self._by,
                _("VARIABLE"),
            ),
            Command("trend", _("trend"), _("Waves side by side, or no more"), lambda _rest: self._trend()),
            Command("level", _("level"), _("Codes, themes, or both"), self._level, _("WORD")),
            Command(
                "base",
                _("base"),
                _("What percentages are of: done, answered, all, frame"),
                self._base,
                _("WORD"),
            ),
            Command(
                "order",
                _("order"),
                _("The order of the rows: count, code list, name"),
                self._order,
                _("WORD"),
            ),
            Command(
                "note", _("note"), _("Say what N is, and all that must be known"), lambda _rest: self._note()
            ),
            Command(
                "behind",
                _("behind"),
                _("The answers behind the row said last, or behind a number of it"),
                self._behind,
                _("NUMBER OF COLUMN"),
            ),
            Command(
                "save", _("save"), _("Write the table to a file"), self._save, _("FILE.docx, .xlsx, .csv …")
            ),
        ]

    def take_in(self, told: OthersWrote) -> None:
        from coder.usecases.tables.desk import counts_changed

        if self._table is not None and self.seat.read(counts_changed, told.entry - 1):
            self.talk.say(_("Somebody has coded meanwhile; «.again» counts anew."))

    def _sheet(self) -> TableSheet:
        if self._made is None:
            from coder.usecases.tables.sheet import TableSheet

            self._made = TableSheet(self.seat.session.engine, self.question)
        return self._made

    def _make(self, options: TableOptions) -> None:
        from coder.tables.grid_of import grid_of

        table = self._sheet().table(options)
        self._table, self._options, self._grid, self._row = table, options, grid_of(table), -1
        rows = ngettext("{n} row", "{n} rows", len(self._grid.rows)).format(n=len(self._grid.rows))
        numbers = ngettext("{n} column", "{n} columns", len(self._grid.columns))
        numbers = numbers.format(n=len(self._grid.columns))
        self.talk.say(self._grid.title, f"{rows}, {numbers}.", *table.warnings)
        if len(self._grid.columns) > MOST_IN_A_LINE:
            self._columns()

    def _go_to_row(self, place: int) -> None:
        if self._grid is not None and 0 <= place < len(self._grid.rows):
            self._say_row(place)
        else:
            self.talk.say(_("There is no such row."))

    def _say_row(self, place: int) -> None:
        grid = self._grid
        if grid is None:
            return
        self._row, row = place, grid.rows[place]
        label = f"{place + 1}: {_label(grid, place)}"
        told = [
            f"{_heading(column)}: {cell.text}"
            for column, cell in zip(grid.columns, row.cells, strict=True)
            if cell.text
        ]
        if len(grid.columns) <= MOST_IN_A_LINE:
            self.talk.say(". ".join([label, "; ".join(told)]) + "." if told else label)
            return
        self.talk.say(label)
        self.talk.say(*(f"{row.label}, {each}." for each in told))

    def _all(self) -> None:
        for place in range(len(self._grid.rows) if self._grid else 0):
            self._say_row(place)
        self._note()

    def _note(self) -> None:
        if self._grid is not None:
            self.talk.say(self._grid.note)

    def _columns(self) -> None:
        if self._grid is not None:
            names = (f"{number} {_heading(each)}" for number, each in enumerate(self._grid.columns, 1))
            self.talk.say(_("Columns: {names}.").format(names="; ".join(names)))

    def _column(self, written: str) -> None:
        grid, place = self._grid, self._column_meant(written)
        if grid is None or place is None:
            return
        self.talk.say(f"{_heading(grid.columns[place])}:")
        for number in range(len(grid.rows)):
            self.talk.say(f"{_label(grid, number)}: {grid.rows[number].cells[place].text or '–'}.")

    def _column_meant(self, written: str) -> int | None:
        columns = self._grid.columns if self._grid else ()
        if written.isdecimal() and 1 <= int(written) <= len(columns):
            return int(written) - 1
        found = [n for n, each in enumerate(columns) if written and folded(written) in folded(_heading(each))]
        if not found:
            self._columns()
        return found[0] if found else None

    def _by(self, written: str) -> None:
        frame = self._asked()
        names = [each.name for each in frame.variables]
        found = [each for each in names if written and folded(each).startswith(folded(written))]
        if written and not found:
            self.talk.say(_("The variables are: {names}.").format(names="; ".join(names)))
            return
        self._make(replace(self.options, by=tuple(found[:1]), trend=False))

    def _asked(self) -> TableFrame:
        from coder.usecases.tables.desk import table_frame

        if self._frame is None:
            self._frame = self.seat.read(table_frame, self.question)
        return self._frame

    def _trend(self) -> None:
        self._make(replace(self.options, trend=not self.options.trend, by=()))

    def _level(self, written: str) -> None:
        words: dict[Level, str] = {"code": _("code"), "theme": _("theme"), "both": _("both")}
        level = self._chosen(written, words) if written else None
        if level is not None or not written:
            self._make(replace(self.options, level=level))

    def _base(self, written: str) -> None:
        base = self._chosen(written, _base_words()) if written else "done"
        if base is not None:
            self._make(replace(self.options, base=base))

    def _order(self, written: str) -> None:
        words: dict[Order, str] = {"count": _("count"), "codebook": _("code list"), "name": _("name")}
        order = self._chosen(written, words) if written else None
        if order is not None or not written:
            self._make(replace(self.options, order=order))

    def _chosen(self, written: str, words: Mapping[Key, str]) -> Key | None:
        """Return what a word chooses, in the person's language or in English; say what there is otherwise."""
        beginning = folded(written)
        in_english: dict[Key, str] = {key: key for key in words}
        for spoken in (words, in_english):
            found = [key for key, word in spoken.items() if folded(word).startswith(beginning)]
            if len(found) == 1:
                return found[0]
        self.talk.say(_("Type one of: {words}.").format(words="; ".join(words.values())))
        return None

    def _behind(self, written: str) -> None:
        from coder.plain.answers_room import AnswersRoom

        table = self._table
        if table is None or not 0 <= self._row < len(table.rows):
            self.talk.say(_("Have a row of a code said first."))
            return
        keys = [each.key for each in (*table.columns, table.total_column)]
        place = int(written) - 1 if written.isdecimal() else len(keys) - 1
        if not 0 <= place < len(keys):
            self._columns()
            return
        row = table.rows[self._row]
        ids = self._sheet().answers_behind(self.options, row.id, keys[place], is_theme=row.level == "theme")
        room = AnswersRoom(self.seat, self.question, None, among=ids)
        self.visit(room)

    def came_back(self, room: Room) -> None:
        self.chosen, self.listed = room.chosen, room.listed
        if self.chosen is not None:
            self.leave()
        elif self._row >= 0:
            self._say_row(self._row)

    def _save(self, written: str) -> None:
        from coder.usecases.tables.file import frequencies_to_file

        if not written:
            self.talk.say(_("Type a name after it."))
            return
        file, engine = Path(written).expanduser(), self.seat.session.engine
        told = frequencies_to_file(engine, self.question, self.options, file, coder_id=self.seat.coder.id)
        self.talk.say(*told, _("Written: {file}").format(file=file))


def _base_words() -> dict[BaseKind, str]:
    return {"done": _("done"), "answered": _("answered"), "all": _("all"), "frame": _("frame")}


def _heading(column: GridColumn) -> str:
    return ", ".join(filter(None, (column.group, column.heading)))


def _label(grid: Grid, place: int) -> str:
    """Return a row's name, with the theme it stands under: whoever listens cannot see that it is set in."""
    row: GridRow = grid.rows[place]
    above = next((each.label for each in reversed(grid.rows[:place]) if each.indent < row.indent), "")
    return (
        _("{code}, under {theme}").format(code=row.label, theme=above) if row.indent and above else row.label
    )
