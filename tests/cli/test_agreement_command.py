from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from coder.cli.group import cli
from coder.exchange.codings_file import CodingRow, write_codings
from coder.messages import set_language
from tests.cli.agreement_files import TWO, number, refused, report, rows, run, written
from tests.usecases.double_coded import QUESTION, double_coded

# What files look like


def test_an_empty_code_is_a_coding_and_no_row_is_none(tmp_path: Path) -> None:
    file = written(
        tmp_path, rows(("1", "a", "x"), ("1", "b", ""), ("2", "a", ""), ("2", "b", ""), ("3", "a", "x"))
    )
    found = report("--codings", file)
    assert (found["coders"], found["answers"], found["answers_all"]) == (["a", "b"], 2, 3)
    assert number(found, "n_empty_codings", "counts") == 3
    assert number(found, "exact_match", "overall") == 0.5


def test_names_of_codes_are_verbatim(tmp_path: Path) -> None:
    names = ["a, b", 'the "best"', "two\nlines", "0", "=1+1", "[/b]", "وقت", "👍🏽", " "[:0] + "x > y"]
    given = [(str(place), coder, name) for place, name in enumerate(names) for coder in ("p", "q")]
    found = report("--codings", written(tmp_path, rows(*given)))
    assert {result["code"] for result in found["results"]} - {None} == set(names)
    assert number(found, "alpha_masi", "overall") == 1


@pytest.mark.slow
def test_more_codes_than_bits_in_a_word(tmp_path: Path) -> None:
    names = [f"k{place:03}" for place in range(70)]
    given = [("alle", coder, name) for name in names for coder in ("p", "q")]
    given += [(f"u{place}", coder, name) for place, name in enumerate(names) for coder in ("p", "q")]
    given.append(("u0", "q", names[69]))
    found = report("--codings", written(tmp_path, rows(*given)), "--replicates", "0")
    assert number(found, "a", "pair_code", "k069") == 2
    assert number(found, "c", "pair_code", "k069") == 1
    assert number(found, "exact_match", "overall") == 70 / 71


def test_pairs_are_sorted_by_code_point_and_the_cells_follow(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        rows(
            ("1", "ø", "x"), ("1", "Z", ""), ("2", "ø", ""), ("2", "Z", "x"), ("3", "ø", "x"), ("3", "Z", "")
        ),
    )
    found = report("--codings", file)
    pairs = {tuple(result["pair"]) for result in found["results"] if result["pair"]}
    assert pairs == {("Z", "ø")}
    assert (number(found, "b", "pair_code", "x"), number(found, "c", "pair_code", "x")) == (1, 2)


def test_respondents_and_waves_make_units(tmp_path: Path) -> None:
    header = ("respondent_id", "wave", "coder", "code")
    given = [
        ("r1", "2016", "a", "x"),
        ("r1", "2016", "b", "x"),
        ("r1", "2017", "a", ""),
        ("r1", "2017", "b", "x"),
    ]
    found = report("--codings", written(tmp_path, rows(*given, header=header)))
    assert (found["answers"], number(found, "exact_match", "overall")) == (2, 0.5)


def test_an_export_of_codings_can_be_read_as_it_is(tmp_path: Path) -> None:
    header = ("respondent_id", "wave", "theme", "code", "coder", "start", "end", "state")
    given = [
        ("1", "", "Tid", "annet", "a", "0", "3", "done"),
        ("1", "", "Tid", "annet", "a", "5", "8", "done"),
        ("1", "", "Pris", "annet", "b", "", "", "done"),
        ("2", "", "Pris", "annet", "a", "", "", "done"),
        ("2", "", "Pris", "annet", "b", "", "", "started"),
        ("1", "", "Pris", "annet", "consensus", "", "", "done"),
    ]
    done = run("--codings", written(tmp_path, rows(*given, header=header)), "--json")
    found = json.loads(done.stdout)
    assert {result["code"] for result in found["results"]} - {None} == {"Tid > annet", "Pris > annet"}
    assert (found["coders"], found["answers"]) == (["a", "b"], 1)
    assert "1 coding that was only started is left out." in done.stderr
    assert "The consensus is left out" in done.stderr


@pytest.mark.slow
def test_a_workbook_says_what_a_text_file_says(tmp_path: Path) -> None:
    given = [CodingRow("1", None, "", "pris", "a"), CodingRow("1", None, "", "pris", "b")]
    given += [CodingRow("2", None, "", "tid", "a"), CodingRow("2", None, "", "", "b")]
    write_codings(tmp_path / "k.csv", given)
    write_codings(tmp_path / "k.xlsx", given)
    assert report("--codings", str(tmp_path / "k.xlsx")) == report("--codings", str(tmp_path / "k.csv"))


def test_a_codebook_brings_unused_codes_and_themes(tmp_path: Path) -> None:
    codebook = written(tmp_path, "code,parent\nTjeneste,\npris,Tjeneste\ntid,Tjeneste\naldri,\n", "koder.csv")
    found = report("--codings", written(tmp_path, TWO), "--codebook", codebook)
    assert {result["code"] for result in found["results"]} - {None} == {"pris", "tid", "aldri"}
    assert number(found, "mean_jaccard_theme", "overall") == 0.5


def test_a_codebook_as_it_is_exported_has_its_themes(tmp_path: Path) -> None:
    codebook = written(
        tmp_path, "theme,code,codable\n,Tjeneste,no\nTjeneste,pris,\nTjeneste > Ventetid,tid,\n", "k.csv"
    )
    found = report("--codings", written(tmp_path, TWO), "--codebook", codebook)
    assert {result["code"] for result in found["results"]} - {None} == {"pris", "tid"}
    assert number(found, "mean_jaccard_theme", "overall") == 0.5


def test_a_theme_that_was_given_itself_counts_as_a_code(tmp_path: Path) -> None:
    codebook = written(tmp_path, "code,parent\npris,\ntid,pris\n", "koder.csv")
    found = report("--codings", written(tmp_path, TWO), "--codebook", codebook)
    assert number(found, "a", "pair_code", "pris") == 1


def test_codes_that_the_codebook_lacks_are_counted_and_told(tmp_path: Path) -> None:
    codebook = written(tmp_path, "code\npris\n", "koder.csv")
    done = run("--codings", written(tmp_path, TWO), "--codebook", codebook)
    assert "Counted, though the codebook does not have them: «tid»." in done.stderr


def test_codes_that_look_alike_are_told(tmp_path: Path) -> None:
    done = run("--codings", written(tmp_path, rows(("1", "a", "pris"), ("1", "b", "pris "))))
    assert "«pris» and «pris » look alike" in done.stderr
    assert done.exit_code == 0


def test_only_some_coders(tmp_path: Path) -> None:
    file = written(tmp_path, TWO + "1,cem,tid\n2,cem,tid\n")
    found = report("--codings", file, "--coders", "cem", "anna")
    assert found["coders"] == ["anna", "cem"]
    assert number(found, "exact_match", "overall") == 0.5


def test_codes_have_the_alpha_that_orders_them_and_that_notes_speak_of(tmp_path: Path) -> None:
    people = {"a": 0, "b": 1, "c": 0}
    given = [
        (str(unit), who, "x" if (unit + shift) % 2 else "")
        for unit in range(40)
        for who, shift in people.items()
    ]
    file = written(tmp_path, rows(*given))
    assert "Krippendorff 2004" in run("--codings", file).stdout
    of_two = run("--codings", file, "--coders", "a", "b").stdout
    assert "Krippendorff 2004" in of_two
    heads = next(row for row in of_two.splitlines() if row.startswith("Code "))
    assert heads.split()[1:] == ["both", "a", "b", "neither", "Positive", "Kappa", "Alpha", "95%", "interval"]


def test_names_that_would_be_cut_give_way_to_letters(tmp_path: Path) -> None:
    file = written(tmp_path, TWO.replace("ben", "anna (again)"))
    told = run("--codings", file).stdout
    assert "A = anna, B = anna (again)" in told
    assert "Under A and B" in told
    assert "…" not in told


def test_a_number_without_an_interval_has_the_reason_beside_it(tmp_path: Path) -> None:
    told = " ".join(run("--codings", written(tmp_path, TWO)).stdout.split())
    assert "too few or too alike" in told


def test_codes_that_one_coder_alone_gave_are_told(tmp_path: Path) -> None:
    told = run("--codings", written(tmp_path, TWO)).stderr
    assert "Given by one coder only: «tid»." in told
    assert "by one coder only" not in run("--codings", written(tmp_path, TWO + "3,ben,tid\n")).stderr


def test_gwets_convention_counts_answers_coded_once(tmp_path: Path) -> None:
    file = written(tmp_path, TWO + "3,anna,pris\n")
    assert number(report("--codings", file), "prevalence", "code", "pris") == 0.5
    found = report("--codings", file, "--convention", "all")
    assert number(found, "prevalence", "code", "pris") == pytest.approx(2 / 3)


def test_the_same_seed_gives_the_same_intervals(tmp_path: Path) -> None:
    given = [
        (str(place), coder, "x" if place % step else "")
        for place in range(40)
        for coder, step in (("a", 3), ("b", 4))
    ]
    file = written(tmp_path, rows(*given))
    one, again = (run("--codings", file, "--seed", "7", "--json").stdout for _time in range(2))
    assert one == again
    assert json.loads(one)["seed"] == 7


# Files that cannot be taken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("unit,coder,code\n", "there is no row below the header"),
        ("unit,coder\n1,a\n", "column code: the column is missing"),
        ("coder,code\na,x\n", "column unit: the column is missing"),
        ("unit,coder,code\n1,a,x\n2,a\n", "row 3: only 2 cells"),
        ("unit,coder,code\n1,,x\n", "row 2, column coder: the cell is empty"),
        ("unit,coder,code\n,a,x\n", "row 2, column unit: the cell is empty"),
        ('unit,coder,code\n1,a,"x\n2,a,y\n', "never closed"),
        ("unit,coder,code\n1,a,x\n1,a,\n", "row 3, column code: the cell is empty, which says"),
        ("unit,coder,code\n1,a,x\0\n", "cannot be"),
        ("unit,coder,code,state\n1,a,x,ferdig\n", "«ferdig» is no state"),
        ("unit,coder,code,theme\n1,a,,Tid\n", "there is a theme but no code"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_and_nothing_computed(tmp_path: Path, text: str, said: str) -> None:
    assert said in refused("--codings", written(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("parent\nx\n", "column code: the column is missing"),
        ("code,parent\na,b\nb,a\n", "stands above itself"),
        ("code,parent\na,a\n", "stands above itself"),
        ("code\na\na\n", "stands in row 2 already"),
        ("code,parent\n,a\n", "the cell is empty. Name the code."),
    ],
)
def test_what_is_wrong_with_a_codebook_is_said_and_nothing_computed(
    tmp_path: Path, text: str, said: str
) -> None:
    codebook = written(tmp_path, text, "koder.csv")
    assert said in refused("--codings", written(tmp_path, TWO), "--codebook", codebook)


def test_a_name_that_several_codes_have_must_be_told_apart(tmp_path: Path) -> None:
    codebook = written(tmp_path, "theme,code\nTid,annet\nPris,annet\n", "koder.csv")
    codings = written(tmp_path, rows(("1", "a", "annet"), ("1", "b", "Tid > annet")))
    assert "«annet» stands under several themes" in refused("--codings", codings, "--codebook", codebook)


@pytest.mark.slow
def test_missing_files_and_other_kinds_of_file(tmp_path: Path) -> None:
    assert "There is no file" in refused("--codings", str(tmp_path / "borte.csv"))
    assert "not of a kind" in refused("--codings", written(tmp_path, "x", "bilde.png"))
    assert refused("--codings", written(tmp_path, "PK\x03\x04 not a workbook", "bok.xlsx"))


def test_a_coder_who_is_not_in_the_file(tmp_path: Path) -> None:
    said = refused("--codings", written(tmp_path, TWO), "--coders", "dag", "ben", exit_code=2)
    assert "Nothing in the file is coded by «dag». Its coders: «anna», «ben»." in said


def test_a_question_or_a_file_but_not_both(tmp_path: Path) -> None:
    assert "One of the two" in refused(exit_code=2)
    assert "One of the two" in refused("spm", "--codings", written(tmp_path, TWO), exit_code=2)
    assert "--codebook goes with" in refused("spm", "--codebook", "koder.csv", exit_code=2)


# What people read


def test_coders_who_share_nothing_are_told_why_there_are_no_numbers(tmp_path: Path) -> None:
    done = run("--codings", written(tmp_path, rows(("1", "a", "x"), ("2", "b", "x"))))
    assert done.exit_code == 0
    assert "No answer was coded by two coders." in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("coders", [2, 3, 6])
def test_the_text_fits_eighty_columns_and_its_numbers_stand_under_each_other(
    tmp_path: Path, coders: int
) -> None:
    from rich.cells import cell_len

    names = ["Kommunens samarbeid med spesialisthelsetjenesten om utskriving", "日本語" * 9, "x\n[b]y", "k"]
    given = [
        (str(unit), f"En ganske lang koder nr. {coder}", names[place])
        for unit in range(60)
        for coder in range(coders)
        for place in range(4)
        if (unit * 7 + coder * (unit % 3 == 0) + place) % 4 == 0
    ]
    done = run("--codings", written(tmp_path, rows(*given)))
    lines = done.stdout.splitlines()
    assert [line for line in lines if cell_len(line) > 80] == []
    table = [line for line in lines if line.startswith(("Code ", "Kommun", "日本", "x ⏎", "k "))]
    assert len(table) == 5
    ends = {cell_len(re.sub(" +[a-e]+$", "", line)) for line in table}
    assert len(ends) == 1, table


def test_numbers_are_written_in_the_users_language(tmp_path: Path) -> None:
    file = written(tmp_path, TWO)
    assert "0.50" in run("--codings", file).stdout
    set_language("nb")
    assert "0,50" in run("--codings", file).stdout


def test_warnings_are_in_words(tmp_path: Path) -> None:
    given = [
        (str(place), coder, "x" if coder == "a" and place < 8 else "")
        for place in range(60)
        for coder in "ab"
    ]
    said = " ".join(run("--codings", written(tmp_path, rows(*given))).stdout.split())
    assert "a applies this code more often than b." in said
    assert "Fewer than 10 uses: too few to tell." in said
    assert "b never applied this code, so kappa is 0 whatever else agrees." in said


@pytest.mark.slow
def test_neighbouring_codes_come_by_trouble(tmp_path: Path) -> None:
    given = []
    for place in range(60):
        given += [(str(place), "a", "god" if place % 2 else "dårlig")]
        given += [(str(place), "b", "god" if place % 2 else ("dårlig" if place % 4 else "midt"))]
    lines = run("--codings", written(tmp_path, rows(*given))).stdout.splitlines()
    order = [
        next(at for at, line in enumerate(lines) if line.startswith(code))
        for code in ("dårlig", "god", "midt")
    ]
    assert all(one < other for one, other in pairwise(order))


@pytest.mark.slow
def test_a_project_and_a_file_of_its_codings_have_the_same_intervals(tmp_path: Path) -> None:
    given = [
        ("lk", "l"),
        ("k", "k"),
        ("s", "s"),
        ("us", "u"),
        ("a", "a"),
        ("l", ""),
        ("", "k"),
        ("u", "u"),
        ("k", "l"),
        ("s", "us"),
    ]
    answers = [given[place * place % 11 % 10] for place in range(40)]
    project = double_coded(
        tmp_path / "p.sqlite",
        {"kari": [one for one, _other in answers], "ola": [other for _one, other in answers]},
    )
    project.engine.dispose()
    file = tmp_path / "kodinger.csv"
    runner, where = CliRunner(), ["--project", str(tmp_path / "p.sqlite")]
    assert runner.invoke(cli, [*where, "codings", QUESTION, "export", "-o", str(file)]).exit_code == 0
    here = runner.invoke(cli, [*where, "agreement", QUESTION, "--json"])
    in_project, in_file = (
        {(each["metric"], each["scope"]): each["interval"] for each in found["results"] if not each["code"]}
        for found in (json.loads(here.stdout), report("--codings", str(file)))
    )
    assert in_project["alpha_masi", "overall"] is not None
    for what, interval in in_project.items():
        assert interval == pytest.approx(in_file[what]), what
