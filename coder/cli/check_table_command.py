"""`coder check-table`: which N printed counts and percentages can be of."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import print_columns, print_json
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.tables.check_table import CheckedRows, PrintedRow
    from coder.usecases.tables.check_table import CheckedTable

_WIDTH = 79
_ROWS_NAMED = 20


@click.command(
    "check-table",
    help=_(
        "Find every N that printed counts and percentages can be of. FILE has columns count and percent, or "
        "pairs count_X and percent_X; a column n or base, or --n, says which N was printed. Exit code 1 if a "
        "printed N does not fit, or no N does."
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--n",
    "written_n",
    metavar="N",
    help=_('The printed N, or the caption that has it: "N=358 (84 percent)"'),
)
@click.option("--each", is_flag=True, help=_("Every row has an N of its own"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
def check_table(file: Path, written_n: str | None, each: bool, as_json: bool) -> None:
    """Print what was found; exit 1 where a printed N doesn't fit, or none does."""
    from coder.usecases.tables.check_table import check_table as checked
    from coder.usecases.tables.check_table import printed_n

    found = checked(file, None if written_n is None else printed_n(written_n), each=each)
    if as_json:
        print_json(_as_json(found))
    else:
        _print_check(found, each=each)
    if any(not group.printed_fits and (group.printed or not _has_fit(group)) for group in found.groups):
        sys.exit(1)


def _has_fit(group: CheckedRows) -> bool:
    return any(group.fit.values())


def _as_json(found: CheckedTable) -> dict[str, Any]:
    return {
        "groups": [_group_json(group) for group in found.groups],
        "left_out": list(found.left_out),
        "totals": list(found.totals),
    }


def _group_json(group: CheckedRows) -> dict[str, Any]:
    rate = None if group.printed is None else group.printed.rate
    return {
        "name": group.name or None,
        "rows": [row.label for row in group.rows],
        "decimals": group.decimals,
        "fit": {rounding: _spans(fit) for rounding, fit in group.fit.items()},
        "printed_n": None if group.printed is None else group.printed.n,
        "printed_n_fits": group.printed_fits,
        "rows_against": [row.label for row in group.against],
        "response_rate": None
        if group.printed is None or rate is None
        else {"percent": float(rate), "of": _spans(group.printed.frames)},
    }


def _spans(fit: range) -> list[list[int]]:
    return [[fit.start, fit.stop - 1]] if fit else []


def _print_check(found: CheckedTable, *, each: bool) -> None:
    if each or (len(found.groups) > 1 and all(len(group.rows) == 1 for group in found.groups)):
        _print_one_a_line(found.groups)
    else:
        for place, group in enumerate(found.groups):
            if place:
                click.echo()
            for line in _told(group, several=len(found.groups) > 1):
                click.echo(line)
            _print_against(group)
            for line in _what_else(group):
                click.echo(line)
    if found.left_out:
        _say_wrapped(
            ngettext(
                "Left out, since a number is missing: {n} row ({labels}).",
                "Left out, since a number is missing: {n} rows ({labels}).",
                len(found.left_out),
            ).format(n=len(found.left_out), labels=_listed(found.left_out))
        )
    if found.totals:
        _say_wrapped(
            _("Left out, since a total is printed as 100 whatever N is: {labels}.").format(
                labels=_listed(found.totals)
            )
        )


def _print_one_a_line(groups: Sequence[CheckedRows]) -> None:
    """Print groups of one row each as a table of their N."""
    from coder.text.numbers import written_count

    alone = [group.rows[0] for group in groups]
    columns = [
        ["", *(_cut(group.name) for group in groups)],
        _numbers(_("Count"), [written_count(row.count) for row in alone]),
        _numbers(_("Percent"), [_number(row.percent) for row in alone]),
        [_("N that fit"), *map(_either, groups)],
    ]
    if any(group.printed for group in groups):
        columns.append([_("Printed"), *map(_verdict, groups)])
    _print_table(columns)


def _verdict(group: CheckedRows) -> str:
    from coder.text.numbers import written_count

    if group.printed is None:
        return ""
    said = _("{n} fits") if group.printed_fits else _("{n} doesn't fit")
    return said.format(n=written_count(group.printed.n))


def _print_table(columns: Sequence[Sequence[str]]) -> None:
    """Print columns, each with its heading first."""
    headings, *rows = zip(*columns, strict=True)
    print_columns(headings, rows)


def _numbers(heading: str, cells: Sequence[str]) -> list[str]:
    """Set a heading and its numbers from the right."""
    width = max(map(len, [heading, *cells]))
    return [text.rjust(width) for text in (heading, *cells)]


def _told(group: CheckedRows, *, several: bool) -> Iterator[str]:
    """Say of which N a group's rows can be, and whether the printed one is among them."""
    if several and group.name:
        yield _safe(group.name)
    rows = ngettext("{n} row", "{n} rows", len(group.rows)).format(n=len(group.rows))
    decimals = ngettext(
        "percentages with {n} decimal", "percentages with {n} decimals", group.decimals
    ).format(n=group.decimals)
    yield f"{rows}, " + (decimals if group.decimals else _("whole percentages"))
    yield _("N that fit: {n}").format(n=_either(group))
    if not _has_fit(group) and not group.printed_fits:
        yield from _why_none(group)
    if group.printed is None:
        return
    from coder.tables.check_table import LARGEST_N
    from coder.text.numbers import written_count

    n = written_count(group.printed.n)
    if group.printed_fits:
        yield _("Printed: N={n}. It fits.").format(n=n)
        if group.printed.n > LARGEST_N:
            yield _("No N over {n} was looked for besides.").format(n=written_count(LARGEST_N))
        return
    yield ngettext(
        "Printed: N={n}. It doesn't fit: {against} of {rows} rows rules it out.",
        "Printed: N={n}. It doesn't fit: {against} of {rows} rows rule it out.",
        len(group.against),
    ).format(n=n, against=len(group.against), rows=len(group.rows))


def _why_none(group: CheckedRows) -> Iterator[str]:
    """Name two rows that contradict each other, or the one that contradicts itself."""
    from coder.text.numbers import written_count

    (low, of_low), (high, of_high) = group.bounds
    for row, fit in {low: of_low, high: of_high}.items():
        if fit:
            yield _("  {label}: {count} is {percent} percent of {n}").format(
                label=_cut(row.label),
                count=written_count(row.count),
                percent=_number(row.percent),
                n=_span(fit),
            )
        else:
            yield _("  {label}: {count} is {percent} percent of no N").format(
                label=_cut(row.label), count=written_count(row.count), percent=_number(row.percent)
            )
    yield _("Where every row has an N of its own, give --each.")


def _print_against(group: CheckedRows) -> None:
    """Print the rows that rule the printed N out, with what they would be of it."""
    if group.printed is None or not group.against:
        return
    from coder.tables.percent import percent
    from coder.text.numbers import written_count

    n, named = group.printed.n, group.against[:_ROWS_NAMED]
    _print_table(
        [
            ["", *("  " + _cut(row.label) for row in named)],
            _numbers(_("Count"), [written_count(row.count) for row in named]),
            _numbers(_("Percent"), [_number(row.percent) for row in named]),
            _numbers(
                _("of {n}").format(n=written_count(n)),
                [_number(percent(row.count, n, group.decimals + 2, small_bases=True)) for row in named],
            ),
            [_("fits"), *(_span(_fit_of(row, group.decimals)) for row in named)],
        ]
    )
    if len(group.against) > _ROWS_NAMED:
        click.echo("  " + _("and {n} more").format(n=len(group.against) - _ROWS_NAMED))


def _what_else(group: CheckedRows) -> Iterator[str]:
    """Say what else the printed N can be."""
    if group.printed is None:
        return
    from coder.text.numbers import written_count

    n, rate = group.printed.n, group.printed.rate
    if rate is not None:
        said = (
            _("{n} fits the response rate printed with it: it is {rate} percent of {frame}.")
            if group.printed.frames
            else _("{n} doesn't fit the response rate printed with it: it is {rate} percent of no N.")
        )
        yield said.format(n=written_count(n), rate=_number(rate), frame=_span(group.printed.frames))
    if not group.printed_fits and n == sum(row.count for row in group.rows):
        yield _("{n} is the sum of the counts.").format(n=written_count(n))


def _fit_of(row: PrintedRow, decimals: int) -> range:
    from coder.tables.check_table import fitting_n

    return fitting_n(row.count, row.percent, decimals, "half_up")


def _either(group: CheckedRows) -> str:
    """Write the N that fit; twice only where the way of rounding matters."""
    up, even = group.fit["half_up"], group.fit["half_even"]
    if up == even:
        return _span(up)
    return _("{up} (half up), {even} (half to even)").format(up=_span(up), even=_span(even))


def _span(fit: range) -> str:
    from coder.text.numbers import written_count

    if not fit:
        return _("none")
    first, last = written_count(fit.start), written_count(fit.stop - 1)
    return first if first == last else f"{first}–{last}"


def _number(value: Decimal | None) -> str:
    from coder.text.numbers import written_number

    return "" if value is None else written_number(value)


def _cut(label: str) -> str:
    from coder.text.safe import safe_line, shortened

    return shortened(safe_line(label), _WIDTH // 2)


def _safe(text: str) -> str:
    from coder.text.safe import safe_line

    return safe_line(text)


def _listed(labels: Sequence[str]) -> str:
    named = ", ".join(_cut(label) for label in labels[:_ROWS_NAMED])
    more = len(labels) - _ROWS_NAMED
    return named if more <= 0 else named + " " + _("and {n} more").format(n=more)


def _say_wrapped(text: str) -> None:
    from textwrap import fill

    click.echo()
    click.echo(fill(text, _WIDTH))
