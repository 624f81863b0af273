"""Coders and the names they go by."""

from __future__ import annotations

from coder.domain.coder_kind import PERSON
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.coders import LONGEST_CODER_NAME, checked_coder_name, coder_named, find_coder
from coder.store.samples import shadow_of
from coder.store.unit_of_work import Reading, Writing


class NameTakenError(WrongUseError):
    """Another coder goes by that name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("Another coder goes by «{name}».").format(name=name))


def rename_coder(work: Writing, name: str, new_name: str) -> None:
    """Give a person and the shadow another name; codings stay, and the old name still finds the person."""
    coder = coder_named(work, name)
    if coder.kind != PERSON:
        raise NameTakenError(name)
    clean = checked_coder_name(new_name)
    other = find_coder(work, clean)
    if other is not None and other.id != coder.id:
        raise NameTakenError(clean)
    shadow = shadow_of(work, coder.id)
    if shadow is not None:
        work.update("coder", shadow, name=free_shadow_name(work, clean))
    aliases = [alias for alias in (*coder.aliases, coder.name) if alias != clean]
    work.update("coder", coder.id, name=clean, aliases=list(dict.fromkeys(aliases)))


def free_shadow_name(work: Reading, name: str) -> str:
    """Return what to call the coder as whom a person codes own answers again."""
    plain = _("{name} (again)").format(name=name[: LONGEST_CODER_NAME - 20])
    number, free = 2, plain
    while find_coder(work, free) is not None:
        free, number = f"{plain} {number}", number + 1
    return free
