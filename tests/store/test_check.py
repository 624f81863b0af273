"""`project check` finds whatever was changed behind the program's back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from coder.domain.errors import UnusableInputError
from coder.store.project import open_project
from coder.store.unit_of_work import writing
from coder.usecases.coding.setting import mark_done
from coder.usecases.revisit.reading_again import look_again, stop_round
from tests.builders import (
    SmallProject,
    act,
    add_codes,
    add_question,
    code_answer,
    faults,
    finish,
    small_project,
)
from tests.made_once import made_once


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.sqlite"


@pytest.fixture
@made_once
def project(path: Path) -> SmallProject:
    p = small_project(path)
    for answer in p.answers[:3]:
        code_answer(p.engine, answer, p.codes[0], p.kari, [(0, 3)])
        code_answer(p.engine, answer, p.codes[1], p.ola)
        finish(p.engine, answer, p.kari)
    act(p.engine, p.ola, "mark_done", lambda work: mark_done(work, p.answers[0], p.ola))
    return p


def tamper(path: Path, *statements: str) -> None:
    """Change the file as another program would, without its rules."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    for statement in statements:
        assert connection.execute(statement).rowcount != 0, statement
    connection.close()


@pytest.mark.slow
def test_a_project_only_the_program_wrote_is_whole(project: SmallProject) -> None:
    assert faults(project.engine) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "statement, said",
    [
        ("UPDATE text SET body = replace(body, 'Nav', 'nav') WHERE id = 1", "Text 1 was altered"),
        ("UPDATE text SET hash = 'x' || substr(hash, 2) WHERE id = 1", "Text 1 was altered"),
        ("UPDATE text SET salt = NULL WHERE id = 1", "Text 1 was altered"),
        ("UPDATE text SET body = NULL WHERE id = 1", "Text 1 was altered"),
        (
            "UPDATE change SET after = replace(after, 'started', 'done') WHERE entry = 7",
            "Entry 7 of the history was altered",
        ),
        ("UPDATE change SET after = 'no JSON' WHERE entry = 9", "A change between entries"),
        ("UPDATE change SET noun = 'tag' WHERE entry = 9", "Entry 9 of the history was altered"),
        ("DELETE FROM change WHERE entry = 9 AND number = 0", "Entry 9 of the history was altered"),
        ("DELETE FROM entry WHERE number = 9", "The history has a hole before entry 10"),
        ("UPDATE entry SET coder_id = 3 WHERE number = 7", "Entry 7 of the history was altered"),
        ("UPDATE entry SET at = '2001-01-01T00:00:00.000000Z' WHERE number = 9", "Entry 9"),
        ("UPDATE entry SET undoes = 8 WHERE number = 9", "Entry 9 of the history was altered"),
        ("UPDATE project SET last_entry = last_entry + 1", "The project's head does not fit"),
        ("UPDATE project SET last_hash = 'x' || substr(last_hash, 2)", "The project's head does not fit"),
        ("UPDATE project SET last_at = '2001-01-01T00:00:00.000000Z'", "The project's head does not fit"),
        ("DELETE FROM project", "The project's head does not fit"),
        ("UPDATE project SET name = 'Annet'", "is not what its history says"),
        (
            "INSERT INTO coding (id, uid, answer_id, code_id, coder_id) VALUES (99, 'x', 4, 1, 2)",
            "is not what its history says",
        ),
        ("UPDATE coding SET code_id = 3 WHERE id = 1", "is not what its history says"),
        ("DELETE FROM coding WHERE id = 2", "is not what its history says"),
        ('UPDATE excerpt SET "end" = 4 WHERE coding_id = 1', "is not what its history says"),
        ("DELETE FROM excerpt WHERE coding_id = 1", "is not what its history says"),
        ("UPDATE code SET name = 'Samhandling' WHERE id = 1", "is not what its history says"),
        ("UPDATE code SET aliases = '[' WHERE id = 1", "A row cannot be read"),
        ("UPDATE respondent SET external_id = 'r99' WHERE id = 1", "is not what its history says"),
        ("UPDATE answer SET text_id = 2 WHERE id = 1", "is not what its history says"),
        ("UPDATE coded SET state = 'started' WHERE id = 1", "its state does not fit when it was done"),
        ("UPDATE settled SET coder_id = 3 WHERE answer_id = 1", "the settled coding is not what the rule"),
        ("DELETE FROM settled WHERE answer_id = 2", "the settled coding is not what the rule"),
        ("INSERT INTO settled VALUES (5, 2)", "the settled coding is not what the rule"),
        ("DELETE FROM coded WHERE id = 1", "has codes but counts as untouched"),
        ("DELETE FROM answer WHERE id = 1", "refers to something that is gone"),
        ('UPDATE excerpt SET "end" = 4000 WHERE coding_id = 1', "lies outside the text"),
        ("UPDATE code SET parent_id = id WHERE id = 1", "stands under itself"),
        ("UPDATE code SET merged_into_id = 2 WHERE id = 1", "which is not in its codebook"),
        ("UPDATE codebook SET exclusive = 1", "several codes of an exclusive codebook"),
    ],
)
def test_check_finds(project: SmallProject, path: Path, statement: str, said: str) -> None:
    if "exclusive" in statement:
        code_answer(project.engine, project.answers[0], project.codes[2], project.kari)
    tamper(path, statement)
    found = faults(project.engine)
    assert any(said in each for each in found), found


@pytest.mark.slow
@pytest.mark.parametrize(
    "statement, said",
    [
        ("UPDATE look SET entry = 1", "is not what its history says"),
        ("UPDATE look SET code_id = (SELECT max(id) FROM code)", "was read for «Fremmed»"),
        (
            "UPDATE proposal SET code_id = (SELECT max(id) FROM code)",
            "«Fremmed» is proposed for answer 1, but is not in its codebook",
        ),
        ("UPDATE proposal SET decision = 'accepted'", "does not say who decided"),
        ("UPDATE proposal SET decided_by_id = 2", "does not say who decided"),
        ("UPDATE proposal SET decision = 'maybe', decided_by_id = 2", "does not say who decided"),
        ("UPDATE round SET bound = 0", "is not what its history says"),
        ("UPDATE round SET codes = '[\"x\"]'", "about a code that is gone"),
    ],
)
def test_check_finds_what_was_read_again_and_proposed_altered(
    project: SmallProject, path: Path, statement: str, said: str
) -> None:
    answer, code = project.answers[0], project.codes[2]
    add_codes(project.engine, add_question(project.engine, "hvorfor"), "Fremmed")
    with writing(project.engine, coder_id=project.kari, operation="look_again") as work:
        look_again(work, answer, project.kari, [code], {})
        stop_round(work, project.question_id, project.kari, [code], 10, 5, 0)
        work.create("proposal", answer=answer, code=code, score=0.5)
    assert faults(project.engine) == []
    tamper(path, statement)
    found = faults(project.engine)
    assert any(said in each for each in found), found


@pytest.mark.parametrize(
    "statement, said",
    [
        ("DROP TABLE given_id", "The table «given_id» is missing."),
        ("DROP TABLE settled", "The table «settled» is missing."),
        ("ALTER TABLE trail DROP COLUMN shown", "The column «shown» of the table «trail» is missing."),
    ],
)
def test_check_names_a_missing_table_or_column(
    project: SmallProject, path: Path, statement: str, said: str
) -> None:
    tamper(path, statement)
    assert faults(project.engine) == [said]


@pytest.mark.slow
def test_check_finds_the_newest_entry_taken_away_with_the_head_set_back(
    project: SmallProject, path: Path
) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    [last] = connection.execute("SELECT max(number) FROM entry").fetchone()
    at, digest = connection.execute("SELECT at, hash FROM entry WHERE number = ?", [last - 1]).fetchone()
    connection.execute("DELETE FROM change WHERE entry = ?", [last])
    connection.execute("DELETE FROM entry WHERE number = ?", [last])
    connection.execute("UPDATE project SET last_entry=?, last_at=?, last_hash=?", [last - 1, at, digest])
    connection.close()
    assert any("is not what its history says" in each for each in faults(project.engine))


@pytest.mark.slow
def test_check_finds_two_entries_that_changed_places(project: SmallProject, path: Path) -> None:
    tamper(
        path,
        "UPDATE entry SET number = 1000 WHERE number = 8",
        "UPDATE entry SET number = 8 WHERE number = 9",
        "UPDATE entry SET number = 9 WHERE number = 1000",
    )
    assert faults(project.engine) != []


@pytest.mark.slow
def test_check_finds_a_code_under_one_of_another_codebook(project: SmallProject, path: Path) -> None:
    other = add_question(project.engine, "hvorfor")
    [foreign] = add_codes(project.engine, other, "Fremmed")
    tamper(path, f"UPDATE code SET parent_id = {foreign} WHERE id = 1")
    assert any("stands under one of another codebook" in each for each in faults(project.engine))


@pytest.mark.slow
def test_two_names_that_only_look_alike_clash(project: SmallProject) -> None:
    add_codes(project.engine, project.question_id, "\u00c5 vente", "A\u030a vente")
    assert any("two codes" in each for each in faults(project.engine))


@pytest.mark.slow
def test_an_answer_with_a_nul_sign_is_measured_to_its_end(path: Path) -> None:
    p = small_project(path, texts=["før\0etter"])
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari, [(4, 9)])
    assert faults(p.engine) == []


def test_a_torn_page_is_found(project: SmallProject, path: Path) -> None:
    project.engine.dispose()
    content = bytearray(path.read_bytes())
    for place in range(4096 * 4, len(content), 4096):
        content[place : place + 64] = b"\xff" * 64
    path.write_bytes(bytes(content))
    try:
        found = faults(open_project(str(path)))
    except UnusableInputError as error:
        found = [str(error)]
    assert any("damaged" in each for each in found), found
