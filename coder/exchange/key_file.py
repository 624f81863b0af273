"""The key of a pseudonymised file: who is called what, apart from the file and for nobody else to read."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from coder import platform
from coder.documents.whole_file import whole_file
from coder.domain.errors import UnusableInputError
from coder.domain.pseudonyms import CODER, RESPONDENT, Pseudonyms
from coder.messages import _
from coder.text.csv_lines import write_csv

HEADER = ("kind", "original", "pseudonym")
SECRET = "secret"
"""The kind of the line that holds what uids are made anew with."""
SUFFIX = ".key.csv"


class NotAKeyError(UnusableInputError):
    """A file that is no key, so that it is neither read nor written over."""

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            _("«{file}» is not a key this program wrote: {why} Name another file with --key.").format(
                file=file, why=why
            )
        )


def write_key(path: Path, key: Pseudonyms) -> None:
    """Write a key, readable by nobody but its owner.

    Raises:
        CannotWriteFileError: If it cannot be written.
    """
    with whole_file(path) as new:
        new.chmod(0o600)
        rows = [
            (SECRET, "", key.secret),
            *((RESPONDENT, old, new_id) for old, new_id in key.respondents.items()),
            *((CODER, old, name) for old, name in key.coders.items()),
        ]
        write_csv(new, HEADER, rows)


def read_key(path: Path) -> Pseudonyms | None:
    """Read a key that was written before; None where there is no such file.

    Raises:
        NotAKeyError: If it is something else, or was changed so that it no longer tells people apart.
    """
    if not path.exists():
        return None
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file, strict=True)) or [[]]
    except OSError as error:
        raise NotAKeyError(
            path, _("it cannot be read ({why}).").format(why=platform.reason(error))
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise NotAKeyError(path, _("it is no CSV file in UTF-8.")) from error
    if tuple(header) != HEADER or any(len(row) != len(HEADER) for row in rows):
        raise NotAKeyError(path, _("its columns are others."))
    found: dict[str, dict[str, str]] = {RESPONDENT: {}, CODER: {}, SECRET: {}}
    taken: dict[str, set[str]] = {kind: set() for kind in found}
    for kind, old, new in rows:
        if kind not in found or old in found[kind] or new in taken[kind]:
            raise NotAKeyError(
                path, _("«{name}» stands there twice, or is unknown.").format(name=old or kind)
            )
        found[kind][old] = new
        taken[kind].add(new)
    secret = found[SECRET].get("", "")
    if not re.fullmatch("[0-9a-f]{32}", secret):
        raise NotAKeyError(path, _("its secret is missing."))
    return Pseudonyms(found[RESPONDENT], found[CODER], secret)
