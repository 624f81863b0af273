"""What a table shows, in words, for those who cannot see it."""

from __future__ import annotations

from coder.messages import _
from coder.tables.table import FrequencyTable, Row
from coder.text.numbers import written_count, written_number

_NAMED = 3


def description(table: FrequencyTable) -> str:
    """Return one or two sentences: what is counted, the most frequent codes, and the columns."""
    codes = [row for row in table.rows if row.level == "code" and row.in_use and row.count]
    codes.sort(key=lambda row: -(row.count or 0))
    sentences = [_("Frequency table, N={n}.").format(n=written_count(table.base))]
    if codes:
        named = "; ".join(_named(row) for row in codes[:_NAMED])
        sentences.append(_("Most frequent: {codes}.").format(codes=named))
    for group in dict.fromkeys(column.group for column in table.columns):
        labels = ", ".join(column.label for column in table.columns if column.group == group)
        if group:
            sentences.append(_("By {variable}: {levels}.").format(variable=group, levels=labels))
        else:
            sentences.append(_("By wave: {waves}.").format(waves=labels))
    return " ".join(sentences)


def _named(row: Row) -> str:
    count = written_count(row.count or 0)
    if row.percent is None:
        return _("{code} {count}").format(code=row.label, count=count)
    return _("{code} {count} ({percent} percent)").format(
        code=row.label, count=count, percent=written_number(row.percent)
    )
