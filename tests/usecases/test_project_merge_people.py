"""Who is who where two copies of a project became one: people are known by names, and by former names."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from coder.store import schema
from coder.usecases.team.coders import rename_coder
from tests.builders import add_coder, ask
from tests.usecases.merged_projects import Laptop, conflicts, copied, kinds, two_laptops

pytestmark = pytest.mark.slow


def rename(laptop: Laptop, name: str, new: str) -> None:
    laptop.do("rename_coder", lambda w: rename_coder(w, name, new))


def test_a_name_and_a_former_name_are_of_two_people_where_two_have_them(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    add_coder(kari.engine, "per")
    rename(kari, "per", "Per Nes")
    for name in ("per", "Per Nes"):
        add_coder(ola.engine, name)
    ola.give("r1", "Samarbeid", coder="per", done=True)
    ola.give("r1", "Ressurser", coder="Per Nes", done=True)
    assert kinds(kari.merge(ola)) == []
    assert kari.codes_of("r1", "per") == {"Samarbeid"}
    assert kari.codes_of("r1", "Per Nes") == {"Ressurser"}
    ola.merge(kari)
    assert ola.codes_of("r1", "per") == {"Samarbeid"}


@pytest.mark.parametrize("renamed_here", [True, False])
def test_a_former_name_is_the_same_person_where_one_has_it(tmp_path: Path, renamed_here: bool) -> None:
    kari, ola = two_laptops(tmp_path)
    for laptop in (kari, ola):
        add_coder(laptop.engine, "per")
    rename(kari if renamed_here else ola, "per", "Per Nes")
    ola.give("r1", "Samarbeid", coder="per" if renamed_here else "Per Nes")
    [told] = conflicts(kari.merge(ola))
    assert (told.noun, told.field, {told.here, told.there}) == ("coder", "name", {"per", "Per Nes"})
    assert kari.codes_of("r1", "Per Nes" if renamed_here else "per") == {"Samarbeid"}


def lead_of(laptop: Laptop) -> str:
    query = select(schema.coder.c.name).join(schema.question, schema.question.c.lead_id == schema.coder.c.id)
    return str(ask(laptop.engine, lambda w: w.connection.scalar(query)))


def test_a_lead_chosen_in_a_third_copy_does_not_give_way_to_one_who_came_first(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    per = copied(ola, tmp_path / "per.sqlite", "ola")
    kari.give("r1", "Samarbeid", done=True)
    question = per.id_of("question", key="hva_skal_til")
    per.do("set_question", lambda w: w.update("question", question, lead=per.id_of("coder", name="ola")))
    ola.merge(per)
    [told] = conflicts(ola.merge(kari))
    assert (told.noun, told.field) == ("question", "lead")
    assert lead_of(ola) == "ola"


def test_of_two_leads_nobody_chose_the_first_who_was_done_leads_also_by_way_of_a_third_copy(
    tmp_path: Path,
) -> None:
    kari, ola = two_laptops(tmp_path)
    per = copied(ola, tmp_path / "per.sqlite", "ola")
    per.give("r2", "Samarbeid", done=True)
    kari.give("r1", "Samarbeid", done=True)
    ola.merge(per)
    assert kinds(ola.merge(kari)) == []
    assert lead_of(ola) == "ola"
    assert kinds(kari.merge(per)) == []
    assert lead_of(kari) == "ola"


def test_a_lead_that_was_taken_back_is_nobodys_choice(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", done=True)
    kari.undo()
    kari.done("r1")
    ola.give("r2", "Samarbeid", done=True)
    assert kinds(kari.merge(ola)) == []
    assert lead_of(kari) == "kari"
