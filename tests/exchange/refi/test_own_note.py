"""The note our own packages carry: read as it was written, and not at all where it has been damaged."""

from __future__ import annotations

import pytest

from coder.domain.portable import PortableParticipation, PortableProject
from coder.exchange.refi.own_note import read_facts, written_facts
from tests.exchange.refi.odd_project import odd_project

NOTE = written_facts(odd_project(), origin="o", convention="utf16")


def test_a_note_says_how_positions_are_counted() -> None:
    facts = read_facts(NOTE)
    assert facts is not None
    assert facts.convention == "utf16"


@pytest.mark.parametrize(("whole", "damaged"), [('"utf16"', '"utf`6"'), ('"utf16"', "16"), ('"utf16"', "[]")])
def test_a_note_with_a_convention_there_is_not_is_none_of_ours(whole: str, damaged: str) -> None:
    assert whole in NOTE
    assert read_facts(NOTE.replace(whole, damaged, 1)) is None


def test_a_note_with_a_weight_no_number_can_be_is_none_of_ours() -> None:
    weighed = PortableParticipation("1" * 32, "r1", weight=1.5)
    note = written_facts(PortableProject("p", "0" * 32, participations=(weighed,)), origin="o")
    assert read_facts(note) is not None
    assert read_facts(note.replace("1.5", "1" + 400 * "0")) is None
