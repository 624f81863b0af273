"""What a merge refuses, forgets, brings along and leaves alone."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from coder.domain.sample import Purpose
from coder.store import schema
from coder.store.as_of import present_state
from coder.store.check import findings
from coder.store.coders import coder_with_id
from coder.store.exports import Export, exports_of, record_export
from coder.store.foreign import foreign_parts
from coder.store.merging.conflict import Conflict, ConflictKind
from coder.store.migrate import NewerProjectError
from coder.store.project import create_project
from coder.store.questions import all_questions
from coder.store.trail import Trace, add_trace, traces_of
from coder.store.unit_of_work import Reading
from coder.usecases.history.in_words import told_history
from coder.usecases.history.merged_history import merged_history
from coder.usecases.merge.project_merge import (
    DamagedProjectError,
    OtherSurveyError,
    SameProjectError,
    merge_project,
    plan_merge,
)
from coder.usecases.merge.project_merge_words import Telling
from coder.usecases.privacy.privacy_decisions import Pointed
from coder.usecases.privacy.redact import redact
from coder.usecases.second_coder.blind_history import history_for
from coder.usecases.second_coder.sample_draw import draw_sample
from coder.usecases.second_coder.sample_wanted import WantedSample
from coder.usecases.second_coder.samples import DRAW
from tests.builders import add_coder, ask, small_project
from tests.usecases.merged_projects import Laptop, conflicts, content, copied, kinds, two_laptops

pytestmark = pytest.mark.slow


def texts(laptop: Laptop) -> list[str]:
    """Return every text the project has anywhere."""
    query = select(schema.text_table.c.body).where(schema.text_table.c.body.is_not(None))
    return list(ask(laptop.engine, lambda w: w.connection.scalars(query).all()))


def take_out(laptop: Laptop, respondent: str, start: int, end: int) -> None:
    """Redact a place of an answer."""
    answer = laptop.answer(respondent)
    laptop.do("redact", lambda w: redact(w, [Pointed(answer, (start, end), "organisation", "high")], "etat"))


def text_of(laptop: Laptop, respondent: str) -> str:
    answer = laptop.answer(respondent)
    table = schema.text_table
    query = (
        select(table.c.body)
        .join(schema.answer, schema.answer.c.text_id == table.c.id)
        .where(schema.answer.c.id == answer)
    )
    return str(ask(laptop.engine, lambda w: w.connection.scalar(query)))


def draw_for_kari(laptop: Laptop, size: int) -> None:
    """Draw a sample that Kari codes."""
    who = ask(laptop.engine, lambda w: coder_with_id(w, laptop.id_of("coder", name="kari")))
    wanted = WantedSample(who, Purpose.DOUBLE, size=size, seed=1)
    laptop.do(DRAW, lambda w: draw_sample(w, all_questions(w)[0], wanted))


def test_what_was_redacted_there_is_forgotten_here_and_stays_so_after_undo(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", spans=[(0, 5)])
    take_out(ola, "r1", 20, 23)
    ola.give("r2", "Ressurser")
    assert kinds(kari.merge(ola)) == []
    assert "[etat]" in text_of(kari, "r1")
    assert not [each for each in texts(kari) if "Nav" in each]
    kari.undo()
    assert "[etat]" in text_of(kari, "r1")
    assert ask(kari.engine, findings) == []


def test_what_was_redacted_here_does_not_come_back(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    take_out(kari, "r1", 20, 23)
    ola.give("r1", "Samarbeid", spans=[(0, 5)], done=True)
    kari.merge(ola)
    assert not [each for each in texts(kari) if "Nav" in each]
    assert kari.codes_of("r1", "ola") == {"Samarbeid"}
    ola.merge(kari)
    assert not [each for each in texts(ola) if "Nav" in each]


@pytest.mark.slow
def test_a_project_made_apart_of_the_same_survey_is_recognised_by_names(tmp_path: Path) -> None:
    kari, _ola = two_laptops(tmp_path)
    other = small_project(tmp_path / "annet.sqlite", codes=("Samarbeid", "Tid"))
    add_coder(other.engine, "ola")
    ola = Laptop(other.engine, "ola")
    ola.give("r2", "Samarbeid", "Tid", spans=[(0, 3)], done=True)
    made = kari.merge(ola)
    assert kinds(made) == []
    assert made.plan is not None
    assert made.plan.kin.common == 0
    assert kari.codes_of("r2", "ola") == {"Samarbeid", "Tid"}
    assert len(ask(kari.engine, lambda w: w.connection.execute(select(schema.answer)).all())) == 5
    # Renamed here and coded on there: known again by what the first merge learned.
    kari.rename("Samarbeid", "Samhandling")
    ola.give("r3", "Samarbeid", done=True)
    ola.take_off("r2", "Tid")
    assert kinds(kari.merge(ola)) == []
    assert kari.codes_of("r3", "ola") == {"Samhandling"}
    assert kari.codes_of("r2", "ola") == {"Samhandling"}
    ola.merge(kari)
    assert content(ola.engine) == content(kari.engine)


def test_another_survey_is_refused_unless_it_is_meant(tmp_path: Path) -> None:
    kari, _ola = two_laptops(tmp_path)
    create_project(str(tmp_path / "annet.sqlite"), "Annet").dispose()
    with pytest.raises(OtherSurveyError):
        plan_merge(kari.engine, str(tmp_path / "annet.sqlite"))
    assert plan_merge(kari.engine, str(tmp_path / "annet.sqlite"), anyway=True).plan is not None


def test_a_project_is_not_merged_into_itself(tmp_path: Path) -> None:
    kari, _ola = two_laptops(tmp_path)
    with pytest.raises(SameProjectError):
        plan_merge(kari.engine, kari.file)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET hash = 'x' WHERE number = 3",
        "UPDATE change SET after = '\"annet\"' WHERE entry = 3 AND number = 0",
        "UPDATE text SET body = 'Noe annet' WHERE id = 1",
        "DELETE FROM answer WHERE id = 1",
    ],
)
def test_a_project_that_is_not_whole_is_refused(tmp_path: Path, statement: str) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.engine.dispose()
    before = content(kari.engine)
    with sqlite3.connect(ola.file) as connection:
        connection.execute(statement)
    with pytest.raises(DamagedProjectError):
        merge_project(kari.engine, ola.file, kari.id_of("coder", name="kari"))
    assert content(kari.engine) == before


def test_a_newer_project_is_refused(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.engine.dispose()
    with sqlite3.connect(ola.file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerProjectError):
        plan_merge(kari.engine, ola.file)


def test_an_altered_history_of_a_merged_project_is_found(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.give("r2", "Ressurser")
    kari.merge(ola)
    kari.engine.dispose()
    with sqlite3.connect(kari.file) as connection:
        connection.execute("UPDATE foreign_change SET after = '\"x\"' WHERE number = 0")
    assert [each for each in ask(kari.engine, findings) if "ola.sqlite" in each]


def test_exports_and_what_was_suggested_come_along_once(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    answer, who, question = (
        ola.answer("r2"),
        ola.id_of("coder", name="ola"),
        ola.id_of("question", key="hva_skal_til"),
    )
    ola.give("r2", "Ressurser")
    ola.do("export", lambda w: record_export(w, Export("table", question, "csv", "tabell.csv")))
    ola.do("x", lambda w: add_trace(w, Trace(answer, who, (), "digit")))
    kari.merge(ola)
    ola.give("r3", "Ressurser")
    kari.merge(ola)
    assert [each.file for each in ask(kari.engine, exports_of)] == ["tabell.csv"]
    assert len(ask(kari.engine, lambda w: traces_of(w, question))) == 1


@pytest.mark.slow
def test_a_third_project_that_both_have_merged_is_not_doubled(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    eva = copied(kari, tmp_path / "eva.sqlite", "ola")
    eva.give("r4", "Samarbeid", done=True)
    eva.add("Tid")
    kari.merge(eva)
    ola.merge(eva)
    kari.give("r1", "Ressurser")
    ola.take_off("r4", "Samarbeid")
    # Both say when it was in numbers of their own, so that it looks done on both sides: it is told.
    assert kinds(ola.merge(kari)) == ["coded"]
    assert ola.codes_of("r4") == set()
    kari.merge(ola)
    assert content(kari.engine) == content(ola.engine)
    assert len(ask(kari.engine, foreign_parts)) >= 2


@pytest.mark.slow
def test_each_merged_the_other_before_they_met_again(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", done=True)
    ola.give("r2", "Samarbeid", done=True)
    ola.add("Tid")
    then = copied(kari, tmp_path / "kari_da.sqlite", "kari")
    kari.merge(ola)
    ola.merge(then)
    kari.take_off("r2", "Samarbeid", "ola")
    ola.take_off("r1", "Samarbeid", "kari")
    assert kinds(kari.merge(ola)) == []
    assert kinds(ola.merge(kari)) == []
    assert content(kari.engine) == content(ola.engine)
    assert kari.codes_of("r1") == kari.codes_of("r2", "ola") == set()


@pytest.mark.slow
@pytest.mark.postgres
def test_a_file_and_a_server_merge_both_ways(tmp_path: Path, new_postgres_url: str) -> None:
    here = small_project(new_postgres_url)
    ours = Laptop(here.engine, "kari")
    other = small_project(tmp_path / "ola.sqlite", codes=("Samarbeid", "Tid"))
    ola = Laptop(other.engine, "ola")
    ola.give("r2", "Samarbeid", "Tid", spans=[(0, 3)], done=True)
    ours.give("r1", "Ressurser", done=True)
    ola.engine.dispose()
    assert conflicts(merge_project(ours.engine, ola.file, here.kari)) == ()
    assert ask(ours.engine, findings) == []
    assert ours.codes_of("r2", "ola") == {"Samarbeid", "Tid"}
    assert merge_project(ola.engine, new_postgres_url, other.kari).entry is not None
    assert ask(ola.engine, findings) == []
    assert content(ola.engine) == content(ours.engine)
    ours.engine.dispose()


def test_one_person_who_drew_a_sample_on_each_of_two_machines_has_two_rounds_on_both(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    for laptop in (kari, ola):
        laptop.give("r1", "Ressurser", coder="ola", done=True)
        draw_for_kari(laptop, 1)
    kari.merge(ola)
    # What has number 1 there is number 2 here, and gives way to ours there.
    ola.merge(kari)
    assert content(kari.engine) == content(ola.engine)
    rounds = [row["round"] for row in ask(ola.engine, present_state)["sample"].values()]
    assert sorted(rounds) == [1, 2]
    ola.undo()
    assert ask(ola.engine, findings) == []


@pytest.mark.slow
def test_who_codes_blind_sees_nothing_of_what_a_merge_brought(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    for respondent in ("r1", "r2", "r3"):
        ola.give(respondent, "Ressurser", done=True)
    kari.merge(ola)
    draw_for_kari(kari, 3)
    kari.give("r1", "Samarbeid", coder="ola", done=True)
    ola.take_off("r1", "Ressurser")
    ola.give("r1", "Oppfølging", done=True)
    made = kari.merge(ola)
    kari.undo()

    def seen(name: str) -> tuple[list[str], int, list[str]]:
        def look(work: Reading) -> tuple[list[str], int, list[str]]:
            assert made.plan is not None
            shown, _hidden = history_for(work, told_history(work), name)
            values = [each.here + each.there for each in Telling(work, made.plan, name).conflicts()]
            return [each.entry.operation for each in shown], len(merged_history(work, name)), values

        return ask(kari.engine, look)

    operations, elsewhere, values = seen("kari")
    assert not {"merge_project", "undo"} & set(operations)
    assert elsewhere == 0
    assert not any(values)
    assert "merge_project" in seen("ola")[0]
    assert seen("ola")[1] > 0

    def told_of_a_coding(name: str) -> str:
        def look(work: Reading) -> str:
            assert made.plan is not None
            uid = next(iter(present_state(work)["coding"]))
            stray = Conflict(ConflictKind.CODEBOOK, "coding", uid)
            [told] = Telling(work, replace(made.plan, conflicts=(stray,)), name).conflicts()
            return told.about + told.sentence

        return ask(kari.engine, look)

    assert "Ressurser" in told_of_a_coding("ola")
    assert "Ressurser" not in told_of_a_coding("kari")
