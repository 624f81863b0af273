"""The keys of the Quotations screen; footer and help are made from them."""

from __future__ import annotations

from textual.binding import Binding

from coder.messages import _
from coder.tui.agreement.keys import AGREEMENT_SAID
from coder.tui.keys.key_binding import hidden, key
from coder.tui.texts import keys as texts

QUOTATIONS_SAID = _("Quotations: what is chosen for the report, and what may identify somebody in it")
_FINDING = _("What was found before, what was found next, in the text you stand on")

QUOTATIONS_KEYS: list[Binding] = [
    key("n", "next_undecided", _("next undecided"), _("Go to what nobody has decided on yet")),
    key("m", "mask", _("mask"), _("Documents print [words] instead; the answer stays as it is")),
    key("k", "keep", _("keep"), _("It may stay, for a reason that others can read")),
    key("d", "drop", _("drop"), _("The answer stays out of documents that leave")),
    texts.STAR,
    texts.SHORTEN,
    key("e", "export", _("export"), _("Write the report's document, or the internal one")),
    *texts.ORDER,
    key("f", "starred", _("only ★"), _("Show only starred texts, or suggested ones too")),
    key("r", "redact", _("redact"), _("Put [words] into the stored answer, for good")),
    key("u", "reopen", _("undecide"), _("What was decided is undecided again")),
    key("a", "attribution", _("beside"), _("What stands beside quotations in the report")),
    texts.SHOW_ANSWER,
    hidden("tab", "finding(1)", _FINDING, shown_as="⇥ ⇧⇥"),
    hidden("shift+tab", "finding(-1)", _FINDING, shown_as="⇥ ⇧⇥"),
    hidden("up", "move(-1)", texts.CHOOSE, shown_as="↑ ↓"),
    hidden("down", "move(1)", texts.CHOOSE, shown_as="↑ ↓"),
    hidden("left", "heading(-1)", texts.HEADING, shown_as="← →"),
    hidden("right", "heading(1)", texts.HEADING, shown_as="← →"),
    *texts.FAR,
    hidden("f7", "app.agreement", AGREEMENT_SAID),
    texts.HISTORY,
    *texts.BACK,
]
"""In the order of the footer."""

QUOTATIONS_SIGNS: list[tuple[str, str]] = [
    ("★ ☆ ·", _("Chosen as a quotation; on its way to disk; suggested")),
    ("?", _("May identify somebody, and nobody has decided on it; underlined in the text")),
    ("[ ] ✓ ✗", _("Masked; kept; dropped")),
    ("▸", _("What the keys decide on")),
    *texts.SIGNS,
]
"""Signs on the screen that are no keys, and what they say."""
