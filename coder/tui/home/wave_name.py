"""Giving a wave a name from the list of questions: tables, lists and files call it that then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.wave import wave_in_words
from coder.messages import _
from coder.text.safe import safe_line
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.typed_questions import TextDialog
from coder.tui.errors import say
from coder.tui.pieces.lines import Piece, line

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing
    from coder.tui.project_screen import ProjectScreen


class WaveName:
    """Asks which wave, if there are several, then for its name, and hands it in."""

    def __init__(self, screen: ProjectScreen) -> None:
        self._screen = screen

    def ask(self) -> None:
        """Read which waves there are, and ask."""

        def read() -> list[str]:
            from coder.store.waves import wave_ids

            return list(self._screen.session.read(wave_ids))

        self._screen.read_behind(read, self._ask_which)

    def _ask_which(self, waves: list[str]) -> None:
        if not waves:
            say(self._screen, _("There is no wave yet."))
            return
        if len(waves) == 1:
            self._ask_name(waves[0])
            return
        lines = [line(Piece(safe_line(wave_in_words(each)))) for each in waves]
        nameless = waves.index("") if "" in waves else 0

        def chosen(place: int | None) -> None:
            if place is not None:
                self._ask_name(waves[place])

        self._screen.app.push_screen(
            ChoiceDialog(_("Which wave shall have a name?"), lines, nameless), chosen
        )

    def _ask_name(self, wave: str) -> None:
        asked = (
            _("What shall the wave «{wave}» be called?").format(wave=safe_line(wave))
            if wave
            else _("What shall the wave without a name be called? A year, for one.")
        )

        def typed(name: str | None) -> None:
            if name is not None and name.strip():
                self._hand_in(wave, name)

        self._screen.app.push_screen(TextDialog(asked, wave, is_replaced=True), typed)

    def _hand_in(self, wave: str, name: str) -> None:
        def act(work: Writing) -> None:
            from coder.usecases.survey.waves import name_wave

            name_wave(work, wave, name)

        said = _("The wave is called «{wave}» now.").format(wave=safe_line(name.strip()))
        self._screen.hand_over("name_wave", act, lambda _nothing: say(self._screen, said))
