"""A table as a file, or as text, in every format there is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coder.documents.file_text import FileText
from coder.documents.grid import Grid
from coder.documents.whole_file import whole_file
from coder.domain.errors import WrongUseError
from coder.messages import _

TABLE_FORMATS = {
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
    "latex": ".tex",
    "xlsx": ".xlsx",
    "docx": ".docx",
    "odt": ".odt",
}
"""The formats by name, each with what a file of it ends in."""
TEXT_FORMATS = ("text", "markdown", "html", "latex")
"""Those that can be printed."""
_SIGNS_NAMED = 8


class NoTemplateTakenError(WrongUseError):
    """A house template for a format that has no styles to follow."""

    def __init__(self, named: str) -> None:
        super().__init__(
            _("A template is followed in Word files (.docx) only; this table is written as {format}.").format(
                format=named
            )
        )


def grid_text(grid: Grid, named: str, width: int | None = None, bars: bool = False) -> str:
    """Return a table as text.

    Args:
        grid: The table.
        named: One of ``TEXT_FORMATS``.
        width: Cells of the terminal, for plain text; None wraps nothing.
        bars: Draw shares as bars, in plain text.
    """
    if named == "text":
        from coder.documents.grid_plain import plain_grid

        return plain_grid(grid, width=width, bars=bars)
    return _marked_up(grid.mapped(FileText()), named)


def write_grid(
    grid: Grid, path: Path, named: str, template: Path | None = None, *, bars: bool = False
) -> tuple[str, ...]:
    """Write a table to a file, whole or not at all.

    Args:
        grid: The table.
        path: The file.
        named: One of ``TABLE_FORMATS``.
        template: A Word file whose styles the table is to follow.
        bars: Draw shares as bars, in plain text.

    Returns:
        What is to be told: sentences on characters that the format cannot hold; mostly none.

    Raises:
        NoTemplateTakenError: If there is a template and the format has no styles.
        NotATemplateError: If the template is no Word file.
        CellTooLongError: If a text is longer than a workbook takes.
        CannotWriteFileError: If the file cannot be written.
    """
    if template is not None and named != "docx":
        raise NoTemplateTakenError(named)
    if named in TEXT_FORMATS:
        return _write_text(grid, path, named, bars)
    clean = FileText()
    fit = grid.mapped(clean)
    _writer(named, template)(fit, path)
    return clean.told


def _write_text(grid: Grid, path: Path, named: str, bars: bool) -> tuple[str, ...]:
    clean = FileText()
    fit = grid.mapped(clean)
    text = grid_text(grid, named, bars=bars) if named == "text" else _marked_up(fit, named)
    if named == "text" and grid.provenance:
        from coder.documents.provenance_text import KEY, provenance_text

        text += f"\n{KEY}: {provenance_text(grid.provenance)}\n"
    with whole_file(path) as file:
        file.write_text(text, encoding="utf-8", newline="")
    # Plain text shows a sign in the place of each, as a terminal does.
    told = () if named == "text" else clean.told
    return (*told, *_foreign(fit)) if named == "latex" else told


def _marked_up(grid: Grid, named: str) -> str:
    if named == "markdown":
        from coder.documents.grid_markdown import markdown_grid

        return markdown_grid(grid)
    if named == "html":
        from coder.documents.grid_html import html_grid

        return html_grid(grid)
    from coder.documents.grid_latex import latex_grid

    return latex_grid(grid)


def _writer(named: str, template: Path | None) -> Callable[[Grid, Path], None]:
    if named == "xlsx":
        from coder.documents.grid_workbook import write_workbook_grid

        return write_workbook_grid
    if named == "odt":
        from coder.documents.odt_table import write_odt_grid

        return write_odt_grid
    from functools import partial

    from coder.documents.word_table import write_word_grid

    return partial(write_word_grid, template=template)


def _foreign(grid: Grid) -> tuple[str, ...]:
    from coder.documents.grid_latex import latex_texts
    from coder.documents.latex_text import foreign_signs
    from coder.text.safe import safe_line

    signs = foreign_signs(latex_texts(grid))
    if not signs:
        return ()
    named = " ".join(safe_line(sign) for sign in signs[:_SIGNS_NAMED])
    return (
        _(
            "pdfLaTeX cannot set these characters: {signs}. Compile with LuaLaTeX and a font that has them."
        ).format(signs=named + (" …" if len(signs) > _SIGNS_NAMED else "")),
    )
