"""Coders and the names they go by."""

from __future__ import annotations

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.coders import PERSON, checked_coder_name, coder_named, find_coder
from coder.store.unit_of_work import Writing


class NameTakenError(WrongUseError):
    """Another coder goes by that name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("Another coder goes by «{name}».").format(name=name))


def rename_coder(work: Writing, name: str, new_name: str) -> None:
    """Give a person another name; codings stay, and the old name still finds the person."""
    coder = coder_named(work, name)
    if coder.kind != PERSON:
        raise NameTakenError(name)
    clean = checked_coder_name(new_name)
    other = find_coder(work, clean)
    if other is not None and other.id != coder.id:
        raise NameTakenError(clean)
    aliases = [alias for alias in (*coder.aliases, coder.name) if alias != clean]
    work.update("coder", coder.id, name=clean, aliases=list(dict.fromkeys(aliases)))
