"""The codes of a file of another program among those of the project: found, or made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import PATH_SEPARATOR, Code, CodeRow, UnknownCodeError, name_key, nearest_names
from coder.domain.errors import CoderError, Problem
from coder.domain.loss import Losses
from coder.domain.portable import PortableCode, PortableCodebook
from coder.exchange.codebook.rows import CodebookFile, path_key
from coder.messages import _
from coder.store.code_use import tree_of
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.codebook.importing import import_codebook


def fresh_uids(work: Reading, noun: str, uids: Iterable[str]) -> set[str]:
    """Return those uids of a file that things made here may have: well formed, and nothing here has them."""
    good = {uid for uid in uids if re.fullmatch("[0-9a-f]{32}", uid)}
    return good - work.records.known_uids(noun, good)


@dataclass
class CodesHere:
    """What the codes of one file's codebook are in one of the project."""

    ids: dict[str, int] = field(default_factory=dict)
    """Ids here by the uid in the file."""
    made: list[str] = field(default_factory=list)
    """Paths of the codes that were made."""
    headings: set[str] = field(default_factory=set)
    """Uids in the file of codes that are only headings here."""
    missing: set[str] = field(default_factory=set)
    """Uids in the file of codes that are not here and may not be made."""


@dataclass
class _Found:
    """What a code of the file is here: a code, or the path of one to be made."""

    path: tuple[str, ...]
    code: Code | None = None


def codes_here(
    work: Writing,
    codebook_id: int,
    book: PortableCodebook,
    used: frozenset[str],
    *,
    file: str,
    may_create: bool,
    problems: list[Problem],
    losses: Losses,
) -> CodesHere:
    """Find a file's codes in a codebook, by uid or by path; make those that are missing where they may be.

    An empty codebook takes the file's. A heading that the file codes answers with becomes a code.

    Args:
        work: The act.
        codebook_id: The codebook here.
        book: The file's.
        used: The uids of codes that codings have.
        file: The file's name.
        may_create: Whether codes are made that a codebook with codes lacks.
        problems: What cannot be taken is added to it.
        losses: What is left aside is added to it.
    """
    tree = tree_of(work, codebook_id)
    found = _found(tree, book)
    new = [code for code in book.codes if found[code.uid].code is None]
    here = CodesHere()
    if may_create or not tree.codes:
        here.made = _make(
            work, codebook_id, new, found, used, file, book.exclusive and not tree.codes, problems, losses
        )
        tree = tree_of(work, codebook_id)
        found = _found(tree, book)
    else:
        _refuse(new, used, tree, file, problems, losses)
        here.missing = {code.uid for code in new}
    for code in book.codes:
        there = found[code.uid].code
        if there is None:
            continue
        here.ids[code.uid] = there.id
        if not there.codable and code.uid in used:
            if may_create:
                work.update("code", there.id, codable=1)
            else:
                here.headings.add(code.uid)
    return here


def _found(tree: CodeTree, book: PortableCodebook) -> dict[str, _Found]:
    by_uid = {code.uid: code for code in tree.codes}
    exact = {(code.parent_id, name_key(code.name)): code for code in tree.codes if code.merged_into is None}
    found: dict[str, _Found] = {}
    taken: set[int] = set()
    # What is known for sure is known first: a name in another case is then not taken for it.
    waiting: list[PortableCode] = []
    for code in book.codes:
        above = found.get(code.parent or "")
        name = code.row.path[-1].strip()
        there = by_uid.get(code.uid)
        if there is None and (above is None or above.code is not None):
            parent_id = above.code.id if above is not None and above.code is not None else None
            there = exact.get((parent_id, name_key(name))) or tree.merged_child_named(parent_id, name)
        there = None if there is None else tree.survivor(there)
        path = there.path if there is not None else (*(above.path if above else ()), name)
        found[code.uid] = _Found(path, there)
        if there is not None:
            taken.add(there.id)
        else:
            waiting.append(code)
    for code in waiting:
        above = found.get(code.parent or "")
        if above is not None and above.code is None:
            found[code.uid] = _Found((*above.path, code.row.path[-1].strip()))
            continue
        parent_id = above.code.id if above is not None and above.code is not None else None
        alike = tree.child_alike(parent_id, code.row.path[-1])
        if alike is not None and alike.id not in taken:
            taken.add(alike.id)
            found[code.uid] = _Found(alike.path, alike)
    return found


def _make(
    work: Writing,
    codebook_id: int,
    new: list[PortableCode],
    found: dict[str, _Found],
    used: frozenset[str],
    file: str,
    exclusive: bool,
    problems: list[Problem],
    losses: Losses,
) -> list[str]:
    """Make the codes that are new, two of one path once; return their paths."""
    fresh = fresh_uids(work, "code", (code.uid for code in new))
    rows: dict[tuple[str, ...], CodeRow] = {}
    uids: dict[tuple[str, ...], str] = {}
    for code in new:
        row = replace(code.row, path=found[code.uid].path)
        if code.uid in used and not row.codable:
            row = replace(row, codable=True)
            losses.add(_("Headings that answers are coded with become codes."), row.written_path)
        key = path_key(row.path)
        earlier = rows.get(key)
        rows[key] = row if earlier is None else replace(earlier, codable=earlier.codable or row.codable)
        if code.uid in fresh:
            uids.setdefault(key, code.uid)
    if not rows and not exclusive:
        return []
    try:
        made = import_codebook(
            work, codebook_id, CodebookFile(file, tuple(rows.values()), exclusive=exclusive), uids
        )
    except CoderError as error:
        problems.append(Problem(file, None, None, str(error)))
        return []
    return list(made.added)


def _refuse(
    new: list[PortableCode],
    used: frozenset[str],
    tree: CodeTree,
    file: str,
    problems: list[Problem],
    losses: Losses,
) -> None:
    names = [code.written_path for code in tree.codes if code.merged_into is None]
    for code in new:
        path = PATH_SEPARATOR.join(code.row.path)
        if code.uid in used:
            hint = _("Correct it, or make missing codes with --create-codes.")
            problems.append(
                Problem(file, None, None, f"{UnknownCodeError(path, nearest_names(path, names))} {hint}")
            )
        else:
            losses.add(
                _("Codes that the codebook here lacks and no coding uses; --create-codes takes them."), path
            )
