"""Two laptops with copies of one project, for tests of merging."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from coder.domain.codebook import MEANING_OPERATIONS
from coder.domain.coding import Span
from coder.store import schema
from coder.store.as_of import State, present_state
from coder.store.check import findings
from coder.store.codings import codings_of
from coder.store.engine import project_engine, project_file
from coder.store.merging.conflict import Conflict, Take
from coder.store.merging.moments import MOMENTS
from coder.store.undo import take_back
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.codebook.growth import add_code, define_code, rename_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.order import move_code
from coder.usecases.codebook.split import Decision, split_code
from coder.usecases.coding.setting import mark_done, remove_code, set_code
from coder.usecases.merge.project_merge import ProjectMerge, merge_project, plan_merge
from coder.usecases.revisit.openness import Revisit
from coder.usecases.revisit.reading_again import look_again
from tests.builders import act, add_coder, ask, small_project


@dataclass(frozen=True)
class Laptop:
    """One copy of the project, and who sits at it."""

    engine: Engine
    coder: str

    @property
    def file(self) -> str:
        found = project_file(self.engine)
        assert found is not None
        return str(found)

    def do(self, operation: str, act_on: Callable[[Writing], Any]) -> Any:
        return act(self.engine, self.id_of("coder", name=self.coder), operation, act_on)

    def id_of(self, table: str, **values: Any) -> int:
        """Return the id of the one row with these values."""
        columns = schema.metadata.tables[table].c
        wanted = [columns[name] == value for name, value in values.items()]
        return int(ask(self.engine, lambda w: w.connection.scalars(select(columns.id).where(*wanted)).one()))

    def answer(self, respondent: str, question: str = "hva_skal_til") -> int:
        return self.id_of(
            "answer",
            respondent_id=self.id_of("respondent", external_id=respondent),
            question_id=self.id_of("question", key=question),
        )

    def code(self, name: str) -> int:
        return self.id_of("code", name=name)

    def add(self, path: str) -> int:
        book = self.book()
        return int(self.do("add_code", lambda w: add_code(w, book, path)))

    def book(self) -> int:
        return int(
            ask(self.engine, lambda w: w.connection.scalars(select(schema.codebook.c.id)).first() or 0)
        )

    def give(
        self,
        respondent: str,
        *names: str,
        coder: str = "",
        spans: list[Span] | None = None,
        done: bool = False,
    ) -> None:
        answer, who = self.answer(respondent), self.id_of("coder", name=coder or self.coder)
        for name in names:
            self._give(answer, self.code(name), who, spans or [])
        if done:
            self.done(respondent, coder)

    def _give(self, answer: int, code: int, who: int, spans: list[Span]) -> None:
        self.do("set_code", lambda w: set_code(w, answer, code, who, spans))

    def done(self, respondent: str, coder: str = "") -> None:
        answer, who = self.answer(respondent), self.id_of("coder", name=coder or self.coder)
        self.do("mark_done", lambda w: mark_done(w, answer, who))

    def take_off(self, respondent: str, name: str, coder: str = "") -> None:
        answer, who = self.answer(respondent), self.id_of("coder", name=coder or self.coder)
        code = self.code(name)
        self.do("remove_code", lambda w: remove_code(w, answer, code, who))

    def define(self, name: str, **what: Any) -> None:
        code = self.code(name)
        meaning = what.get("changes_meaning")
        operation = MEANING_OPERATIONS[meaning] if meaning else "define_code"
        self.do(operation, lambda w: define_code(w, code, **what))

    def definition(self, name: str) -> str:
        code, text = schema.code, schema.text_table
        query = select(text.c.body).join(code, code.c.definition_id == text.c.id).where(code.c.name == name)
        return str(ask(self.engine, lambda w: w.connection.scalar(query)))

    def rename(self, name: str, new: str) -> None:
        code = self.code(name)
        self.do("rename_code", lambda w: rename_code(w, code, new))

    def move(self, name: str, under: str) -> None:
        code, parent = self.code(name), self.code(under)
        self.do("move_code", lambda w: move_code(w, code, parent))

    def join(self, name: str, into: str) -> None:
        code, target = self.code(name), self.code(into)
        self.do("merge_codes", lambda w: merge_codes(w, [code], target))

    def split(self, name: str, decided: dict[str, str], *parts: str) -> None:
        code = self.code(name)
        decisions = [Decision(self.answer(each), part) for each, part in decided.items()]
        self.do("split_code", lambda w: split_code(w, code, parts, decisions))

    def look(self, respondent: str, name: str) -> None:
        answer, code, who = self.answer(respondent), self.code(name), self.id_of("coder", name=self.coder)
        self.do("look_again", lambda w: look_again(w, answer, who, [code], {}))

    def undo(self) -> None:
        self.do("undo", take_back)

    def places(self, respondent: str, name: str, coder: str) -> list[Span]:
        answer, code, who = self.answer(respondent), self.code(name), self.id_of("coder", name=coder)
        found = ask(self.engine, lambda w: codings_of(w, [answer], who))[answer]
        return [span for coding in found if coding.code_id == code for span in coding.excerpts]

    def merge(self, other: Laptop, take: Take = Take.OURS) -> ProjectMerge:
        """Merge the other copy; the project is whole afterwards, and the other one untouched."""
        other.engine.dispose()
        before = Path(other.file).read_bytes()
        made = merge_project(self.engine, other.file, self.id_of("coder", name=self.coder), take=take)
        assert Path(other.file).read_bytes() == before
        assert ask(self.engine, findings) == []
        return made

    def plan(self, other: Laptop) -> ProjectMerge:
        other.engine.dispose()
        return plan_merge(self.engine, other.file)

    def codes_of(self, respondent: str, coder: str = "") -> set[str]:
        answer, who = self.answer(respondent), self.id_of("coder", name=coder or self.coder)
        coding, code = schema.coding, schema.code
        query = (
            select(code.c.name)
            .join(coding, coding.c.code_id == code.c.id)
            .where(coding.c.answer_id == answer, coding.c.coder_id == who)
        )
        return set(ask(self.engine, lambda w: w.connection.scalars(query).all()))

    def state_of(self, respondent: str, coder: str = "") -> str | None:
        answer, who = self.answer(respondent), self.id_of("coder", name=coder or self.coder)
        table = schema.coded
        query = select(table.c.state).where(table.c.answer_id == answer, table.c.coder_id == who)
        return ask(self.engine, lambda w: w.connection.scalar(query))

    def open_for(self, respondent: str, coder: str = "") -> set[str]:
        """Return the names of the codes an answer is open for, to one coder."""
        answer, who = self.answer(respondent), self.id_of("coder", name=coder or self.coder)
        question = self.id_of("question", key="hva_skal_til")

        def look(work: Reading) -> set[int]:
            found = Revisit.of(work, question).by_coders(who)
            return {
                code.code_id
                for each in found
                for of, codes in each.answers()
                if of == answer
                for code in codes
            }

        names = dict(
            ask(
                self.engine,
                lambda w: w.connection.execute(select(schema.code.c.id, schema.code.c.name)).all(),
            )
        )
        return {names[code_id] for code_id in ask(self.engine, look)}


def copied(laptop: Laptop, file: Path, coder: str) -> Laptop:
    """Give a copy of a project, as it is now, to somebody else."""
    laptop.engine.dispose()
    shutil.copy(laptop.file, file)
    return Laptop(project_engine(file), coder)


def two_laptops(folder: Path, **options: Any) -> tuple[Laptop, Laptop]:
    """Make a project that Kari has, and a copy that Ola has."""
    here = small_project(folder / "kari.sqlite", **options)
    add_coder(here.engine, "kari")
    here.engine.dispose()
    shutil.copy(folder / "kari.sqlite", folder / "ola.sqlite")
    return Laptop(here.engine, "kari"), Laptop(project_engine(folder / "ola.sqlite"), "ola")


def kinds(made: ProjectMerge) -> list[str]:
    """Return what kinds of conflicts there were."""
    return [each.kind.value for each in conflicts(made)]


def conflicts(made: ProjectMerge) -> tuple[Conflict, ...]:
    """Return the conflicts of a merge."""
    return () if made.plan is None else made.plan.conflicts


def content(engine: Engine) -> dict[str, list[str]]:
    """Return everything by names instead of uids, but when it was and what only says that."""
    state = ask(engine, present_state)
    names = _names(state)
    table = schema.text_table
    texts = dict(ask(engine, lambda w: w.connection.execute(select(table.c.uid, table.c.body)).all()))

    def named(value: Any) -> Any:
        if isinstance(value, str):
            return names.get(value, value)
        if isinstance(value, list):
            return [named(each) for each in value]
        if isinstance(value, dict):
            if "text" in value:
                return texts.get(value["text"])
            return {str(named(key)): named(each) for key, each in value.items() if key != "since"}
        return value

    left_out = {noun: {*fields, "unseen"} for noun, fields in MOMENTS.items()}
    return {
        noun: sorted(
            str(sorted((k, named(v)) for k, v in row.items() if k not in left_out.get(noun, ())))
            for row in rows.values()
        )
        for noun, rows in state.items()
        if noun not in ("look", "tag", "round")
    }


def _names(state: State) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for noun, rows in state.items():
        for uid, row in rows.items():
            if noun == "code":
                names[uid] = _path(state, uid)
            elif noun == "level":
                names[uid] = [names[row["variable"]], row["name"]]
            elif noun == "answer":
                names[uid] = [names[row["question"]], names[row["respondent"]], names[row["wave"]]]
            elif noun == "sample":
                names[uid] = [names[row["question"]], row["round"], names[row["coder"]]]
            elif noun in ("coder", "wave", "variable", "respondent", "codebook", "question"):
                names[uid] = row.get("name") or row.get("key") or row.get("external_id") or "-"
    return {uid: f"{name}" for uid, name in names.items()}


def _path(state: State, uid: str) -> str:
    row: dict[str, Any] = state["code"][uid]
    above = (
        _path(state, row["parent"]) + " > "
        if row["parent"]
        else state["codebook"][row["codebook"]]["name"] + ": "
    )
    return f"{above}{row['name']}" + (f" †{uid}" if row["merged_into"] else "")
