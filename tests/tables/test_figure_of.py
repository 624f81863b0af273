from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from coder.documents.bar_figure import BarFigure
from coder.documents.figure_files import write_figure
from coder.documents.provenance_in import provenance_in
from coder.documents.trend_figure import TrendFigure
from coder.tables.figure_of import NoSharesError, figure_of, saturation_figure_of
from coder.tables.saturation import saturation
from coder.tables.saturation_grid import saturation_grid
from coder.tables.table import BREAK, Cell, Column, FrequencyTable, Row, RowLevel


def row(name: str, count: int | None, percent: int | None, *, theme: str | None = None) -> Row:
    share = None if percent is None else Decimal(percent)
    level: RowLevel = "theme" if theme == name else "code"
    return Row(name, name, name, theme, name, level, count, share, indented=theme not in (None, name))


def table(
    rows: tuple[Row, ...], columns: tuple[Column, ...] = (), *cells: tuple[Cell, ...]
) -> FrequencyTable:
    return FrequencyTable(
        caption="Table 7.2  Hva skal til? N=40",
        base=40,
        base_kind="done",
        counts="responsible",
        unsettled=0,
        decimals=0,
        rows=rows,
        note="Noten.",
        warnings=(),
        provenance={"project": {"uid": "p"}},
        columns=columns,
        cells=cells,
        number="7.2",
        title="Hva skal til? N=40",
    )


ROWS = (
    row("Ressurser", 27, 68, theme="Ressurser"),
    row("Lønn", 20, 50, theme="Ressurser"),
    row("Annet", 1, 3),
)
SMALL, LARGE = (
    Column("storrelse=<2000", "<2 000", 12, "Størrelse"),
    Column("storrelse=2000+", "2 000+", None, "Størrelse"),
)


def share(percent: int, **more: object) -> Cell:
    return replace(Cell(percent, Decimal(percent)), **more)  # type: ignore[arg-type]


def shown(share: Decimal | None) -> str:
    return "" if share is None else str(share)


def test_the_bars_have_the_order_the_note_and_the_levels_of_the_table() -> None:
    figure = figure_of(table(ROWS))
    assert isinstance(figure, BarFigure)
    [panel] = figure.panels
    assert [(bar.label, shown(bar.percent), bar.indent, bar.is_strong) for bar in panel.bars] == [
        ("Ressurser", "68", 0, True),
        ("Lønn", "50", 1, False),
        ("Annet", "3", 0, False),
    ]
    assert (panel.title, panel.base, figure.note, figure.caption) == ("", "", "Noten.", "Hva skal til? N=40")


def test_every_level_has_a_panel_with_its_n_and_everybody_comes_last() -> None:
    cells = tuple((share(10), share(20)) for _row in ROWS)
    figure = figure_of(table(ROWS, (SMALL, LARGE), *cells))
    assert isinstance(figure, BarFigure)
    assert [(panel.title, panel.base) for panel in figure.panels] == [
        ("<2 000", "N=12"),
        ("2 000+", ""),
        ("Total", "N=40"),
    ]
    assert [shown(bar.percent) for bar in figure.panels[1].bars] == ["20"] * 3


def test_what_is_hidden_not_in_use_or_too_small_has_its_sign_and_no_bar() -> None:
    cells = (
        (Cell(None, None, suppressed=True), share(20)),
        (Cell(None, None, in_use=False), share(20)),
        (Cell(3, None), share(20, mark="+", weighted=Decimal(18), interval=(Decimal(12), Decimal(31)))),
    )
    figure = figure_of(table(ROWS, (SMALL, LARGE), *cells))
    assert isinstance(figure, BarFigure)
    assert [(bar.percent, bar.sign) for bar in figure.panels[0].bars] == [
        (None, ":"),
        (None, "."),
        (None, "(3)"),
    ]
    last = figure.panels[1].bars[2]
    assert last.mark == "+"
    assert [shown(share) for share in (last.weighted, last.low, last.high)] == ["18", "12", "31"]


def test_waves_are_lines_that_break_where_the_series_breaks() -> None:
    waves = tuple(Column(f"wave={year}", year, 40) for year in ("2019", "2020", "2021"))
    cells = tuple((Cell(None, None, in_use=False), share(30), share(10, mark=BREAK)) for _row in ROWS)
    figure = figure_of(table(ROWS, waves, *cells))
    assert isinstance(figure, TrendFigure)
    assert figure.waves == ("2019", "2020", "2021")
    assert figure.bases == ("N=40",) * 3
    assert [(shown(point.percent), point.is_break) for point in figure.series[1].points] == [
        ("", False),
        ("30", False),
        ("10", True),
    ]


def test_a_table_of_counts_alone_says_why_there_is_no_figure() -> None:
    with pytest.raises(NoSharesError, match="--small-bases"):
        figure_of(table((row("Annet", 1, None),)))


@pytest.mark.slow
def test_the_figure_of_a_table_is_written_with_what_it_was_made_from(tmp_path: Path) -> None:
    assert write_figure(figure_of(table(ROWS)), tmp_path / "f.svg") == ()
    assert provenance_in(tmp_path / "f.svg") == {"project": {"uid": "p"}}
    found = saturation([{1, 2}, {2}, {3}, set(), {1}], size=2)
    curve = saturation_figure_of(found, saturation_grid("Hva?", found, provenance={"kind": "saturation"}))
    assert [(each.read, each.known, each.new) for each in curve.stretches] == [
        (2, 2, 2),
        (4, 3, 1),
        (5, 3, 0),
    ]
    write_figure(curve, tmp_path / "s.png")
    assert provenance_in(tmp_path / "s.png") == {"kind": "saturation"}
