"""The keys of the screen where what stands together is read; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.agreement.keys import AGREEMENT_SAID
from coder.tui.keys.key_binding import hidden, key
from coder.tui.quotations.keys import QUOTATIONS_SAID
from coder.tui.texts import keys as texts

THEME_KEYS: list[Binding] = [
    key("up", "move(-1)", _("choose"), texts.CHOOSE, shown_as="↑ ↓"),
    hidden("down", "move(1)", texts.CHOOSE, shown_as="↑ ↓"),
    key("left", "heading(-1)", _("heading"), texts.HEADING, shown_as="← →"),
    hidden("right", "heading(1)", texts.HEADING, shown_as="← →"),
    texts.STAR,
    key("m", "recode", _("move"), _("Put the text under another code, or under a new one")),
    texts.SHORTEN,
    key("f2", "analysis", _("note"), _("Write the analysis note of the heading; the report prints it")),
    key("l", "lead_in", _("lead-in"), _("Write what leads into the heading's quotations")),
    key("f", "starred", _("only ★"), _("Show only starred texts, or all")),
    key("q", "quotations", _("quotations"), QUOTATIONS_SAID),
    texts.SHOW_ANSWER,
    *texts.ORDER,
    hidden("t", "translate", _("Write a translation, which stands beside the text")),
    hidden("delete", "let_go", _("Let go of a choice whose text is no longer there"), shown_as="Del"),
    *texts.FAR,
    hidden("tab", "scroll_note", _("Scroll a long analysis note"), shown_as="⇥"),
    hidden("f7", "app.agreement", AGREEMENT_SAID),
    hidden("f4", "code_list", _("The code list: rename, merge, split, define and more")),
    texts.HISTORY,
    *texts.BACK,
]
"""In the order of the footer."""

THEME_SIGNS: list[tuple[str, str]] = [
    ("★ ☆", _("Chosen as a quotation; on disk, and not yet")),
    *texts.SIGNS,
]
"""Signs on the screen that are no keys, and what they say."""
