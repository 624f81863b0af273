from coder.domain.live_figures import FigureKind, LiveFigure, figures_in, filled


def test_figures_are_known_in_all_three_languages() -> None:
    found = list(figures_in("{antall:Pris} {tal:Pris} {Count: Pris } {prosent:Pris} {percent:A > B} {N}"))
    assert [each.kind for each in found] == [FigureKind.COUNT] * 3 + [FigureKind.PERCENT] * 2 + [
        FigureKind.BASE
    ]
    assert [each.code for each in found] == ["Pris", "Pris", "Pris", "Pris", "A > B", ""]


def test_other_words_in_braces_are_words() -> None:
    assert list(figures_in("{navn} {antall} {antall:} {M}")) == []


def test_a_figure_nobody_knows_stands_as_it_was_written() -> None:
    def known(figure: LiveFigure) -> str | None:
        return {"Pris": "3"}.get(figure.code)

    assert filled("{antall:Pris} og {antall:Tid}.", known) == "3 og {antall:Tid}."
