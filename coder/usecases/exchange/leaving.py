"""A file that leaves the project: written, written down as an export, and given its name, in this order."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coder import platform
from coder.documents.whole_file import CannotWriteFileError, whole_file
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


@contextmanager
def leaving_files(
    engine: Engine,
    coder_id: int,
    export: Export,
    folder: Path,
    check: Callable[[Writing], None] = _nothing_to_check,
) -> Iterator[Path]:
    """Give an empty folder to write files to; once all stand whole they are one export and go to ``folder``.

    What cannot be written is no export; what cannot be written down is no file. Files of the same names that
    are there are replaced, others are left alone.

    Args:
        engine: The project.
        coder_id: Who lets them leave.
        export: What they are; its ``file`` is the one the others belong to.
        folder: Where to; it is there.
        check: Raises if they may not leave after all.

    Raises:
        CannotWriteFileError: If a file cannot be written.
    """
    try:
        made = Path(tempfile.mkdtemp(prefix=".leaving.", dir=folder))
    except OSError as error:
        raise CannotWriteFileError(folder, platform.reason(error)) from error
    try:
        yield made
        with writing(engine, coder_id=coder_id, operation=OPERATION) as work:
            check(work)
            uid = record_export(work, export)
        gone = 0
        try:
            for new in sorted(made.iterdir()):
                # As files that leave one by one: for nobody else to read, until somebody decides so.
                new.chmod(0o600)
                platform.replace_file(new, folder / new.name)
                gone += 1
        except OSError:
            if not gone:
                with writing(engine, coder_id=coder_id, operation=OPERATION) as work:
                    forget_export(work, uid)
            raise
    except OSError as error:
        raise CannotWriteFileError(folder, platform.reason(error)) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)
