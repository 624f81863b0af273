"""The keys of reading again and of reviewing proposals; footer and help are made from them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.binding import Binding

from coder.domain.revisit_rule import STOP_AFTER
from coder.messages import _
from coder.tui.keys.key_binding import hidden, key
from coder.tui.keys.key_groups import EMPTY_LINE, READING_TEXT, TYPING

_TOGGLE = _("Choose one of the codes asked about, or let go of it; one that is set is taken off")
_BACK = _("Back to the answer before")
_LATER = _("On to the next answer; this one is left for later")
_LATER_OR_ON = _(
    "On to the next answer; this one is left for later. After a draw: read on, the likeliest first"
)
_SENTENCE = _("The sentence before, the sentence after")
_BROWSE = _("Go through the codes with their definitions")
_LEAVE = _("Empty the line; on an empty line go back")
_STOP = _(
    "Stop by rule, after {needed} in a row without a find: a random draw from the rest tells how much at"
    " most is missed. When it is read: close the round, what is left counts as read"
).format(needed=STOP_AFTER)
_DECIDE = _("What is chosen is accepted, the other proposals are rejected; on to the next answer")
_SCROLL = _("Scroll a long answer")


def _digits() -> list[Binding]:
    first = key("1", "digit(1)", _("on/off"), _TOGGLE, when=EMPTY_LINE, shown_as="1–9")
    others = [hidden(str(n), f"digit({n})", _TOGGLE, when=EMPTY_LINE, shown_as="1–9") for n in range(2, 10)]
    return [first, *others]


def _keys(looked: Sequence[Binding], later: Sequence[Binding], *own: Binding) -> list[Binding]:
    return [
        *_digits(),
        key(
            "enter",
            "set_highlighted",
            _("choose"),
            _("Choose the highlighted code, or let go of it"),
            when=TYPING,
            shown_as="⏎",
        ),
        *looked,
        key("left", "step(-1)", _("previous"), _BACK, when=EMPTY_LINE, shown_as="←"),
        *later,
        *own,
        key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
        key("up", "sentence(-1)", _("sentence"), _SENTENCE, when=READING_TEXT, shown_as="↑ ↓"),
        hidden("down", "sentence(1)", _SENTENCE, when=READING_TEXT, shown_as="↑ ↓"),
        hidden("ctrl+up", "browse(-1)", _BROWSE, shown_as="^↑ ^↓"),
        hidden("ctrl+down", "browse(1)", _BROWSE, shown_as="^↑ ^↓"),
        hidden("up", "browse(-1)", _BROWSE, shown_as="↑ ↓"),
        hidden("down", "browse(1)", _BROWSE, shown_as="↑ ↓"),
        hidden(
            "tab",
            "switch_unit",
            _("In this answer: codes on sentences, or on the whole of it"),
            when=EMPTY_LINE,
            shown_as="⇥",
        ),
        hidden("pagedown", "scroll_text(1)", _SCROLL, shown_as="PgUp PgDn"),
        hidden("pageup", "scroll_text(-1)", _SCROLL, shown_as="PgUp PgDn"),
        hidden("ctrl+y", "take_back('redo')", _("Do again what you took back")),
        hidden("f2", "note", _("Write a note on this answer")),
        hidden("f3", "flag", _("Flag this answer, to come back to it; again takes the flag off")),
        hidden("f4", "code_list", _("The code list: rename, merge, split, define and more")),
        hidden(
            "f9",
            "respondent",
            _("This respondent: all answers, closed ones too, and last wave's answer beside this one"),
        ),
        hidden("ctrl+l", "history", _("What happened to this answer, and by whom")),
        key("escape", "leave", _("back"), _LEAVE, shown_as="Esc"),
        hidden("f5", "leave", _LEAVE),
    ]


def _later(sentence: str) -> Binding:
    return key("right", "step(1)", _("later"), sentence, when=EMPTY_LINE, shown_as="→")


REVISIT_KEYS = _keys(
    [
        key(
            "enter",
            "looked",
            _("looked at"),
            _("Looked at for all these codes, with what is chosen; on to the next answer"),
            when=EMPTY_LINE,
            shown_as="⏎",
        )
    ],
    [
        key("right", "read_on", _("read on"), _LATER_OR_ON, when=EMPTY_LINE, shown_as="→"),
        _later(_LATER_OR_ON),
    ],
    key("ctrl+d", "close_round", _("close"), _STOP, when=EMPTY_LINE),
    key("ctrl+d", "stop", _("stop"), _STOP, when=EMPTY_LINE),
    key("ctrl+d", "say_no_stop", "", _STOP, when=EMPTY_LINE, show=False),
)
"""In the order of the footer. Several for one key stand in order; the first that can be done now is."""

REVIEW_KEYS = _keys(
    [
        key("enter", "reject_all", _("reject all"), _DECIDE, when=EMPTY_LINE, shown_as="⏎"),
        key("enter", "looked", _("decided"), _DECIDE, when=EMPTY_LINE, shown_as="⏎"),
    ],
    [_later(_LATER)],
    key(
        "ctrl+d",
        "finish",
        _("decide, and done"),
        _("The same, and you are done with the answer: both in one act"),
        when=EMPTY_LINE,
    ),
)
"""In the order of the footer; see above."""

REVISIT_SIGNS: list[tuple[str, str]] = [
    ("○ −", _("Before a code asked about: chosen to be set, and to be taken off; Enter writes it")),
    ("●", _("Before a code: set on the answer")),
    ("⚑ ✎", _("Beside the respondent: you flagged the answer; someone wrote a note on it")),
    ("« »", _("The words that speak for a code; beside them how likely it is")),
]
"""Signs that are no keys, and what they say."""
