"""Runs Taguette in its own environment: takes a codebook in from CSV, and writes it as QDC.

Called as: python taguette_run.py CSV QDC
Prints JSON: the tags it read.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def main(file: Path, written: Path) -> list[dict[str, Any]]:
    """Take tags in, keep them in a project, and write the codebook."""
    from taguette import (  # type: ignore[import-not-found]
        database,
        export,
        import_codebook,
        validate,
    )

    with file.open("rb") as stream:
        tags: list[dict[str, Any]] = import_codebook.list_tags(stream)
    for tag in tags:
        validate.tag_path(tag["path"])
    with tempfile.TemporaryDirectory() as folder:
        session = database.connect(f"sqlite:///{folder}/taguette.sqlite3")()
        now = datetime.now(UTC)
        project = database.Project(name="Prosjekt", description="", created=now)
        session.add(project)
        session.flush()
        kept = [database.Tag(project_id=project.id, **tag) for tag in tags]
        session.add_all(kept)
        session.commit()
        with written.open("wb") as stream:
            export.codebook_xml(kept, stream)
        session.close()
    return tags


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*map(Path, sys.argv[1:]))))
