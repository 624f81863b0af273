"""An older project opens whole, a newer one is left alone; migrations lead to today's schema."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Sequence
from importlib import util
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from coder import resources
from coder.domain.entry import Change, Entry, canonical_json, chained_hash
from coder.store import schema
from coder.store.as_of import engine_as_of
from coder.store.backup import known_backups
from coder.store.engine import project_engine, transaction
from coder.store.history import changes_of, last_number
from coder.store.migrate import NewerProjectError, schema_version, upgrade
from coder.store.project import open_project
from coder.store.project_file import backups_folder
from coder.store.schema import SCHEMA_VERSION
from coder.store.texts import salted_hash
from coder.store.undo import BuiltUponError
from coder.text.likeness import alike_key
from coder.usecases.questions import change_question
from tests.builders import act, add_coder, ask, count, faults, finish, new_project, question, redo, undo

# What SQLAlchemy cannot reflect is compared as it is written.
pytestmark = pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")

HEAD = "0009"
"""Written out, so that a new migration makes someone look at these tests."""


def test_these_tests_know_the_newest_schema() -> None:
    assert SCHEMA_VERSION == HEAD


# A project as the program of schema 0001 wrote it: its rows and its history, by SQL alone.


class OldProgram:
    """Writes rows and entries the way the first version did."""

    def __init__(self, url: str) -> None:
        self.engine = project_engine(url)
        upgrade(self.engine, "0001")
        self.number = 0
        self.hash = ""
        self.run(
            "INSERT INTO project (id, uid, name, created_at, last_entry, last_at, last_hash) "
            "VALUES (1, 'p', '', '2026-01-05T08:00:00.000000Z', 0, '', '')"
        )

    def run(self, *statements: str) -> None:
        with transaction(self.engine, writing=True) as connection:
            for statement in statements:
                connection.execute(text(statement.replace(":", "\\:")))

    def enter(self, operation: str, coder: str | None, changes: list[Change]) -> None:
        """Write one entry with its changes and move the head."""
        self.number += 1
        at = f"2026-01-05T08:{self.number:02d}:00.000000Z"
        entry = Entry(self.number, f"e{self.number}", at, coder, operation)
        self.hash = chained_hash(self.hash, entry, coder, changes)
        with transaction(self.engine, writing=True) as connection:
            coder_id = connection.scalar(text("SELECT id FROM coder WHERE uid = :uid"), {"uid": coder})
            connection.execute(
                text("INSERT INTO entry VALUES (:number, :uid, :at, :coder, :operation, NULL, :hash)"),
                {
                    "number": self.number,
                    "uid": entry.uid,
                    "at": at,
                    "coder": coder_id,
                    "operation": operation,
                    "hash": self.hash,
                },
            )
            for place, change in enumerate(changes):
                connection.execute(
                    text("INSERT INTO change VALUES (:entry, :number, :noun, :uid, :field, :before, :after)"),
                    {
                        "entry": self.number,
                        "number": place,
                        "noun": change.noun,
                        "uid": change.uid,
                        "field": change.field,
                        "before": None if change.before is None else canonical_json(change.before),
                        "after": None if change.after is None else canonical_json(change.after),
                    },
                )
            connection.execute(
                text("UPDATE project SET last_entry = :number, last_at = :at, last_hash = :hash"),
                {"number": self.number, "at": at, "hash": self.hash},
            )


def born(noun: str, uid: str, **values: Any) -> Change:
    return Change(noun, uid, "", None, values)


def old_project(url: str) -> Engine:
    """Make a project at schema 0001 with an answer coded, recoded and done."""
    old = OldProgram(url)
    old.run(
        "UPDATE project SET name = 'Gammelt'",
        "INSERT INTO coder VALUES (1, 'c1', 'consensus', 'consensus', '[]')",
    )
    old.enter(
        "new_project",
        None,
        [
            Change("project", "p", "name", "", "Gammelt"),
            born("coder", "c1", name="consensus", kind="consensus", aliases=[]),
        ],
    )
    old.run("INSERT INTO coder VALUES (2, 'c2', 'kari', 'person', '[]')")
    old.enter("new_coder", "c2", [born("coder", "c2", name="kari", kind="person", aliases=[])])
    body = "Bedre samarbeid."
    written = {"text": "t1", "hash": salted_hash("salt", body)}
    old.run(
        f"INSERT INTO text VALUES (1, 't1', '{body}', 'salt', '{written['hash']}')",
        "INSERT INTO wave VALUES (1, 'w1', '2015', 1)",
        "INSERT INTO respondent VALUES (1, 'r1', 'k301', 1, NULL)",
        "INSERT INTO participation VALUES (1, 'd1', 1, 1, NULL)",
        "INSERT INTO codebook VALUES (1, 'b1', 'tiltak', 0)",
        "INSERT INTO question VALUES (1, 'q1', 'tiltak', NULL, 1, 1, 'answer', 'list', 'responsible', "
        "'random', 's', NULL, NULL)",
        "INSERT INTO answer VALUES (1, 'a1', 1, 1, 1, 1, 1, NULL)",
        "INSERT INTO sentence VALUES (1, 1, 0, 16, 1)",
        "INSERT INTO code VALUES (1, 'k1', 1, NULL, 'Samhandling', 1, 'ordinary', 1, '', NULL, NULL, NULL, "
        "NULL, '[]', '{}', 3, 0, NULL, NULL, NULL)",
    )
    code: dict[str, Any] = dict.fromkeys(
        ("parent", "retired", "definition", "use_when", "not_when", "examples")
    )
    code |= dict.fromkeys(("merged_into", "split_from")) | {
        "codebook": "b1",
        "name": "Samarbeid",
        "position": 1,
    }
    code |= {
        "kind": "ordinary",
        "codable": 1,
        "colour": "",
        "born": 3,
        "from_file": 0,
        "aliases": [],
        "labels": {},
    }
    question: dict[str, Any] = {
        "key": "tiltak",
        "position": 1,
        "unit": "answer",
        "quantify": "list",
        "counts": "responsible",
    }
    question |= {"reading_order": "random", "seed": "s", "codebook": "b1"}
    question |= dict.fromkeys(("text", "lead", "asked_if"))
    old.enter(
        "import_survey",
        "c2",
        [
            born("wave", "w1", name="2015", position=1),
            born("respondent", "r1", external_id="k301", position=1, successor=None),
            born("participation", "d1", respondent="r1", wave="w1", weight=None, background={}),
            born("codebook", "b1", name="tiltak", exclusive=0),
            Change("question", "q1", "", None, question),
            born(
                "answer",
                "a1",
                question="q1",
                respondent="r1",
                wave="w1",
                text=written,
                position=1,
                dealt_to=None,
            ),
            Change("code", "k1", "", None, code),
        ],
    )
    old.enter("rename_code", "c2", [Change("code", "k1", "name", "Samarbeid", "Samhandling")])
    old.run(
        "INSERT INTO coding VALUES (1, 'm1', 1, 1, 2)",
        "INSERT INTO excerpt VALUES (1, 6, 15)",
        "INSERT INTO coded VALUES (1, 's1', 1, 2, 'done', 5)",
        "INSERT INTO settled VALUES (1, 2)",
        "UPDATE question SET lead_id = 2",
    )
    old.enter(
        "set_code",
        "c2",
        [
            born("coding", "m1", answer="a1", code="k1", coder="c2", excerpts=[[6, 15]]),
            born("coded", "s1", answer="a1", coder="c2", state="done", done_entry=5),
            Change("question", "q1", "lead", None, "c2"),
        ],
    )
    return old.engine


@pytest.mark.slow
def test_an_older_project_opens_whole_with_its_history(project_url: str) -> None:
    old = old_project(project_url)
    with transaction(old, writing=False) as connection:
        before = [
            tuple(row) for row in connection.execute(text("SELECT * FROM change ORDER BY entry, number"))
        ]
    assert schema_version(old) == "0001"
    old.dispose()
    engine = open_project(project_url)
    assert schema_version(engine) == HEAD
    with transaction(engine, writing=False) as connection:
        after = [
            tuple(row) for row in connection.execute(text("SELECT * FROM change ORDER BY entry, number"))
        ]
    assert after == before
    assert faults(engine) == []
    assert ask(engine, last_number) == 5


@pytest.mark.slow
def test_texts_of_an_older_project_get_the_key_new_ones_have(project_url: str) -> None:
    old_project(project_url).dispose()
    engine = open_project(project_url)
    with transaction(engine, writing=False) as connection:
        rows = connection.execute(text("SELECT body, alike_key FROM text")).all()
    assert rows
    assert all(key == (None if body is None else alike_key(body)) for body, key in rows)


@pytest.mark.slow
def test_today_s_program_goes_on_in_an_older_project(project_url: str) -> None:
    old_project(project_url).dispose()
    engine = open_project(project_url)
    assert undo(engine, 2) == 5
    assert (count(engine, schema.coding), count(engine, schema.settled)) == (0, 0)
    assert undo(engine, 2) == 4
    assert [change.after for change in ask(engine, lambda work: changes_of(work, 7))] == ["Samarbeid"]
    finish(engine, 1, 2)
    assert faults(engine) == []


@pytest.mark.slow
def test_what_an_older_history_does_not_speak_of_has_its_default(project_url: str) -> None:
    old_project(project_url).dispose()
    engine = open_project(project_url)
    asked = question(engine, "tiltak")
    assert (asked.suggest, asked.hidden_percent) == ("shown", 0)
    assert [undo(engine, 2) for _each in range(3)] == [5, 4, 3]
    assert count(engine, schema.question) == 0
    assert [redo(engine, 2) for _each in range(3)] == [8, 7, 6]
    assert question(engine, "tiltak").suggest == "shown"
    assert faults(engine) == []
    past = ask(engine, lambda work: engine_as_of(work, 3))
    assert question(past, "tiltak").hidden_percent == 0
    past.dispose()


@pytest.mark.slow
def test_a_setting_that_came_later_can_stand_in_the_way_of_an_undo(project_url: str) -> None:
    old_project(project_url).dispose()
    engine = open_project(project_url)
    ola = add_coder(engine, "ola")
    act(engine, ola, "set_question", lambda work: change_question(work, "tiltak", suggest="after_own"))
    assert [undo(engine, 2) for _each in range(2)] == [5, 4]
    with pytest.raises(BuiltUponError, match="ola"):
        undo(engine, 2)
    assert faults(engine) == []


@pytest.mark.slow
def test_an_older_project_is_backed_up_first(tmp_path: Path) -> None:
    path = tmp_path / "gammelt.sqlite"
    old_project(str(path)).dispose()
    engine = open_project(str(path))
    [made] = backups_folder(path).iterdir()
    assert "migration" in made.name
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert [each.path for each in known_backups(engine)] == [made]
    with sqlite3.connect(made) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert copy.execute("SELECT count(*) FROM coding").fetchone() == (1,)
    engine.dispose()
    open_project(str(path)).dispose()
    assert list(backups_folder(path).iterdir()) == [made]


@pytest.mark.slow
def test_an_older_backup_is_restored_to_today_s_schema_and_left_as_it_is(tmp_path: Path) -> None:
    from coder.usecases.project.making import restore

    path = tmp_path / "gammelt.sqlite"
    old_project(str(path)).dispose()
    content = path.read_bytes()
    engine = restore(path, str(tmp_path / "nytt.sqlite"), replace=False)
    assert schema_version(engine) == HEAD
    assert faults(engine) == []
    engine.dispose()
    assert path.read_bytes() == content
    assert sorted(each.name for each in tmp_path.iterdir()) == ["gammelt.sqlite", "nytt.sqlite"]


@pytest.mark.slow
def test_a_migration_that_fails_leaves_the_project_as_it_was(project_url: str, tmp_path: Path) -> None:
    engine = old_project(project_url)
    migrations = shutil.copytree(resources.migrations_folder(), tmp_path / "db")
    with (migrations / "versions" / "0002_known_backups.py").open("a") as file:
        file.write('    op.execute("DROP TABLE finnes_ikke")\n')
    with pytest.raises(DBAPIError, match="finnes_ikke"):
        upgrade(engine, migrations=migrations)
    assert schema_version(engine) == "0001"
    assert not inspect(engine).has_table("backup")
    engine.dispose()
    open_project(project_url).dispose()


def test_a_newer_project_is_refused_with_a_sentence_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "nytt.sqlite"
    engine = new_project(path)
    with transaction(engine, writing=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    content = path.read_bytes()
    with pytest.raises(NewerProjectError, match=r"schema 9999; this one knows 0009.*Upgrade") as refused:
        open_project(str(path))
    assert refused.value.exit_code == 3
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.slow
def test_two_processes_may_migrate_at_once(project_url: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    old_project(project_url).dispose()
    with ThreadPoolExecutor(4) as pool:
        engines = list(pool.map(open_project, [project_url] * 4))
    for engine in engines:
        assert schema_version(engine) == HEAD
        assert faults(engine) == []
        engine.dispose()


# The schema itself


def described(engine: Engine) -> dict[str, Any]:
    """Describe tables, columns, keys, constraints and indexes, each in an order of its own."""
    found: dict[str, Any] = {}
    tables = inspect(engine)
    for name in tables.get_table_names():
        if name == "alembic_version":
            continue
        found[name] = {
            "columns": [
                (each["name"], str(each["type"]), each["nullable"], each["default"])
                for each in tables.get_columns(name)
            ],
            "key": tables.get_pk_constraint(name),
            "foreign": sorted(map(repr, _references(engine, tables.get_foreign_keys(name)))),
            "unique": sorted(map(repr, tables.get_unique_constraints(name))),
            "checks": sorted(map(repr, tables.get_check_constraints(name))),
        }
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
            found["written"] = {
                name: "WITHOUT ROWID" in sql if sql.startswith("CREATE TABLE") else " ".join(sql.split())
                for name, sql in rows
                if not name.startswith("alembic")
            }
        else:
            rows = connection.execute(
                text("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'")
            )
            found["written"] = {name: sql for name, sql in rows if not name.startswith("alembic")}
    return found


def _references(engine: Engine, found: Sequence[Any]) -> list[dict[str, Any]]:
    """Return foreign keys; without names on SQLite, which has none for what a migration put in a table."""
    unnamed = {"name": None} if engine.dialect.name == "sqlite" else {}
    return [dict(each) | unnamed for each in found]


@pytest.mark.slow
def test_migrations_lead_to_exactly_the_schema_of_a_new_project(project_url: str, tmp_path: Path) -> None:
    new_project(project_url).dispose()
    fresh = project_engine(project_url)
    here = described(fresh)
    fresh.dispose()
    if "://" in project_url:
        with transaction(project_engine(project_url), writing=True) as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        migrated = project_engine(project_url)
    else:
        migrated = project_engine(tmp_path / "migrert.sqlite")
    upgrade(migrated)
    there = described(migrated)
    assert there == here
    assert "uq_code_living_name" in there["written"]
    migrated.dispose()


def _writer() -> Any:
    path = Path(__file__).parents[2] / ".ci" / "write_schema.py"
    spec = util.spec_from_file_location("write_schema", path)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_schema_for_readers_is_true() -> None:
    writer = _writer()
    assert writer.TARGET.read_text(encoding="utf-8") == writer.schema_sql(), "run: python .ci/write_schema.py"


@pytest.mark.slow
def test_the_schema_for_readers_makes_the_same_tables(tmp_path: Path) -> None:
    new_project(tmp_path / "nytt.sqlite").dispose()
    with sqlite3.connect(tmp_path / "fra_sql.sqlite") as connection:
        connection.executescript(_writer().TARGET.read_text(encoding="utf-8"))
    made, read = (create_engine(f"sqlite:///{tmp_path / name}") for name in ("nytt.sqlite", "fra_sql.sqlite"))
    assert described(made) == described(read)
