"""The reporting layer: what lies between codes and a table; the codings stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from coder.domain.codebook import LABEL_LANGUAGES, checked_name, clean_text, name_key
from coder.domain.errors import UnusableInputError, WrongUseError
from coder.messages import _

OTHER_ROW = ""
"""The name of the row that is called «Other» in the language of the table."""


class UnknownLayerError(WrongUseError):
    """No layer of that name."""

    def __init__(self, name: str, names: Iterable[str]) -> None:
        there = ", ".join(f"«{each}»" for each in names) or _("none yet")
        super().__init__(
            _("The question has no reporting layer «{name}». There is: {names}.").format(
                name=name, names=there
            )
        )


class LayerLimitError(UnusableInputError):
    """A limit under which no code can be rare."""

    def __init__(self) -> None:
        super().__init__(_("A limit must be more than 0, in percent at most 100."))


class NothingFoldedError(UnusableInputError):
    """A code that is in no fold."""

    def __init__(self, name: str) -> None:
        super().__init__(_("«{code}» is not folded into any row.").format(code=name))


@dataclass(frozen=True)
class Fold:
    """Codes counted as one row: an answer with several of them counts once."""

    name: str
    """What the row is called; ``OTHER_ROW`` for «Other». Empty with ``into``."""
    codes: tuple[str, ...]
    """Uids of the codes; what stands under a code goes with it."""
    into: str = ""
    """Uid of the code whose row they go into; empty where the row is a new one."""


@dataclass(frozen=True)
class ReportingLayer:
    """How the codes of a question are shown; codes by their uids, so that names may change."""

    folds: tuple[Fold, ...] = ()
    under: int | None = None
    """Codes with fewer answers than this fold into «Other» of their theme, or of the table."""
    under_percent: float | None = None
    """Likewise codes with less than this share of the base."""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By uid of a code or name of a folded row, by language: what readers see."""
    dropped: tuple[str, ...] = ()
    """Rows that are not shown; their answers still count in the theme and in N."""
    order: tuple[str, ...] = ()
    """Codes by uid, and folded rows by name, that come first, in this order; the others as usual."""
    last: bool = True
    """«Other», «don't know» and the like stand last, whatever their counts."""
    since: int = 0
    """Number of the entry in which it was last changed: codes born later are new to it."""

    def written(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        values = asdict(self)
        values["folds"] = [
            {"name": each.name, "codes": list(each.codes), "into": each.into} for each in self.folds
        ]
        values["labels"] = {key: dict(labels) for key, labels in self.labels.items()}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> ReportingLayer:
        """Return the layer that ``written`` wrote; what it does not know is passed over."""
        kept = {name: values[name] for name in cls.__dataclass_fields__ if name in values}
        for name in ("dropped", "order"):
            kept[name] = tuple(kept.get(name, ()))
        kept["folds"] = tuple(
            Fold(each["name"], tuple(each["codes"]), each.get("into", "")) for each in kept.get("folds", ())
        )
        return cls(**kept)

    def folded(self, codes: Iterable[str], name: str = OTHER_ROW, into: str = "") -> ReportingLayer:
        """Fold codes into a row, out of any other; one more name for a row that is there adds to it."""
        adding = tuple(dict.fromkeys(each for each in codes if each != into))
        clean = "" if into or not name else checked_name(name)
        others = self._without(adding)
        for place, fold in enumerate(others):
            if fold.into == into and name_key(fold.name) == name_key(clean):
                grown = replace(fold, codes=(*fold.codes, *adding))
                return replace(self, folds=(*others[:place], grown, *others[place + 1 :]))
        return replace(self, folds=(*others, Fold(clean, adding, into)))

    def unfolded(self, codes: Iterable[str]) -> ReportingLayer:
        """Give codes rows of their own again."""
        return replace(self, folds=self._without(codes))

    def rare(self, under: int | None, under_percent: float | None) -> ReportingLayer:
        """Fold codes with few answers; None for no limit.

        Raises:
            LayerLimitError: If a limit is no number of answers, or no share.
        """
        if under is not None and under < 1:
            raise LayerLimitError
        if under_percent is not None and not 0 < under_percent <= 100:
            raise LayerLimitError
        return replace(self, under=under, under_percent=under_percent)

    def labelled(self, row: str, labels: Mapping[str, str]) -> ReportingLayer:
        """Give a row public labels; an empty one takes the label of that language away."""
        mine = dict(self.labels.get(row, {}))
        for language, label in labels.items():
            if language not in LABEL_LANGUAGES:
                raise ValueError(language)
            mine[language] = " ".join(clean_text(label).split())
        mine = {language: label for language, label in mine.items() if label}
        others = {key: each for key, each in self.labels.items() if key != row}
        return replace(self, labels=others | ({row: mine} if mine else {}))

    def without_rows(self, codes: Iterable[str]) -> ReportingLayer:
        """Leave rows out of the table."""
        return replace(self, dropped=tuple(dict.fromkeys((*self.dropped, *codes))))

    def with_rows(self, codes: Iterable[str]) -> ReportingLayer:
        """Take rows back in."""
        back = set(codes)
        return replace(self, dropped=tuple(each for each in self.dropped if each not in back))

    def _without(self, codes: Iterable[str]) -> tuple[Fold, ...]:
        going = set(codes)
        left = [
            replace(fold, codes=tuple(each for each in fold.codes if each not in going))
            for fold in self.folds
        ]
        return tuple(fold for fold in left if fold.codes)


def fold_row(name: str) -> str:
    """Return what a folded row is called where codes have uids."""
    return f"fold:{name}"
