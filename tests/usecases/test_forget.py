"""Forgetting a respondent: the words are nowhere any more, and everything that is counted is as before."""

from __future__ import annotations

import os
import shutil
import sqlite3
from functools import partial
from pathlib import Path

import platformdirs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, select

from coder.domain.quoting import stretches
from coder.domain.roles import Role
from coder.store import schema
from coder.store.answers import UnknownRespondentError, answers_by_id
from coder.store.backup import backup_to, known_backups, write_backup
from coder.store.forgotten import all_forgotten
from coder.store.role_rules import LeadOnlyError
from coder.store.undo import WordsGoneError, undoable_entry
from coder.store.unit_of_work import Reading
from coder.usecases.privacy.forget_everywhere import foresee_forgetting, forget_respondent
from coder.usecases.privacy.forget_receipt import Receipt
from coder.usecases.team.roles import grant
from tests.builders import SmallProject, act, ask, coded_by, count, faults, small_project, undo
from tests.usecases.forgettable import (
    FIRST,
    OTHER,
    QUOTE,
    SAID,
    THEIRS,
    forgettable,
    forgettable_backed_up,
    found_in,
    is_whole_file,
)


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return forgettable(tmp_path)


@pytest.fixture
def backed_up(tmp_path: Path) -> SmallProject:
    return forgettable_backed_up(tmp_path)


def _forget(project: SmallProject, **options: object) -> Receipt:
    return forget_respondent(project.engine, "r1", project.kari, **options)  # type: ignore[arg-type]


def _texts(engine: Engine) -> list[str | None]:
    return ask(engine, lambda work: list(work.connection.scalars(select(schema.text_table.c.body))))


@pytest.mark.slow
def test_their_words_are_in_no_file_any_more(backed_up: SmallProject, tmp_path: Path) -> None:
    assert all(found_in([tmp_path], words) for words in THEIRS)
    receipt = _forget(backed_up)
    assert {words: found_in([tmp_path], words) for words in THEIRS} == {words: [] for words in THEIRS}
    assert receipt.is_finished
    assert receipt.is_overwritten
    assert receipt.beside == ()
    assert faults(backed_up.engine) == []


@pytest.mark.slow
def test_while_the_project_is_open_nothing_is_left_in_its_journal(
    project: SmallProject, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "p.sqlite")
    assert other.execute("SELECT count(*) FROM answer").fetchone() == (5,)
    assert _forget(project).is_overwritten
    assert [found_in([tmp_path], words) for words in THEIRS] == [[] for _words in THEIRS]
    other.close()


@pytest.mark.slow
def test_what_somebody_reads_at_that_moment_is_told_and_done_the_next_time(
    backed_up: SmallProject, tmp_path: Path
) -> None:
    reader = sqlite3.connect(tmp_path / "p.sqlite", isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM text").fetchone()
    receipt = _forget(backed_up)
    assert not receipt.is_overwritten
    assert not receipt.is_finished
    assert "Run the same command again" in receipt.in_words()[-1]
    reader.close()
    again = _forget(backed_up)
    assert again.is_finished
    assert again.answers == 0
    assert [found_in([tmp_path], words) for words in THEIRS] == [[] for _words in THEIRS]
    assert faults(backed_up.engine) == []


@pytest.mark.slow
def test_backups_are_written_anew_each_whole(backed_up: SmallProject, tmp_path: Path) -> None:
    missing, *there = [each.path for each in known_backups(backed_up.engine)]
    missing.unlink()
    receipt = _forget(backed_up)
    outcomes = {each.path: each.outcome for each in receipt.backups}
    assert outcomes == {str(missing): "gone"} | {str(each): "rewritten" for each in there}
    assert len(there) == 3
    for backup in there:
        assert is_whole_file(backup)
        assert oct(backup.stat().st_mode)[-3:] == "600"
        copy = tmp_path / "restored.sqlite"
        shutil.copy(backup, copy)
        from coder.usecases.project.making import check_project, open_or_create

        engine = open_or_create(str(copy))
        assert check_project(engine) == []
        assert {each.respondent_id for each in ask(engine, all_forgotten)} == {"r1"}
        engine.dispose()


@pytest.mark.slow
def test_a_backup_that_cannot_be_read_is_named(backed_up: SmallProject, tmp_path: Path) -> None:
    spoilt = tmp_path / "own-0.sqlite"
    spoilt.write_bytes(b"SQLite format 3\0" + b"x" * 5_000)
    receipt = _forget(backed_up)
    [failed] = [each for each in receipt.backups if each.outcome == "failed"]
    assert failed.path == str(spoilt)
    assert failed.why
    assert not receipt.is_finished
    assert any(str(spoilt) in line for line in receipt.in_words())


@pytest.mark.slow
def test_a_copy_by_another_name_of_a_backup_is_not_spoilt(backed_up: SmallProject, tmp_path: Path) -> None:
    kept = tmp_path / "elsewhere" / "snapshot.sqlite"
    kept.parent.mkdir()
    os.link(tmp_path / "own-0.sqlite", kept)
    _forget(backed_up)
    assert is_whole_file(kept)
    assert not found_in([tmp_path / "p.sqlite.backups"], FIRST)


@pytest.mark.slow
def test_codings_states_and_counts_stay_on_whole_answers(project: SmallProject) -> None:
    before = {coder: coded_by(project.engine, coder) for coder in (project.kari, project.ola)}
    tables = (schema.coding, schema.coded, schema.settled, schema.answer, schema.participation)
    counts = [count(project.engine, table) for table in tables]
    _forget(project)
    answer = project.answers[0]
    for coder, codings in before.items():
        after = coded_by(project.engine, coder)
        assert after.pop(answer) == dict.fromkeys(codings.pop(answer), ())
        assert after == codings
    assert [count(project.engine, table) for table in tables] == counts


@pytest.mark.slow
def test_what_was_written_about_the_answer_goes_and_own_words_elsewhere_stay(project: SmallProject) -> None:
    receipt = _forget(project)
    assert (receipt.answers, receipt.earlier) == (2, 1)
    assert receipt.taken_away == {"finding": 1, "note": 1, "passage": 1}
    assert receipt.quotations == (("analysis", "body", 1), ("code", "examples", 1))
    assert receipt.earlier_quotations == 1
    texts = _texts(project.engine)
    assert "Mange ventar.\n\n«[…]!»\n\nSlik er det." in texts
    assert "Sjå: «[…]». Eige ord." in texts
    assert "Som éin skriv:" in texts
    assert "Vi treng fleire folk." in texts


@pytest.mark.slow
def test_the_answer_says_nothing_now_and_in_the_past(project: SmallProject) -> None:
    from coder.store.as_of import engine_as_of
    from coder.store.unit_of_work import reading

    _forget(project)

    def said(work: Reading) -> str:
        return answers_by_id(work, project.answers)[project.answers[0]].text

    assert ask(project.engine, said) == ""
    past = ask(project.engine, lambda work: engine_as_of(work, 10))
    with reading(past) as then:
        assert said(then) == ""
        assert FIRST not in str(then.connection.execute(select(schema.text_table)).all())


@pytest.mark.slow
def test_forgetting_is_no_act_that_undo_takes_back(project: SmallProject) -> None:
    _forget(project)
    undo(project.engine, project.kari)
    kari = ask(project.engine, lambda work: undoable_entry(work, project.kari))
    with pytest.raises(WordsGoneError, match="kari redacted or forgot words it was about since"):
        undo(project.engine, project.kari)
    assert kari == ask(project.engine, lambda work: undoable_entry(work, project.kari))
    assert faults(project.engine) == []
    assert SAID not in str(_texts(project.engine))


@pytest.mark.slow
def test_only_one_wave_can_be_forgotten(tmp_path: Path) -> None:
    from tests.builders import add_answers

    made = small_project(tmp_path / "p.sqlite", texts=[SAID, "Vi treng fleire folk."])
    add_answers(made.engine, made.question_id, {"r1": OTHER}, wave="2024")
    receipt = forget_respondent(made.engine, "r1", made.kari, wave="2024")
    assert receipt.waves == ("2024",)
    assert receipt.answers == 1
    assert found_in([tmp_path], OTHER) == []
    assert found_in([tmp_path], SAID)
    assert faults(made.engine) == []


def test_somebody_unknown_is_refused_and_nothing_is_written(project: SmallProject) -> None:
    entries = count(project.engine, schema.entry)
    with pytest.raises(UnknownRespondentError):
        forget_respondent(project.engine, "ingen", project.kari)
    assert count(project.engine, schema.entry) == entries


@pytest.mark.slow
def test_foreseeing_tells_the_same_and_changes_nothing(project: SmallProject, tmp_path: Path) -> None:
    entries = count(project.engine, schema.entry)
    foreseen = foresee_forgetting(project.engine, "r1")
    assert count(project.engine, schema.entry) == entries
    assert found_in([tmp_path], SAID)
    done = _forget(project)
    told = ("answers", "earlier", "taken_away", "quotations", "earlier_quotations", "same_elsewhere", "waves")
    assert [getattr(foreseen, each) for each in told] == [getattr(done, each) for each in told]


@pytest.mark.slow
def test_foreseeing_names_the_files_nearby_that_would_keep_the_words(
    project: SmallProject, tmp_path: Path
) -> None:
    write_backup(project.engine, why="asked")
    survey = tmp_path / "svar.csv"
    survey.write_text(f"id;svar\nr1;{SAID}\n", encoding="utf-8")
    foreseen = foresee_forgetting(project.engine, "r1")
    assert foreseen.beside == (str(survey),)
    assert any("delete them yourself" in line for line in foreseen.in_words())
    assert _forget(project).beside == foreseen.beside
    survey.unlink()
    assert foresee_forgetting(project.engine, "r1").beside == ()


@pytest.mark.slow
def test_the_receipt_is_kept_and_holds_none_of_the_words(project: SmallProject) -> None:
    receipt = _forget(project)
    [kept] = ask(project.engine, all_forgotten)
    assert kept.respondent_id == "r1"
    assert kept.entry == receipt.entry
    again = Receipt.from_json({"respondent": kept.respondent_id, **kept.receipt})
    assert again == receipt
    words = "\n".join(receipt.in_words())
    assert not any(each in words for each in THEIRS)


@pytest.mark.slow
def test_the_same_answer_of_somebody_else_is_theirs(tmp_path: Path) -> None:
    made = small_project(tmp_path / "p.sqlite", texts=[SAID, SAID, "Vi treng fleire folk."])
    receipt = forget_respondent(made.engine, "r1", made.kari)
    assert receipt.same_elsewhere == 1
    assert ask(made.engine, lambda work: answers_by_id(work, made.answers)[made.answers[1]].text) == SAID
    assert receipt.is_finished
    assert faults(made.engine) == []


@pytest.mark.slow
def test_a_name_can_be_taken_out_of_what_people_wrote(project: SmallProject, tmp_path: Path) -> None:
    from coder.store.notes import NotedOn
    from coder.usecases.coding.notes import write_note

    act(
        project.engine,
        project.ola,
        "write_note",
        lambda work: write_note(
            work, NotedOn.ANSWER, project.answers[1], project.ola, "Same som Kari Nordhus, trur eg."
        ),
    )
    _forget(project, words=["kari nordhus"])
    assert "Same som […], trur eg." in _texts(project.engine)
    assert found_in([tmp_path], "Nordhus") == []


@pytest.mark.slow
def test_a_project_that_says_the_words_as_a_name_is_not_among_what_is_to_be_deleted(
    project: SmallProject, tmp_path: Path
) -> None:
    receipt = _forget(project, words=["Samarbeid"])
    assert str(tmp_path / "p.sqlite") in receipt.within
    assert receipt.beside == ()


@pytest.mark.slow
def test_files_nearby_that_hold_the_words_are_named_and_the_programs_own_deleted(
    project: SmallProject, tmp_path: Path
) -> None:
    import xlsxwriter

    survey = tmp_path / "survey.csv"
    survey.write_bytes(f"id;svar\nr1;{SAID}\n".encode("cp1252"))
    with xlsxwriter.Workbook(tmp_path / "coded.xlsx") as book:
        book.add_worksheet().write_string(0, 0, SAID)
    (tmp_path / "unrelated.txt").write_text("Vi treng fleire folk.")
    log = Path(platformdirs.user_state_dir("coder", appauthor=False)) / "model_process.log"
    log.parent.mkdir(parents=True)
    log.write_text(f"error near {OTHER!r}", encoding="utf-8")
    receipt = _forget(project)
    assert [Path(each).name for each in receipt.beside] == ["coded.xlsx", "survey.csv"]
    assert receipt.removed == (str(log),)
    assert not log.exists()


@pytest.mark.slow
def test_files_that_left_with_answers_are_named(project: SmallProject) -> None:
    from coder.store.exports import Export, record_export

    for file, has_text in (("quotes.docx", True), ("table.csv", False)):
        act(
            project.engine,
            project.kari,
            "export",
            partial(
                record_export,
                export=Export("quotes", project.question_id, "docx", file, has_text=has_text),
            ),
        )
    assert [each.file for each in _forget(project).exports] == ["quotes.docx"]


@pytest.mark.slow
def test_a_name_that_quotes_is_told_since_the_history_keeps_it(project: SmallProject) -> None:
    from coder.usecases.codebook.growth import rename_code

    act(project.engine, project.kari, "rename_code", lambda work: rename_code(work, project.codes[2], QUOTE))
    receipt = _forget(project)
    assert receipt.names == {"code": 1}
    assert any("name or label quotes" in line for line in receipt.in_words())


@pytest.mark.slow
def test_only_a_lead_forgets_where_roles_were_given(backed_up: SmallProject) -> None:
    grant(backed_up.engine, "ola", "ola", Role.LEAD)
    grant(backed_up.engine, "ola", "kari", Role.CODER)
    with pytest.raises(LeadOnlyError):
        _forget(backed_up)
    assert SAID in _texts(backed_up.engine)
    write_backup(backed_up.engine, why="roles")
    receipt = forget_respondent(backed_up.engine, "r1", backed_up.ola)
    assert receipt.is_finished
    assert [each.outcome for each in receipt.backups] == ["rewritten"] * 5


@pytest.mark.postgres
def test_on_a_server_the_tables_hold_nothing_and_what_it_keeps_besides_is_told(
    new_postgres_url: str, tmp_path: Path
) -> None:
    project = forgettable(new_postgres_url)
    backup_to(project.engine, tmp_path / "own.sqlite")
    beside = shutil.copy(tmp_path / "own.sqlite", tmp_path / "taken_from_it.sqlite")
    act(project.engine, None, "x", lambda work: work.connection.exec_driver_sql("ANALYZE text"))
    receipt = _forget(project)
    # A server's project has no folder; its backups have, and what else lies there is looked into.
    assert [Path(each).name for each in receipt.beside] == ["taken_from_it.sqlite"]
    Path(beside).unlink()
    assert receipt.is_on_server
    assert any("replicas" in line for line in receipt.in_words())
    assert faults(project.engine) == []
    assert [found_in([tmp_path], words) for words in THEIRS] == [[] for _words in THEIRS]
    assert not any(each and any(words in each for words in THEIRS) for each in _texts(project.engine))
    with project.engine.connect() as connection:
        connection.exec_driver_sql("CHECKPOINT")
        place = "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('text')"
        statistics = connection.exec_driver_sql(
            "SELECT most_common_vals::text || histogram_bounds::text FROM pg_stats WHERE tablename = 'text'"
        ).all()
        path = Path(str(connection.exec_driver_sql(place).scalar()))
    assert SAID not in str(statistics)
    try:
        content = path.read_bytes()
    except OSError:
        pytest.skip("The server's files cannot be read here.")
    assert SAID.encode() not in content
    assert b"Vi treng fleire folk." in content


@pytest.mark.slow
@pytest.mark.postgres
def test_on_a_server_what_somebody_may_still_see_is_told_and_goes_the_next_time(
    new_postgres_url: str,
) -> None:
    project = forgettable(new_postgres_url)
    reading = create_engine(new_postgres_url, isolation_level="REPEATABLE READ")
    with reading.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM coder").scalar()
        receipt = _forget(project)
        assert not receipt.is_finished
        assert any("Not finished" in line for line in receipt.in_words())
    assert _forget(project).is_finished
    reading.dispose()


WORDS = st.text("abcæøåABC .,!?\n«»&<\"'\\\t€\u0301", min_size=12, max_size=400)


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=WORDS.filter(lambda text: bool(stretches(text))), quoted=st.booleans())
def test_whatever_was_written_is_found_nowhere(
    said: str, quoted: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from coder.usecases.report.analyses import write_analysis

    folder = tmp_path_factory.mktemp("forget")
    made = small_project(folder / "p.sqlite", texts=[said, "Vi treng fleire folk."])
    if quoted:
        act(
            made.engine,
            made.kari,
            "write_analysis",
            lambda work: write_analysis(work, made.question_id, None, f"Éin seier «{said}», og eg."),
        )
    write_backup(made.engine, why="test")
    receipt = forget_respondent(made.engine, "r1", made.kari)
    assert receipt.is_finished
    assert faults(made.engine) == []
    assert found_in([folder], said) == []
    shutil.rmtree(folder)
