"""Files that travel with the program: migrations, starter codebooks, the demo survey."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def migrations_folder() -> Path:
    """Return the folder of Alembic migrations (``db/`` in a checkout)."""
    return _shipped("db")


def codebooks_folder() -> Path:
    """Return the folder of starter codebooks (``codebooks/`` in a checkout)."""
    return _shipped("codebooks")


def demo_survey_folder() -> Path:
    """Return the folder of the demo survey's files."""
    return _PACKAGE / "demo_survey"


def privacy_lists_folder() -> Path:
    """Return the folder of the names and words the privacy check knows."""
    return _PACKAGE / "privacy" / "lists"


def methods_folder() -> Path:
    """Return the folder of the sentences of methods paragraphs, a file for each language."""
    return _PACKAGE / "usecases" / "agreement" / "methods"


def _shipped(name: str) -> Path:
    """Return a top-level folder: inside the package in a wheel, beside it in a checkout."""
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
