"""Codes ranked by names and definitions in plain Python: what stands ready while a question's model loads."""

from __future__ import annotations

from coder.domain.coding import Span
from coder.store.history import last_number
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading
from coder.suggest.name_likeness import NameLikeness
from coder.usecases.suggesting.learning import choosable_codes, codes_offered_to
from coder.usecases.suggesting.question_space import code_text
from coder.usecases.suggesting.suggestions import MOST_CODES, Suggested, Suggestion


class NameModel:
    """Knows a codebook and no codings."""

    def __init__(self, work: Reading, question_key: str, coder_name: str) -> None:
        """Read the codes of a question that this coder is offered."""
        self.as_of = last_number(work)
        codes = choosable_codes(codes_offered_to(work, question_named(work, question_key), coder_name))
        self._code_ids = [code.id for code in codes]
        self._names = NameLikeness([code_text(code) for code in codes])

    def has_learned_from(self, answer_id: int) -> bool:
        """Tell whether it knows what an answer was given: never."""
        return False

    def suggested(self, answer_id: int, text: str, sentence: Span | None = None) -> Suggested:
        """Rank the codes of an answer, or of a sentence in it; scores are likenesses, not chances."""
        scores = self._names.scores(text if sentence is None else text[slice(*sentence)])
        ranked = sorted(zip(scores, self._code_ids, strict=True), key=lambda each: -each[0])[:MOST_CODES]
        codes = tuple(Suggestion(code_id, score) for score, code_id in ranked)
        return Suggested(answer_id, sentence, codes, self.as_of, learned_from=0)
