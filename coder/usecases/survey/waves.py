"""The waves of a survey: in which order they stand, named and ordered by people."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.errors import WrongUseError
from coder.domain.wave import wave_in_words
from coder.messages import _
from coder.store.unit_of_work import Writing
from coder.store.waves import wave_ids, wave_named
from coder.text.levels import natural_level_order
from coder.usecases.survey.variables import level_order


class WaveNameTakenError(WrongUseError):
    """Two waves of one name could not be told apart."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is a wave «{name}» already.").format(name=name))


class AllNamedError(WrongUseError):
    """The wave without a name is meant, and there is none."""

    def __init__(self, known: Sequence[str]) -> None:
        named = ", ".join(f"«{each}»" for each in known) or "–"
        super().__init__(
            _("No wave is without a name; there is: {known}. Say with --wave which one is meant.").format(
                known=named
            )
        )


class EmptyWaveNameError(WrongUseError):
    """A wave that has a name does not lose it."""

    def __init__(self) -> None:
        super().__init__(_("Give the wave a name: a year, for one."))


class RepeatedWaveError(WrongUseError):
    """A wave is named twice in an order."""

    def __init__(self, name: str) -> None:
        super().__init__(_("«{wave}» is named twice.").format(wave=wave_in_words(name)))


def name_wave(work: Writing, wave: str, name: str) -> None:
    """Give a wave a name; it then stands where its name belongs, unless people ordered the waves.

    Raises:
        UnknownWaveError, AllNamedError: If there is no such wave.
        EmptyWaveNameError, WaveNameTakenError: If it cannot be called that.
    """
    known, wanted = list(wave_ids(work)), name.strip()
    if not wave and "" not in known:
        raise AllNamedError(known)
    wave_id = wave_named(work, wave)
    if not wanted:
        raise EmptyWaveNameError
    if wanted == wave:
        return
    if wanted in known:
        raise WaveNameTakenError(wanted)
    work.update("wave", wave_id, name=wanted)
    named = [each for each in known if each]
    if named == natural_level_order(named):
        order = natural_level_order([*(each for each in named if each != wave), wanted])
        _put_in_order(work, _with_nameless(order, known if wave else ()))


def order_waves(work: Writing, names: Sequence[str]) -> None:
    """Set the order of the waves; those not named follow in the order they had.

    Raises:
        UnknownWaveError: If there is no such wave.
        RepeatedWaveError: If one is named twice.
    """
    for name in names:
        wave_named(work, name)
        if list(names).count(name) > 1:
            raise RepeatedWaveError(name)
    _put_in_order(work, [*names, *(each for each in wave_ids(work) if each not in names)])


def order_of_waves(known: Sequence[str], new: Sequence[str]) -> list[str]:
    """Order waves, those there are and new ones: years by number, words by alphabet, or as people put them.

    One without a name says nothing of when it was: it stands where it came, the first one first.
    """
    order = level_order([each for each in known if each], [each for each in new if each], ())
    if "" in new:
        return [*order, ""]
    return _with_nameless(order, known)


def _with_nameless(order: list[str], known: Sequence[str]) -> list[str]:
    """Put the one without a name, if there is one, where it stood."""
    if "" not in known:
        return order
    place = list(known).index("")
    return [*order[:place], "", *order[place:]]


def _put_in_order(work: Writing, names: Sequence[str]) -> None:
    known = wave_ids(work)
    for position, name in enumerate(names, 1):
        work.update("wave", known[name], position=position)
