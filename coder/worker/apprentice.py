"""Learns from what people code: prepares a question's texts once, and fits models when there is reason to."""

from __future__ import annotations

from collections.abc import Callable

from coder.config import read_config
from coder.store.answers import texts_of
from coder.store.project import project_of
from coder.store.unit_of_work import Reading
from coder.suggest.semantic_missing import is_installed
from coder.usecases.suggesting.learning import LearnedCodings
from coder.usecases.suggesting.meanings import MOST_TEXTS, vectors_of_project
from coder.usecases.suggesting.question_model import QuestionModel
from coder.usecases.suggesting.question_space import QuestionSpace, answer_ids_of, first_space, said_by
from coder.usecases.suggesting.suggestions import OpenQuestion, Preparing, Said
from coder.usecases.suggesting.training import Material
from coder.worker.snapshots import Snapshots

FEW_TEXTS = 1_000
"""With no more answers than these, what a new code says may be said in a single one, and is looked for."""


class Apprentice:
    """Makes one model after another; ``learn`` and ``prepare`` may run side by side, each once at a time."""

    def __init__(self, opening: OpenQuestion, say: Callable[[Said], None]) -> None:
        self._say = say
        self._learned = LearnedCodings(opening.question_key, opening.coder_name)
        self._model: QuestionModel | None = None
        self._first: QuestionSpace | None = None
        self._first_as_of = -1
        self._whole: QuestionSpace | None = None
        self._whole_as_of = -1
        self._by_meaning = read_config().by_meaning and is_installed()
        self._meant_as_of = -1

    def would_learn(self, is_news: bool, left_out: frozenset[int]) -> bool:
        """Tell whether ``learn`` could come to something new: where there is news, or others asked about."""
        model = self._model
        return (
            model is None
            or is_news
            or (self._whole is not None and model.space is not self._whole)
            or not model.is_fit_for(left_out)
        )

    def would_prepare(self) -> bool:
        """Tell whether there are texts that nothing is ready for."""
        return self._lacks_texts() or self._lacks_meanings()

    def _lacks_texts(self) -> bool:
        if self._model is None or (self._model.space.is_whole and self._whole is None):
            return False
        return self._whole_as_of < self._learned.texts_as_of

    def _lacks_meanings(self) -> bool:
        if not self._by_meaning or self._model is None:
            return False
        return self._meant_as_of < self._learned.texts_as_of or self._says_otherwise(self._whole)

    def _says_otherwise(self, space: QuestionSpace | None) -> bool:
        """Tell whether the codebook has changed since a small question's texts were prepared with it."""
        return space is not None and len(space) <= FEW_TEXTS and space.said != said_by(self._learned.codes)

    def learn(self, snapshots: Snapshots, left_out: frozenset[int]) -> QuestionModel:
        """Fit on what is coded now.

        Args:
            snapshots: The project.
            left_out: Answers asked about, not to be learned from as long as they are.
        """
        material = snapshots.read(lambda work: self._material(work, left_out))
        if material is not None:
            self._model = QuestionModel(material)
        elif self._model is not None:
            self._model = self._model.as_seen(self._learned, left_out)
        assert self._model is not None
        return self._model

    def prepare(self, snapshots: Snapshots) -> None:
        """Prepare all texts of a large question, and then what they mean, telling how far that has come."""
        as_of = self._learned.texts_as_of
        question_id = self._learned.question.id
        by_meaning = not self._lacks_texts()
        uid, texts = snapshots.read(
            lambda work: (project_of(work).uid, texts_of(work, answer_ids_of(work, question_id)))
        )
        if by_meaning:
            self._meant_as_of = as_of
            if len(texts) > MOST_TEXTS:
                return

        def progress(done: int, total: int) -> None:
            if done < total:
                self._say(Preparing(len(texts) * done // total, len(texts)))

        self._say(Preparing(0, len(texts)))
        if by_meaning:
            vectors_of = vectors_of_project(uid, progress)
            self._whole = QuestionSpace(texts, self._learned.codes, vectors_of=vectors_of)
        else:
            self._whole = QuestionSpace(texts, self._learned.codes, progress)
        self._whole_as_of = as_of
        self._say(Preparing(len(texts), len(texts)))

    def _material(self, work: Reading, left_out: frozenset[int]) -> Material | None:
        """Read what to learn from; None where it is what the model has learned from already."""
        touched = self._learned.read(work)
        space = self._space(work)
        model = self._model
        is_same = model is not None and model.space is space and model.is_fit_for(left_out)
        if is_same and touched is not None and touched <= left_out:
            return None
        return Material(work, space, self._learned, left_out)

    def _space(self, work: Reading) -> QuestionSpace:
        """Return all texts; until they are prepared the first ones, with few anew for each new codebook."""
        if self._whole is not None:
            self._first = None
            return self._whole
        texts_as_of = self._learned.texts_as_of
        if self._first is None or self._first_as_of < texts_as_of or self._says_otherwise(self._first):
            self._first = first_space(work, self._learned)
            self._first_as_of = texts_as_of
        return self._first
