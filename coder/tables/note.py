"""The short note under a table: what N is, which coding counts, what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from coder.domain.codebook import CodeKind
from coder.domain.settling import Counts
from coder.messages import _, ngettext
from coder.tables.note_columns import column_signs, how_counted
from coder.tables.options import BaseKind
from coder.tables.percent import SMALL_BASE
from coder.tables.table import Cell, Column, Row, level_key
from coder.text.numbers import written_count, written_number


@dataclass(frozen=True)
class ConsensusPart:
    """For how many answers the consensus counts, and what it changed there."""

    answers: int
    settled: int
    changes: tuple[tuple[str, int], ...] = ()
    """Net change per code against the responsible coder's coding of the same answers, where there is any."""


@dataclass(frozen=True)
class NoteFacts:
    """What a note is made of."""

    base: int
    base_kind: BaseKind
    counts: Counts
    unsettled: int
    codings: int
    """Pairs of answer and code that count; 0 in a table of chosen codes."""
    without_code: int
    """Settled answers without any code."""
    left_out: int
    """Answers outside N since they have excluded codes only."""
    not_asked: int
    decimals: int
    excluded: tuple[CodeKind, ...] = ()
    consensus: ConsensusPart | None = None
    has_several: bool = False
    """Some answer has several codes."""
    waves: tuple[str, ...] = ()
    """The waves counted together."""
    is_trend: bool = False
    """Waves stand apart too."""
    unsettled_by_wave: tuple[tuple[str, int], ...] = ()
    """Where waves stand apart, how many of each are not settled; waves without any are left out."""
    where: tuple[str, ...] = ()
    as_of: str | None = None
    revisit_open: int = 0
    """Settled answers that are to be read again for newer codes."""
    missed: tuple[int, ...] = ()
    """How many at most were missed, by each round of reading again that a rule ended."""
    same_units: bool = False
    weight: str | None = None
    weight_words: str | None = None
    without_weight: int = 0
    """Of N."""
    count_by: str | None = None
    without_value: int = 0
    """Of N, without a value of what is counted."""
    not_given: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Levels that are no answers, by variable."""
    has_hidden: bool = False
    """Counts of the table are hidden."""
    is_of_one: bool = False
    """One person alone has coded: there is no choice of whose coding counts."""

    def without_counts_under(self, k: int) -> NoteFacts:
        """Return the same without counts so small that they tell of somebody."""

        def told(number: int) -> int:
            return 0 if number < k else number

        return replace(
            self,
            without_code=told(self.without_code),
            left_out=told(self.left_out),
            not_asked=told(self.not_asked),
            without_weight=told(self.without_weight),
            without_value=told(self.without_value),
            consensus=None if self.consensus is None else replace(self.consensus, changes=()),
        )

    def beside_hidden(self, k: int) -> NoteFacts:
        """Return the same without what hidden counts could be worked out from: how many of N have no code."""
        told = replace(self.without_counts_under(k), without_code=0, has_hidden=True)
        if self.base_kind == "done":
            return told
        return replace(told, unsettled=0, unsettled_by_wave=())


def kind_name(kind: CodeKind) -> str:
    """Return a kind of codes in the user's language."""
    names = {
        CodeKind.ORDINARY: _("ordinary"),
        CodeKind.OTHER: _("other"),
        CodeKind.DONT_KNOW: _("don't know"),
        CodeKind.NO_CONTENT: _("no content"),
        CodeKind.NOT_CODABLE: _("not codable"),
    }
    return names[kind]


def note(
    facts: NoteFacts,
    rows: Sequence[Row],
    columns: Sequence[Column] = (),
    cells: Sequence[Sequence[Cell]] = (),
) -> str:
    """Return the note: short sentences in a fixed order, only those that apply."""
    every = [cell for line in cells for cell in line]
    has_rest = any(column.group and column.key == level_key(column.group, "") for column in columns)
    sentences = [
        *_what_n_is(facts),
        *how_counted(facts),
        *_which_coding_counts(facts),
        *_what_is_outside(facts),
        *_what_is_read_again(facts),
        *_how_rows_add_up(facts, rows),
        *_what_signs_mean(facts, [*rows, *every]),
        *_small_base(facts, rows),
        *column_signs(columns, every, has_rest=has_rest),
    ]
    return " ".join(sentences)


def warnings(facts: NoteFacts) -> tuple[str, ...]:
    """Return what the user should look into."""
    if not facts.not_asked:
        return ()
    return (
        ngettext(
            "{n} answer is from a respondent who was not asked; it is left out.",
            "{n} answers are from respondents who were not asked; they are left out.",
            facts.not_asked,
        ).format(n=written_count(facts.not_asked)),
    )


def _what_n_is(facts: NoteFacts) -> list[str]:
    if not facts.base:
        sentences = [_("Nothing to count: N is 0 in this selection.")]
    else:
        kinds = {
            "done": _("N = answers whose coding is settled."),
            "answered": _("N = all answers."),
            "all": _("N = all who took part, also those who left the question blank."),
            "frame": _("N = all who were asked."),
        }
        sentences = [kinds[facts.base_kind]]
    if len(facts.waves) > 1:
        said = (
            _("Waves counted together in the other columns: {waves}.")
            if facts.is_trend
            else _("Waves counted together: {waves}.")
        )
        sentences.append(said.format(waves=", ".join(facts.waves)))
    if facts.where:
        sentences.append(_("Only: {where}.").format(where=", ".join(facts.where)))
    if facts.as_of:
        said = _("As of entry {when}.") if facts.as_of.isdecimal() else _("As of {when}.")
        sentences.append(said.format(when=facts.as_of))
    return sentences


def _which_coding_counts(facts: NoteFacts) -> list[str]:
    part = facts.consensus
    if facts.counts == "responsible":
        return [] if facts.is_of_one else [_("The responsible coder's coding counts.")]
    if part is None or part.answers == part.settled:
        return [_("The consensus counts.")]
    if facts.has_hidden and facts.base_kind != "done":
        # How many are settled is how many have a code, where each has one.
        return [_("The consensus counts for a part of the answers, else the responsible coder's coding.")]
    sentences = [
        _(
            "The consensus counts for {n} of {settled} settled answers, else the responsible coder's coding."
        ).format(n=written_count(part.answers), settled=written_count(part.settled))
    ]
    if part.changes:
        changes = ", ".join(
            f"{name} {'+' if change > 0 else '−'}{abs(change)}" for name, change in part.changes
        )
        sentences.append(_("Net change there: {changes}.").format(changes=changes))
    return sentences


def _what_is_outside(facts: NoteFacts) -> list[str]:
    sentences = list(warnings(facts))
    if facts.unsettled:
        number = written_count(facts.unsettled)
        sentence = _plural_outside if facts.base_kind == "done" else _plural_inside
        sentences.append(sentence(facts.unsettled).format(n=number))
    if facts.unsettled_by_wave:
        waves = ", ".join(f"{name}: {written_count(n)}" for name, n in facts.unsettled_by_wave)
        sentences.append(_("Unsettled by wave: {waves}.").format(waves=waves))
    if facts.excluded:
        kinds = ", ".join(kind_name(kind) for kind in facts.excluded)
        sentences.append(
            ngettext(
                "Left out: {kinds}, with {n} answer that has nothing else.",
                "Left out: {kinds}, with {n} answers that have nothing else.",
                facts.left_out,
            ).format(kinds=kinds, n=written_count(facts.left_out))
        )
    return sentences


def _what_is_read_again(facts: NoteFacts) -> list[str]:
    sentences = []
    if facts.revisit_open:
        sentences.append(
            ngettext(
                "{n} answer is still to be read again for newer codes.",
                "{n} answers are still to be read again for newer codes.",
                facts.revisit_open,
            ).format(n=written_count(facts.revisit_open))
        )
    if facts.missed:
        sentences.append(closed_in_words(facts.missed))
    return sentences


def hidden_in_words(k: int) -> str:
    """Say what the sign for a hidden count means."""
    return _("«:» = fewer than {k} answers, or hidden since the number could be worked out.").format(k=k)


def closed_in_words(bounds: Sequence[int]) -> str:
    """Say how many at most were missed where rules ended rounds of reading again."""
    if len(bounds) == 1:
        return _("Read again by rule: at most {n} missed (95 %).").format(n=written_count(bounds[0]))
    listed = " + ".join(map(written_count, bounds))
    return _("Read again by rule, in several rounds: at most {listed} missed (95 % each).").format(
        listed=listed
    )


def _plural_outside(number: int) -> str:
    return ngettext("{n} unsettled answer is outside N.", "{n} unsettled answers are outside N.", number)


def _plural_inside(number: int) -> str:
    return ngettext(
        "{n} answer in N is not settled and counts under no code.",
        "{n} answers in N are not settled and count under no code.",
        number,
    )


def _how_rows_add_up(facts: NoteFacts, rows: Sequence[Row]) -> list[str]:
    sentences = []
    if any(row.level == "theme" for row in rows):
        sentences.append(_("A theme counts each answer once."))
    beyond = any(row.percent is not None for row in rows) and _sum_shown(rows) > facts.base > 0
    if facts.count_by is not None:
        # One value may have several answers, with a code each.
        sentences += [_("The percentages sum to more than 100.")] if beyond else []
    elif facts.base and _tells_several(facts, beyond=beyond):
        sentences.append(
            _("Several codes per answer; the percentages sum to more than 100.")
            if beyond
            else _("Several codes per answer.")
        )
    if facts.without_code:
        sentences.append(
            ngettext(
                "{n} settled answer has no code.", "{n} settled answers have no code.", facts.without_code
            ).format(n=written_count(facts.without_code))
        )
    return sentences


def _tells_several(facts: NoteFacts, *, beyond: bool) -> bool:
    """Tell whether to say that answers have several codes.

    Beside hidden counts only where the shown ones say so too: elsewhere it would not stand where each answer
    has one code, and then codes sum to N.
    """
    has_several = facts.has_several or facts.codings > facts.base
    return has_several and (beyond or not facts.has_hidden)


def _sum_shown(rows: Sequence[Row]) -> int:
    """Add up the counts that are shown: of themes and codes alone, or of codes, whichever is more."""
    topmost = sum(row.count or 0 for row in rows if not row.indented)
    return max(topmost, sum(row.count or 0 for row in rows if row.level != "theme"))


def _what_signs_mean(facts: NoteFacts, rows: Sequence[Row | Cell]) -> list[str]:
    sentences = []
    if any(not row.in_use for row in rows):
        sentences.append(_("«.» = the code was not in use."))
    if any(row.percent is not None and row.percent == 0 and row.count for row in rows):
        limit = Decimal(5).scaleb(-facts.decimals - 1)
        sentences.append(
            _("«{zero}» = under {limit} percent.").format(
                zero=written_number(Decimal(0).scaleb(-facts.decimals)), limit=written_number(limit)
            )
        )
    return sentences


def _small_base(facts: NoteFacts, rows: Sequence[Row]) -> list[str]:
    sentences = []
    if rows and 0 < facts.base < SMALL_BASE:
        shown = any(row.percent is not None for row in rows)
        few = (
            _("N is under {n}; read the percentages with care.")
            if shown
            else _("N is under {n}: counts only.")
        )
        sentences.append(few.format(n=SMALL_BASE))
    return sentences
