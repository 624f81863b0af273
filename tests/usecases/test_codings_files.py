"""Codings come in from a file without removing anything, and go out so that they can come in again."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from coder.domain.errors import ProblemsError
from coder.exchange.codings_file import write_codings
from coder.store.check import findings
from coder.store.coders import all_coders, present_coder
from coder.store.codes import codes_of
from coder.store.history import last_number
from coder.store.questions import question_named
from coder.store.unit_of_work import reading, writing
from coder.usecases.exchange.codings_files import export_codings
from tests.usecases.small_projects import (
    HEADER,
    QUESTION,
    codings_csv,
    exported,
    imported,
    problems_of,
    small_project,
)


@pytest.mark.slow
def test_codings_excerpts_and_states_come_in_and_go_out(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url)
    rows = [
        "r1,2016,Samarbeid,Tettere oppfølging,A,0,27,done",
        "r1,2016,Samarbeid,Tettere oppfølging,A,28,54,done",
        "r1,2016,Kapasitet,Annet,A,,,done",
        "r2,2016,Kapasitet,Mer tid,B,,,started",
        "r3,2016,,,A,,,done",
        "r3,2016,,,B,,,started",
    ]
    report = imported(engine, codings_csv(tmp_path, *rows))
    assert (report.new_codings, report.new_excerpts, report.newly_done) == (3, 2, 2)
    assert report.new_coders == ("A", "B")
    assert exported(engine) == [
        "r1,2016,Samarbeid,Tettere oppfølging,A,0,27,done",
        "r1,2016,Samarbeid,Tettere oppfølging,A,28,54,done",
        "r1,2016,Kapasitet,Annet,A,done",
        "r2,2016,Kapasitet,Mer tid,B,started",
        "r3,2016,A,done",
        "r3,2016,B,started",
    ]
    with reading(engine) as work:
        assert findings(work) == []


def test_an_excerpt_of_a_respondent_written_with_a_space_too_many_comes_in(tmp_path: Path) -> None:
    engine = small_project(str(tmp_path / "p.sqlite"))
    imported(engine, codings_csv(tmp_path, " r1 ,2016,Samarbeid,Tettere oppfølging,A,0,27,done"))
    assert exported(engine) == ["r1,2016,Samarbeid,Tettere oppfølging,A,0,27,done"]


@pytest.mark.slow
def test_the_same_file_again_changes_nothing(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url)
    path = codings_csv(tmp_path, "r1,2016,Kapasitet,Annet,A,0,7,done", "r2,2016,,,A,,,started")
    imported(engine, path)
    with reading(engine) as work:
        before = last_number(work)
    assert not imported(engine, path).changed
    with reading(engine) as work:
        assert last_number(work) == before


@pytest.mark.slow
def test_excerpts_are_added_to_those_there_and_overlapping_ones_stay_two(
    project_url: str, tmp_path: Path
) -> None:
    engine = small_project(project_url)
    imported(engine, codings_csv(tmp_path, "r1,2016,Kapasitet,Annet,A,0,7,done"))
    report = imported(
        engine,
        codings_csv(tmp_path, "r1,2016,Kapasitet,Annet,A,3,12,done", "r1,2016,Kapasitet,Annet,A,0,7,done"),
    )
    assert (report.new_codings, report.new_excerpts) == (0, 1)
    assert exported(engine) == [
        "r1,2016,Kapasitet,Annet,A,0,7,done",
        "r1,2016,Kapasitet,Annet,A,3,12,done",
    ]


@pytest.mark.slow
def test_a_whole_answer_row_takes_no_excerpt_away(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url)
    imported(engine, codings_csv(tmp_path, "r1,2016,Kapasitet,Annet,A,0,7,done"))
    assert not imported(engine, codings_csv(tmp_path, "r1,2016,Kapasitet,Annet,A,,,done")).changed
    assert exported(engine) == ["r1,2016,Kapasitet,Annet,A,0,7,done"]


@pytest.mark.slow
def test_done_is_never_taken_back_but_started_becomes_done(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url)
    imported(engine, codings_csv(tmp_path, "r1,2016,,Vet ikke,A,,,done", "r2,2016,,,A,,,started"))
    imported(engine, codings_csv(tmp_path, "r1,2016,,,A,,,started", "r2,2016,,,A,,,done"))
    assert exported(engine) == ["r1,2016,Vet ikke,A,done", "r2,2016,A,done"]


@pytest.mark.slow
def test_without_a_state_the_rows_mean_done_or_what_is_said(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url)
    header = "respondent_id,code,coder"
    imported(engine, codings_csv(tmp_path, "r1,Vet ikke,A", header=header))
    imported(engine, codings_csv(tmp_path, "r2,Vet ikke,A", header=header), state="started")
    assert exported(engine) == ["r1,2016,Vet ikke,A,done", "r2,2016,Vet ikke,A,started"]


@pytest.mark.slow
def test_without_a_coder_column_the_rows_are_the_importers_own(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url)
    imported(engine, codings_csv(tmp_path, "r1,Vet ikke", header="respondent_id,code"), own_name="ola")
    assert exported(engine) == ["r1,2016,Vet ikke,ola,done"]


@pytest.mark.slow
def test_an_alias_leads_to_its_coder(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url)
    kari = present_coder(engine, "kari")
    with writing(engine, coder_id=kari.id, operation="alias") as work:
        work.update("coder", kari.id, aliases=["kn"])
    imported(engine, codings_csv(tmp_path, "r1,2016,,Vet ikke,kn,,,done"))
    assert exported(engine) == ["r1,2016,Vet ikke,kari,done"]


@pytest.mark.slow
def test_only_one_coders_rows_are_read_and_the_others_not_even_looked_at(
    project_url: str, tmp_path: Path
) -> None:
    engine = small_project(project_url)
    path = codings_csv(tmp_path, "r1,2016,,Vet ikke,A,,,done", "r9,2016,,Ukjent,B,x,,ferdig")
    imported(engine, path, only_coder="A")
    assert exported(engine) == ["r1,2016,Vet ikke,A,done"]


def test_a_coder_nobody_has_a_row_by_is_a_problem(tmp_path: Path) -> None:
    engine = small_project(str(tmp_path / "p.sqlite"))
    path = codings_csv(tmp_path, "r1,2016,,Vet ikke,A,,,done")
    with pytest.raises(ProblemsError, match="no row is by «C»"):
        imported(engine, path, only_coder="C")


@pytest.mark.slow
def test_the_first_person_done_becomes_lead_and_a_lead_stays(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url)
    imported(
        engine,
        codings_csv(
            tmp_path,
            "r1,2016,,Vet ikke,consensus,,,done",
            "r1,2016,,Vet ikke,C,,,started",
            "r1,2016,,Vet ikke,B,,,done",
            "r1,2016,,Vet ikke,A,,,done",
        ),
    )
    with reading(engine) as work:
        names = {coder.id: coder.name for coder in all_coders(work)}
        lead = question_named(work, QUESTION).lead_id
        assert lead is not None
        assert names[lead] == "B"
    imported(engine, codings_csv(tmp_path, "r2,2016,,Vet ikke,A,,,done"))
    with reading(engine) as work:
        assert question_named(work, QUESTION).lead_id == lead
        assert findings(work) == []


@pytest.mark.slow
def test_the_consensus_comes_in_as_itself(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url)
    imported(engine, codings_csv(tmp_path, "r1,2016,,Vet ikke,consensus,,,done"))
    with reading(engine) as work:
        assert [coder.name for coder in all_coders(work)] == ["consensus", "kari"]
    assert exported(engine) == ["r1,2016,Vet ikke,consensus,done"]


def test_without_a_wave_column_a_row_fits_where_there_is_one_answer(tmp_path: Path) -> None:
    engine = small_project(str(tmp_path / "p.sqlite"), waves=("2016", "2017"))
    path = codings_csv(tmp_path, "r1,Vet ikke,A", header="respondent_id,code,coder")
    with pytest.raises(ProblemsError, match="answered in several waves \\(«2016», «2017»\\)"):
        imported(engine, path)


@pytest.mark.slow
def test_an_unnamed_wave_is_an_empty_cell(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url, waves=("", "2017"))
    imported(engine, codings_csv(tmp_path, "r1,,,Vet ikke,A,,,done", "r1,2017,,,A,,,done"))
    assert exported(engine) == ["r1,Vet ikke,A,done", "r1,2017,A,done"]


@pytest.mark.slow
def test_codes_are_found_by_theme_path_or_name_alone(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url, codes=("Mål > Tema > Annet", "Tema > Annet", "Pris", "pris"))
    rows = [
        "r1,2016,Tema,Annet,A,,,done",
        "r1,2016,Mål,Annet,A,,,done",
        "r2,2016,,Mål > Tema > Annet,A,,,done",
        "r2,2016,,pris,A,,,done",
        "r3,2016,,PRIS,A,,,done",
    ]
    assert problems_of(engine, codings_csv(tmp_path, *rows)) == [(6, "code")]
    imported(engine, codings_csv(tmp_path, *rows[:-1]))
    assert exported(engine) == [
        "r1,2016,Mål > Tema,Annet,A,done",
        "r1,2016,Tema,Annet,A,done",
        "r2,2016,Mål > Tema,Annet,A,done",
        "r2,2016,pris,A,done",
    ]


@pytest.mark.slow
def test_missing_codes_are_made_with_their_parents_if_asked(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url)
    rows = [
        "r1,2016,Samarbeid,Ny kode,A,,,done",
        "r1,2016,,Tema > Under > Dypt,A,,,done",
        "r2,2016,Tema,Under,A,,,done",
        "r2,2016,samarbeid,ny kode,A,,,done",
    ]
    path = codings_csv(tmp_path, *rows)
    assert problems_of(engine, path) == [(2, "code"), (3, "code"), (4, "code"), (5, "code")]
    report = imported(engine, path, create_codes=True)
    assert report.new_codes[:4] == ("Samarbeid > Ny kode", "Tema", "Tema > Under", "Tema > Under > Dypt")
    with reading(engine) as work:
        made = {c.written_path: c for c in codes_of(work, question_named(work, QUESTION).codebook_id)}
        assert not made["Tema"].codable
        assert made["Tema > Under"].codable
        assert made["Tema > Under > Dypt"].from_file
        assert made["Samarbeid > Ny kode"].parent_id == made["Samarbeid"].id
        assert findings(work) == []


@pytest.mark.slow
def test_everything_wrong_is_listed_with_row_and_column_and_nothing_is_written(
    project_url: str, tmp_path: Path
) -> None:
    engine = small_project(project_url)
    with reading(engine) as work:
        before = last_number(work)
    rows = [
        "r1,2016,Kapasitet,Annet,A,0,7,done",
        "r9,2016,Kapasitet,Annet,A,,,done",
        "r1,2015,Kapasitet,Annet,A,,,done",
        "r1,2016,Kapasitet,Finnes ikke,A,,,done",
        "r1,2016,,Annet,A,,,done",
        "r1,2016,,Samarbeid,A,,,done",
        "r1,2016,Kapasitet,Annet,A,null,4,done",
        "r1,2016,Kapasitet,Annet,A,3,,done",
        "r1,2016,Kapasitet,Annet,A,,3,done",
        "r1,2016,Kapasitet,Annet,A,9,9,done",
        "r1,2016,Kapasitet,Annet,A,40,55,done",
        "r1,2016,Kapasitet,Annet,A,0,99999999999999999999,done",
        "r1,2016,Kapasitet,Annet,A,,,started",
        "r1,2016,Kapasitet,Annet,A,,,ferdig",
        "r1,2016,Kapasitet,,A,,,done",
        "r1,2016,,,A,0,3,done",
        ",2016,Kapasitet,Annet,A,,,done",
        "r1,2016,Kapasitet,Annet,,,,done",
    ]
    assert problems_of(engine, codings_csv(tmp_path, *rows)) == [
        (3, "respondent_id"),
        (4, "wave"),
        (5, "code"),
        (6, "code"),
        (7, "code"),
        (8, "start"),
        (9, "end"),
        (10, "start"),
        (11, "end"),
        (12, "end"),
        (13, "end"),
        (14, "state"),
        (15, "state"),
        (16, "code"),
        (17, "code"),
        (18, "respondent_id"),
        (19, "coder"),
    ]
    with reading(engine) as work:
        assert last_number(work) == before
        assert [coder.name for coder in all_coders(work)] == ["consensus", "kari"]
    assert exported(engine) == []


def test_a_code_that_cannot_be_made_is_a_problem(tmp_path: Path) -> None:
    engine = small_project(str(tmp_path / "p.sqlite"))
    path = codings_csv(tmp_path, f"r1,2016,,{'x' * 500},A,,,done", "r1,2016,,Tema >  > Kode,A,,,done")
    assert problems_of(engine, path, create_codes=True) == [(2, "code"), (3, "code")]


def test_missing_columns_are_named(tmp_path: Path) -> None:
    engine = small_project(str(tmp_path / "p.sqlite"))
    path = codings_csv(tmp_path, "r1,A", header="respondent,coder")
    assert problems_of(engine, path) == [(None, "respondent_id"), (None, "code")]


@pytest.mark.slow
def test_an_exclusive_codebook_takes_one_code_an_answer(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url, codes=("Stor", "Liten"), exclusive=True)
    two = codings_csv(
        tmp_path, "r1,2016,,Stor,A,,,done", "r1,2016,,Liten,A,,,done", "r1,2016,,Liten,B,,,done"
    )
    assert problems_of(engine, two) == [(3, "code")]
    imported(engine, codings_csv(tmp_path, "r1,2016,,Stor,A,,,done"))
    assert problems_of(engine, codings_csv(tmp_path, "r1,2016,,Liten,A,,,done")) == [(2, "code")]
    assert not imported(engine, codings_csv(tmp_path, "r1,2016,,Stor,A,,,done")).changed


@pytest.mark.slow
def test_codings_on_a_retired_code_come_in(project_url: str, tmp_path: Path) -> None:
    engine = small_project(project_url, codes=("Gammel",))
    with writing(engine, coder_id=None, operation="retire_code") as work:
        [code] = codes_of(work, question_named(work, QUESTION).codebook_id)
        work.update("code", code.id, retired=work.number)
    imported(engine, codings_csv(tmp_path, "r1,2016,,Gammel,A,,,done"))
    assert exported(engine) == ["r1,2016,Gammel,A,done"]


def test_a_coder_or_wave_can_be_chosen_for_export(tmp_path: Path) -> None:
    engine = small_project(str(tmp_path / "p.sqlite"), waves=("2016", "2017"))
    imported(
        engine,
        codings_csv(
            tmp_path,
            "r1,2016,,Vet ikke,A,,,done",
            "r1,2016,,Vet ikke,B,,,done",
            "r1,2017,,Vet ikke,A,,,done",
        ),
    )
    assert exported(engine, coders=["B"]) == ["r1,2016,Vet ikke,B,done"]
    with reading(engine) as work:
        assert len(export_codings(work, QUESTION, wave="2017")) == 1


@pytest.mark.slow
def test_a_workbook_holds_the_same_as_a_csv_file(tmp_path: Path) -> None:
    engine = small_project(str(tmp_path / "p.sqlite"), codes=("=1+1", "Kode"))
    imported(
        engine,
        codings_csv(tmp_path, "r1,2016,,=1+1,A,0,7,done", "r2,2016,,Kode,A,,,started", "r3,2016,,,A,,,done"),
    )
    with reading(engine) as work:
        rows = export_codings(work, QUESTION)
    write_codings(tmp_path / "out.xlsx", rows)
    other = small_project(str(tmp_path / "other.sqlite"), codes=("=1+1", "Kode"))
    imported(other, tmp_path / "out.xlsx")
    assert exported(other) == exported(engine)


def test_the_formula_guard_is_off_unless_asked_for(tmp_path: Path) -> None:
    engine = small_project(str(tmp_path / "p.sqlite"), codes=("=1+1", "Kode"))
    imported(engine, codings_csv(tmp_path, "r1,2016,,=1+1,A,0,7,done"))
    with reading(engine) as work:
        rows = export_codings(work, QUESTION)
    write_codings(tmp_path / "plain.csv", rows)
    write_codings(tmp_path / "guarded.csv", rows, formula_guard=True)
    assert (tmp_path / "plain.csv").read_text() == f"{HEADER}\nr1,2016,,=1+1,A,0,7,done\n"
    assert (tmp_path / "guarded.csv").read_text() == f"{HEADER}\nr1,2016,,'=1+1,A,0,7,done\n"


# Signs that must survive a file: quotes, separators, line breaks within ids, letters written in two ways.
_names = (
    st.text(st.sampled_from("abæøå =,;\"'-+@#\u0301🙂"), min_size=1, max_size=6).map(str.strip).filter(bool)
)
_ids = st.lists(_names, min_size=1, max_size=5, unique=True)


@st.composite
def _small_codings(draw: st.DrawFn) -> tuple[dict[str, str], list[str], list[list[str]]]:
    texts = {respondent: draw(st.text("ab .\næ", min_size=1, max_size=12)) + "x" for respondent in draw(_ids)}
    codes = draw(
        st.lists(
            st.sampled_from(["Tema > Annet", "Annet", "Tema", "Tema > Dyp > Annet", "a,b", '"q"']), min_size=1
        )
    )
    rows: list[list[str]] = []
    for respondent, text in texts.items():
        for coder in ("A", "B, den andre", "consensus"):
            state = draw(st.sampled_from(["done", "started", "untouched"]))
            if state == "untouched":
                continue
            given = draw(st.lists(st.sampled_from(codes), unique=True))
            rows.extend(
                [respondent, "2016", "", code, coder, *span, state]
                for code in given
                for span in _spans(draw, text)
            )
            if not given:
                rows.append([respondent, "2016", "", "", coder, "", "", state])
    return texts, list(dict.fromkeys(codes)), rows


def _spans(draw: st.DrawFn, text: str) -> list[list[str]]:
    ends = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))), max_size=2))
    return [[str(start), str(end)] for start, end in ends if start < end] or [["", ""]]


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_small_codings())
def test_exported_imported_and_exported_again_gives_the_same_bytes(
    tmp_path: Path, project: tuple[dict[str, str], list[str], list[list[str]]]
) -> None:
    texts, codes, rows = project
    assume(rows)
    number = len(list(tmp_path.iterdir()))
    first = small_project(str(tmp_path / f"{number}-first.sqlite"), texts, codes)
    source, once, twice = (tmp_path / f"{number}-{name}.csv" for name in ("source", "once", "twice"))
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER.split(","), *rows])
    imported(first, source)
    with reading(first) as work:
        write_codings(once, export_codings(work, QUESTION))
        assert findings(work) == []
    second = small_project(str(tmp_path / f"{number}-second.sqlite"), texts, codes)
    imported(second, once)
    with reading(second) as work:
        write_codings(twice, export_codings(work, QUESTION))
    assert once.read_bytes() == twice.read_bytes()
    first.dispose()
    second.dispose()


@pytest.mark.slow
@pytest.mark.parametrize(
    "name, survey, question",
    [
        ("arbeidstiltak", "arbeidstiltak.csv", "hva_skal_til"),
        ("opptrappingsplan", "opptrappingsplan.csv", "forventninger"),
        ("ip_ja", "ip_prioritering.csv", "hvis_ja_hvordan"),
    ],
)
def test_real_codings_go_out_come_in_and_go_out_the_same(
    shared_data: Path, tmp_path: Path, name: str, survey: str, question: str
) -> None:
    source = shared_data / "gold" / f"{name}_codings.csv"
    texts, codes = (
        _real_texts(shared_data / survey, question),
        _real_codes(shared_data / "gold" / f"codebook_{name}.csv"),
    )
    written = []
    for number in (1, 2):
        engine = small_project(str(tmp_path / f"{number}.sqlite"), texts, codes)
        imported(engine, source, question=QUESTION)
        with reading(engine) as work:
            write_codings(tmp_path / f"{number}.csv", export_codings(work, QUESTION))
            assert findings(work) == []
        source = tmp_path / f"{number}.csv"
        written.append(source.read_bytes())
    assert written[0] == written[1]
    given = (shared_data / "gold" / f"{name}_codings.csv").read_text(encoding="utf-8").splitlines()
    assert sorted(written[0].decode().splitlines()) == sorted(given)


@pytest.mark.slow
def test_one_coders_real_codings_count_as_pandas_counts_them(shared_data: Path, tmp_path: Path) -> None:
    import pandas as pd

    gold = shared_data / "gold" / "arbeidstiltak_codings.csv"
    texts = _real_texts(shared_data / "arbeidstiltak.csv", "hva_skal_til")
    engine = small_project(
        str(tmp_path / "p.sqlite"), texts, _real_codes(shared_data / "gold" / "codebook_arbeidstiltak.csv")
    )
    imported(engine, gold, only_coder="A")
    frame = pd.read_csv(gold, dtype=str, keep_default_na=False)
    rows = frame[(frame.coder == "A") & (frame.code != "")]
    expected = rows.groupby(["theme", "code"]).respondent_id.nunique().to_dict()
    with reading(engine) as work:
        found = {(row.respondent_id, row.theme, row.code) for row in export_codings(work, QUESTION)}
    assert Counter((theme, code) for _respondent, theme, code in found) == Counter(expected)


def _real_texts(path: Path, column: str) -> dict[str, str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["respondent_id"]: row[column]
            for row in csv.DictReader(file)
            if row[column].strip() and row["aar"] == "2016"
        }


def _real_codes(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [" > ".join(filter(None, (row["theme"], row["code"]))) for row in csv.DictReader(file)]
