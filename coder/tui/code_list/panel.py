"""What the code list says about the highlighted code, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.codebook import PATH_SEPARATOR, Code, CodeKind
from coder.messages import _, ngettext
from coder.text.numbers import written_number
from coder.text.safe import safe
from coder.tui.code_list.state import CodeListState
from coder.tui.keys.keys_here import with_keys_here
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.usecases.codebook.code_list import CodeCloseUp


def panel_lines(state: CodeListState, close_up: CodeCloseUp | None, width: int) -> list[Line]:
    """Lay out all that is known about the highlighted code."""
    code = state.code
    if code is None:
        return []
    return [
        *_head(code, width),
        *_texts(code, width, with_examples=not state.listing.is_blind),
        line(),
        *_numbers(state, code, width),
        *_origin(state, code, width),
        *_close_up_lines(close_up, width),
    ]


def fitted_to(lines: list[Line], height: int) -> list[Line]:
    """Cut lines to a height; the last then tells how many there are more."""
    if len(lines) <= height or height <= 0:
        return lines
    more = len(lines) - height + 1
    told = ngettext("▾ {n} more line · ⇥", "▾ {n} more lines · ⇥", more).format(n=more)
    return [*lines[: height - 1], line(Piece(told, Role.MARK))]


def kind_in_words(kind: CodeKind) -> str:
    """Say what a kind of code means."""
    return {
        CodeKind.ORDINARY: _("ordinary"),
        CodeKind.OTHER: _("other"),
        CodeKind.DONT_KNOW: _("don't know"),
        CodeKind.NO_CONTENT: _("no content"),
        CodeKind.NOT_CODABLE: _("not codable"),
    }[kind]


def _head(code: Code, width: int) -> list[Line]:
    above = [line(Piece(PATH_SEPARATOR.join(code.path[:-1]), Role.DIM))] if len(code.path) > 1 else []
    return [*above, *_paragraph(code.name, width, Role.STRONG)]


def _texts(code: Code, width: int, *, with_examples: bool) -> list[Line]:
    text = code.text
    lines = _paragraph(text.definition, width)
    if not lines and code.codable:
        lines = _paragraph(with_keys_here(_("? No definition yet; ^t writes one.")), width, Role.MARK)
    lines += _said(_("Use when: "), text.use_when, width)
    lines += _said(_("Not when: "), text.not_when, width)
    for example in text.examples if with_examples else ():
        lines += _paragraph(f"«{example}»", width, Role.DIM)
    lines += _said(_("Also called: "), ", ".join(text.aliases), width)
    labels = "  ".join(f"{language}: {label}" for language, label in text.labels.items())
    return lines + _said(_("In reports: "), labels, width)


def _numbers(state: CodeListState, code: Code, width: int) -> list[Line]:
    if not code.codable:
        return _paragraph(_("Only a heading: no answer can be given it."), width, Role.DIM)
    settled, anyone = state.listing.settled.get(code.id, 0), state.listing.by_anyone.get(code.id, 0)
    if state.listing.is_blind:
        told = ngettext("{n} of your answers has it", "{n} of your answers have it", settled)
        why = _("You code blind: codes are only read here; a new one is a proposal.")
        return [*_paragraph(told.format(n=settled), width), *_paragraph(why, width, Role.DIM)]
    told = ngettext("{n} settled answer has it", "{n} settled answers have it", settled).format(n=settled)
    told += _share(state, code, settled)
    if state.listing.coders < 2:
        return _paragraph(told, width)
    others = ngettext("{n} counting all coders", "{n} counting all coders", anyone).format(n=anyone)
    return _paragraph(f"{told} · {others}", width)


def _share(state: CodeListState, code: Code, settled: int) -> str:
    """Say which share of the answers has no code of its own; of other codes tables tell that."""
    if code.kind is not CodeKind.OTHER or not state.listing.base:
        return ""
    from coder.tables.percent import percent

    share = percent(settled, state.listing.base)
    told = "" if share is None else _(" ({percent} %)").format(percent=written_number(share))
    return told + with_keys_here(_("; ^e gives them other codes"))


def _origin(state: CodeListState, code: Code, width: int) -> list[Line]:
    birth = state.listing.births.get(code.born)
    when, coder = (birth.when, birth.coder) if birth is not None else ("", "")
    if code.from_file:
        told = _("came with a file {when}, entry {number}")
    elif birth is not None and birth.is_merged:
        told = _("came with a merged project {when}, entry {number}")
    else:
        told = _("made {when} by {coder}, entry {number}") if coder else _("made {when}, entry {number}")
    parts = [told.format(when=when, coder=coder, number=code.born)]
    if code.id in state.listing.proposed_by:
        parts.insert(0, _("proposed by {name}").format(name=state.listing.proposed_by[code.id]))
    if code.kind is not CodeKind.ORDINARY:
        parts.append(_("kind: {kind}").format(kind=kind_in_words(code.kind)))
    if code.colour:
        parts.append(_("colour {colour}").format(colour=code.colour))
    if code.retired is not None:
        parts.append(_("retired in entry {number}").format(number=code.retired))
    if code.split_from is not None:
        parts.append(_("split from «{name}»").format(name=state.tree.code(code.split_from).name))
    merged = ", ".join(f"«{each.name}»" for each in state.merged_here(code))
    if merged:
        parts.append(_("took in {names}").format(names=merged))
    return _paragraph(" · ".join(parts), width, Role.DIM)


def _close_up_lines(close_up: CodeCloseUp | None, width: int) -> list[Line]:
    if close_up is None:
        return []
    lines: list[Line] = []
    for coder, text in close_up.notes:
        lines += _paragraph(_("Note by {coder}: ").format(coder=coder) + text, width, Role.MARK)
    if close_up.acts:
        lines += [line(), line(Piece(_("Last changes"), Role.HEADING))]
    for each in close_up.acts:
        who = f" {each.coder}" if each.coder else ""
        lines += _paragraph(f"{each.when}{who} · {each.told}", width, Role.DIM)
    return lines


def _said(word: str, text: str, width: int) -> list[Line]:
    return _paragraph(word + text, width, Role.DIM) if text else []


def _paragraph(text: str, width: int, role: Role = Role.TEXT) -> list[Line]:
    return [line(Piece(each, role)) for each in wrapped(safe(text), width)] if text else []
