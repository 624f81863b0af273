"""Sentences of answers: found when texts come or change, and found again where they are missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coder.domain.coding import Span
from coder.store.chunks import chunked
from coder.store.engine import Engine
from coder.store.sentences import forget_sentences, replace_sentences, texts_to_split
from coder.store.surveys import answers_touched
from coder.store.unit_of_work import Reading, Writing, reading, writing

Progress = Callable[[int, int], None]
"""Told how many of how many answers are split."""

_AT_ONCE = 250


def store_sentences(
    work: Reading, texts: Sequence[tuple[int, str]], progress: Progress | None = None, *, fresh: bool = False
) -> None:
    """Find and store the sentences of (answer, text) pairs; every answer gets at least one.

    Args:
        work: The act.
        texts: Answers and what they say.
        progress: Told after each part.
        fresh: The answers are known to have no sentences yet.
    """
    if not texts:
        return
    from coder.text.sentences import SPLITTER_VERSION, split_many

    found: dict[int, Sequence[Span]] = {}
    for part in chunked(texts, _AT_ONCE):
        for (answer_id, text), spans in zip(part, split_many([text for _id, text in part]), strict=True):
            found[answer_id] = spans or [(0, len(text))]
        if progress is not None:
            progress(len(found), len(texts))
    replace_sentences(work, found, SPLITTER_VERSION, fresh=fresh)


def follow_texts(work: Writing) -> None:
    """Bring sentences up to date for answers that came back or got another text in this act.

    For undo and redo, which know fields but not what hangs on them; to be called before the act ends.
    """
    touched = answers_touched(work)
    forget_sentences(work, touched)
    store_sentences(work, texts_to_split(work, touched), fresh=True)


def fill_sentences(engine: Engine, progress: Progress | None = None) -> int:
    """Find the sentences of all answers that lack them; return how many answers that were.

    Makes no entry: sentences follow from texts.
    """
    with reading(engine) as snapshot:
        if not texts_to_split(snapshot):
            return 0
    with writing(engine, coder_id=None, operation="fill_sentences") as work:
        texts = texts_to_split(work)
        store_sentences(work, texts, progress, fresh=True)
    return len(texts)
