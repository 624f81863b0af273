"""The keys of the Agreement screen; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.keys.key_binding import hidden, key

AGREEMENT_SAID = _("Agreement: how far coders agree, and settling where they differ")
_CODES = _("Choose a code, a group, a round; in a long answer, read on")
_ANSWERS = _("The difference before, or the next")
_PAGE = _("A page on")
_MARK = _("Mark the code with this number, or let go of it")
_TAKE = _("Settle on what this coder gave; on groups, all of the group")
_GROUPS = Binding.Group(_("On groups of differences"))
_ROUNDS = Binding.Group(_("On rounds"))
_AFTER = Binding.Group(_("After settling"))
_DIFFERENCES = Binding.Group(_("On a difference"))
_CODE = Binding.Group(_("On a code"))
_DONE = Binding.Group(_("When a round is done"))

AGREEMENT_KEYS: list[Binding] = [
    key("o", "open_early", _("see it now"), _("See others' codes before you are done with a blind sample")),
    key(
        "enter",
        "close_round",
        _("close"),
        _("Close the round that is done, and compare"),
        when=_DONE,
        shown_as="⏎",
    ),
    key(
        "enter",
        "settle('marked')",
        _("settle"),
        _("Settle on what is marked ●; with nothing marked it does nothing"),
        when=_DIFFERENCES,
        shown_as="⏎",
    ),
    key(
        "enter",
        "open_group",
        _("look"),
        _("Go through the differences of the group"),
        when=_GROUPS,
        shown_as="⏎",
    ),
    key("enter", "choose_round", _("this round"), _("Look at this round"), when=_ROUNDS, shown_as="⏎"),
    key("enter", "do_next", _("do it"), _("Do what is chosen"), when=_AFTER, shown_as="⏎"),
    key(
        "enter",
        "open_code",
        _("differences"),
        _("Go through the differences in this code"),
        when=_CODE,
        shown_as="⏎",
    ),
    key(
        "tab",
        "differences",
        _("all differences"),
        _("Go through all differences, the worst first"),
        shown_as="⇥",
    ),
    key("a", "take('A')", _("as A"), _TAKE, when=_DIFFERENCES),
    key("b", "take('B')", _("as B"), _TAKE, when=_DIFFERENCES),
    key("c", "take('C')", _("as C"), _TAKE, when=_DIFFERENCES),
    key("d", "take('D')", _("as D"), _TAKE, when=_DIFFERENCES),
    key(
        "v",
        "settle('vote')",
        _("majority"),
        _("Settle on what most gave; even votes are left"),
        when=_DIFFERENCES,
    ),
    key(
        "u", "settle('union')", _("all codes"), _("Settle on all codes that anybody gave"), when=_DIFFERENCES
    ),
    key(
        "i", "settle('intersection')", _("shared"), _("Settle on the codes that all gave"), when=_DIFFERENCES
    ),
    key("0", "settle('nothing')", _("none"), _("Settle on no code at all"), when=_DIFFERENCES),
    key("p", "park", _("park"), _("Leave it to somebody else"), when=_DIFFERENCES),
    key("g", "groups", _("groups"), _("Differences that are alike: settle many by one rule")),
    key("escape", "leave", _("back"), _("Back to the codes, or to where you came from"), shown_as="Esc"),
    key("r", "rounds", _("rounds"), _("Rounds to choose among, with the agreement of each")),
    key("t", "level", _("themes"), _("Themes in the place of codes, or codes again")),
    key("f", "after", _("finish"), _("What tables count, rules for other answers, what is next")),
    key("s", "sample", _("sample"), _("Draw answers for a second coder, or your own again")),
    key("k", "code_list", _("code list"), _("The code list: rename, merge, split, define and more")),
    key("m", "note", _("note"), _("Your note on the answer"), when=_DIFFERENCES),
    key("e", "export", _("export"), _("Write the table, or the methods paragraph, to a file")),
    key("n", "names", _("names"), _("Names of coders, or Coder A and Coder B")),
    key("ctrl+z", "take_back('undo')", _("undo"), _("Take back your latest act")),
    hidden("ctrl+y", "take_back('redo')", _("Do again what you took back")),
    *(
        hidden(str(number), f"mark({number})", _MARK, when=_DIFFERENCES, shown_as="1 – 9")
        for number in range(1, 10)
    ),
    hidden("plus", "add_code", _("Mark a code that nobody gave"), when=_DIFFERENCES, shown_as="+"),
    hidden("x", "unsettle", _("Let the answer wait again: it is not settled after all"), when=_DIFFERENCES),
    hidden("up", "move(-1)", _CODES, shown_as="↑ ↓"),
    hidden("down", "move(1)", _CODES, shown_as="↑ ↓"),
    hidden("pageup", "page(-1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("pagedown", "page(1)", _PAGE, shown_as="PgUp PgDn"),
    hidden("left", "answer(-1)", _ANSWERS, when=_DIFFERENCES, shown_as="← →"),
    hidden("right", "answer(1)", _ANSWERS, when=_DIFFERENCES, shown_as="← →"),
    hidden("home", "answer(-1000000)", _("The first difference"), when=_DIFFERENCES, shown_as="Home"),
    hidden("end", "answer(1000000)", _("The last difference"), when=_DIFFERENCES, shown_as="End"),
    hidden("f7", "back", _("Back to where you came from")),
    hidden("f2", "note", _("Your note on the answer"), when=_DIFFERENCES),
    hidden("f4", "code_list", _("The code list: rename, merge, split, define and more")),
]
"""In the order of the footer. Several for one key stand in order; the first that can be done now is."""

AGREEMENT_SIGNS: list[tuple[str, str]] = [
    ("▸", _("Before the row you stand on")),
    ("●", _("On a line: the value. Before a code: marked, so that the answer is settled on it")),
    ("○", _("A code that is not marked; beside a difference: not yet on disk")),
    ("━", _("The interval: 95 of 100 so made hold the true value")),
    ("┼", _("0.667 and 0.80: Krippendorff's bounds for alpha of one code (2004, p. 241)")),
    ("‹", _("Under 0: less agreement than by chance")),
    ("×", _("This coder gave the code")),
]
"""Signs on the Agreement screen that are no keys, and what they say."""
