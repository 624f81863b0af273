"""The tables at the end of a document of quotations: the code list, and who is quoted how often."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.documents.quotation_document import Section
from coder.domain.codebook import Code
from coder.messages import _, current_language
from coder.text.numbers import written_count
from coder.usecases.report.quoted import HowOftenQuoted


def appendices(codes: Grid, quoted: HowOftenQuoted | None = None) -> tuple[Section, ...]:
    """Return what stands last, its tables numbered through."""
    listed = [replace(codes, number="1")]
    often = [] if quoted is None else quoted_tables(quoted)
    numbered = tuple(replace(grid, number=str(place)) for place, grid in enumerate(often, 2))
    first = Section(_("Code list"), tables=tuple(listed))
    return (first, Section(_("How often each is quoted"), tables=numbered)) if numbered else (first,)


def code_list(codes: Sequence[Code], counts: Mapping[int, int] | None, name: Callable[[Code], str]) -> Grid:
    """Return the code list with what the codes mean.

    Args:
        codes: Codes in order.
        counts: Answers by code, where they are to be told.
        name: What codes are called.
    """
    is_told = any(code.text.definition.strip() for code in codes)
    columns = [GridColumn(_("Meaning"), is_text=True)] if is_told else []
    if counts is not None:
        columns.append(GridColumn(_("Answers")))
    parents = {code.parent_id for code in codes}
    return Grid(
        caption=_("The codes and what they mean.") if is_told else _("The codes."),
        columns=tuple(columns),
        rows=tuple(
            replace(_code_row(code, counts, name, is_told=is_told), is_strong=code.id in parents)
            for code in codes
        ),
        stub=_("Code"),
        language=current_language(),
        description=_("A list of the codes in the order of the codebook."),
    )


def quoted_tables(quoted: HowOftenQuoted) -> tuple[Grid, ...]:
    """Return who is quoted how often: by each background variable, then by respondent."""
    variables = dict.fromkeys(each.variable for each in quoted.levels)
    return (*(_by_variable(quoted, variable) for variable in variables), _by_respondent(quoted))


def _code_row(
    code: Code, counts: Mapping[int, int] | None, name: Callable[[Code], str], *, is_told: bool
) -> GridRow:
    named = name(code)
    if code.retired is not None:
        named = _("{code} (retired)").format(code=named)
    cells = [GridCell(" ".join(code.text.definition.split()))] if is_told else []
    if counts is not None:
        cells.append(_count(counts.get(code.id, 0)))
    return GridRow(named, tuple(cells), indent=len(code.path) - 1)


def _by_variable(quoted: HowOftenQuoted, variable: str) -> Grid:
    return Grid(
        caption=_("How often each level of {variable} is quoted.").format(variable=variable),
        columns=(
            GridColumn(_("Quotations")),
            GridColumn(_("Respondents quoted")),
            GridColumn(_("Respondents who answered")),
        ),
        rows=tuple(
            GridRow(each.level, (_count(each.quotations), _count(each.quoted), _count(each.respondents)))
            for each in quoted.levels
            if each.variable == variable
        ),
        language=current_language(),
        description=_("How many quotations there are from each level, and from how many respondents."),
    )


def _by_respondent(quoted: HowOftenQuoted) -> Grid:
    never = quoted.answered - len(quoted.respondents)
    return Grid(
        caption=_("How often each respondent is quoted."),
        columns=(GridColumn(_("Quotations")),),
        rows=tuple(GridRow(each, (_count(number),)) for each, number in quoted.respondents.items()),
        note=_("Never quoted: {n} of {answered} respondents.").format(
            n=written_count(max(never, 0)), answered=written_count(quoted.answered)
        ),
        stub=_("Respondent"),
        language=current_language(),
        description=_("How many quotations there are from each respondent, the most quoted first."),
    )


def _count(number: int) -> GridCell:
    return GridCell(written_count(number), number)
