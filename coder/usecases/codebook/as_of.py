"""A codebook as it was at a moment beside today's: what is new, renamed, moved, merged, retired since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import PATH_SEPARATOR, Code
from coder.messages import _
from coder.store.code_use import entry_times
from coder.store.codes import codes_of
from coder.store.codes_as_of import codes_as_of
from coder.store.history import last_number, moment
from coder.store.questions import question_named
from coder.store.tags import all_tags
from coder.store.unit_of_work import Reading


class Since(StrEnum):
    """What became of a code between two moments."""

    MADE = "made"
    GONE = "gone"
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    RETIRED = "retired"
    RESTORED = "restored"
    REDEFINED = "redefined"


@dataclass(frozen=True)
class Difference:
    """One thing that became of a code, and the name it is about."""

    since: Since
    name: str = ""
    """Its other name, the theme it stood or stands under, or the code it was merged into."""


@dataclass(frozen=True)
class CodebookThen:
    """A codebook at a moment and today; codes merged away by then are left out of each."""

    entry: int
    at: str
    """UTC time of the entry; empty before the first."""
    then: tuple[Code, ...]
    now: tuple[Code, ...]
    of_then: Mapping[str, tuple[Difference, ...]]
    """By uid, for the codes of then: what became of them."""
    of_now: Mapping[str, tuple[Difference, ...]]
    """By uid, for the codes of today: what they were."""


def codebook_then(work: Reading, question_key: str, when: str) -> CodebookThen:
    """Compare a question's codebook with what it was.

    Raises:
        UnknownMomentError: If ``when`` is neither a date, a time, an entry's number nor a tag.
    """
    question = question_named(work, question_key)
    number = min(moment(work, when.strip()), last_number(work))
    then, now = codes_as_of(work, question.codebook_id, number), codes_of(work, question.codebook_id)
    of_then, of_now = differences(then, now)
    return CodebookThen(
        entry=number,
        at=entry_times(work, [number]).get(number, ""),
        then=tuple(each for each in then if each.merged_into is None),
        now=tuple(each for each in now if each.merged_into is None),
        of_then=of_then,
        of_now=of_now,
    )


def named_moments(work: Reading) -> list[tuple[str, int, str]]:
    """Return (tag, entry, UTC time) of the named moments, newest first."""
    tags = all_tags(work)
    times = entry_times(work, [number for _name, number in tags])
    return [(name, number, times.get(number, "")) for name, number in reversed(tags)]


def differences(
    then: Iterable[Code], now: Iterable[Code]
) -> tuple[dict[str, tuple[Difference, ...]], dict[str, tuple[Difference, ...]]]:
    """Tell by uid what became of the codes of then, and what those of now were."""
    before = {code.uid: code for code in then if code.merged_into is None}
    tree = CodeTree(now)
    present = {code.uid: code for code in tree.codes}
    of_then = {uid: _became(code, present.get(uid), tree) for uid, code in before.items()}
    of_now = {uid: _was(before.get(uid), code) for uid, code in present.items() if code.merged_into is None}
    return (
        {uid: found for uid, found in of_then.items() if found},
        {uid: found for uid, found in of_now.items() if found},
    )


def _became(then: Code, now: Code | None, tree: CodeTree) -> tuple[Difference, ...]:
    if now is None:
        return (Difference(Since.GONE),)
    if now.merged_into is not None:
        return (Difference(Since.MERGED, tree.survivor(now).name),)
    return tuple(_changed(then, now, shown=now))


def _was(then: Code | None, now: Code) -> tuple[Difference, ...]:
    return (Difference(Since.MADE),) if then is None else tuple(_changed(then, now, shown=then))


def _changed(then: Code, now: Code, *, shown: Code) -> Iterable[Difference]:
    """Yield what differs; ``shown`` is the one whose name and theme are told."""
    if then.name != now.name:
        yield Difference(Since.RENAMED, shown.name)
    if then.parent_id != now.parent_id:
        yield Difference(Since.MOVED, PATH_SEPARATOR.join(shown.path[:-1]) or _("the top"))
    if then.retired is None and now.retired is not None:
        yield Difference(Since.RETIRED)
    if then.retired is not None and now.retired is None:
        yield Difference(Since.RESTORED)
    if _meaning(then) != _meaning(now):
        yield Difference(Since.REDEFINED)


def _meaning(code: Code) -> tuple[str, str, str]:
    return code.text.definition, code.text.use_when, code.text.not_when
