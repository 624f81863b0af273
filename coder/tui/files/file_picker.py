"""Choosing a file by name: a folder's rows above, a line to type in below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from coder.domain.errors import CoderError
from coder.messages import _
from coder.text.safe import safe
from coder.tui.files.file_rows import FileKind, FileRows, row_line
from coder.tui.pieces.filter_line import FilterLine
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.wrapping import wrapped

LONGEST_PATH = 4_096


class FilePicker(Vertical):
    """A folder to choose a file in; what cannot be opened is said in place."""

    DEFAULT_CSS = """
    FilePicker { height: 1fr; }
    FilePicker #folder { height: 1; padding: 0 1; }
    FilePicker #files { height: 1fr; padding: 0 0 0 1; }
    FilePicker #told { height: auto; max-height: 6; padding: 0 2; }
    FilePicker #typing { height: 1; padding: 0 1; background: $raised; }
    FilePicker #prompt { width: 8; }
    """

    @dataclass
    class Chosen(Message):
        """A file was chosen."""

        path: Path

    @dataclass
    class AlsoChosen(Message):
        """One of the rows below the files was chosen."""

        name: str

    def __init__(
        self,
        folder: Path,
        suffixes: Sequence[str],
        also: Sequence[tuple[str, str]] = (),
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.files = FileRows(folder, suffixes)
        self.also = also
        """What else may be chosen: (name, words); shown below the files while nothing is typed."""
        self._on_also: int | None = None

    def compose(self) -> ComposeResult:
        yield LinesView(id="folder")
        yield LineList(id="files")
        yield LinesView(id="told")
        with Horizontal(id="typing"):
            yield LinesView([line(Piece(_("file ▸"), Role.ACCENT))], id="prompt")
            typing = FilterLine(id="name")
            typing.max_length = LONGEST_PATH
            typing.placeholder = _("type part of a name, or a path: ~/…")
            yield typing

    def on_mount(self) -> None:
        self.look("")
        self.query_one(FilterLine).focus()

    def tell(self, sentence: str) -> None:
        """Say something in place, until a key is typed."""
        width = max(self.size.width - 4, 20)
        said = [line(Piece(each, Role.MARK)) for each in wrapped(safe(sentence), width)] if sentence else []
        self.query_one("#told", LinesView).show(said)

    def look(self, typed: str) -> None:
        """Show what fits what is typed."""
        self.tell("")
        self._on_also = None
        try:
            self.files.type(typed)
        except CoderError as error:
            self.tell(str(error))
        if not self.files.rows and self._shown_also:
            self._on_also = 0
        self._show()

    def clear(self) -> None:
        """Empty the line."""
        self.query_one(FilterLine).value = ""

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._catch_up()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.stop()
        first = self._first_also
        self._on_also = event.index - first if event.index >= first else None
        if self._on_also is None:
            self.files.cursor = event.index
        self.choose()

    def move(self, step: int) -> None:
        """Move among the rows, and among what stands below them."""
        self._catch_up()
        files = self.query_one(LineList)
        place = files.move(step)
        self._on_also = None
        if place is not None and place >= self._first_also:
            self._on_also = place - self._first_also
        elif place is not None:
            self.files.cursor = place

    def choose(self) -> None:
        """Open the folder under the cursor, or say that the file was chosen."""
        self._catch_up()
        if self._on_also is not None:
            self.post_message(self.AlsoChosen(self._shown_also[self._on_also][0]))
            return
        row = self.files.row
        if row is None:
            if self.files.typed:
                self.post_message(self.Chosen(self.files.path_meant()))
        elif row.kind in (FileKind.UP, FileKind.FOLDER):
            self._enter(row.path)
        else:
            self.post_message(self.Chosen(row.path))

    def _catch_up(self) -> None:
        """Look for what is typed now: a key may come before the line has told of the letters before it."""
        typed = self.query_one(FilterLine).value
        if typed != self.files.typed:
            self.look(typed)

    def _enter(self, folder: Path) -> None:
        typing = self.query_one(FilterLine)
        self.files.enter(folder)
        with self.prevent(Input.Changed):
            typing.value = ""
        self.look("")

    @property
    def _shown_also(self) -> Sequence[tuple[str, str]]:
        return () if self.files.typed else self.also

    @property
    def _first_also(self) -> int:
        """The list's line of the first of them; a blank one stands above."""
        return max(len(self.files.rows), 1) + 1

    def _show(self) -> None:
        lines: list[Line] = [row_line(row) for row in self.files.rows]
        if not lines:
            lines = [line(Piece(_(" No file here fits."), Role.DIM), selectable=False)]
        cursor = self.files.cursor
        if self._shown_also:
            lines.append(line(selectable=False))
            lines += [line(Piece(f" {words}")) for _name, words in self._shown_also]
            if self._on_also is not None:
                cursor = self._first_also + self._on_also
        folder = line(Piece(_("in ")), Piece(str(self.files.folder), Role.STRONG))
        self.query_one("#folder", LinesView).show([folder])
        self.query_one(LineList).show_at(lines, cursor)
