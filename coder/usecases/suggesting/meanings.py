"""What a project's texts mean, kept beside what else is remembered of projects on this machine."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from coder.usecases.coding.left_off import left_off_file

if TYPE_CHECKING:
    from coder.suggest.semantic_space import VectorsOf

MOST_TEXTS = 10_000
"""Answers to a question up to which they are compared by meaning: five minutes the first time."""


def meanings_folder(project_uid: str) -> Path:
    """Return where the vectors of a project's texts lie; they may be thrown away at any time."""
    name = blake2b(project_uid.encode(), digest_size=16).hexdigest()
    return left_off_file().parent / "meanings" / name


def vectors_of_project(project_uid: str, progress: Callable[[int, int], None] | None = None) -> VectorsOf:
    """Return what tells the meaning of texts, each read by the model once.

    Args:
        project_uid: Texts of other projects are kept apart.
        progress: Told (done, total) while texts are read for the first time.

    Raises:
        SemanticMissingError: If the package is not installed.
    """
    from coder.suggest.semantic import embed, model_name
    from coder.suggest.vector_cache import VectorCache

    cache = VectorCache(meanings_folder(project_uid), model_name())
    return lambda texts: cache.vectors(texts, embed, progress)


def what_is_missing() -> tuple[str, ...]:
    """Tell in a sentence that the package is not installed, if it is not."""
    from coder.suggest.semantic_missing import SemanticMissingError, is_installed

    return () if is_installed() else (str(SemanticMissingError()),)
