from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len

from coder.documents.grid import Grid
from coder.documents.grid_plain import plain_grid
from tests.documents.grids import YEARS, by_size, counted, hostile, themes, trend


def table(*rows: tuple[str, int, int]) -> Grid:
    return replace(themes(), rows=tuple(counted(*row) for row in rows))


def test_a_table_with_themes_on_a_narrow_terminal() -> None:
    assert plain_grid(themes(), width=60) == (
        "Tabell 7.2  Koding av åpne svar på hva som skal til. Antall\n"
        "og prosent. N=40\n"
        "\n"
        "                                             Antall  Prosent\n"
        "Ressurser                                        27       68\n"
        "  Flere ansatte                                  20       50\n"
        "  Øremerkede midler til arbeidet i               14       35\n"
        "    kommunene også etter at planperioden er\n"
        "    over\n"
        "  Lønn                                            .        .\n"
        "Annet                                             1        3\n"
        "\n"
        "N = svar som er ferdig kodet. Et svar kan ha flere koder.\n"
        "«.» betyr at koden ikke var i bruk.\n"
    )


def test_without_a_width_every_row_is_one_line() -> None:
    grid = themes()
    lines = plain_grid(grid).splitlines()
    assert len(lines) == 3 + len(grid.rows) + 2
    assert f"  {grid.rows[2].label}      14       35" in lines


def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost() -> None:
    long = table(("ord" * 60 + " 日本語" * 20, 3, 8), ("Bil", 1, 3))
    for width in (40, 61, 80):
        text = plain_grid(long, width=width, bars=True)
        assert max(map(cell_len, text.splitlines())) <= width
        assert text.count("日本語") + text.count("ord") > 60


def test_bars_stand_for_percentages_where_there_is_room() -> None:
    bars = table(("Alt", 40, 100), ("Halvt", 20, 50), ("Lite", 1, 3))
    drawn = [
        line.count("█") + line.count("▌") / 2 for line in plain_grid(bars, width=80, bars=True).splitlines()
    ]
    assert drawn[3:6] == [20, 10, 0.5]
    assert "█" not in plain_grid(bars, width=30, bars=True)


def test_a_table_too_wide_is_split_between_groups_and_says_the_names_again() -> None:
    text = plain_grid(trend(), width=80)
    assert max(map(cell_len, text.splitlines())) <= 80
    parts = text.split("\n\n")
    assert [[year for year in YEARS if year in part] for part in parts[1:3]] == [
        ["2019", "2020", "2021"],
        ["2022", "2023"],
    ]
    for part in parts[1:3]:
        assert [line[:20].strip() for line in part.splitlines()[3:]] == [row.label for row in trend().rows]


def test_headings_stand_at_the_bottom_above_their_numbers() -> None:
    lines = plain_grid(by_size(), width=80).splitlines()
    assert lines[3:6] == [
        "                        Med",
        "Innbyggere        ordningen  Alle  Prosent",
        "<2 000                    2    94        2",
    ]


def test_what_people_wrote_reaches_no_terminal_raw() -> None:
    text = plain_grid(hostile("\x1b]0;tittel\x07[bold]Bil[/bold]\nny linje"))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]Bil[/bold] ⏎ ny linje" in text


def test_a_table_without_rows_or_note_still_has_its_caption_and_headings() -> None:
    empty = replace(themes(), rows=(), note="", number="")
    assert plain_grid(empty, width=80, bars=True).splitlines() == [empty.caption, "", "  Antall  Prosent"]
