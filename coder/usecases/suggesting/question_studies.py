"""What else a question's model can tell: what is near, what is coded unlike its like, what goes together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from coder.store.answers import texts_of
from coder.store.states import begun_answers
from coder.store.unit_of_work import Reading
from coder.usecases.codebook.other_answers import other_answers, texts_under
from coder.usecases.suggesting.question_space import answer_ids_of
from coder.usecases.suggesting.suggestions import Groups, Inconsistencies, Near
from coder.usecases.suggesting.training import given_codes, rows_of

if TYPE_CHECKING:
    from coder.suggest.replay import Rows
    from coder.usecases.suggesting.question_model import QuestionModel

T = TypeVar("T")
Read = Callable[[Callable[[Reading], T]], T]

MOST_COMPARED = 20_000
"""So many coded answers, the last ones, are held against each other, or against one."""
MOST_GROUPED = 20_000
"""So many uncoded answers, spread over all, are grouped."""
MOST_INCONSISTENCIES = 300


def near(model: QuestionModel, read: Read[tuple[Rows, Rows]], answer_id: int, code_id: int) -> Near:
    """Find the coded answers with a code that are likest an answer."""
    from coder.suggest.nearest import nearest

    having = [each.answer_id for each in model.coded if code_id in each.codes and each.answer_id != answer_id]
    having = having[-MOST_COMPARED:]
    row, X = read(lambda work: (rows_of(model.space, work, [answer_id]), rows_of(model.space, work, having)))
    found = nearest(row, X)
    return Near(answer_id, code_id, tuple((having[each.row], each.likeness) for each in found))


def inconsistencies(model: QuestionModel, read: Read[Rows]) -> Inconsistencies:
    """Find answers coded unlike their nearest."""
    from coder.suggest.inconsistencies import find_inconsistencies

    coded = model.coded[-MOST_COMPARED:]
    X = read(lambda work: rows_of(model.space, work, [each.answer_id for each in coded]))
    found = find_inconsistencies(
        X,
        given_codes(model.codes, [each.codes for each in coded]),
        model.code_rows.whole,
        MOST_INCONSISTENCIES,
    )
    return Inconsistencies(
        tuple(
            (coded[each.row].answer_id, model.codes[each.code].id, each.why.value, each.strength)
            for each in found
        )
    )


def groups(read: Read[dict[int, str]], question_id: int) -> Groups:
    """Group the alike among answers that nobody has begun to code."""
    from coder.suggest.groups import find_groups

    def uncoded(work: Reading) -> dict[int, str]:
        begun = begun_answers(work, question_id)
        ids = [each for each in answer_ids_of(work, question_id, in_order=True) if each not in begun]
        ids = ids[:: -(-len(ids) // MOST_GROUPED) or 1]
        return texts_of(work, ids)

    texts = read(uncoded)
    ids = list(texts)
    found = find_groups(list(texts.values()))
    return Groups(tuple((each.name, tuple(ids[row] for row in each.rows)) for each in found))


def groups_under(read: Read[dict[int, str]], question_id: int, code_ids: Sequence[int]) -> Groups:
    """Group the alike among answers that have one of some codes, by the words these stand on.

    What is in no group comes last, without a name, in file order.
    """
    from coder.suggest.groups import find_groups

    def under(work: Reading) -> dict[int, str]:
        ids = other_answers(work, question_id, code_ids)
        return texts_under(work, ids[:MOST_GROUPED], code_ids)

    texts = read(under)
    ids = list(texts)
    found = find_groups(list(texts.values()))
    alike = [(each.name, tuple(ids[row] for row in each.rows)) for each in found]
    grouped = {answer_id for _name, members in alike for answer_id in members}
    rest = tuple(answer_id for answer_id in ids if answer_id not in grouped)
    return Groups((*alike, ("", rest)) if rest else tuple(alike), tuple(code_ids))
