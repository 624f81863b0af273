"""Taking in a codebook file: what is new is added, what is written differently updated, nothing removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import PATH_SEPARATOR, Code, CodeKind, CodeRow, name_key
from coder.domain.errors import Problem, ProblemsError
from coder.domain.kind_by_name import kind_by_name
from coder.exchange.codebook.rows import CodebookFile, path_key
from coder.messages import _, ngettext
from coder.store.code_use import is_exclusive, tree_of
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.codebook.files import read_codebook
from coder.usecases.codebook.growth import accept_code, make_code
from coder.usecases.codebook.order import STEP
from coder.usecases.codebook.settings import set_exclusive

__all__ = ["CodebookImport", "foresee_import", "import_codebook", "read_codebook"]


_NAMED = 5
"""Codes named in a sentence; of more it is said how many."""


@dataclass(frozen=True)
class CodebookImport:
    """What a codebook file changes."""

    added: tuple[str, ...]
    """Paths of the new codes, headings among them."""
    updated: tuple[tuple[str, tuple[str, ...]], ...]
    """Paths of codes whose texts change, and the columns."""
    notices: tuple[str, ...]
    """Everything worth knowing, a sentence each: what is updated, what is left aside."""
    problems: tuple[Problem, ...] = ()
    headings: int = 0
    """How many of the new ones are headings, which cannot be set."""
    unsaid: tuple[tuple[str, CodeKind], ...] = ()
    """New ordinary codes whose names speak of a kind that the file does not: their paths, and which."""
    doubled: tuple[str, ...] = ()
    """Paths of new codes of which there is one of the same name elsewhere in the list already."""

    @property
    def codes(self) -> int:
        """How many of the new ones can be set."""
        return len(self.added) - self.headings


@dataclass
class _Node:
    """A code of the file's tree: one that is there, or one to be made."""

    path: tuple[str, ...]
    parent: _Node | None
    code: Code | None
    row: CodeRow | None = None
    merged: bool = False
    """Whether the code of this path was merged into ``code``."""
    made: int | None = None


@dataclass
class _Plan:
    new: list[_Node] = field(default_factory=list)
    """In the order to be made: parents come first."""
    updates: list[tuple[Code, dict[str, Any]]] = field(default_factory=list)
    proposed: list[Code] = field(default_factory=list)
    """What somebody proposed and the file has too."""
    doubled: list[str] = field(default_factory=list)
    """Paths of what is new under a name that another code has."""
    notices: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def foresee_import(work: Reading, codebook_id: int, file: CodebookFile) -> CodebookImport:
    """Tell what an import would do, problems included, without doing it."""
    return _told(file, _Planner(tree_of(work, codebook_id), file).plan())


def import_codebook(
    work: Writing, codebook_id: int, file: CodebookFile, uids: Mapping[tuple[str, ...], str] | None = None
) -> CodebookImport:
    """Add the codes of a file that are new, and update those whose texts differ.

    Codes it makes count as born before the first answer. Empty cells take nothing away; examples and aliases
    are added to. A code merged into another here is not made anew; retired ones stay so.

    Args:
        work: The act.
        codebook_id: Where.
        file: What was read.
        uids: Of codes made elsewhere, by what tells their paths apart; no code here has them.

    Raises:
        ProblemsError: If anything is wrong in the file; all of it is listed and nothing written.
        SeveralCodesError: If the file allows one code per answer and answers have several.
    """
    tree = tree_of(work, codebook_id)
    plan = _Planner(tree, file).plan()
    if plan.problems:
        raise ProblemsError(plan.problems)
    if file.exclusive and not is_exclusive(work, codebook_id):
        set_exclusive(work, codebook_id, True)
    last: dict[int | None, int] = {}
    for node in plan.new:
        _make(work, codebook_id, tree, node, last, (uids or {}).get(path_key(node.path)))
    for code, values in plan.updates:
        work.update("code", code.id, **values)
    for code in plan.proposed:
        accept_code(work, code.id)
    return _told(file, plan)


def done_in_words(done: CodebookImport) -> str:
    """Say how many codes an import adds and updates; headings are no codes to set, and are counted apart."""
    added = ngettext("{n} code added", "{n} codes added", done.codes).format(n=done.codes)
    if done.headings:
        headings = ngettext("{n} heading added", "{n} headings added", done.headings)
        added += ", " + headings.format(n=done.headings)
    updated = ngettext("{n} updated", "{n} updated", len(done.updated)).format(n=len(done.updated))
    return _("{added}, {updated}.").format(added=added, updated=updated)


def unsaid_in_words(unsaid: Sequence[tuple[str, CodeKind]]) -> str:
    """Say which new codes look as though they were of a kind, and how to make them so; "" where none is."""
    if not unsaid:
        return ""
    names = ", ".join(f"«{path}» ({kind.value})" for path, kind in unsaid)
    return ngettext(
        "{names}: its name speaks of a kind, which the file does not tell; it is an ordinary code now. "
        "To change that: coder codebook QUESTION define CODE --kind KIND, or a column kind in the file.",
        "{names}: their names speak of kinds, which the file does not tell; they are ordinary codes now. "
        "To change that: coder codebook QUESTION define CODE --kind KIND, or a column kind in the file.",
        len(unsaid),
    ).format(names=names)


def doubled_in_words(paths: Sequence[str]) -> str:
    """Say which new codes have the name of one that is there; "" where none has."""
    if not paths:
        return ""
    names = ", ".join(f"«{path}»" for path in paths[:_NAMED])
    if len(paths) > _NAMED:
        names += " " + _("and {n} more").format(n=len(paths) - _NAMED)
    return ngettext(
        "{names}: a code of the same name is there already, elsewhere in the list; both stay.",
        "{names}: codes of the same names are there already, elsewhere in the list; both stay.",
        len(paths),
    ).format(names=names)


def _unsaid(file: CodebookFile, plan: _Plan) -> Iterator[tuple[str, CodeKind]]:
    if any("kind" in row.said or row.kind is not CodeKind.ORDINARY for row in file.rows):
        return
    for node in plan.new:
        row = node.row
        if row is not None and row.codable:
            kind = kind_by_name(node.path[-1])
            if kind is not None:
                yield row.written_path, kind


def _told(file: CodebookFile, plan: _Plan) -> CodebookImport:
    updated = tuple((code.written_path, tuple(values)) for code, values in plan.updates)
    told = [
        _("«{code}» is updated: {columns}.").format(code=path, columns=", ".join(columns))
        for path, columns in updated
    ]
    unsaid, doubled = tuple(_unsaid(file, plan)), tuple(plan.doubled)
    return CodebookImport(
        tuple(PATH_SEPARATOR.join(node.path) for node in plan.new),
        updated,
        tuple(
            filter(
                None,
                (*file.notices, *told, *plan.notices, unsaid_in_words(unsaid), doubled_in_words(doubled)),
            )
        ),
        tuple(plan.problems),
        sum(node.row is None or not node.row.codable for node in plan.new),
        unsaid,
        doubled,
    )


def _make(
    work: Writing,
    codebook_id: int,
    tree: CodeTree,
    node: _Node,
    last: dict[int | None, int],
    uid: str | None = None,
) -> None:
    parent_id = None
    if node.parent is not None:
        parent_id = node.parent.code.id if node.parent.code else node.parent.made
    if parent_id not in last:
        last[parent_id] = max((each.position for each in tree.children(parent_id)), default=0)
    last[parent_id] += STEP
    row = node.row or CodeRow(node.path, codable=False)
    if _below_retired(node):
        row = replace(row, retired=True)
    node.made = make_code(work, codebook_id, parent_id, last[parent_id], row, from_file=True, uid=uid)


def _below_retired(node: _Node) -> bool:
    """Tell whether a new code comes to stand under a retired one, below which nothing is open for choice."""
    above = node.parent
    while above is not None and above.code is None:
        if above.row is not None and above.row.retired:
            return True
        above = above.parent
    return above is not None and above.code is not None and above.code.retired is not None


class _Planner:
    """Holds the rows of a file against the codebook as it is."""

    def __init__(self, tree: CodeTree, file: CodebookFile) -> None:
        self._tree = tree
        self._file = file
        self._plan = _Plan(problems=list(file.problems))
        self._nodes: dict[tuple[int, str], _Node] = {}

    def plan(self) -> _Plan:
        """Return what the file adds and changes."""
        for row in self._file.rows:
            self._take(row)
        named = {node.code.id for node in self._nodes.values() if node.code is not None}
        there = {
            name_key(code.name) for code in self._tree.codes if code.open_for_choice and code.id not in named
        }
        self._plan.doubled += [
            node.row.written_path
            for node in self._plan.new
            if node.row is not None and node.row.codable and name_key(node.path[-1]) in there
        ]
        return self._plan

    def _take(self, row: CodeRow) -> None:
        node = self._node(row.path)
        if node.merged:
            into = node.code.written_path if node.code else ""
            self._plan.notices.append(
                _("«{code}» was merged into «{into}» here and is left out.").format(
                    code=row.written_path, into=into
                )
            )
            return
        node.row = row
        if node.code is not None:
            self._compare(node.code, row)
        else:
            self._refuse_under_retired(node, row)

    def _node(self, path: tuple[str, ...]) -> _Node:
        """Return the node at a path; those above it that are new are made as headings."""
        parent: _Node | None = None
        for depth, name in enumerate(path, 1):
            key = (_token(parent), name_key(name))
            if key not in self._nodes:
                self._nodes[key] = self._found(parent, path[:depth])
            parent = self._nodes[key]
        assert parent is not None, "a path has a name"
        return parent

    def _found(self, parent: _Node | None, path: tuple[str, ...]) -> _Node:
        if parent is None or parent.code is not None:
            parent_id = parent.code.id if parent and parent.code else None
            code = self._tree.child_named(parent_id, path[-1])
            if code is not None:
                return _Node(path, parent, code)
            merged = self._tree.merged_child_named(parent_id, path[-1])
            if merged is not None:
                return _Node(path, parent, self._tree.survivor(merged), merged=True)
        node = _Node(path, parent, None)
        self._plan.new.append(node)
        return node

    def _compare(self, code: Code, row: CodeRow) -> None:
        values = dict(_differences(code, row))
        if values:
            self._plan.updates.append((code, values))
        if code.proposed_by is not None:
            self._plan.proposed.append(code)
            said = _("«{code}» had been proposed, and is accepted with this.")
            self._plan.notices.append(said.format(code=code.written_path))
        if row.retired and code.retired is None:
            self._plan.notices.append(
                _("«{code}» is retired in the file but in use here; it stays so.").format(
                    code=code.written_path
                )
            )

    def _refuse_under_retired(self, node: _Node, row: CodeRow) -> None:
        above = node.parent
        while above is not None and above.code is None:
            above = above.parent
        if (
            above is not None
            and above.code is not None
            and above.code.retired is not None
            and not row.retired
        ):
            self._plan.problems.append(
                Problem(
                    self._file.name,
                    row.row,
                    "theme",
                    _("«{theme}» is retired in this codebook. Restore it first.").format(
                        theme=above.code.written_path
                    ),
                )
            )


def _token(parent: _Node | None) -> int:
    """Tell parents apart; two paths that lead to one code (through a merge) are one parent."""
    if parent is None:
        return 0
    return parent.code.id if parent.code else -id(parent)


def _differences(code: Code, row: CodeRow) -> Iterator[tuple[str, Any]]:
    """Yield (field, new value) where the file says something else than the codebook, or more."""
    for name in ("definition", "use_when", "not_when"):
        text = getattr(row.text, name)
        if text and text != getattr(code.text, name):
            yield name, text
    for name in ("examples", "aliases"):
        present = getattr(code.text, name)
        both = list(dict.fromkeys((*present, *getattr(row.text, name))))
        if both != list(present):
            yield name, "\n".join(both) if name == "examples" else both
    labels = {**code.text.labels, **row.text.labels}
    if labels != code.text.labels:
        yield "labels", labels
    if row.colour and row.colour != code.colour:
        yield "colour", row.colour
    if "kind" in row.said and row.kind is not code.kind:
        yield "kind", row.kind.value
    if "codable" in row.said and row.codable != code.codable:
        yield "codable", int(row.codable)
