"""What no code stands on, of answers that are settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coder.domain.coding import Span
from coder.domain.coverage import Coverage, coverage
from coder.domain.passages import PassageKey
from coder.store.sentences import sentences_of
from coder.store.unit_of_work import Reading


def uncoded(
    work: Reading, order: Sequence[int], excerpts: Mapping[int, Mapping[int, Sequence[Span]]]
) -> Iterator[PassageKey]:
    """Yield runs of sentences that no excerpt touches, and whole answers that are done without any code.

    A code on the whole answer leaves nothing over.

    Args:
        work: The project.
        order: Settled answers, as they are to come.
        excerpts: The settled coding by answer and code.
    """
    placed = [each for each in order if each in excerpts and all(excerpts[each].values())]
    sentences = sentences_of(work, placed)
    for answer_id in order:
        codings = list(excerpts.get(answer_id, {}).values())
        if not codings:
            yield PassageKey(answer_id, 0, None)
        elif all(codings):
            for span in _bare(sentences.get(answer_id, []), codings):
                yield PassageKey(answer_id, 0, span)


def _bare(sentences: Sequence[Span], codings: Sequence[Sequence[Span]]) -> Iterator[Span]:
    """Yield runs of neighbouring sentences that no excerpt touches."""
    start: int | None = None
    end = 0
    for (first, last), covered in zip(sentences, coverage(sentences, codings), strict=True):
        if covered is Coverage.NONE:
            start, end = first if start is None else start, last
        elif start is not None:
            yield start, end
            start = None
    if start is not None:
        yield start, end
