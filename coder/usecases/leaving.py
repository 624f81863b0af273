"""A file that leaves the project: written, written down as an export, and given its name, in this order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coder.documents.whole_file import whole_file
from coder.store.exports import Export, forget_export, record_export
from coder.store.unit_of_work import Writing, writing

if TYPE_CHECKING:
    from coder.store.engine import Engine

OPERATION = "export"


def _nothing_to_check(_work: Writing) -> None:
    """Let it leave."""


@contextmanager
def leaving(
    engine: Engine,
    coder_id: int,
    export: Export,
    file: Path,
    check: Callable[[Writing], None] = _nothing_to_check,
) -> Iterator[Path]:
    """Give a file to write to; once it stands whole it is written down as an export and becomes ``file``.

    What cannot be written is no export; what cannot be written down is no file.

    Args:
        engine: The project.
        coder_id: Who lets it leave.
        export: What it is.
        file: Where to. The file to write to ends as this one does.
        check: Raises if it may not leave after all; nobody else exports meanwhile.

    Raises:
        CannotWriteFileError: If the file cannot be written.
    """

    @contextmanager
    def written_down() -> Iterator[None]:
        with writing(engine, coder_id=coder_id, operation=OPERATION) as work:
            check(work)
            uid = record_export(work, export)
        try:
            yield
        except OSError:
            # Down a pipe some of it may have gone already.
            if file.is_file() or not file.exists():
                with writing(engine, coder_id=coder_id, operation=OPERATION) as work:
                    forget_export(work, uid)
            raise

    with whole_file(file, written_down) as new:
        yield new
