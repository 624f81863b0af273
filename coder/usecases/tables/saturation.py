"""When the codes of a question were met for the first time, as its answers were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coder.domain.codebook import Code, CodeKind
from coder.domain.question import Question
from coder.store.codes import codes_of
from coder.store.project_state import project_state
from coder.store.selection import asked_answer_ids
from coder.store.unit_of_work import Reading
from coder.tables.options import TableOptions
from coder.tables.saturation import BLOCK, Saturation, saturation
from coder.tables.saturation_grid import COLUMNS, THEME_COLUMNS, saturation_grid, themes_grid
from coder.tables.written_options import options_of
from coder.usecases.suggesting.learning import learnable
from coder.usecases.tables.any_table import AnyTable
from coder.usecases.tables.moment import asked_table
from coder.usecases.tables.provenance import provenance

if TYPE_CHECKING:
    from coder.store.engine import Engine

KIND = "saturation"
"""What the provenance calls such a table."""
_CONTENT = frozenset({CodeKind.ORDINARY, CodeKind.OTHER})
"""Kinds that say something; that an answer has no content is nothing new."""


@dataclass(frozen=True)
class SaturationOptions:
    """How it is told when codes were met."""

    per: int = BLOCK
    """So many answers a stretch, 1 or more."""
    by_theme: bool = False

    def __post_init__(self) -> None:
        if self.per < 1:
            raise ValueError(self.per)

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> SaturationOptions:
        """Return the options that were written so; as ``TableOptions.of``."""
        return options_of(cls, written)

    def written(self) -> dict[str, Any]:
        """Return the options as JSON values."""
        return {"per": self.per, "by_theme": self.by_theme}


@dataclass(frozen=True)
class ReadCodes:
    """The settled answers of a question in the order they were done."""

    codes: tuple[frozenset[int], ...]
    """Ids of the codes each was done with, as they live now; not those set when it was read again."""
    at_once: int
    """Answers done in one act with others, as in an import: among them the order is that of the file."""


@dataclass(frozen=True)
class ThemeSaturation:
    """How the codes under one theme were met."""

    name: str
    found: Saturation


@dataclass(frozen=True)
class QuestionSaturation:
    """How the codes of a question were met."""

    question: str
    asked: str
    """The question's text, or its key."""
    paths: dict[int, str]
    """Of the codes, as they are written, by id."""
    found: Saturation
    at_once: int
    themes: tuple[ThemeSaturation, ...]
    size: int
    """So many answers a stretch."""
    made_from: dict[str, Any]
    """The provenance, but for its options."""

    def table(self, *, by_theme: bool = False) -> AnyTable:
        """Return it for any format: stretch by stretch, or theme by theme."""
        if by_theme:
            themes = [(theme.name, theme.found) for theme in self.themes]
            grid = themes_grid(self.asked, themes, self._provenance(by_theme=True))
            values = self.values(by_theme=True)
            return AnyTable.of_grid(grid, values, THEME_COLUMNS[: 1 + len(grid.columns)])
        grid = saturation_grid(self.asked, self.found, self.at_once, self._provenance(by_theme=False))

        def drawn(path: Path) -> Sequence[str]:
            from coder.documents.figure_files import write_figure
            from coder.tables.figure_of import saturation_figure_of

            return write_figure(saturation_figure_of(self.found, grid), path)

        return replace(AnyTable.of_grid(grid, self.values(), COLUMNS), figure=drawn)

    def _provenance(self, *, by_theme: bool) -> dict[str, Any]:
        return self.made_from | {"options": SaturationOptions(self.size, by_theme).written()}

    def values(self, *, by_theme: bool = False) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "question": self.question,
            **_values(self.found, self.paths),
            "done_at_once": self.at_once,
            "themes": [{"theme": theme.name, **_values(theme.found, self.paths)} for theme in self.themes],
            "provenance": self._provenance(by_theme=by_theme),
        }


def codes_in_reading_order(work: Reading, question: Question) -> ReadCodes:
    """Read the settled coding of a question in the order it was done; what was merged is what it became.

    Answers of respondents who were not asked are left out, as in every table.
    """
    codes = codes_of(work, question.codebook_id)
    telling = frozenset(code.id for code in codes if code.kind in _CONTENT)
    found = learnable(work, question, codes, None, as_done=True, with_retired=True)
    asked = None if question.asked_if is None else asked_answer_ids(work, question)
    answers = [each for each in found if each.is_done and (asked is None or each.answer_id in asked)]
    in_entry = Counter(answer.coded_at[1] for answer in answers)
    return ReadCodes(
        tuple(telling.intersection(answer.codes) for answer in answers),
        sum(n for n in in_entry.values() if n > 1),
    )


def question_saturation(
    engine: Engine, question_key: str, size: int = BLOCK, entry: int | None = None
) -> QuestionSaturation:
    """Tell when the codes of a question, and of each of its themes, were met.

    Args:
        engine: The project.
        question_key: The question.
        size: Count new codes by so many answers.
        entry: As it was right after this entry; None: now.

    Raises:
        UnknownQuestionError: If there is no such question.
        NotYetAskedError: If it came after that entry.
    """
    with asked_table(engine, question_key, TableOptions(), entry) as asked:
        question, codes = asked.question, asked.codebook
        read = codes_in_reading_order(asked.work, question)
        made_from = provenance(
            question,
            project_state(asked.work, question, asked.history),
            TableOptions(),
            waves=tuple(asked.waves),
            counts=question.counts,
            revisit_open=0,
            rounds=(),
            kind=KIND,
        )
    return QuestionSaturation(
        question=question.key,
        asked=question.text or question.key,
        paths={code.id: code.written_path for code in codes},
        found=saturation(read.codes, size),
        at_once=read.at_once,
        themes=tuple(_by_theme(codes, read, size)),
        size=size,
        made_from=made_from,
    )


def _by_theme(codes: Sequence[Code], read: ReadCodes, size: int) -> list[ThemeSaturation]:
    under: dict[str, set[int]] = {}
    for code in codes:
        if code.theme is not None:
            under.setdefault(code.theme, set()).add(code.id)
    themes = [
        ThemeSaturation(name, saturation([given & members for given in read.codes], size))
        for name, members in under.items()
    ]
    return [theme for theme in themes if theme.found.met_in]


def _values(found: Saturation, paths: Mapping[int, str]) -> dict[str, Any]:
    return {
        "answers": found.read,
        "codes": len(found.met_in),
        "half_by": found.met_by(0.5),
        "last_new": found.last_new,
        "met_once": found.met_once,
        "expected_in_next_ten": found.to_expect,
        "blocks": [
            {
                "from": stretch.first,
                "to": stretch.last,
                "new": len(stretch.new),
                "known": stretch.known,
                "codes": [paths[code] for code in stretch.new],
            }
            for stretch in found.stretches
        ],
    }
