from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store.coders import present_coder
from coder.store.project import open_project
from coder.usecases.questions import change_question
from tests.builders import act
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, SIZE, coded_survey


@pytest.fixture
@made_once
def target(tmp_path: Path) -> str:
    """A project with 25 answers, 24 of them coded."""
    path = str(tmp_path / "a.sqlite")
    survey = coded_survey(path, "NAV", "NAV > Møter", "Bil")
    survey.add_answers([f"a{n}" for n in range(20)], wave="2022", level="liten")
    survey.add_answers([f"b{n}" for n in range(5)], wave="2023", level="stor")
    survey.code({answer: ["NAV > Møter"] for answer in survey.answers[:16]})
    survey.code({answer: ["Bil"] for answer in survey.answers[16:24]})
    survey.engine.dispose()
    return path


def run(target: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", target, "--coder", "kari", "table", QUESTION, *arguments])


def test_the_table_goes_to_stdout_and_nothing_else_does(target: str) -> None:
    done = run(target, "--number", "7.2", "--caption", "Koding av åpne svar")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:6] == [
        "Table 7.2  Koding av åpne svar. N=24",
        "",
        "         Count  Percent",
        "NAV         16       67",
        "  Møter     16       67",
        "Bil          8       33",
    ]
    assert done.stderr == ""


@pytest.mark.slow
def test_json_is_the_same_by_either_flag(target: str) -> None:
    one, other = (json.loads(run(target, *flags).stdout) for flags in (["--json"], ["--format", "json"]))
    assert one == other
    assert [(row["path"], row["level"], row["count"]) for row in one["rows"]] == [
        ("NAV", "theme", 16),
        ("NAV > Møter", "code", 16),
        ("Bil", "code", 8),
    ]
    assert (one["base"], one["unsettled"], one["columns"][0]["base"]) == (24, 1, 24)


def test_options_reach_the_table(target: str) -> None:
    options = [
        "--wave",
        "2022",
        "--level",
        "code",
        "--order",
        "name",
        "--decimals",
        "1",
        "--where",
        f"{SIZE}=liten",
    ]
    found = json.loads(run(target, "--json", *options).stdout)
    assert [(row["path"], row["percent"]) for row in found["rows"]] == [("Bil", 20.0), ("NAV > Møter", 80.0)]
    assert found["provenance"]["options"]["waves"] == ["2022"]


def test_bases_and_kinds_reach_the_table(target: str) -> None:
    assert json.loads(run(target, "--json", "--base", "answered").stdout)["base"] == 25
    kinds = json.loads(run(target, "--json", "--exclude-kind", "ordinary").stdout)
    assert (kinds["base"], kinds["rows"]) == (0, [])


@pytest.mark.slow
def test_the_layout_of_a_file_follows_its_name(target: str, tmp_path: Path) -> None:
    done = run(target, "-o", str(tmp_path / "tabell.csv"))
    assert (done.exit_code, done.stdout) == (0, "")
    with (tmp_path / "tabell.csv").open(encoding="utf-8") as file:
        assert [row["count"] for row in csv.DictReader(file)] == ["16", "16", "8"]
    run(target, "-o", str(tmp_path / "tabell.txt"))
    assert "NAV         16       67\n" in (tmp_path / "tabell.txt").read_text("utf-8")
    run(target, "--format", "json", "-o", str(tmp_path / "tabell.txt"))
    assert json.loads((tmp_path / "tabell.txt").read_text("utf-8"))["base"] == 24


def test_a_file_that_cannot_be_written_leaves_nothing_behind(target: str, tmp_path: Path) -> None:
    done = run(target, "-o", str(tmp_path / "finnes ikke" / "tabell.csv"))
    assert done.exit_code == 4
    assert "finnes ikke" in done.stderr
    assert [file for file in tmp_path.iterdir() if "tabell" in file.name] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--wave", "1999"], "No wave «1999». There is: «2022», «2023»."),
        (["--where", "fylke=Oslo"], "No background variable «fylke»"),
        (["--as-of", "i fjor"], "«i fjor» is neither a date"),
        (["--by", "fylke"], "No background variable «fylke»"),
        (["--weight", SIZE], f"«{SIZE}» is no weight: «liten» is not a number"),
        (["--weight", "weight", "--count-by", SIZE], "Choose one of them"),
        (["--weight", "vekt"], "Nobody here has a weight «vekt»."),
        (["--weight", "w_2022"], "whatever its column is called: --weight weight"),
        (["--trend", "--wave", "2022"], "a trend takes two"),
        (["--code", "Tog"], "Tog"),
        (["--format", "xlsx"], "give its name with -o"),
        (["--decimals", "9"], "9"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(target: str, arguments: list[str], sentence: str) -> None:
    done = run(target, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_an_unknown_question_names_those_there_are(target: str) -> None:
    done = CliRunner().invoke(cli, ["--project", target, "table", "hva_skal"])
    assert done.exit_code == 2
    assert QUESTION in done.stderr


def test_without_a_project_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    done = run(str(tmp_path / "ingen.sqlite"))
    assert done.exit_code == 2
    assert "project new" in done.stderr
    assert not (tmp_path / "ingen.sqlite").exists()


def test_a_file_is_not_named_for_a_format_tables_do_not_have(target: str, tmp_path: Path) -> None:
    done = run(target, "-o", str(tmp_path / "t.pdf"))
    assert done.exit_code == 2
    assert "End the name in one of: .csv, .json, .xlsx" in done.stderr
    assert not (tmp_path / "t.pdf").exists()
    assert run(target, "--format", "text", "-o", str(tmp_path / "t.pdf")).exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "docx", "odt", "html", "md", "tex", "svg", "png"])
def test_a_table_is_written_in_each_format(ending: str, target: str, tmp_path: Path) -> None:
    path = tmp_path / f"tabell.{ending}"
    done = run(target, "--by", SIZE, "--small-bases", "-o", str(path))
    assert (done.exit_code, done.stdout) == (0, "")
    assert path.stat().st_size > 200


def test_levels_stand_side_by_side_and_the_total_last(target: str) -> None:
    done = run(target, "--by", SIZE, "--show", "both", "--caption", "Koding")
    assert done.stdout.splitlines()[2:8] == [
        "             liten            stor           Total",
        "         ──────────────  ──────────────  ──────────────",
        "         Count  Percent  Count  Percent  Count  Percent",
        "NAV         16       80      0              16       67",
        "  Møter     16       80      0              16       67",
        "Bil          4       20      4               8       33",
    ]
    found = json.loads(run(target, "--by", SIZE, "--json").stdout)
    assert [(each["key"], each["label"], each["base"]) for each in found["columns"]] == [
        (f"{SIZE}=liten", "liten", 20),
        (f"{SIZE}=stor", "stor", 4),
        ("total", "Total", 24),
    ]
    assert [(each["column"], each["count"], each["percent"]) for each in found["cells"][6:]] == [
        (f"{SIZE}=liten", 4, 20),
        (f"{SIZE}=stor", 4, None),
        ("total", 8, 33),
    ]


def test_a_table_that_an_earlier_export_gives_away_is_not_made(target: str, tmp_path: Path) -> None:
    assert run(target, "--by", SIZE, "--show", "count", "-o", str(tmp_path / "alt.csv")).exit_code == 0
    done = run(target, "--by", SIZE, "--min-cell", "5", "-o", str(tmp_path / "skjult.csv"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "earlier export, alt.csv" in done.stderr
    assert 'coder exports withdraw NUMBER --reason "' in done.stderr
    assert not (tmp_path / "skjult.csv").exists()


@pytest.mark.slow
def test_a_table_that_hides_nothing_names_the_files_that_do(target: str, tmp_path: Path) -> None:
    assert run(target, "--by", SIZE, "--min-cell", "5", "-o", str(tmp_path / "skjult.csv")).exit_code == 0
    printed = run(target, "--by", SIZE)
    assert "skjult.csv" not in printed.stderr
    left = run(target, "--by", SIZE, "-o", str(tmp_path / "alt.csv"))
    assert left.exit_code == 0
    assert "hide small counts (skjult.csv)" in left.stderr


@pytest.mark.slow
def test_hidden_counts_are_hidden_in_every_format(target: str, tmp_path: Path) -> None:
    done = run(target, "--by", SIZE, "--min-cell", "5", "--show", "count", "-o", str(tmp_path / "t.csv"))
    assert done.exit_code == 0
    with (tmp_path / "t.csv").open(encoding="utf-8") as file:
        cells = {(row["path"], row["column"]): row["count"] for row in csv.DictReader(file)}
    assert cells["Bil", f"{SIZE}=stor"] == ":"
    printed = run(target, "--by", SIZE, "--min-cell", "5", "--show", "count")
    assert printed.exit_code == 0
    assert " : " in printed.stdout
    assert "«:» = fewer than 5 answers" in printed.stdout


def test_populations_are_read_from_a_file(target: str, tmp_path: Path) -> None:
    sizes = tmp_path / "antall.csv"
    sizes.write_text("nivå;antall\nliten;21\nstor;1 000\n", encoding="utf-8")
    done = run(target, "--by", SIZE, "--interval", "--population", str(sizes), "--json")
    assert done.exit_code == 0
    assert "Corrected for finite populations" in json.loads(done.stdout)["note"]
    sizes.write_text("nivå;antall\nliten;mange\n", encoding="utf-8")
    done = run(target, "--by", SIZE, "--interval", "--population", str(sizes))
    assert done.exit_code == 3
    assert "«mange» is not how many there are" in done.stderr


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--by", SIZE, "--ordered", SIZE], "--ordered changes nothing without --test."),
        (["--weight-words", "andel av innbyggerne"], "--weight-words changes nothing without --weight."),
        (["--turn"], "--turn changes nothing without --by."),
        (["--bars", "--json"], "--bars changes nothing without --format text."),
    ],
)
def test_an_option_that_changes_nothing_is_named(target: str, arguments: list[str], said: str) -> None:
    done = run(target, *arguments)
    assert done.exit_code == 0
    assert said in done.stderr
    assert run(target, "--by", SIZE, "--test", "--ordered", SIZE).stderr == ""


@pytest.mark.slow
def test_a_file_named_for_another_format_is_told(target: str, tmp_path: Path) -> None:
    done = run(target, "--format", "md", "-o", str(tmp_path / "t.txt"))
    assert done.exit_code == 0
    assert "«t.txt» is not named for md" in done.stderr
    assert "not named" not in run(target, "--format", "md", "-o", str(tmp_path / "t.md")).stderr
    assert "not named" not in run(target, "-o", str(tmp_path / "t.htm")).stderr


@pytest.mark.slow
@pytest.mark.parametrize("kind", [(), ("--together",)])
def test_it_is_said_where_a_table_was_written_to_and_nothing_of_a_pipe(
    target: str, tmp_path: Path, kind: tuple[str, ...]
) -> None:
    file = tmp_path / "t.md"
    assert run(target, *kind, "-o", str(file)).stderr.splitlines()[-1] == f"Written: {file}"
    assert "Written" not in run(target, *kind, "--format", "md", "-o", "/dev/null").stderr
    assert "Written" not in run(target, *kind).stderr


def test_a_table_of_one_wave_says_of_which(target: str) -> None:
    assert "Only: 2022." in run(target, "--wave", "2022").stdout
    assert "Only: 2022, storrelse=liten." in run(target, "--wave", "2022", "--where", f"{SIZE}=liten").stdout
    assert "Only" not in run(target).stdout


@pytest.mark.slow
def test_a_table_in_a_file_tells_how_a_question_without_a_wording_gets_one(
    target: str, tmp_path: Path
) -> None:
    hint = f'coder questions set {QUESTION} --text "…"'
    assert hint in run(target, "-o", str(tmp_path / "a.md")).stderr
    engine = open_project(target)
    kari = present_coder(engine, "kari").id
    act(engine, kari, "set_question", lambda work: change_question(work, QUESTION, text="Hva skal til?"))
    assert hint not in run(target, "-o", str(tmp_path / "b.md")).stderr
