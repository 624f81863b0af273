"""A machine that does to a small project whatever two coders may do, and looks at it after every step.

The same steps lead to the same project: nothing is left to chance, to the clock or to a database's order.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import ColumnElement, Table, select

from coder.domain.codebook import CodeKind, CodeRow, CodeText
from coder.domain.coding import CodedState
from coder.domain.entry import REDO, UNDO
from coder.domain.errors import CoderError
from coder.domain.passages import PassageKey
from coder.domain.question import Question
from coder.domain.sample import Purpose
from coder.domain.survey import Survey, SurveyRow
from coder.exchange.codebook.rows import CodebookFile
from coder.exchange.codings_file import CodingRow, CodingsFile
from coder.store import schema
from coder.store.answers import question_of
from coder.store.as_of import State, engine_as_of, present_state, rebuilt_state, state_as_of
from coder.store.check import findings
from coder.store.code_use import codebook_with
from coder.store.coders import coder_with_id
from coder.store.codings import codings_of
from coder.store.history import last_number
from coder.store.questions import all_questions, codebook_of_answer
from coder.store.sentences import texts_to_split
from coder.store.settled_codings import settled_codings_on
from coder.store.unit_of_work import Reading, Writing, reading, writing
from coder.store.waves import wave_ids
from coder.usecases.codebook.growth import add_code, define_code, rename_code
from coder.usecases.codebook.importing import import_codebook
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.order import move_code, reorder_code
from coder.usecases.codebook.settings import restore_code, retire_code, set_exclusive
from coder.usecases.codebook.split import Decision, split_code
from coder.usecases.coding.setting import mark_done, place_coding, remove_code, reopen, set_code
from coder.usecases.exchange.codings_files import import_codings
from coder.usecases.history.in_words import take_back
from coder.usecases.project.making import add_tag
from coder.usecases.questions import change_question, order_levels
from coder.usecases.report.analyses import write_analysis, write_lead_in
from coder.usecases.report.passages import let_go, move_passages, order_passages, shorten, star, translate
from coder.usecases.revisit.reading_again import look_again, stop_round
from coder.usecases.second_coder.sample_draw import draw_sample
from coder.usecases.second_coder.sample_wanted import WantedSample
from coder.usecases.second_coder.samples import CLOSE, DRAW, OPEN, close_round, open_before_time
from coder.usecases.suggesting.proposals import decide, propose
from coder.usecases.suggesting.trail import Shown, record_shown
from coder.usecases.survey.importing import import_survey
from coder.usecases.survey.waves import name_wave, order_waves
from coder.usecases.team.coders import rename_coder
from coder.usecases.team.deal import deal
from tests.builders import SmallProject, add_answers, add_codes, add_question, ask, small_project

QUESTIONS = ("hva_skal_til", "hvorfor")
NAMES = ("Samarbeid", "Ressurser", "Tid", "Nav", "Annet", "Å vente")
TEXTS = ("Vet ikke.", "Meir folk. Meir tid.", "Bedre samarbeid med Nav. Flere folk.", "Tid")
LEVELS = ("stor", "middels", "liten")

picks = st.integers(0, 11)
"""Chooses one of what there is, whatever there is."""
names = st.sampled_from(NAMES)
paths = st.one_of(names, st.tuples(names, names).map(" > ".join))
texts = st.sampled_from(TEXTS)
spans = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 12)), max_size=2)
seldom = st.sampled_from((False, False, False, True))
people = st.sampled_from(("kari", "ola"))


class ProjectMachine(RuleBasedStateMachine):
    """Two coders at one project; where the project lies is decided by a subclass."""

    project: SmallProject

    def place(self) -> str:
        """Return where to make the next project."""
        raise NotImplementedError

    def clean_up(self) -> None:
        """Take the project away."""

    @initialize(exclusive=seldom)
    def make_project(self, exclusive: bool) -> None:
        self.remembered: dict[int, State] = {}
        self.project = p = small_project(self.place(), texts=TEXTS[:3], codes=NAMES[:3], exclusive=exclusive)
        other = add_question(p.engine, "hvorfor")
        add_answers(
            p.engine, other, {"r1": "Fordi.", "r9": "Nav. Tid."}, background={"størrelse": ["stor", "liten"]}
        )
        add_codes(p.engine, other, "Årsak > Nav")
        self.people = {"kari": p.kari, "ola": p.ola}
        self.last = ask(p.engine, last_number)

    # What coders do with answers

    @rule(who=people, answer=picks, code=picks, placed=spans)
    def set_a_code(self, who: str, answer: int, code: int, placed: list[tuple[int, int]]) -> None:
        coder = self.people[who]

        def do(work: Writing) -> None:
            answer_id = self.answer(work, answer)
            codebook_id, _exclusive = codebook_of_answer(work, answer_id)
            in_book = schema.code.c.codebook_id == codebook_id
            set_code(work, answer_id, chosen_id(work, schema.code, code, in_book), coder, placed)

        self.attempt(who, "set_code", do)

    @rule(who=people, answer=picks, code=picks)
    def set_and_finish(self, who: str, answer: int, code: int) -> None:
        self.set_a_code(who, answer, code, [])
        self.finish(who, answer)

    @rule(who=people, answer=picks, coding=picks)
    def remove_a_code(self, who: str, answer: int, coding: int) -> None:
        def do(work: Writing) -> None:
            found = self.coding(work, answer, coding, who)
            if found:
                remove_code(work, *found)

        self.attempt(who, "remove_code", do)

    @rule(who=people, answer=picks, coding=picks, placed=spans)
    def place_a_coding(self, who: str, answer: int, coding: int, placed: list[tuple[int, int]]) -> None:
        def do(work: Writing) -> None:
            found = self.coding(work, answer, coding, who)
            if found:
                place_coding(work, *found, placed)

        self.attempt(who, "place_coding", do)

    @rule(who=people, answer=picks)
    def finish(self, who: str, answer: int) -> None:
        self.attempt(who, "mark_done", lambda w: mark_done(w, self.answer(w, answer), self.people[who]))

    @rule(who=people, answer=picks)
    def reopen_one(self, who: str, answer: int) -> None:
        self.attempt(who, "reopen", lambda w: reopen(w, self.answer(w, answer), self.people[who]))

    # Reading again, reviewing

    @rule(who=people, answer=picks, codes=st.lists(picks, max_size=2), setting=seldom)
    def look_at_one(self, who: str, answer: int, codes: list[int], setting: bool) -> None:
        def do(work: Writing) -> None:
            answer_id = self.answer(work, answer)
            codebook_id, _exclusive = codebook_of_answer(work, answer_id)
            in_book = schema.code.c.codebook_id == codebook_id
            looked_at = [chosen_id(work, schema.code, each, in_book) for each in codes]
            sets = {code_id: () for code_id in looked_at[:1] if setting}
            coder = self.people[who]
            look_again(work, answer_id, coder, looked_at, sets)
            record_shown(work, Shown(answer_id, coder, [(each, 0.5) for each in looked_at], "done"))

        self.attempt(who, "look_again", do)

    @rule(who=people, question=picks, code=picks)
    def stop_a_round(self, who: str, question: int, code: int) -> None:
        def do(work: Writing) -> None:
            asked = self.question(work, question)
            in_book = schema.code.c.codebook_id == asked.codebook_id
            code_id = chosen_id(work, schema.code, code, in_book)
            stop_round(work, asked.id, self.people[who], [code_id], rest=9, drawn=5, found=1)

        self.attempt(who, "stop_revisit", do)

    @rule(who=people, answer=picks, code=picks, score=st.sampled_from([0.2, 0.9]))
    def propose_a_code(self, who: str, answer: int, code: int, score: float) -> None:
        def do(work: Writing) -> None:
            answer_id = self.answer(work, answer)
            codebook_id, _exclusive = codebook_of_answer(work, answer_id)
            in_book = schema.code.c.codebook_id == codebook_id
            open_ = schema.code.c.codable == 1, schema.code.c.retired.is_(None)
            living = schema.code.c.merged_into_id.is_(None)
            code_id = chosen_id(work, schema.code, code, in_book, living, *open_)
            propose(work, question_of(work, answer_id), [(answer_id, code_id, score)])

        self.attempt(who, "propose", do)

    @rule(who=people, proposal=picks, accept=st.booleans())
    def decide_on_one(self, who: str, proposal: int, accept: bool) -> None:
        def do(work: Writing) -> None:
            table = schema.proposal
            picked = chosen_id(work, table, proposal, table.c.decision.is_(None))
            row = work.connection.execute(select(table).where(table.c.id == picked)).one()
            yes, no = ([row.code_id], []) if accept else ([], [row.code_id])
            decide(work, row.answer_id, self.people[who], yes, no)

        self.attempt(who, "decide_proposals", do)

    # What is kept for the report

    @rule(
        who=people,
        passage=picks,
        what=st.sampled_from(["star", "unstar", "shorten", "print all", "translate", "first", "let go"]),
    )
    def decide_on_a_passage(self, who: str, passage: int, what: str) -> None:
        def do(work: Writing) -> None:
            key = self.passage(work, passage)
            if what == "shorten":
                shorten(work, key, [(0, 2), (4, 7)])
            elif what == "print all":
                shorten(work, key, [])
            elif what == "translate":
                translate(work, key, "More people.")
            elif what == "first":
                order_passages(work, [key])
            elif what == "let go":
                let_go(work, [chosen_id(work, schema.passage, passage)])
            else:
                star(work, [key], starred=what == "star")

        self.attempt(who, "star_passage", do)

    @rule(who=people, passage=picks, code=picks)
    def move_a_passage(self, who: str, passage: int, code: int) -> None:
        def do(work: Writing) -> None:
            key = self.passage(work, passage)
            in_book = schema.code.c.codebook_id == codebook_of_answer(work, key.answer_id)[0]
            move_passages(work, [key], chosen_id(work, schema.code, code, in_book))

        self.keeping(who, "move_passage", do)

    @rule(who=people, code=picks, of_question=seldom, text=st.sampled_from(["Mange vil ha tid.", ""]))
    def write_on_a_code(self, who: str, code: int, of_question: bool, text: str) -> None:
        def do(work: Writing) -> None:
            code_id = self.code(work, code)
            asked = self.asked_with(work, code_id)
            write_analysis(work, asked.id, None if of_question else code_id, text)
            write_lead_in(work, asked.id, None if of_question else code_id, text[:5])

        self.attempt(who, "write_analysis", do)

    @rule(who=people, code=picks, noun=st.sampled_from(["layer", "outcome"]), name=names)
    def keep_a_set_of_codes(self, who: str, code: int, noun: str, name: str) -> None:
        def do(work: Writing) -> None:
            code_id = self.code(work, code)
            [uid] = work.records.uids_of("code", [code_id])
            asked = self.asked_with(work, code_id)
            table = schema.metadata.tables[noun]
            place = table.c.question_id == asked.id, table.c.name == name
            what = {"codes": [uid]} if noun == "outcome" else {"content": {"folds": {"Annet": [uid]}}}
            there = work.connection.scalar(select(table.c.id).where(*place))
            if there is None:
                work.create(noun, question=asked.id, name=name, **what)
            else:
                work.update(noun, there, **what)

        self.attempt(who, "save_layer", do)

    @rule(who=people, again=seldom, size=picks)
    def draw_a_sample(self, who: str, again: bool, size: int) -> None:
        def do(work: Writing) -> None:
            wanted = WantedSample(
                coder_with_id(work, self.people[who]),
                Purpose.AGAIN if again else Purpose.DOUBLE,
                size=size + 1,
                seed=size,
                after_days=0 if again else None,
            )
            draw_sample(work, all_questions(work)[0], wanted)

        self.attempt(who, DRAW, do)

    @rule(who=people, early=seldom, number=picks)
    def end_a_sample(self, who: str, early: bool, number: int) -> None:
        def do(work: Writing) -> None:
            asked = all_questions(work)[0]
            if early:
                open_before_time(work, asked, number, coder_with_id(work, self.people[who]))
            else:
                close_round(work, asked, number, unfinished=True)

        self.attempt(who, OPEN if early else CLOSE, do)

    @rule(who=people, answer=picks, decision=st.sampled_from(["mask", "drop"]), whole=seldom)
    def decide_on_a_finding(self, who: str, answer: int, decision: str, whole: bool) -> None:
        def do(work: Writing) -> None:
            place = {} if whole else {"start": 0, "end": 3}
            work.create(
                "finding",
                answer=self.answer(work, answer),
                **place,
                kind="place",
                grade="high",
                mention_hash="0" * 64,
                decision=decision,
                replacement="[sted]",
                reason="Kjent sted",
                decided_by=self.people[who],
            )

        self.attempt(who, "decide_findings", do)

    # Settings

    @rule(
        who=people,
        question=picks,
        to=st.sampled_from([["kari"], ["kari", "ola"], ["nils"]]),
        again=st.booleans(),
    )
    def deal_piles(self, who: str, question: int, to: list[str], again: bool) -> None:
        def do(work: Writing) -> None:
            deal(work, self.question(work, question), to, again=again, chance=Random(0))

        self.attempt(who, "deal", do)

    @rule(
        who=people,
        question=st.sampled_from(QUESTIONS),
        setting=st.sampled_from(
            [
                {"counts": "consensus"},
                {"counts": "responsible"},
                {"lead": "ola"},
                {"lead": ""},
                {"text": "Hva skal til?"},
                {"text": ""},
                {"unit": "sentence"},
                {"reading_order": "alike"},
                {"suggest": "after_own"},
                {"suggest": "hidden_share", "hidden_percent": 20},
                {"asked_if": ("størrelse", ["liten"])},
                {"asked_if": None},
                {"codebook": "hva_skal_til"},
                {"codebook": "hvorfor"},
            ]
        ),
    )
    def change_a_setting(self, who: str, question: str, setting: dict[str, Any]) -> None:
        self.attempt(who, "set_question", lambda w: change_question(w, question, **setting))

    @rule(
        who=people,
        levels=st.permutations(LEVELS).flatmap(lambda all_: st.integers(1, 3).map(lambda n: all_[:n])),
    )
    def order_the_levels(self, who: str, levels: list[str]) -> None:
        self.attempt(who, "order_levels", lambda w: order_levels(w, "størrelse", levels))

    @rule(who=people, wave=picks, name=st.sampled_from(["2016", "2018", "før"]))
    def name_a_wave(self, who: str, wave: int, name: str) -> None:
        def do(work: Writing) -> None:
            waves = list(wave_ids(work))
            name_wave(work, waves[wave % len(waves)], name)

        self.attempt(who, "name_wave", do)

    @rule(who=people, wave=picks)
    def put_a_wave_first(self, who: str, wave: int) -> None:
        def do(work: Writing) -> None:
            waves = list(wave_ids(work))
            order_waves(work, [waves[wave % len(waves)]])

        self.attempt(who, "order_waves", do)

    @rule(who=people, whom=people, name=st.sampled_from(["kari", "ola", "kari n", "nils"]))
    def rename_someone(self, who: str, whom: str, name: str) -> None:
        def do(work: Writing) -> None:
            table = schema.coder
            present = work.connection.scalar(select(table.c.name).where(table.c.id == self.people[whom]))
            rename_coder(work, str(present), name)

        self.attempt(who, "rename_coder", do)

    @rule(who=people, name=st.sampled_from(["Rapport 2016", "Utkast"]))
    def tag_the_moment(self, who: str, name: str) -> None:
        self.attempt(who, "tag", lambda w: add_tag(w, name))

    # The codebook: no operation may drop a coding

    @rule(who=people, question=picks, path=paths)
    def add_one(self, who: str, question: int, path: str) -> None:
        self.keeping(who, "add_code", lambda w: add_code(w, self.question(w, question).codebook_id, path))

    @rule(who=people, code=picks, name=names)
    def rename_one(self, who: str, code: int, name: str) -> None:
        self.keeping(who, "rename_code", lambda w: rename_code(w, self.code(w, code), name))

    @rule(
        who=people,
        code=picks,
        what=st.sampled_from(
            [
                {"definition": "Alt om tid."},
                {"definition": ""},
                {"examples": ["a", "b"]},
                {"labels": {"nb": "Tid"}},
                {"kind": CodeKind.OTHER},
                {"codable": False},
                {"codable": True},
                {"use_when": "Når tid nevnes", "changes_meaning": "narrower"},
            ]
        ),
    )
    def define_one(self, who: str, code: int, what: dict[str, Any]) -> None:
        self.keeping(who, "define_code", lambda w: define_code(w, self.code(w, code), **what))

    @rule(who=people, code=picks, under=st.one_of(st.none(), picks))
    def move_one(self, who: str, code: int, under: int | None) -> None:
        self.keeping(
            who,
            "move_code",
            lambda w: move_code(w, self.code(w, code), None if under is None else self.code(w, under)),
        )

    @rule(who=people, code=picks, place=st.integers(1, 5))
    def reorder_one(self, who: str, code: int, place: int) -> None:
        self.keeping(who, "move_code", lambda w: reorder_code(w, self.code(w, code), place))

    @rule(who=people, sources=st.lists(picks, min_size=1, max_size=2), into=picks)
    def merge_some(self, who: str, sources: list[int], into: int) -> None:
        def do(work: Writing) -> None:
            target = self.code(work, into)
            beside = schema.code.c.codebook_id == codebook_with(work, target)
            living = schema.code.c.merged_into_id.is_(None)
            others = (beside, living, schema.code.c.id != target)
            merge_codes(work, [chosen_id(work, schema.code, each, *others) for each in sources], target)

        self.keeping(who, "merge_codes", do)

    @rule(
        who=people,
        code=picks,
        decided=st.lists(st.tuples(picks, st.sampled_from(["Del 1", "Del 2"])), max_size=3),
    )
    def split_one(self, who: str, code: int, decided: list[tuple[int, str]]) -> None:
        def do(work: Writing) -> None:
            decisions = [Decision(self.answer(work, answer), part) for answer, part in decided]
            split_code(work, self.code(work, code), ["Del 1", "Del 2"], decisions)

        self.keeping(who, "split_code", do)

    @rule(who=people, code=picks)
    def retire_one(self, who: str, code: int) -> None:
        self.keeping(who, "retire_code", lambda w: retire_code(w, self.code(w, code)))

    @rule(who=people, code=picks)
    def restore_one(self, who: str, code: int) -> None:
        self.keeping(who, "restore_code", lambda w: restore_code(w, self.retired(w, code)))

    @rule(who=people, question=picks, exclusive=seldom)
    def make_exclusive(self, who: str, question: int, exclusive: bool) -> None:
        self.keeping(
            who,
            "set_exclusive",
            lambda w: set_exclusive(w, self.question(w, question).codebook_id, exclusive),
        )

    @rule(
        who=people, question=picks, written=st.lists(paths, min_size=1, max_size=3, unique=True), said=texts
    )
    def import_a_codebook(self, who: str, question: int, written: list[str], said: str) -> None:
        rows = tuple(
            CodeRow(tuple(path.split(" > ")), text=CodeText(definition=said), row=number)
            for number, path in enumerate(written, 2)
        )
        file = CodebookFile("kodebok.csv", rows)
        self.keeping(
            who,
            "import_codebook",
            lambda w: import_codebook(w, self.question(w, question).codebook_id, file),
        )

    # Files of codings and answers

    @rule(
        who=people,
        question=st.sampled_from(QUESTIONS),
        rows=st.lists(
            st.tuples(
                st.sampled_from(["r1", "r2", "r3", "r9"]),
                st.sampled_from(("", "Samarbeid", "Ressurser", "Ny")),
                st.sampled_from(["kari", "ola", "consensus", "nils"]),
                st.sampled_from([None, (0, 3)]),
            ),
            min_size=1,
            max_size=3,
        ),
        state=st.sampled_from([CodedState.DONE, CodedState.STARTED]),
    )
    def import_some_codings(
        self, who: str, question: str, rows: list[tuple[str, str, str, Any]], state: CodedState
    ) -> None:
        file = CodingsFile(
            "kodinger.csv",
            tuple(
                coding_row(n, respondent, code, coder, span if code else None)
                for n, (respondent, code, coder, span) in enumerate(rows, 2)
            ),
        )
        self.attempt(
            who,
            "import_codings",
            lambda w: import_codings(
                w, question, file, own_name=self.name(w, who), default_state=state, create_codes=True
            ),
        )

    @rule(
        who=people,
        question=st.sampled_from((*QUESTIONS, "nytt")),
        rows=st.dictionaries(
            st.sampled_from(["r1", "r2", "r3", "r7"]),
            st.tuples(texts, st.one_of(st.none(), st.sampled_from(LEVELS))),
            min_size=1,
            max_size=3,
        ),
        changed=st.sampled_from(["keep", "replace"]),
    )
    def import_the_survey_again(
        self, who: str, question: str, rows: dict[str, tuple[str, str | None]], changed: Any
    ) -> None:
        survey = Survey(
            file="svar.csv",
            questions=(question,),
            variables=("størrelse",),
            rows=tuple(
                SurveyRow(n, respondent, "", None, {"størrelse": level} if level else {}, {question: text})
                for n, (respondent, (text, level)) in enumerate(rows.items(), 2)
            ),
            problems=(),
            notices=(),
        )
        self.attempt(who, "import_survey", lambda w: import_survey(w, survey, changed=changed))

    # Taking back

    @rule(who=people)
    def undo(self, who: str) -> None:
        self.attempt(who, UNDO, take_back)

    @rule(who=people)
    def redo(self, who: str) -> None:
        self.attempt(who, REDO, take_back)

    @rule(who=people)
    def undo_and_redo_at_once(self, who: str) -> None:
        before = ask(self.project.engine, present_state)
        if self.attempt(who, UNDO, take_back):
            assert self.attempt(who, REDO, take_back), "what was just undone could not be redone"
            assert ask(self.project.engine, present_state) == before

    @precondition(lambda self: len(self.remembered) < 6)
    @rule()
    def remember_this_moment(self) -> None:
        with reading(self.project.engine) as work:
            self.remembered[last_number(work)] = present_state(work)

    # What must always hold

    @invariant()
    def the_project_is_whole(self) -> None:
        with reading(self.project.engine) as work:
            number = last_number(work)
            assert findings(work) == []
            assert present_state(work) == rebuilt_state(work, number)
            assert texts_to_split(work) == []
            assert settled_by_the_book(present_state(work)) == stored_settled(work)

    def teardown(self) -> None:
        if not hasattr(self, "project"):
            return
        with reading(self.project.engine) as work:
            for number, state in self.remembered.items():
                assert state_as_of(work, number) == state
                assert rebuilt_state(work, number) == state
                past = engine_as_of(work, number)
                with reading(past) as then:
                    assert present_state(then) == state
                    assert settled_by_the_book(state) == stored_settled(then)
                past.dispose()
        self.project.engine.dispose()
        self.clean_up()

    # How a step is carried out

    def attempt(self, who: str, operation: str, do: Callable[[Writing], object]) -> bool:
        """Carry out an act; a refusal must leave no trace. Return whether it was carried out."""
        try:
            with writing(self.project.engine, coder_id=self.people[who], operation=operation) as work:
                do(work)
            done = True
        except (CoderError, NothingThereError):
            done = False
        number = ask(self.project.engine, last_number)
        assert number - self.last in ((0, 1) if done else (0,))
        self.last = number
        return done

    def keeping(self, who: str, operation: str, do: Callable[[Writing], object]) -> None:
        """Carry out an operation on the codebook; nobody's coding of any answer may come to nothing."""
        before = ask(self.project.engine, coded_pairs)
        self.attempt(who, operation, do)
        assert ask(self.project.engine, coded_pairs) == before

    def answer(self, work: Reading, pick: int) -> int:
        return chosen_id(work, schema.answer, pick)

    def code(self, work: Reading, pick: int) -> int:
        return chosen_id(work, schema.code, pick, schema.code.c.merged_into_id.is_(None))

    def retired(self, work: Reading, pick: int) -> int:
        return chosen_id(work, schema.code, pick, schema.code.c.retired.is_not(None))

    def question(self, work: Reading, pick: int) -> Any:
        return chosen(all_questions(work), pick)

    def asked_with(self, work: Reading, code_id: int) -> Question:
        book = codebook_with(work, code_id)
        found: Question = chosen([each for each in all_questions(work) if each.codebook_id == book], 0)
        return found

    def coding(self, work: Reading, answer: int, pick: int, who: str) -> tuple[int, int, int] | None:
        answer_id, coder_id = self.answer(work, answer), self.people[who]
        codings = codings_of(work, [answer_id], coder_id).get(answer_id)
        return (answer_id, chosen(codings, pick).code_id, coder_id) if codings else None

    def passage(self, work: Reading, pick: int) -> PassageKey:
        answers = work.connection.scalars(select(schema.answer.c.id).order_by(schema.answer.c.id)).all()
        found = settled_codings_on(work, answers)
        keys = [
            PassageKey(each.answer_id, each.code_id, span)
            for answer_id in sorted(found)
            for each in found[answer_id]
            for span in each.excerpts or (None,)
        ]
        return PassageKey(*chosen(keys, pick))

    def name(self, work: Reading, who: str) -> str:
        table = schema.coder
        return str(work.connection.scalar(select(table.c.name).where(table.c.id == self.people[who])))


class NothingThereError(Exception):
    """There is nothing of the kind to choose from."""


def chosen(found: Any, pick: int) -> Any:
    """Choose one of what there is."""
    if not found:
        raise NothingThereError
    return found[pick % len(found)]


def chosen_id(work: Reading, table: Table, pick: int, *only: ColumnElement[bool]) -> int:
    """Choose one of a table's rows."""
    query = select(table.c.id).where(*only).order_by(table.c.id)
    return int(chosen(work.connection.scalars(query).all(), pick))


def coding_row(number: int, respondent: str, code: str, coder: str, span: Any) -> CodingRow:
    """Write a row of a codings file that has no column for the wave."""
    start, end = span or (None, None)
    return CodingRow(respondent, None, "", code, coder, start, end, row=number)


def coded_pairs(work: Reading) -> set[tuple[int, int]]:
    """Return the (answer, coder) pairs that have any coding."""
    coding = schema.coding
    return {(row.answer_id, row.coder_id) for row in work.connection.execute(select(coding))}


def stored_settled(work: Reading) -> dict[str, str]:
    """Return whose coding counts by answer, by uid, as the projection has it."""
    settled, answer, coder = schema.settled, schema.answer, schema.coder
    query = (
        select(answer.c.uid, coder.c.uid.label("coder"))
        .join(settled, settled.c.answer_id == answer.c.id)
        .join(coder, coder.c.id == settled.c.coder_id)
    )
    return {row.uid: row.coder for row in work.connection.execute(query)}


def settled_by_the_book(state: State) -> dict[str, str]:
    """Settle every answer by the rule as written in the design, without the program's own code."""
    found = {}
    persons = {uid for uid, coder in state["coder"].items() if coder["kind"] == "person"}
    for uid, answer in state["answer"].items():
        question = state["question"][answer["question"]]
        done = [
            each["coder"]
            for each in state["coded"].values()
            if each["answer"] == uid and each["state"] == "done"
        ]
        responsible = answer["dealt_to"] or question["lead"]
        of_consensus = [each for each in done if each not in persons]
        of_persons = [each for each in done if each in persons]
        if question["counts"] == "consensus" and of_consensus:
            found[uid] = of_consensus[0]
        elif responsible in done:
            found[uid] = responsible
        elif len(of_persons) == 1:
            found[uid] = of_persons[0]
    return found


class FileMachine(ProjectMachine):
    """The machine on a SQLite file."""

    def place(self) -> str:
        self.folder = Path(tempfile.mkdtemp(prefix="coder-machine-"))
        return str(self.folder / "project.sqlite")

    def clean_up(self) -> None:
        shutil.rmtree(self.folder)
