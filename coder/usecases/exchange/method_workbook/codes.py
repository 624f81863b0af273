"""What cells of a workbook of the method mean in the project: codes there are, and codes to be made."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from coder.domain.codebook import (
    PATH_SEPARATOR,
    AmbiguousCodeError,
    Code,
    CodeNameError,
    CodeRow,
    UnknownCodeError,
    name_key,
    nearest_names,
    parsed_path,
)
from coder.exchange.codebook.rows import RowReader
from coder.exchange.method_workbook.base import BaseCode
from coder.exchange.method_workbook.layout import as_written, fingerprint
from coder.exchange.method_workbook.list import ReadCode
from coder.exchange.method_workbook.reader import MethodWorkbook
from coder.messages import _
from coder.store.code_use import tree_of
from coder.store.unit_of_work import Reading
from coder.usecases.exchange.codings_codes import CodesNamed, HeadingError
from coder.usecases.exchange.method_workbook.report import Finding, Found

CodeKey = int | str
"""The id of a code that is there, or what tells one that is to be made."""
_PARTS = re.compile(r"[;|\n]")
_ARROW = re.compile(r"\s*(?:-+>|=+>|→|»|::|>)\s*")


@dataclass(frozen=True)
class NewCode:
    """A code that is to be made."""

    row: CodeRow
    from_list: bool
    """Whether it was written on the sheet of codes; else in a cell only."""


@dataclass(frozen=True)
class Meant:
    """What a cell means: codes, or what is wrong with it."""

    codes: tuple[CodeKey, ...] = ()
    found: tuple[Found, ...] = ()


class CodesMeant:
    """The codes of one codebook as the cells of a workbook name them."""

    def __init__(
        self, work: Reading, book: MethodWorkbook, codebook_id: int, codebook_uid: str, *, create: bool
    ) -> None:
        self._create = create
        self._file = book.file
        self._tree = tree_of(work, codebook_id)
        self._living = [code for code in self._tree.codes if code.merged_into is None]
        self._names = CodesNamed(work, codebook_id, may_create=False)
        self._now = {code.uid: self._tree.survivor(code) for code in self._tree.codes}
        self._base = {code.uid: code for code in book.base.codes if code.codebook == codebook_uid}
        self._exported = {name_key(_squeezed(code.path)): code.uid for code in self._base.values()}
        # Names may differ in blanks alone.
        self._exported |= {name_key(code.path): code.uid for code in self._base.values()}
        self._new: dict[str, NewCode] = {}
        self._added: dict[str, CodeKey] = {}
        self._renamed: set[str] = set()
        self._meant: dict[str, Meant] = {}
        self.found: list[Found] = []
        self._read_list([code for code in book.codes if code.codebook == codebook_uid])

    def code(self, code_id: int) -> Code:
        """Return a code that is there."""
        return self._tree.code(code_id)

    def id_of(self, uid: str) -> int | None:
        """Return the id of what a code of the workbook is now; None where it is gone."""
        code = self._now.get(uid)
        return None if code is None else code.id

    def now(self, code_id: int) -> int:
        """Return the id of what a code was merged into, or its own."""
        return self._tree.survivor(self._tree.code(code_id)).id

    def path(self, key: CodeKey) -> str:
        """Return how a code is written."""
        return self._tree.code(key).written_path if isinstance(key, int) else self._new[key].row.written_path

    def to_make(self, used: Collection[CodeKey]) -> Iterator[tuple[str, NewCode]]:
        """Yield what is to be made: all from the sheet of codes, and of what stands in cells what is used."""
        for key, new in self._new.items():
            if new.from_list or key in used:
                yield key, new

    def meant(self, cell: str, place: str) -> Meant:
        """Tell what a cell means."""
        if cell not in self._meant:
            self._meant[cell] = self._looked_up(cell)
        meant = self._meant[cell]
        if not meant.found:
            return meant
        return replace(meant, found=tuple(replace(each, place=place) for each in meant.found))

    def _looked_up(self, cell: str) -> Meant:
        whole = self._single(cell)
        if isinstance(whole, (int, str)):
            return Meant((whole,))
        for parts in (_PARTS.split(cell), cell.split(",")):
            written = [part for part in parts if part.strip()]
            if len(written) < 2:
                continue
            singles = [self._single(part) for part in written]
            known = tuple(each for each in singles if isinstance(each, (int, str)))
            # Names have commas in them; the other signs hardly ever stand in one.
            if len(known) == len(singles) or _PARTS.search(cell):
                wrong = [
                    self._made(part, each) if isinstance(each, Found) else each
                    for part, each in zip(written, singles, strict=True)
                ]
                return Meant(
                    tuple(each for each in wrong if isinstance(each, (int, str))),
                    tuple(each for each in wrong if isinstance(each, Found)),
                )
        made = self._made(cell, whole)
        return Meant(found=(made,)) if isinstance(made, Found) else Meant((made,))

    def _single(self, written: str) -> CodeKey | Found:
        """Return the one code a text names, or why there is none."""
        exported = self._now.get(self._exported.get(name_key(written), ""))
        if exported is not None:
            return exported.id
        text = _squeezed(written)
        found = self._exact(text)
        if not isinstance(found, Found) or found.kind is not Finding.UNKNOWN_CODE:
            return found
        other = _ARROW.sub(PATH_SEPARATOR, text)
        again = self._exact(other) if other != text else found
        return found if isinstance(again, Found) else again

    def _exact(self, text: str) -> CodeKey | Found:
        exported = self._now.get(self._exported.get(name_key(text), ""))
        if exported is not None:
            return exported.id
        if name_key(text).casefold() in self._added:
            return self._added[name_key(text).casefold()]
        try:
            return self._names.id_of(self._names.find("", text))
        except UnknownCodeError:
            near = nearest_names(text, [code.written_path for code in self._living])
            return Found(Finding.UNKNOWN_CODE, "", text, near=tuple(near))
        except (AmbiguousCodeError, HeadingError, CodeNameError) as error:
            return Found(Finding.CLOSED_CODE, "", text, str(error))

    def _made(self, written: str, found: CodeKey | Found) -> CodeKey | Found:
        """Note a code that is missing as one to be made, where that is asked for."""
        if not isinstance(found, Found) or found.kind is not Finding.UNKNOWN_CODE:
            return found
        text = _ARROW.sub(PATH_SEPARATOR, _squeezed(written)).strip()
        if not self._create or name_key(text).casefold() in self._renamed:
            return found
        try:
            path = parsed_path(text)
        except CodeNameError as error:
            return Found(Finding.BAD_CODE, "", text, str(error))
        if self._under_retired(path):
            return Found(Finding.CLOSED_CODE, "", text, _("It would stand under a retired code."))
        return self._noted(NewCode(CodeRow(path), from_list=False))

    def _noted(self, new: NewCode) -> str:
        key = name_key(new.row.written_path).casefold()
        self._new.setdefault(key, new)
        self._added.setdefault(key, key)
        return key

    def _read_list(self, codes: Sequence[ReadCode]) -> None:
        by_uid: dict[str, list[ReadCode]] = {}
        for code in codes:
            if code.code:
                by_uid.setdefault(code.code, []).append(code)
        for uid, base in self._base.items():
            if uid in by_uid:
                self._compare(base, by_uid[uid])
            elif base.is_listed and codes:
                self.found.append(Found(Finding.DELETED_CODE, "", base.path))
        for code in codes:
            if not code.code:
                self._add(code)

    def _compare(self, base: BaseCode, rows: Sequence[ReadCode]) -> None:
        """Tell what differs of a code that was there, unless the project says the same by now."""
        now = self._now.get(base.uid)
        paths = {fingerprint(base.path)} | ({fingerprint(as_written(now.written_path))} if now else set())
        kept = [row for row in rows if fingerprint(row.written) in paths]
        for row in rows:
            if row not in kept:
                self._renamed.add(name_key(row.written).casefold())
                kind = Finding.DOUBLED_CODE if kept else Finding.RENAMED_CODE
                self.found.append(Found(kind, row.place, base.path, row.written))
            elif row.told != row.was_told and (now is None or row.told != _told(now)):
                self.found.append(Found(Finding.CHANGED_CODE, row.place, base.path))

    def _add(self, code: ReadCode) -> None:
        """Take up a code that was written on the sheet of codes; one that is there by now is that one."""
        reader = RowReader(self._file)
        row = reader.code_row(code.row, code.cells)
        if row is None or reader.problems:
            why = " ".join(problem.what for problem in reader.problems)
            self.found.append(Found(Finding.BAD_CODE, code.place, code.written, why))
            return
        if self._under_retired(row.path):
            why = _("It would stand under a retired code.")
            self.found.append(Found(Finding.BAD_CODE, code.place, code.written, why))
            return
        there = self._there(row.path)
        key: CodeKey = there if there is not None else self._noted(NewCode(row, from_list=True))
        # Cells say either what stands in the list or the whole path.
        for written in (code.written, row.written_path):
            self._added.setdefault(name_key(written).casefold(), key)

    def _there(self, path: Sequence[str]) -> int | None:
        """Return the id of the code at a path, if there is one."""
        found: int | None = None
        for name in path:
            child = self._tree.child_alike(found, name)
            if child is None:
                return None
            found = child.id
        return found

    def _under_retired(self, path: Sequence[str]) -> bool:
        above = [self._there(path[:depth]) for depth in range(1, len(path))]
        return any(each is not None and self._tree.code(each).retired is not None for each in above)


def closed(code: Code, people: Collection[int | None]) -> str:
    """Tell why a code cannot be set by these people; empty where it can."""
    if not code.open_for_choice:
        return _("It is only a heading, or retired.")
    if code.proposed_by is not None and code.proposed_by not in people:
        return _("It is only proposed.")
    return ""


def _told(code: Code) -> str:
    """Return the fingerprint of what stands about a code in the project."""
    text = code.text
    told = (text.definition, text.use_when, text.not_when, "\n".join(text.examples), code.kind.value)
    return fingerprint(" ".join(map(as_written, told)))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
