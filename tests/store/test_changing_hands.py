"""Two rows change names in one act: no row is called what another still is, on the way there or back."""

from __future__ import annotations

from sqlalchemy import select

from coder.domain.entry import Change
from coder.store import schema
from coder.store.undo import take_back
from coder.store.unit_of_work import Reading, writing
from tests.builders import ask, small_project


def names(work: Reading) -> dict[str, str]:
    found = work.connection.execute(select(schema.coder.c.uid, schema.coder.c.name))
    return {uid: name for uid, name in found if name in ("kari", "ola")}


def test_names_that_change_hands_step_aside_first(project_url: str) -> None:
    project = small_project(project_url)
    [kari], [ola] = (
        [uid for uid, name in ask(project.engine, names).items() if name == each] for each in ("kari", "ola")
    )
    with writing(project.engine, coder_id=project.kari, operation="rename_coder") as work:
        work.apply(
            [
                Change("coder", kari, "name", "kari", f"kari {kari}"),
                Change("coder", ola, "name", "ola", f"ola {ola}"),
                Change("coder", kari, "name", f"kari {kari}", "ola"),
                Change("coder", ola, "name", f"ola {ola}", "kari"),
            ]
        )
    assert ask(project.engine, names) == {kari: "ola", ola: "kari"}
    with writing(project.engine, coder_id=project.kari, operation="undo") as work:
        take_back(work)
    assert ask(project.engine, names) == {kari: "kari", ola: "ola"}
