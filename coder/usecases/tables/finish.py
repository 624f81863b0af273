"""What is done to a table after counting: small counts hidden, intervals, tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coder.domain.codebook import CodeKind
from coder.domain.errors import CoderError
from coder.messages import _, ngettext
from coder.store.exports import Export, exports_of, standing
from coder.store.questions import all_questions
from coder.tables.crossing import OUTSIDE
from coder.tables.frequency import Integers
from coder.tables.note import hidden_in_words
from coder.tables.paired import PairCounts, with_differences
from coder.tables.published import Published, PublishedCell, published
from coder.tables.table import FrequencyTable, Row
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.people import Counted

TABLE_EXPORT, REGRESSION_EXPORT, TOGETHER_EXPORT = "table", "regression", "together"
"""What exports of tables are called, of regressions, and of codes that occur together."""
PROGRESS_EXPORT = "progress"
"""And of how far the coding has come."""
_MOST_LISTED = 10
"""So many counts in the way are named."""


class GivenAwayError(CoderError):
    """Counts to be hidden that an earlier export shows."""

    exit_code = 1

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(
            _listed(_("What would be hidden is known from earlier exports."), sentences),
        )


class NarrowsEarlierError(CoderError):
    """A table beside which counts that earlier exports hide could be worked out, however much it hides."""

    exit_code = 1

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(
            _listed(_("With this table, what earlier exports hide could be worked out."), sentences)
        )


def _listed(opening: str, sentences: Sequence[str]) -> str:
    """Put what stands in the way on lines of its own, not too many, and the way out last."""
    lines = [opening, *(f"  {sentence}" for sentence in sentences[:_MOST_LISTED])]
    more = len(sentences) - _MOST_LISTED
    if more > 0:
        lines.append("  " + ngettext("And {n} more count.", "And {n} more counts.", more).format(n=more))
    way_out = _(
        "Was a file never handed on? «coder exports» lists them with their numbers, and takes one back: "
        'coder exports withdraw NUMBER --reason "…"'
    )
    return "\n".join([*lines, way_out])


def hidden_and_tested(
    asked: AskedTable, counted: Counted, table: FrequencyTable
) -> tuple[FrequencyTable, list[str]]:
    """Hide small counts, then give intervals and tests of what is left, as far as they were asked for.

    Returns:
        The table, and sentences for its note.

    Raises:
        GivenAwayError: If an earlier export shows what would be hidden.
        NarrowsEarlierError: If what earlier exports hide could be worked out with this table.
        TooFewToShowError: If N itself is under K.
    """
    options, sentences = asked.options, []
    if options.min_cell is not None:
        table = _hidden(asked, table, options.min_cell)
        if table.has_hidden:
            sentences.append(hidden_in_words(options.min_cell))
    if not (options.interval or options.test):
        return table, sentences
    if options.weight is not None:
        return table, [*sentences, _("Shares are weighted: neither tests nor intervals are given.")]
    if options.interval:
        from coder.tables.intervals_of import with_intervals

        table, said = with_intervals(table, dict(options.population))
        sentences += said
    if options.test:
        table, said = _tested(asked, counted, table)
        sentences += said
    if not options.population:
        sentences.append(_("Those who answered are taken as a sample of all units."))
    if _are_repeated(asked, counted):
        sentences.append(_("Respondents who stand in several waves are taken as several."))
    return table, sentences


def _are_repeated(asked: AskedTable, counted: Counted) -> bool:
    """Tell whether a column holds the same respondents several times, once for each wave."""
    if asked.options.trend and not asked.options.by:
        return False
    respondents = counted.people.respondents[counted.counting.base]
    return bool(np.unique(respondents).size < respondents.size)


def _hidden(asked: AskedTable, table: FrequencyTable, k: int) -> FrequencyTable:
    from coder.tables.suppression.hiding import suppression

    found = suppression(table, k, _published(exports_looked_at(asked)))
    given_away = [*map(str, found.given_away), *_told_by_regressions(asked)]
    if found.table.has_hidden:
        given_away += _told_by_pairs(asked)
    if given_away:
        raise GivenAwayError(given_away)
    if found.narrowed:
        raise NarrowsEarlierError([str(each) for each in found.narrowed])
    return found.table


def refuse_narrowing(cells: Sequence[PublishedCell], exports: Sequence[Export]) -> None:
    """Refuse what hides nothing where counts that earlier exports hide could be worked out with it.

    Args:
        cells: What it tells.
        exports: Of the same question.

    Raises:
        NarrowsEarlierError: If they could.
    """
    from coder.tables.suppression.shown_whole import narrowed_by

    found = narrowed_by(cells, _published(exports))
    if found:
        raise NarrowsEarlierError([str(each) for each in found])


def _published(exports: Sequence[Export]) -> list[Published]:
    """Return what of some exports counts still, with the cells kept with them."""
    return [
        published(f"{each.file} ({each.at[:10]})", each.min_cell, each.cells)
        for each in standing(exports)
        if each.cells
    ]


def _told_by_regressions(asked: AskedTable) -> list[str]:
    """Name regressions on the table's variables that left without hiding: they print N and share by level."""
    by = set(asked.options.by)
    told = []
    for each in standing(exports_looked_at(asked)):
        if each.what != REGRESSION_EXPORT or each.options.get("min_cell") is not None:
            continue
        # Those of before it was written down may be on any variable.
        if common := by & set(each.options.get("on", by)):
            sentence = _("{export} is a regression without --min-cell: it tells counts by {variables}.")
            told.append(
                sentence.format(export=f"{each.file} ({each.at[:10]})", variables=", ".join(sorted(common)))
            )
    return told


def _told_by_pairs(asked: AskedTable) -> list[str]:
    """Name tables of codes that occur together: they hide nothing, and counts follow from them."""
    sentence = _("{export} tells which codes occur together, and so counts.")
    return [
        sentence.format(export=f"{each.file} ({each.at[:10]})")
        for each in standing(exports_looked_at(asked))
        if each.what == TOGETHER_EXPORT
    ]


def exports_looked_at(asked: AskedTable) -> list[Export]:
    """Return what has been exported of the question until today, whatever day the table is of.

    What was withdrawn is among it, and that it was.
    """
    today = [each.id for each in all_questions(asked.history) if each.uid == asked.question.uid]
    return exports_of(asked.history, today[0])[: asked.exports_seen] if today else []


def _tested(asked: AskedTable, counted: Counted, table: FrequencyTable) -> tuple[FrequencyTable, list[str]]:
    from coder.tables.tests_of import with_tests

    if not table.columns:
        return table, [_("Nothing to test: the table has one column.")]
    options = asked.options
    if options.same_units and options.trend:
        return with_differences(table, [_pairs(asked, counted, row) for row in table.rows])
    points = None
    if asked.question.quantify == "scale" and asked.is_exclusive:
        points = {code.uid for code in asked.codes if code.kind is CodeKind.ORDINARY}
    table, sentences = with_tests(table, options.ordered, points)
    if options.trend:
        sentences.append(_("Waves are tested as if others had answered in each."))
    if options.count_by is not None:
        sentences.append(_("A value that stands in several columns is tested as a different one in each."))
    return table, sentences


def _pairs(asked: AskedTable, counted: Counted, row: Row) -> PairCounts | None:
    """Compare the units with a code or theme in the first wave with those in the last; units as in N."""
    place = next((place for place, code in enumerate(asked.codes) if code.uid == row.id), None)
    if place is None:
        return None
    pairs = counted.pairs
    having = (
        pairs.theme_answers[pairs.themes == place]
        if row.level == "theme"
        else pairs.answers[pairs.codes == place]
    )
    people = counted.counting.person_of_answer[having]
    in_both = _in_both(asked, counted)
    first, last = (
        np.intersect1d(_units(counted, people, wave), in_both) for wave in (0, len(asked.waves) - 1)
    )
    both, units = np.intersect1d(first, last).size, in_both.size
    return PairCounts(both, first.size - both, last.size - both, units - first.size - last.size + both)


def _in_both(asked: AskedTable, counted: Counted) -> Integers:
    base = counted.counting.base
    first, last = (_units(counted, base, wave) for wave in (0, len(asked.waves) - 1))
    return np.intersect1d(first, last)


def _units(counted: Counted, people: Integers, wave: int) -> Integers:
    """Return as what some people are counted in a wave, by its place: respondents, or values."""
    here = people[counted.groupings[0].of_people[people] == wave]
    units = counted.counting.unit_of_person
    found: Integers = np.unique(counted.people.respondents[here] if units is None else units[here])
    known: Integers = found[found != OUTSIDE]
    return known
