"""Build hook: compiles the message catalogs, and puts db/ and codebooks/ inside the wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("codebooks", "db")
"""Top-level folders that lie in ``coder/_shipped`` once installed; ``coder.resources`` finds both places."""


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
