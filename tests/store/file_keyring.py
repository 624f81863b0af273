"""A keyring in a file, for tests: the system's own is not theirs to write in."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend


class FileKeyring(KeyringBackend):
    """Keeps words in the file named by ``CODER_TEST_KEYRING``."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        word: str | None = self._words().get(f"{service} {username}")
        return word

    def set_password(self, service: str, username: str, password: str) -> None:
        self._write({**self._words(), f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        self._write({name: word for name, word in self._words().items() if name != f"{service} {username}"})

    def _words(self) -> dict[str, str]:
        file = Path(os.environ["CODER_TEST_KEYRING"])
        return dict(json.loads(file.read_text())) if file.exists() else {}

    def _write(self, words: dict[str, str]) -> None:
        Path(os.environ["CODER_TEST_KEYRING"]).write_text(json.dumps(words))
