"""Vectors of texts kept in a folder, so that each text is read by the model once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from coder.platform import make_private_file, make_private_folder

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
Embed = Callable[[Sequence[str]], Vectors]

KEPT_AT_ONCE = 200
"""Vectors in a file: so many are made again at most, when the program ends on the way."""
FEWEST_KEPT = 20
"""Fewer texts asked for at once are no file's worth."""


class VectorCache:
    """Vectors by text: files of keys and vectors, which several processes may add to, and anybody may delete.

    A file that cannot be read counts as not there; where nothing can be written, nothing is kept. Texts are
    not in it, but what they mean is: it is private to whoever ran the program.
    """

    def __init__(self, folder: Path, model: str) -> None:
        """Open the vectors in a folder that were made by this model.

        Args:
            folder: Made when there is something to keep.
            model: Name of what makes the vectors; vectors of others are not seen.
        """
        self._folder = folder
        self._model = model
        self._vectors: dict[bytes, NDArray[np.float16]] = {}
        for file in sorted(folder.glob(f"{self._prefix}*.npz")):
            # A file that is none of ours is told by any of these.
            with contextlib.suppress(OSError, ValueError, KeyError, EOFError, BadZipFile):
                self._read(file)

    def __len__(self) -> int:
        return len(self._vectors)

    def vectors(self, texts: Sequence[str], embed: Embed, progress: Progress | None = None) -> Vectors:
        """Return the vector of each text, shape (n, d); those not kept yet are made, and kept if many.

        Args:
            texts: Any.
            embed: Makes vectors, shape (some, d), each from its text alone.
            progress: Told how many of those that are missing are made.
        """
        keys = [self._key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._vectors}
        waiting = list(missing.items())
        for start in range(0, len(waiting), KEPT_AT_ONCE):
            part = dict(waiting[start : start + KEPT_AT_ONCE])
            made = dict(zip(part, embed(list(part.values())).astype(np.float16), strict=True))
            self._vectors.update(made)
            if len(texts) >= FEWEST_KEPT:
                self._keep(made)
            if progress:
                progress(start + len(part), len(waiting))
        if not keys:
            return embed([])
        return np.array([self._vectors[key] for key in keys], dtype=np.float32)

    @property
    def _prefix(self) -> str:
        return blake2b(self._model.encode(), digest_size=8).hexdigest() + "-"

    def _key(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def _read(self, file: Path) -> None:
        # Opened here: of a file that is none of ours, the library leaves its own open.
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as found:
            keys, vectors = found["keys"], found["vectors"]
        if keys.shape == (len(vectors), 16) and vectors.ndim == 2 and vectors.dtype == np.float16:
            self._vectors.update(zip(map(bytes, keys), vectors, strict=True))

    def _keep(self, made: dict[bytes, NDArray[np.float16]]) -> None:
        file = self._folder / f"{self._prefix}{uuid4().hex}.npz"
        unfinished = file.with_suffix(".new")
        keys = np.frombuffer(b"".join(made), dtype=np.uint8).reshape(-1, 16)
        with contextlib.suppress(OSError):
            make_private_folder(self._folder)
            make_private_file(unfinished)
            try:
                with unfinished.open("wb") as out:
                    np.savez(out, keys=keys, vectors=np.array(list(made.values())))
                unfinished.replace(file)
            finally:
                unfinished.unlink(missing_ok=True)
