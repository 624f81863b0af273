"""Rules that hold between rows, whoever wrote them: each breach as a sentence and the row at fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true

from coder.domain.codebook import name_key
from coder.domain.coding import CodedState
from coder.domain.entry import Change
from coder.messages import _
from coder.store import schema
from coder.store.astray import astray
from coder.store.breach import Breach
from coder.store.chunks import chunked
from coder.store.nouns import NOUNS, ON_ANSWERS
from coder.store.report_rules import report_breaches, stray_analyses
from coder.store.review_rules import review_breaches
from coder.store.sample_rules import sample_breaches
from coder.store.unit_of_work import Reading

_WITHOUT_RULES = {"note", "flag"}
_ON_ANSWERS = {name: NOUNS[name].table for name in sorted(ON_ANSWERS - _WITHOUT_RULES)}


def breaches(work: Reading) -> Iterator[Breach]:
    """Look at every row of the project."""
    yield from _codebook_breaches(work, true())
    yield from _coding_breaches(work, true(), true())
    yield from review_breaches(work)
    yield from report_breaches(work)
    yield from sample_breaches(work)


def breaches_near(work: Reading, changes: Sequence[Change]) -> Iterator[Breach]:
    """Look only at what some changes, just carried out, may have spoilt."""
    answer, coded, code = schema.answer, schema.coded, schema.code
    for codebook_id in _codebooks_of(work, changes):
        yield from _codebook_breaches(work, code.c.codebook_id == codebook_id)
        of_codes = schema.coding.c.code_id.in_(select(code.c.id).where(code.c.codebook_id == codebook_id))
        yield from _standing_breaches(work, of_codes)
    for question_id in _questions_of(work, changes):
        of_question = select(answer.c.id).where(answer.c.question_id == question_id)
        yield from _coding_breaches(
            work, schema.coding.c.answer_id.in_(of_question), coded.c.answer_id.in_(of_question)
        )
        for chunk in chunked(work.connection.scalars(of_question).all()):
            yield from review_breaches(work, chunk)
            yield from report_breaches(work, chunk)
            yield from sample_breaches(work, chunk)
    for chunk in chunked(_answers_of(work, changes)):
        yield from _coding_breaches(work, schema.coding.c.answer_id.in_(chunk), coded.c.answer_id.in_(chunk))
        yield from review_breaches(work, chunk)
        yield from report_breaches(work, chunk)
        yield from sample_breaches(work, chunk)
    if any(change.noun in ("analysis", "question", "code") for change in changes):
        yield from stray_analyses(work)


def _coding_breaches(
    work: Reading, codings: ColumnElement[bool], states: ColumnElement[bool]
) -> Iterator[Breach]:
    yield from _standing_breaches(work, codings)
    yield from _exclusive_breaches(work, codings)
    yield from _excerpt_breaches(work, codings)
    yield from _untouched_breaches(work, codings)
    yield from _state_breaches(work, states)


def _codebook_breaches(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """Codes must form a tree in one codebook, siblings with names of their own."""
    code = schema.code
    query = select(
        code.c.id, code.c.uid, code.c.codebook_id, code.c.parent_id, code.c.name, code.c.merged_into_id
    )
    rows = {row.id: row for row in work.connection.execute(query.where(within).order_by(code.c.id))}
    names: dict[tuple[Any, ...], str] = {}
    for row in rows.values():
        parent = rows.get(row.parent_id)
        if _leads_round(rows, row.id, "parent_id") or _leads_round(rows, row.id, "merged_into_id"):
            yield Breach(row.uid, _("Code «{name}» stands under itself.").format(name=row.name))
        elif row.parent_id is not None and (parent is None or parent.codebook_id != row.codebook_id):
            yield Breach(
                row.uid, _("Code «{name}» stands under one of another codebook.").format(name=row.name)
            )
        elif row.merged_into_id is None:
            if parent is not None and parent.merged_into_id is not None:
                yield Breach(
                    row.uid, _("Code «{name}» stands under one that was merged away.").format(name=row.name)
                )
            key = (row.codebook_id, row.parent_id, name_key(row.name))
            if key in names:
                yield Breach(
                    row.uid, _("There are two codes «{name}» in the same place.").format(name=row.name)
                )
            names[key] = row.uid


def _leads_round(rows: dict[int, Any], code_id: int, column: str) -> bool:
    """Tell whether following a reference from a code comes to no end."""
    seen = set()
    at: int | None = code_id
    while at is not None and at in rows:
        if at in seen:
            return True
        seen.add(at)
        at = getattr(rows[at], column)
    return False


def _standing_breaches(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """A coding's code must stand in the codebook of the question, and not be merged away."""
    said = _("Answer {number} has «{name}», which is not in its codebook.")
    for uid, answer_id, name in astray(work, schema.coding, within, merged_too=True):
        yield Breach(uid, said.format(number=answer_id, name=name))


def _exclusive_breaches(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """In an exclusive codebook a coder gives an answer one code."""
    coding, code, codebook = schema.coding, schema.code, schema.codebook
    query = (
        select(coding.c.answer_id, func.min(coding.c.uid).label("one"), func.max(coding.c.uid).label("other"))
        .join(code, code.c.id == coding.c.code_id)
        .join(codebook, codebook.c.id == code.c.codebook_id)
        .where(within, codebook.c.exclusive == 1)
        .group_by(coding.c.answer_id, coding.c.coder_id)
        .having(func.count() > 1)
    )
    for row in work.connection.execute(query):
        said = _("Answer {number} has several codes of an exclusive codebook.").format(number=row.answer_id)
        yield from (Breach(row.one, said), Breach(row.other, said))


def _excerpt_breaches(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """An excerpt must lie within the answer's text."""
    excerpt, coding, answer, body = schema.excerpt, schema.coding, schema.answer, schema.text_table
    query = (
        select(coding.c.uid, excerpt.c.start, excerpt.c.end, answer.c.id, body.c.body)
        .join(coding, coding.c.id == excerpt.c.coding_id)
        .join(answer, answer.c.id == coding.c.answer_id)
        .join(body, body.c.id == answer.c.text_id)
        .where(
            within,
            or_(
                excerpt.c.start < 0,
                excerpt.c.end <= excerpt.c.start,
                excerpt.c.end > func.length(body.c.body),
            ),
        )
    )
    for row in work.connection.execute(query):
        # SQLite counts only to the first NUL, so what it suspects is counted again.
        if not 0 <= row.start < row.end or (row.body is not None and row.end > len(row.body)):
            yield Breach(
                row.uid,
                _("Answer {number}: the excerpt {start}–{end} lies outside the text.").format(
                    number=row.id, start=row.start, end=row.end
                ),
            )


def _untouched_breaches(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """A coding must belong to an answer its coder has begun."""
    coding, coded = schema.coding, schema.coded
    query: Select[Any] = (
        select(coding.c.uid, coding.c.answer_id)
        .outerjoin(coded, (coded.c.answer_id == coding.c.answer_id) & (coded.c.coder_id == coding.c.coder_id))
        .where(within, coded.c.id.is_(None))
    )
    for row in work.connection.execute(query):
        yield Breach(
            row.uid, _("Answer {number} has codes but counts as untouched.").format(number=row.answer_id)
        )


def _state_breaches(work: Reading, within: ColumnElement[bool]) -> Iterator[Breach]:
    """Done must say when, and only done may."""
    coded = schema.coded
    query = select(coded.c.uid, coded.c.answer_id).where(
        within, (coded.c.state == CodedState.DONE) == coded.c.done_entry.is_(None)
    )
    for row in work.connection.execute(query):
        yield Breach(
            row.uid,
            _("Answer {number}: its state does not fit when it was done.").format(number=row.answer_id),
        )


def _codebooks_of(work: Reading, changes: Iterable[Change]) -> list[int]:
    """Return the codebooks in which codes came or changed."""
    uids = {change.uid for change in changes if change.noun == "code"}
    return _ids(work, schema.code.c.codebook_id, schema.code.c.uid, uids)


def _questions_of(work: Reading, changes: Iterable[Change]) -> list[int]:
    """Return the questions all of whose answers may be affected."""
    question, codebook = schema.question, schema.codebook
    moved = {change.uid for change in changes if change.noun == "question" and change.field == "codebook"}
    found = _ids(work, question.c.id, question.c.uid, moved)
    changed = {change.uid for change in changes if change.noun == "codebook" and change.field == "exclusive"}
    books = _ids(work, codebook.c.id, codebook.c.uid, changed)
    query = select(question.c.id).where(question.c.codebook_id.in_(books))
    return sorted({*found, *work.connection.scalars(query)})


def _answers_of(work: Reading, changes: Iterable[Change]) -> list[int]:
    """Return the answers on which anything came, went or changed, or whose text did."""
    by_noun: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        if change.noun in _ON_ANSWERS and not change.field:
            by_noun["answer"].add((change.after or change.before)["answer"])
        elif change.noun in _ON_ANSWERS or change.noun == "answer":
            by_noun[change.noun].add(change.uid)
    found = set(_ids(work, schema.answer.c.id, schema.answer.c.uid, by_noun["answer"]))
    for name, table in _ON_ANSWERS.items():
        found.update(_ids(work, table.c.answer_id, table.c.uid, by_noun[name]))
    return sorted(found)


def _ids(work: Reading, wanted: Any, column: Any, uids: set[str]) -> list[int]:
    found: set[int] = set()
    for chunk in chunked(sorted(uids)):
        found.update(work.connection.scalars(select(wanted).where(column.in_(chunk))))
    return sorted(found)
