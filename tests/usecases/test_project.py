"""Making and opening projects; tags and coders (backup and restore: tests/store/test_backup.py)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection

from coder.store.coders import ReservedNameError, coder_named, find_coder, present_coder
from coder.store.project import project_of
from coder.store.summary import summary
from coder.store.tags import all_tags
from coder.store.unit_of_work import reading, writing
from coder.usecases.project.making import add_tag, default_name, open_or_create
from coder.usecases.team.coders import NameTakenError, rename_coder
from tests.builders import act, ask, code_answer, faults, new_project, small_project


@pytest.mark.slow
def test_a_new_project_is_whole_and_says_what_it_is(project_url: str) -> None:
    engine = new_project(project_url, "Arbeidstiltak 2016")
    found = ask(engine, project_of)
    assert (found.name, found.last_entry) == ("Arbeidstiltak 2016", 1)
    assert len(found.uid) == 32
    assert faults(engine) == []


@pytest.mark.slow
def test_a_project_is_made_only_where_there_is_none(project_url: str) -> None:
    first = open_or_create(project_url)
    uid = ask(first, project_of).uid
    first.dispose()
    assert ask(open_or_create(project_url), project_of).uid == uid


@pytest.mark.slow
def test_of_several_who_make_a_project_at_once_one_does_and_the_others_find_it(project_url: str) -> None:
    with ThreadPoolExecutor(4) as people:
        engines = list(people.map(open_or_create, [project_url] * 4))
    assert len({ask(engine, project_of).uid for engine in engines}) == 1


def test_a_project_has_no_name_before_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.sqlite"
    seen: list[bool] = []

    def look(connection: Connection) -> None:
        seen.append(target.exists())
        raise KeyboardInterrupt

    monkeypatch.setattr("coder.store.new_place.lay_out_tables", look)
    with pytest.raises(KeyboardInterrupt):
        open_or_create(str(target))
    assert seen == [False]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "target, name",
    [
        ("arbeidstiltak.sqlite", "arbeidstiltak"),
        (str(Path("mappe") / "ø å.sqlite"), "ø å"),
        ("postgresql+psycopg://kari:hemmelig@server/tiltak?host=x", "tiltak"),
        ("postgresql+psycopg://kari@/tiltak?host=/run/db", "tiltak"),
    ],
)
def test_a_project_is_named_after_its_file_or_database(target: str, name: str) -> None:
    assert default_name(target) == name


@pytest.mark.slow
def test_the_summary_counts_people_and_living_codes(project_url: str) -> None:
    p = small_project(project_url)
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    act(p.engine, p.kari, "merge_codes", lambda work: work.update("code", p.codes[1], merged_into=p.codes[0]))
    found = ask(p.engine, summary)
    assert (found.questions, found.waves, found.respondents, found.answers) == (1, 1, 5, 5)
    assert (found.codes, found.codings, found.coders) == (2, 1, 2)


@pytest.mark.slow
def test_tags_are_listed_with_their_entries(project_url: str) -> None:
    p = small_project(project_url)
    entry = act(p.engine, p.kari, "tag", lambda work: add_tag(work, "Utkast"))
    assert ask(p.engine, all_tags) == [("Utkast", entry)]


@pytest.mark.slow
def test_a_coder_is_made_once(project_url: str) -> None:
    engine = new_project(project_url)
    kari = present_coder(engine, " Kari ")
    assert present_coder(engine, "Kari") == kari
    assert kari.name == "Kari"
    for name in ("consensus", "Consensus", "", "  ", "a\nb"):
        with pytest.raises(ReservedNameError):
            present_coder(engine, name)


def test_a_name_is_the_same_however_its_accents_are_written(tmp_path: Path) -> None:
    engine = new_project(tmp_path / "p.sqlite")
    composed, taken_apart = "H\u00e5kon", "Ha\u030akon"
    made = present_coder(engine, taken_apart)
    assert made.name == composed
    assert present_coder(engine, composed) == made
    assert ask(engine, lambda work: find_coder(work, taken_apart)) == made


@pytest.mark.slow
def test_a_renamed_coder_is_found_by_both_names_and_keeps_the_codings(project_url: str) -> None:
    p = small_project(project_url)
    act(p.engine, p.kari, "rename_coder", lambda work: rename_coder(work, "kari", "Kari Nordmann"))
    for name in ("kari", "Kari Nordmann"):
        with reading(p.engine) as snapshot:
            assert coder_named(snapshot, name).id == p.kari
    assert present_coder(p.engine, "kari").id == p.kari
    for taken in ("ola", "consensus"):
        with (
            pytest.raises((NameTakenError, ReservedNameError)),
            writing(p.engine, coder_id=p.kari, operation="rename_coder") as work,
        ):
            rename_coder(work, "kari", taken)
    with pytest.raises(NameTakenError):
        act(p.engine, p.kari, "rename_coder", lambda work: rename_coder(work, "consensus", "felles"))
    act(p.engine, p.kari, "rename_coder", lambda work: rename_coder(work, "kari", "kari"))
    assert ask(p.engine, lambda work: find_coder(work, "Kari Nordmann")) is not None
    assert faults(p.engine) == []
