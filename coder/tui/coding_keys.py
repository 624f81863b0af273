"""The keys of the coding screen; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _


def _key(
    key: str, action: str, word: str, sentence: str, *, shown_as: str = "", show: bool = True
) -> Binding:
    id = f"coding.{key}.{action.split('(', maxsplit=1)[0]}"
    return Binding(key, action, word, show=show, key_display=shown_as or None, tooltip=sentence, id=id)


def _hidden(key: str, action: str, sentence: str, *, shown_as: str = "") -> Binding:
    """Make a key that stands in the help only."""
    return _key(key, action, sentence, sentence, shown_as=shown_as, show=False)


def _digits() -> list[Binding]:
    sentence = _("Set or remove one of the nine codes listed (on an empty line)")
    first = _key("1", "digit(1)", _("code"), sentence, shown_as="1–9")
    return [first, *(_hidden(str(n), f"digit({n})", sentence, shown_as="1–9") for n in range(2, 10))]


_SET = _("While you type or browse: set the highlighted code")
_MAKE = _("While you type, where nothing at all fits: make a code of it and set it")
_DONE = _("On an empty line: done with this answer, on to the next that is not done")
_STEP = _("The previous and the next answer (on an empty line)")
_BROWSE = _("Go through the codes with their definitions")
_SCROLL = _("Scroll a long answer")

CODING_KEYS: list[Binding] = [
    *_digits(),
    _key("enter", "set_highlighted", _("set"), _SET, shown_as="⏎"),
    _key("enter", "new_code('enter')", _("new code"), _MAKE, shown_as="⏎"),
    _key("enter", "done", _("done, next"), _DONE, shown_as="⏎"),
    _key(
        "ctrl+n",
        "new_code",
        _("new code"),
        _("Make a code of what is typed, and set it; «Theme > Code» puts it under a theme"),
    ),
    _key(
        "backspace",
        "remove_last",
        _("remove"),
        _("Remove the code set last (on an empty line)"),
        shown_as="⌫",
    ),
    _key("0", "nothing_applies", _("none"), _("No code applies; done (on an empty line)")),
    _key("left", "step(-1)", _("go"), _STEP, shown_as="← →"),
    _hidden("right", "step(1)", _STEP, shown_as="← →"),
    _key("up", "browse(-1)", _("codes"), _BROWSE, shown_as="↑ ↓"),
    _hidden("down", "browse(1)", _BROWSE, shown_as="↑ ↓"),
    _hidden("home", "first", _("The first answer (on an empty line)"), shown_as="Home"),
    _hidden("end", "go_on", _("The next answer that is not done (on an empty line)"), shown_as="End"),
    _hidden("pagedown", "scroll_text(1)", _SCROLL, shown_as="PgUp PgDn"),
    _hidden("pageup", "scroll_text(-1)", _SCROLL, shown_as="PgUp PgDn"),
    _key("ctrl+z", "undo", _("undo"), _("Take back your latest act")),
    _hidden("ctrl+y", "redo", _("Do again what you took back")),
    _key("f4", "code_actions", _("rename, merge"), _("Rename, merge or define a code")),
    _hidden("escape", "clear", _("Empty the line, or leave for the list of questions"), shown_as="Esc"),
]
"""In the order of the footer. Several for one key stand in order; the first that can be done now is."""

CODING_SIGNS: list[tuple[str, str]] = [
    ("● ○", _("Before a code: set here; on disk, and not yet")),
    ("?", _("After a code: it has no definition yet; F4 writes one")),
    ("· …", _("After a name: its theme, where several codes have the name")),
]
"""Signs on the coding screen that are no keys, and what they say."""
