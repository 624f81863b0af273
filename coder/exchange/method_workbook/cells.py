"""The names of a workbook's sheets, read where a broken one does no harm (see ``contained``)."""

from __future__ import annotations

import zipfile
from xml.etree.ElementTree import ParseError

from coder.exchange.workbook_cells import refused


def sheet_names(path: str) -> list[str]:
    """Return the names of the sheets, hidden ones too; none where it is no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if refused(path):
        return []
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return list(workbook.sheet_names)
    except (PasswordError, CalamineError, zipfile.BadZipFile, ParseError):
        return []
