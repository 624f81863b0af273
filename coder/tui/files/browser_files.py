"""Files written in a browser: they go to the person's own machine, and stay nowhere on the server's."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import threading
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from textual.app import App

LOOKS = 0.4
"""Seconds between two looks; what is the same in both is whole."""
_LONGEST_NAME = 80


@dataclass
class Offered:
    """A file to be taken away: its name, and what is in it."""

    name: str
    content: io.BytesIO = field(repr=False)


class OutTray:
    """A private folder that files are written to, as anywhere, and from which they are taken away at once.

    Each export has a folder of its own in it. What stands in that is offered when it is whole, several files
    as one archive; then it is gone from the disk.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._exports = 0
        self._seen: dict[Path, list[tuple[str, int]]] = {}

    def place_for(self, named: str) -> Path:
        """Return where to write a file that a person gave this name; of folders in it nothing is left."""
        if self._folder is None:
            # A person's own folder in memory, where the system has one.
            memory = os.environ.get("XDG_RUNTIME_DIR")
            beside = memory if memory and os.access(memory, os.W_OK) else None
            self._folder = Path(tempfile.mkdtemp(prefix="coder-out-", dir=beside))
        self._exports += 1
        place = self._folder / str(self._exports)
        place.mkdir(mode=0o700)
        return place / plain_name(named)

    def take(self) -> list[Offered]:
        """Return what is whole since the last look, and let go of it here."""
        if self._folder is None:
            return []
        offered = []
        for place in sorted(self._folder.iterdir()):
            files = sorted(each for each in place.rglob("*") if each.is_file())
            now = [(str(each), each.stat().st_size) for each in files]
            is_being_written = any(
                part.startswith(".") for each in place.rglob("*") for part in each.parts[-2:]
            )
            if files and not is_being_written and self._seen.get(place) == now:
                offered.append(_offered(place, files))
                shutil.rmtree(place, ignore_errors=True)
            else:
                self._seen[place] = now
        return offered

    def begin_to_deliver(self, app: App[None]) -> None:
        """Offer what is written to the browser, for as long as the app runs."""

        def deliver(offered: Offered) -> None:
            app.deliver_binary(offered.content, save_filename=offered.name)

        def look() -> None:
            while app.is_running:
                for offered in self.take():
                    app.call_from_thread(deliver, offered)
                time.sleep(LOOKS)

        threading.Thread(target=look, name="to the browser", daemon=True).start()

    def close(self) -> None:
        """Leave nothing on the disk."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None


def plain_name(named: str) -> str:
    """Return the last part of a name, without what a file's name cannot have.

    >>> plain_name("../../hva skal: til.docx"), plain_name("..")
    ('hva skal_ til.docx', 'export')
    """
    last = named.replace("\\", "/").rpartition("/")[2]
    clean = "".join(sign if sign.isalnum() or sign in "-_. ()" else "_" for sign in last).strip(". ")
    stem, dot, suffix = clean.rpartition(".")
    return (stem[:_LONGEST_NAME] + dot + suffix[:10] if stem else clean[:_LONGEST_NAME]) or "export"


def _offered(place: Path, files: list[Path]) -> Offered:
    if len(files) == 1 and files[0].parent == place:
        return Offered(files[0].name, io.BytesIO(files[0].read_bytes()))
    together = io.BytesIO()
    with zipfile.ZipFile(together, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files:
            archive.write(each, each.relative_to(place))
    together.seek(0)
    first = files[0].relative_to(place)
    return Offered(f"{first.parts[0].removesuffix(first.suffix)}.zip", together)
