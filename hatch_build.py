"""Build hook: compiles the catalogs, puts db/ and codebooks/ inside the wheel, and makes the man pages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("codebooks", "db")
"""Top-level folders that lie in ``coder/_shipped`` once installed; ``coder.resources`` finds both places."""
MAN_PAGES = {"en": "man/man1", "nb": "man/nb/man1", "nn": "man/nn/man1"}
"""Where man looks for a page in each language, below ``share``."""


class ShippedFilesHook(BuildHookInterface[Any]):
    """Compile catalogs for every install; in a real wheel, take the shipped folders along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Prepare a wheel; an editable install reads the shipped folders where they are."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        compile_catalogs(root / "coder" / "locale")
        if version == "editable":
            return
        for folder in SHIPPED:
            for file in _files_under(root / folder):
                build_data["force_include"][str(file)] = f"coder/_shipped/{file.relative_to(root).as_posix()}"
        for language, folder in MAN_PAGES.items():
            page = write_man_page(root, language, self.metadata.version)
            build_data["shared_data"][str(page)] = f"share/{folder}/coder.1"


def write_man_page(root: Path, language: str, version: str) -> Path:
    """Make the man page in a language from the commands, and return its file below ``build``."""
    page = root / "build" / "man" / f"coder.{language}.1"
    page.parent.mkdir(parents=True, exist_ok=True)
    # -S: pip's way of shutting a build in runs again at each start, and knows only the first.
    program = [sys.executable, "-S", str(root / ".ci" / "man_page.py"), language, str(page), version]
    # What is built need not be installed where it is built; what builds it may lie in a place of its own.
    places = os.pathsep.join([str(root), *filter(None, sys.path)])
    subprocess.run(program, check=True, env={**os.environ, "PYTHONPATH": places})
    return page


def compile_catalogs(locale_folder: Path) -> list[Path]:
    """Write a ``coder.mo`` beside every ``coder.po`` and return them; fuzzy translations are left out."""
    try:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po
    except ImportError as error:
        raise RuntimeError(
            "Babel is missing, and the catalogs cannot be compiled without it. Run `pip install babel` first."
        ) from error
    compiled = []
    for source in sorted(locale_folder.glob("*/LC_MESSAGES/coder.po")):
        with source.open("rb") as reading:
            catalog = read_po(reading, locale=source.parts[-3], domain="coder")
        target = source.with_suffix(".mo")
        with target.open("wb") as writing:
            write_mo(writing, catalog)
        compiled.append(target)
    return compiled


def _files_under(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc")


if __name__ == "__main__":
    compile_catalogs(Path(__file__).parent / "coder" / "locale")
