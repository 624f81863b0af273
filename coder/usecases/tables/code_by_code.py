"""Make the table of which codes of a question occur together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coder.domain.errors import WrongUseError
from coder.messages import _, current_language
from coder.tables.caption import caption
from coder.tables.code_by_code import Together, kept, together
from coder.tables.code_by_code_grid import PAIR_COLUMNS, Item, Words, matrix_grid, pairs_grid, together_values
from coder.tables.layered import layer_sentences
from coder.tables.note import note
from coder.tables.options import TableOptions
from coder.tables.written_options import options_of
from coder.text.collation import collation_key
from coder.usecases.tables.any_table import AnyTable
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.finish import TOGETHER_EXPORT
from coder.usecases.tables.frequency_table import counted_total, provenance_of
from coder.usecases.tables.moment import asked_table

if TYPE_CHECKING:
    from coder.documents.grid import Grid
    from coder.store.engine import Engine


class NotForPairsError(WrongUseError):
    """Something that the table of pairs cannot do."""

    def __init__(self, option: str) -> None:
        super().__init__(
            _("{option} does not go with --together: pairs are counted among all answers of one N.").format(
                option=option
            )
        )


class PairsTellError(WrongUseError):
    """Pairs, and small counts to be hidden."""

    def __init__(self) -> None:
        super().__init__(
            _("Codes that occur together would tell of small counts that are to be hidden (--min-cell).")
        )


@dataclass(frozen=True)
class TogetherOptions:
    """How pairs are shown, besides what every table is asked for."""

    as_matrix: bool = False
    most: int | None = None
    """So many pairs at most; None: all."""

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> TogetherOptions:
        """Return the options that were written so; as ``TableOptions.of``."""
        return options_of(cls, written)

    def written(self) -> dict[str, Any]:
        """Return the options as JSON values."""
        return {"as_matrix": self.as_matrix, "most": self.most}


AS_A_LIST = TogetherOptions()


@dataclass(frozen=True)
class MadeTogether:
    """The table of pairs, to be shown or handed to a program."""

    grid: Grid
    values: Callable[[], dict[str, Any]]
    names: tuple[str, ...] | None = None
    """What the columns are called in CSV."""

    def table(self) -> AnyTable:
        """Return it ready for any format."""
        return replace(AnyTable.of_grid(self.grid, {}, self.names), values=self.values)


def codes_together(
    engine: Engine,
    question_key: str,
    options: TableOptions,
    how: TogetherOptions = AS_A_LIST,
    entry: int | None = None,
) -> MadeTogether:
    """Count the answers that each two codes, or themes, of a question share.

    Of ``options`` it knows waves, where, base, counts, level (code or theme), order (of a matrix),
    exclude_kinds, codes, same_units, layer, as_of, caption and number.

    Raises:
        NotForPairsError: If something else is asked for.
        PairsTellError: If small counts are to be hidden.
        And as for ``frequency_table``.
    """
    with asked_table(engine, question_key, options, entry) as asked:
        return made_together(asked, how)


def _check(options: TableOptions) -> None:
    others = {
        "--by": bool(options.by),
        "--trend": options.trend,
        "--weight": options.weight is not None,
        "--count-by": options.count_by is not None,
        "--test": options.test,
        "--interval": options.interval,
        "--level both": options.level == "both",
        "--show": options.show is not None,
        "--turn": options.turn,
        "--total": options.total is not None,
        "--units": options.units is not None,
        "--rate": options.rate,
    }
    for option, is_asked in others.items():
        if is_asked:
            raise NotForPairsError(option)
    if options.min_cell is not None:
        raise PairsTellError


def made_together(asked: AskedTable, how: TogetherOptions) -> MadeTogether:
    """Make the table of pairs that is asked for.

    Raises:
        NotForPairsError: If something is asked for that it does not know.
        PairsTellError: If small counts are to be hidden.
    """
    _check(asked.options)
    counted, _total, facts = counted_total(asked)
    pairs = counted.pairs
    by_theme = asked.options.level == "theme"
    answers, places = (pairs.theme_answers, pairs.themes) if by_theme else (pairs.answers, pairs.codes)
    asked.check_chosen({code.uid for code in asked.codes if not by_theme or code.parent_id is None})
    everything = together(answers, places, len(asked.codes), facts.base)
    shown = _shown(asked, everything)
    found, items = kept(everything, shown), _items(asked, shown)
    about = provenance_of(asked, facts, TOGETHER_EXPORT) | {"together": how.written()}
    words = Words(
        caption=caption(
            asked.question.text or asked.question.key,
            facts.base,
            own=asked.options.caption or _caption(asked),
        ),
        note=" ".join([note(facts, ()), *_layer_words(asked, facts.base)]),
        number=asked.options.number or "",
        language=current_language(),
    )
    grid = (
        matrix_grid(found, items, words, about)
        if how.as_matrix
        else pairs_grid(found, items, words, about, how.most)
    )
    beside = {"caption": grid.caption, "note": grid.note, "provenance": about}
    names = None if how.as_matrix else PAIR_COLUMNS
    return MadeTogether(grid, lambda: together_values(found, items) | beside, names)


def _caption(asked: AskedTable) -> str:
    question = " ".join((asked.question.text or asked.question.key).split())
    words = (
        _("Themes that occur together in answers to «{question}». Number of answers.")
        if asked.options.level == "theme"
        else _("Codes that occur together in answers to «{question}». Number of answers.")
    )
    return words.format(question=question)


def _shown(asked: AskedTable, found: Together) -> list[int]:
    """Return the places of the codes that occur, in the order asked for; or those of the codes named."""
    each = found.each.tolist()
    chosen, dropped = asked.chosen_codes, frozenset() if asked.layered is None else asked.layered.dropped
    places = [
        place
        for place, code in enumerate(asked.codes)
        if (each[place] if chosen is None else code.uid in chosen) and code.uid not in dropped
    ]
    if asked.options.order == "name":
        return sorted(places, key=lambda place: collation_key(asked.codes[place].name))
    if asked.options.order == "codebook":
        return places
    return sorted(places, key=lambda place: -each[place])


def _items(asked: AskedTable, places: Sequence[int]) -> list[Item]:
    codes = [asked.codes[place] for place in places]
    labels = {} if asked.layered is None else asked.layered.labels
    names = Counter(labels.get(code.uid, code.name) for code in codes)
    return [
        Item(code.uid, code.written_path, code.written_path if names[name] > 1 else name)
        for code, name in ((code, labels.get(code.uid, code.name)) for code in codes)
    ]


def _layer_words(asked: AskedTable, base: int) -> list[str]:
    return [] if asked.layered is None else layer_sentences(asked.layered, base, asked.options.decimals)
