"""Codings a model may learn from: a coder's own, and the settled ones of answers that coder has not begun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import FromClause, and_, func, select
from sqlalchemy.sql.elements import ColumnElement

from coder.domain.coding import CodedState, Span
from coder.domain.entry import Change
from coder.store import schema
from coder.store.history import change_of_row
from coder.store.nouns import IN_REPORTS, OF_SAMPLES
from coder.store.unit_of_work import Reading

MOST_CHANGES = 2_000
"""Changes looked at one by one; after more, everything is read again."""

_PARTS = {"yield_per": 5_000}

Placed = tuple[int, tuple[Span, ...]]
"""A code and its excerpts."""

_SAYING = ("", "text")
"""Fields of an answer that change what it says; the first is all of it."""
_OTHER_NOUNS = (
    "note",
    "flag",
    "tag",
    "look",
    "round",
    "proposal",
    "approval",
    *sorted(IN_REPORTS | OF_SAMPLES),
)


@dataclass(frozen=True, slots=True)
class LearnableAnswer:
    """What one coder said of one answer."""

    answer_id: int
    coded_at: tuple[bool, int, int]
    """To sort by: what was done last comes last, and after it what was only begun."""
    codes: Mapping[int, tuple[Span, ...]]
    """Excerpts by code id; none where the code stands for the whole answer."""

    @property
    def is_done(self) -> bool:
        """Whether the coder has said that this is all."""
        return not self.coded_at[0]


def learnable_answers(
    work: Reading,
    question_id: int,
    coder_id: int | None,
    *,
    only_own: bool,
    with_excerpts: bool,
    among: Collection[int] | None = None,
) -> list[LearnableAnswer]:
    """Return the answers of a question with codings to learn from, in no order.

    Args:
        work: The project.
        question_id: The question.
        coder_id: Whose own codings come first; None where that is nobody known.
        only_own: Leave out what others have coded.
        with_excerpts: Read where the codes were placed; otherwise all stand for whole answers.
        among: Look at no other answers than these few.
    """
    chosen = _Chosen(question_id, coder_id, only_own, among)
    spans = chosen.excerpts(work) if with_excerpts else {}
    codes: dict[int, tuple[Placed, ...]] = {}
    for coding_id, answer_id, code_id in work.connection.execute(chosen.codings(), execution_options=_PARTS):
        codes[answer_id] = (*codes.get(answer_id, ()), (code_id, tuple(spans.get(coding_id, ()))))
    # Of 100 000 answers, most have the very codes that others have.
    shared: dict[tuple[Placed, ...], dict[int, tuple[Span, ...]]] = {}
    found = []
    for answer_id, state, done_entry, coded_id in work.connection.execute(
        chosen.answers(), execution_options=_PARTS
    ):
        given = codes.pop(answer_id, ())
        coded_at = (state != CodedState.DONE, done_entry or 0, coded_id)
        found.append(LearnableAnswer(answer_id, coded_at, shared.setdefault(given, dict(given))))
    return found


@dataclass(frozen=True)
class Since:
    """What entries have changed of what can be learned."""

    answer_ids: frozenset[int]
    """Answers that may be coded otherwise."""
    is_more: bool
    """Whether codes, questions or people have changed, or so many answers that all must be looked at."""
    has_new_texts: bool
    """Whether there are new answers, or answers that say something else."""


def changed_since(work: Reading, after: int, until: int) -> Since:
    """Tell what the entries after one number, up to another, have changed."""
    change = schema.change
    query = (
        select(change)
        .where(change.c.entry > after, change.c.entry <= until, change.c.noun.not_in(_OTHER_NOUNS))
        .limit(MOST_CHANGES + 1)
    )
    changes = [change_of_row(row) for row in work.connection.execute(query)]
    if len(changes) > MOST_CHANGES:
        return Since(frozenset(), is_more=True, has_new_texts=_has_new_texts(work, after, until))
    codings = [each for each in changes if each.noun in ("coding", "coded")]
    return Since(
        answer_ids=frozenset(_answers_of(work, codings)),
        is_more=len(codings) < len(changes),
        has_new_texts=any(each.noun == "answer" and each.field in _SAYING for each in changes),
    )


def _has_new_texts(work: Reading, after: int, until: int) -> bool:
    change = schema.change
    query = select(change.c.uid).where(
        change.c.entry > after,
        change.c.entry <= until,
        change.c.noun == "answer",
        change.c.field.in_(_SAYING),
    )
    return work.connection.scalar(query.limit(1)) is not None


def _answers_of(work: Reading, changes: Iterable[Change]) -> Iterator[int]:
    """Yield the ids of the answers that codings or coded states belong to, or belonged to."""
    uids: set[str] = set()
    changed: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        whole = change.after or change.before
        if not change.field and isinstance(whole, dict):
            uids.add(str(whole["answer"]))
        else:
            changed[change.noun].add(change.uid)
    for noun, rows in changed.items():
        table = schema.metadata.tables[noun]
        yield from work.connection.scalars(select(table.c.answer_id).where(table.c.uid.in_(rows)))
    yield from work.connection.scalars(select(schema.answer.c.id).where(schema.answer.c.uid.in_(uids)))


class _Chosen:
    """The coded state that counts here for each answer, as the statements that read it."""

    def __init__(
        self, question_id: int, coder_id: int | None, only_own: bool, among: Collection[int] | None
    ) -> None:
        answer, coded, settled = schema.answer, schema.coded, schema.settled
        own, here = coded.alias("own"), coded.alias("here")
        self._here = here
        by_others = settled.c.coder_id if not only_own else own.c.coder_id
        whose: ColumnElement[Any] = func.coalesce(own.c.coder_id, by_others)
        self._source: FromClause = (
            answer.outerjoin(own, and_(own.c.answer_id == answer.c.id, own.c.coder_id == (coder_id or 0)))
            .outerjoin(settled, settled.c.answer_id == answer.c.id)
            .join(here, and_(here.c.answer_id == answer.c.id, here.c.coder_id == whose))
        )
        of_question = answer.c.question_id == question_id
        self._wanted = of_question if among is None else and_(of_question, answer.c.id.in_(among))

    def answers(self) -> Any:
        """Select (answer id, state, entry it was done in, row id)."""
        here = self._here
        return (
            select(here.c.answer_id, here.c.state, here.c.done_entry, here.c.id)
            .select_from(self._source)
            .where(self._wanted)
        )

    def codings(self) -> Any:
        """Select (coding id, answer id, code id)."""
        coding = schema.coding
        return (
            select(coding.c.id, coding.c.answer_id, coding.c.code_id)
            .select_from(self._with_codings())
            .where(self._wanted)
        )

    def excerpts(self, work: Reading) -> dict[int, list[Span]]:
        """Return excerpts in order by coding id."""
        coding, excerpt = schema.coding, schema.excerpt
        query = (
            select(excerpt.c.coding_id, excerpt.c.start, excerpt.c.end)
            .select_from(self._with_codings().join(excerpt, excerpt.c.coding_id == coding.c.id))
            .where(self._wanted)
            .order_by(excerpt.c.coding_id, excerpt.c.start, excerpt.c.end)
        )
        found: dict[int, list[Span]] = defaultdict(list)
        for coding_id, start, end in work.connection.execute(query):
            found[coding_id].append((start, end))
        return found

    def _with_codings(self) -> FromClause:
        here, coding = self._here, schema.coding
        return self._source.join(
            coding, and_(coding.c.answer_id == here.c.answer_id, coding.c.coder_id == here.c.coder_id)
        )
