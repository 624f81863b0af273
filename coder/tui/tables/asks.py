"""What the Tables screen asks: by what, which waves, which layer, what is hidden, which file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.wave import wave_in_words
from coder.messages import _, ngettext
from coder.text.safe import safe_line
from coder.tui.dialogs.several import SeveralDialog
from coder.tui.dialogs.typed_questions import TextDialog
from coder.tui.errors import say
from coder.tui.files.ask_file import ask_file, file_name, in_file_name, written_to
from coder.tui.pieces.lines import Piece, line
from coder.tui.tables.state import Kind, TablesState

if TYPE_CHECKING:
    from coder.tui.project_screen import ProjectScreen
    from coder.tui.tables.desk import TablesDesk

LEAST_HIDDEN = 2
"""Under this, nothing would be hidden."""


def ask_by(screen: ProjectScreen, state: TablesState, then: Callable[[], None]) -> None:
    """Ask for background variables."""
    variables = state.frame.variables
    if not variables:
        say(screen, _("The project has no background variables; they come with the survey file."))
        return
    names = [variable.name for variable in variables]
    beside = [
        ngettext("{n} level", "{n} levels", len(each.levels)).format(n=len(each.levels)) for each in variables
    ]

    def answered(places: tuple[int, ...] | None) -> None:
        if places is not None:
            state.part_by([names[place] for place in places])
            then()

    chosen = [names.index(name) for name in state.options.by if name in names]
    asked, none = _("Columns by which background variable?"), _("none: everybody in one column")
    choices = list(zip(names, beside, strict=True))
    screen.app.push_screen(SeveralDialog(asked, choices, chosen, none), answered)


def ask_waves(screen: ProjectScreen, state: TablesState, then: Callable[[], None]) -> None:
    """Ask which waves are counted, and whether one stands beside the other."""
    waves = state.frame.waves
    if len(waves) < 2:
        say(screen, _("The question has answers in one wave only."))
        return
    ways: list[tuple[str, tuple[str, ...], bool]] = [
        (_("all waves together"), (), False),
        (_("a trend: a column for each wave"), (), True),
        *((_("only {wave}").format(wave=safe_line(wave_in_words(wave))), (wave,), False) for wave in waves),
    ]

    def answered(place: int | None) -> None:
        if place is not None:
            _words, chosen, trend = ways[place]
            state.in_waves(chosen, trend=trend)
            then()

    now = next((n for n, way in enumerate(ways) if way[1:] == (state.options.waves, state.options.trend)), 0)
    _choose(screen, _("Which waves?"), [words for words, _waves, _trend in ways], now, answered)


def ask_layer(screen: ProjectScreen, state: TablesState, then: Callable[[], None]) -> None:
    """Ask for a reporting layer."""
    layers = state.frame.layers
    if not layers:
        say(screen, _("The question has no reporting layer yet; coder layer makes one."))
        return

    def answered(place: int | None) -> None:
        if place is not None:
            state.through(None if place == 0 else layers[place - 1])
            then()

    now = layers.index(state.options.layer) + 1 if state.options.layer in layers else 0
    _choose(
        screen,
        _("Through which reporting layer?"),
        [_("none: the codes as they are"), *map(safe_line, layers)],
        now,
        answered,
    )


def ask_min_cell(screen: ProjectScreen, state: TablesState, then: Callable[[], None]) -> None:
    """Ask under which number counts are hidden."""
    before = "" if state.options.min_cell is None else str(state.options.min_cell)

    def answered(typed: str | None) -> None:
        if typed is None:
            return
        clean = typed.strip()
        if clean and not (clean.isdecimal() and int(clean) >= LEAST_HIDDEN):
            say(screen, _("A whole number from 2 on, or nothing to hide nothing."), warning=True)
            return
        state.hide_under(int(clean) if clean else None)
        then()

    asked = _("Hide counts under which number? Empty: hide nothing.")
    screen.app.push_screen(TextDialog(asked, before, longest=6, is_replaced=True), answered)


def ask_number(screen: ProjectScreen, state: TablesState, then: Callable[[], None]) -> None:
    """Ask for the table's number in the report."""

    def answered(typed: str | None) -> None:
        if typed is not None:
            state.be_number(typed)
            then()

    asked = _("The table's number in the report, as 7.2")
    screen.app.push_screen(
        TextDialog(asked, state.options.number or "", longest=20, is_replaced=True), answered
    )


def ask_table_file(screen: TablesDesk, state: TablesState, question: str) -> None:
    """Ask for a file, and write the table to it."""
    asked = _(
        "Write the table to which file? The ending says as what: "
        ".docx .xlsx .odt .html .md .tex .txt .csv .json, or .svg .png for a figure"
    )
    named = {
        Kind.FREQUENCIES: _("{question}_table"),
        Kind.TOGETHER: _("{question}_together"),
        Kind.PROGRESS: _("{question}_progress"),
    }[state.wanted.kind]
    suggested = file_name(named.format(question=in_file_name(question)))
    ask_file(screen, asked, suggested, lambda file: _write(screen, state, question, file))


def _write(screen: TablesDesk, state: TablesState, question: str, file: Path) -> None:
    session, wanted = screen.session, state.wanted

    def write() -> tuple[str, ...]:
        from coder.usecases.tables.file import frequencies_to_file, other_to_file

        coder_id = session.coder.id
        if wanted.kind is Kind.FREQUENCIES:
            return frequencies_to_file(session.engine, question, wanted.options, file, coder_id=coder_id)
        return other_to_file(session.engine, question, screen.whole(wanted), file, coder_id=coder_id)

    def told(sentences: Sequence[str]) -> None:
        say(screen, " ".join([_("Written: {file}").format(file=written_to(screen, file)), *sentences]))

    screen.read_behind(write, told)


def _choose(
    screen: ProjectScreen,
    asked: str,
    words: Sequence[str],
    now: int,
    answered: Callable[[int | None], None],
) -> None:
    from coder.tui.dialogs.choice import ChoiceDialog

    screen.app.push_screen(ChoiceDialog(asked, [line(Piece(each)) for each in words], now), answered)
