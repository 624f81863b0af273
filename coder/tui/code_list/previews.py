"""What is told before a code is moved, merged or retired: which codes and answers it touches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.safe import safe_line, shortened

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.usecases.codebook.preview import MergeTouched

GLIMPSE_WIDTH = 62


def move_preview(code: Code, parent: Code | None, below: Sequence[Code], touched: int) -> str:
    """Ask whether a code shall stand elsewhere; say which codes go along and how many answers have one."""
    where = (
        _("Put «{name}» under «{parent}»?").format(name=code.name, parent=parent.written_path)
        if parent is not None
        else _("Put «{name}» at the top of the tree?").format(name=code.name)
    )
    kept = ngettext(
        "{n} answer keeps its codes; it counts under the new theme.",
        "{n} answers keep their codes; they count under the new theme.",
        touched,
    ).format(n=touched)
    return f"{where}{_along(below)}\n{kept}"


def retire_preview(code: Code, below: Sequence[Code], touched: int) -> str:
    """Ask whether a code shall be retired; say which codes go along and how many answers keep it."""
    asked = _("Retire «{name}»? It can no longer be set; it can be taken back into use.").format(
        name=code.name
    )
    kept = ngettext("{n} answer that has it keeps it.", "{n} answers that have it keep it.", touched)
    return f"{asked}{_along(below)}\n{kept.format(n=touched)}"


def restore_preview(code: Code, along: Sequence[Code]) -> str:
    """Ask whether a code shall be taken back into use; say which codes go along."""
    return _("Take «{name}» back into use?").format(name=code.name) + _along(along)


def merge_preview(source: Code, target: Code, touched: MergeTouched) -> str:
    """Say which answers change code by a merge, and how many have the one that lives already."""
    asked = _("Merge «{source}» into «{target}»?").format(source=source.written_path, target=target.name)
    said = [asked + _along(touched.below)]
    if touched.changing:
        said += [f"{changing_in_words(touched.changing)}:", *_glimpses(touched)]
    else:
        said.append(_("No answer changes code."))
    if touched.will_have:
        said.append(_will_have(target, touched))
    return "\n".join(said)


def _will_have(target: Code, touched: MergeTouched) -> str:
    number, having = touched.will_have, touched.having
    if not having:
        told = ngettext("{n} answer will have «{target}».", "{n} answers will have «{target}».", number)
        return told.format(n=number, target=target.name)
    told = ngettext(
        "{n} answer will have «{target}»; {having} of them had it already.",
        "{n} answers will have «{target}»; {having} of them had it already.",
        number,
    )
    return told.format(n=number, target=target.name, having=having)


def _glimpses(touched: MergeTouched) -> list[str]:
    """Lay out the first answers that change, a line each, and how many more there are."""
    lines = [
        shortened(f"  {each.respondent_id}  «{safe_line(each.text)}»", GLIMPSE_WIDTH)
        for each in touched.first
    ]
    more = touched.changing - len(touched.first)
    if more > 0:
        lines.append(ngettext("  … and {n} more", "  … and {n} more", more).format(n=more))
    return lines


def _along(below: Sequence[Code]) -> str:
    if not below:
        return ""
    told = ngettext("{n} code under it goes along", "{n} codes under it go along", len(below))
    names = ", ".join(each.name for each in below[:3]) + (" …" if len(below) > 3 else "")
    return f"\n{told.format(n=len(below))}: {names}."


def changing_in_words(count: int) -> str:
    """Say how many answers change code."""
    return ngettext("{n} answer changes code", "{n} answers change code", count).format(n=count)
