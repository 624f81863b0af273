"""A question's settings, asked for over the home screen: what is coded, in which order, the wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.withholding import Suggest
from coder.messages import _
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.typed_questions import MenuDialog, TextDialog
from coder.tui.home.lines import order_in_words, shared_in_words, suggest_in_words, unit_in_words
from coder.tui.pieces.lines import Piece, line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coder.domain.question import Question
    from coder.store.unit_of_work import Writing
    from coder.tui.home.ways import HomeWays

UNITS = ("answer", "sentence")
ORDERS = ("random", "file", "alike")
SHARING = ("no", "yes")
SUGGESTING = (
    (Suggest.SHOWN, 0),
    (Suggest.AFTER_OWN, 0),
    *((Suggest.HIDDEN_SHARE, percent) for percent in (10, 20, 33, 50)),
)
"""When suggestions come, and the percentage of answers they are hidden on."""


class QuestionSettings:
    """Asks which setting, then for its value, and hands it in."""

    def __init__(self, screen: HomeWays, question: Question) -> None:
        self._screen = screen
        self._question = question

    def ask(self) -> None:
        """Ask what to change; each setting says how it stands."""
        question = self._question
        choices = [
            ("u", "unit", _("unit: {now}").format(now=unit_in_words(question.unit))),
            ("o", "reading_order", _("order: {now}").format(now=order_in_words(question.reading_order))),
            ("p", "shared", _("pile: {now}").format(now=shared_in_words(self._sharing))),
            ("s", "suggest", _("suggestions: {now}").format(now=suggest_in_words(*self._suggesting))),
            ("w", "text", _("wording")),
        ]
        asked = _("What shall be changed about «{question}»?").format(question=question.key)
        self._screen.app.push_screen(MenuDialog(asked, choices), self._chosen)

    def _chosen(self, what: str | None) -> None:
        question = self._question
        if what == "unit":
            asked = _("What is coded? Codes that are set stay as they are.")
            self._choose("unit", asked, UNITS, unit_in_words, question.unit)
        elif what == "reading_order":
            asked = _("In which order are answers read?")
            self._choose("reading_order", asked, ORDERS, order_in_words, question.reading_order)
        elif what == "shared":
            self._choose_sharing()
        elif what == "suggest":
            self._choose_suggesting()
        elif what == "text":
            dialog = TextDialog(_("The wording of «{key}»").format(key=question.key), question.text)
            self._screen.app.push_screen(dialog, self._worded)

    def _choose(
        self, setting: str, asked: str, values: Sequence[str], words: Callable[[str], str], now: str
    ) -> None:
        def taken(place: int | None) -> None:
            if place is not None and values[place] != now:
                self._hand_in(**{setting: values[place]})

        self._ask_value(asked, [words(value) for value in values], values.index(now), taken)

    @property
    def _suggesting(self) -> tuple[Suggest, int]:
        question = self._question
        return Suggest(question.suggest), question.hidden_percent

    @property
    def _sharing(self) -> str:
        return SHARING[self._question.shared]

    def _choose_sharing(self) -> None:
        def taken(place: int | None) -> None:
            if place is not None and SHARING[place] != self._sharing:
                self._hand_in(shared=place)

        asked = _("Who reads which answers? Dealt piles and blind samples stay as they are.")
        words = [shared_in_words(value) for value in SHARING]
        self._ask_value(asked, words, SHARING.index(self._sharing), taken)

    def _choose_suggesting(self) -> None:
        values, now = list(SUGGESTING), self._suggesting
        if now not in values:
            values.append(now)

        def taken(place: int | None) -> None:
            if place is not None and values[place] != now:
                suggest, percent = values[place]
                self._hand_in(suggest=suggest.value, hidden_percent=percent)

        asked = _("When are codes suggested? Hidden on some answers, it can be measured whether they steer.")
        self._ask_value(asked, [suggest_in_words(*value) for value in values], values.index(now), taken)

    def _ask_value(
        self, asked: str, words: Sequence[str], now: int, taken: Callable[[int | None], None]
    ) -> None:
        """Ask for one of the values; ● stands before the one that holds."""
        lines = [
            line(Piece(" ● " if place == now else "   "), Piece(each)) for place, each in enumerate(words)
        ]
        self._screen.app.push_screen(ChoiceDialog(asked, lines, now), taken)

    def _worded(self, text: str | None) -> None:
        if text is not None and text.strip() != self._question.text:
            self._hand_in(text=text.strip() or None)

    def _hand_in(self, **settings: str | int | None) -> None:
        key = self._question.key

        def act(work: Writing) -> None:
            from coder.usecases.questions import change_question

            change_question(work, key, **settings)

        self._screen.hand_over("set_question", act, lambda _nothing: self._screen.begin())
