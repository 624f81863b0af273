"""The keys of the coding screen; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.agreement.keys import AGREEMENT_SAID
from coder.tui.keys.key_binding import hidden, key
from coder.tui.keys.key_groups import EMPTY_LINE, READING_TEXT, TYPING
from coder.tui.tables.keys import TABLES_SAID


def _digits() -> list[Binding]:
    sentence = _("Set or remove one of the nine codes listed")
    first = key("1", "digit(1)", _("on/off"), sentence, when=EMPTY_LINE, shown_as="1–9")
    return [
        first,
        *(hidden(str(n), f"digit({n})", sentence, when=EMPTY_LINE, shown_as="1–9") for n in range(2, 10)),
    ]


_SET = _("Set the highlighted code")
_MAKE = _("Where nothing at all fits: make a code of it and set it")
_DONE = _("Done with this answer, with the codes it has or without any; on to the next that is not done")
_STEP = _("The previous and the next answer")
_BROWSE = _("Go through the codes with their definitions")
_ALIKE = _("Answers that say the same: code them together")
_SCROLL = _("Scroll a long answer")
_NEXT = _("On to the next sentence without a code; after the last one, done and on to the next answer")
_SENTENCE = _("The sentence before, the sentence after")
_EXTEND = _("Take more sentences, or fewer")
_END = _("End a word earlier, a word later")
_START = _("Begin a word earlier, a word later")
_WHOLE = _("Let the code set last stand for the whole answer")
_LIST = _("Where you go through a list of answers: back to the list")
_FINISH = _("Done with this answer at once, on to the next that is not done")
_SWITCH = _("In this answer: codes on sentences, or on the whole of it")

CODING_KEYS: list[Binding] = [
    *_digits(),
    key("enter", "set_highlighted", _("set"), _SET, when=TYPING, shown_as="⏎"),
    key("enter", "new_code('enter')", _("new code"), _MAKE, when=TYPING, shown_as="⏎"),
    key("enter", "next_sentence", _("next sentence"), _NEXT, when=READING_TEXT, shown_as="⏎"),
    key("enter", "done", _("done, next"), _DONE, when=EMPTY_LINE, shown_as="⏎"),
    key("escape", "back_to_list", _("list"), _LIST, when=EMPTY_LINE, shown_as="Esc"),
    key("ctrl+e", "alike", _("code together"), _ALIKE),
    hidden("ctrl+e", "say_none_is_alike", _ALIKE),
    key(
        "ctrl+n",
        "new_code",
        _("new code"),
        _("Make a code of what is typed, and set it; «Theme > Code» puts it under a theme"),
        when=TYPING,
    ),
    key(
        "backspace",
        "remove_last",
        _("remove"),
        _("Remove the code set last"),
        when=EMPTY_LINE,
        shown_as="⌫",
    ),
    key("up", "sentence(-1)", _("sentence"), _SENTENCE, when=READING_TEXT, shown_as="↑ ↓"),
    hidden("down", "sentence(1)", _SENTENCE, when=READING_TEXT, shown_as="↑ ↓"),
    key("shift+up", "extend(-1)", _("more"), _EXTEND, when=READING_TEXT, shown_as="⇧↑ ⇧↓"),
    hidden("shift+down", "extend(1)", _EXTEND, when=READING_TEXT, shown_as="⇧↑ ⇧↓"),
    key("0", "nothing_applies", _("none"), _("No code applies; done"), when=EMPTY_LINE),
    key("left", "step(-1)", _("go"), _STEP, when=EMPTY_LINE, shown_as="← →"),
    hidden("right", "step(1)", _STEP, when=EMPTY_LINE, shown_as="← →"),
    hidden("ctrl+left", "end(-1)", _END, when=READING_TEXT, shown_as="^← ^→"),
    hidden("ctrl+right", "end(1)", _END, when=READING_TEXT, shown_as="^← ^→"),
    hidden("alt+left", "start(-1)", _START, when=READING_TEXT, shown_as="Alt+← →"),
    hidden("alt+right", "start(1)", _START, when=READING_TEXT, shown_as="Alt+← →"),
    hidden("ctrl+a", "all_sentences", _("All sentences at once"), when=READING_TEXT),
    hidden("shift+tab", "whole_answer", _WHOLE, when=READING_TEXT, shown_as="⇧⇥"),
    key("ctrl+d", "finish", _("done, next"), _FINISH, when=READING_TEXT),
    hidden("tab", "switch_unit", _SWITCH, when=EMPTY_LINE, shown_as="⇥"),
    hidden("ctrl+up", "browse(-1)", _BROWSE, shown_as="^↑ ^↓"),
    hidden("ctrl+down", "browse(1)", _BROWSE, shown_as="^↑ ^↓"),
    key("up", "browse(-1)", _("codes"), _BROWSE, shown_as="↑ ↓"),
    hidden("down", "browse(1)", _BROWSE, shown_as="↑ ↓"),
    hidden("home", "first", _("The first answer"), when=EMPTY_LINE, shown_as="Home"),
    hidden("end", "go_on", _("The next answer that is not done"), when=EMPTY_LINE, shown_as="End"),
    hidden("pagedown", "scroll_text(1)", _SCROLL, shown_as="PgUp PgDn"),
    hidden("pageup", "scroll_text(-1)", _SCROLL, shown_as="PgUp PgDn"),
    key("ctrl+z", "undo", _("undo"), _("Take back your latest act")),
    hidden("ctrl+y", "redo", _("Do again what you took back")),
    key("f2", "note", _("note"), _("Write a note on this answer")),
    key("f3", "flag", _("flag"), _("Flag this answer, to come back to it; again takes the flag off")),
    key("f4", "code_list", _("code list"), _("The code list: rename, merge, split, define and more")),
    key("f5", "revisit", _("read again"), _("Read answers again that were done before a code was there")),
    key("f6", "answers", _("answers"), _("All answers: filter, sort, code several at once")),
    # Terminals send Shift with a function key as one twelve higher.
    hidden("shift+f6,f18", "unlike", _("Answers coded unlike those they are like"), shown_as="⇧F6"),
    hidden("shift+f8,f20", "themes", _("Read what stands together under its headings"), shown_as="⇧F8"),
    hidden("f7", "agreement", AGREEMENT_SAID),
    hidden("f8", "tables", TABLES_SAID),
    key(
        "f9",
        "respondent",
        _("respondent"),
        _("This respondent: all answers, closed ones too, and last wave's answer beside this one"),
    ),
    hidden("ctrl+f", "answers(True)", _("Find answers by their words")),
    hidden("ctrl+g", "go_to", _("Go to an answer by its number or its respondent")),
    hidden("ctrl+k", "near", _("Coded answers like this one that have the highlighted or suggested code")),
    hidden("ctrl+l", "history", _("What happened to this answer, and by whom")),
    hidden("escape", "clear", _("Empty the line, or leave for the list of questions"), shown_as="Esc"),
]
"""In the order of the footer. Several for one key stand in order; the first that can be done now is."""

CODING_SIGNS: list[tuple[str, str]] = [
    ("● ○", _("Before a code: set here; on disk, and not yet")),
    ("« »", _("After a code: the last words of where it is placed; they are underlined in the text")),
    ("?", _("After a code: it has no definition yet; F4 writes one")),
    ("━─", _("After a suggested code: how likely it fits, then the words of the answer that spoke for it")),
    ("⚑ ✎", _("Beside the respondent: you flagged the answer; someone wrote a note on it")),
    ("?", _("Before a note: it waits for somebody; F2 answers it")),
    ("· …", _("After a name: its theme, where several codes have the name")),
]
"""Signs on the coding screen that are no keys, and what they say."""
