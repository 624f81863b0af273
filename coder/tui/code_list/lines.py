"""What the code list says above and below the tree, as lines."""

from __future__ import annotations

from coder.messages import _, ngettext
from coder.text.safe import safe, shortened
from coder.tui.code_list.state import CodeListState
from coder.tui.keys.keys_here import with_keys_here
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.screen_title import counted, screen_title
from coder.tui.pieces.wrapping import wrapped

LONGEST_NAME = 40
"""Letters of a code's name in the sentence beside the line."""


def header_line(state: CodeListState, coder_name: str, width: int) -> Line:
    """Project › question; that this is the code list, and who sits here."""
    question = state.listing.question
    coder_name = shortened(safe(coder_name), max(width // 4, 8))
    about = question.text or question.key
    return screen_title(
        _("Code list"), above=state.listing.project_name, about=about, right=counted("", coder_name)
    )


def told_line(state: CodeListState) -> str:
    """What is listed, and what is not."""
    if state.query:
        return _("Matches for «{query}»").format(query=state.query)
    parts = [ngettext("{n} code", "{n} codes", state.count).format(n=state.count)]
    if state.proposed_count:
        parts.append(_("{n} proposed").format(n=state.proposed_count))
    if state.retired_count and not state.with_retired:
        parts.append(_("{n} retired: ^a").format(n=state.retired_count))
    if state.listing.shared_with:
        parts.append(_("shared with {questions}").format(questions=", ".join(state.listing.shared_with)))
    return " · ".join(parts)


def asked(state: CodeListState) -> str:
    """Return what the line asks for."""
    if state.naming is None:
        return _("find ▸")
    return _("new code ▸") if state.naming.renamed is None else _("new name ▸")


def wrong_lines(sentence: str, width: int) -> list[Line]:
    """Why what was typed will not do."""
    return [line(Piece(each, Role.MARK)) for each in wrapped(safe(sentence), width)] if sentence else []


def hint_line(state: CodeListState, typed: str, said: str) -> Line:
    """What Enter would do with a name; else the quiet sentence there is to say."""
    naming = state.naming
    if naming is None:
        return line(Piece(said or _nothing_listed(state), Role.DIM))
    if not typed.strip():
        return line(Piece(_("type a name; Esc leaves it"), Role.DIM))
    if naming.renamed is not None:
        return line(Piece(_("⏎ renames; codings stay"), Role.DIM))
    path = state.path_of_new(naming.parent_id, typed)
    return line(Piece(_("⏎ makes «{path}»").format(path=path), Role.GOOD))


def retired_sentence(name: str) -> str:
    """Say that a code was taken out of use: it is not listed any more."""
    told = with_keys_here(_("«{name}» was taken out of use · ^z takes it back"))
    return told.format(name=shortened(safe(name), LONGEST_NAME))


def _nothing_listed(state: CodeListState) -> str:
    """Say what to do where the list is empty."""
    if state.rows():
        return ""
    return with_keys_here(
        _("no code fits; ^n makes one of it")
        if state.query
        else _("no codes yet; ^n makes the first, ⇧F4 finds some in the answers")
    )
