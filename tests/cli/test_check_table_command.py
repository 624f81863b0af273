from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.tables.check_table import PrintedN
from coder.usecases.tables.check_table import printed_n

PUBLISHED = Path(__file__).parents[2].parent / "shared" / "data" / "published_tables"
INDEX = PUBLISHED / "index.csv"
published = pytest.mark.skipif(not INDEX.exists(), reason="the published tables are not here")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--lang", "en", "check-table", *arguments])


def groups(*arguments: str, exit_code: int = 0) -> list[dict[str, Any]]:
    done = run(*arguments, "--json")
    assert done.exit_code == exit_code, done.output
    found: list[dict[str, Any]] = json.loads(done.stdout)["groups"]
    return found


def written(tmp_path: Path, text: str) -> str:
    file = tmp_path / "tabell.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def index() -> list[dict[str, str]]:
    if not INDEX.exists():
        return []
    with INDEX.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_one_n() -> list[dict[str, str]]:
    """List the tables with counts that are all of one N."""
    return [line for line in index() if line["kind"] in ("coded", "closed", "closed+other", "closed multi")]


def spans(said: str) -> list[list[int]]:
    return [
        [int(first), int(last or first)]
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", said.rsplit(":", maxsplit=1)[-1])
    ]


@published
@pytest.mark.parametrize("line", of_one_n(), ids=lambda line: line["table"])
def test_published_tables_can_be_of_the_n_that_are_known(line: dict[str, str]) -> None:
    (group,) = groups(str(PUBLISHED / line["file"]))
    assert group["fit"]["half_up"] == spans(line["N_fit_half_up"])
    assert group["fit"]["half_even"] == spans(line["N_fit_half_even"])


@published
def test_a_table_of_two_groups_has_two_n() -> None:
    first, second = groups(str(PUBLISHED / "tabell_16_1.csv"))
    assert (first["name"], first["fit"]["half_up"]) == ("kommuner", [[428, 428]])
    assert (second["name"], second["fit"]["half_even"]) == ("bydeler", [[15, 15]])
    assert "Annet, hva" in first["rows"]


@published
def test_rows_with_an_n_each_are_told_one_by_one() -> None:
    found = groups(str(PUBLISHED / "kryss_tabell_14_2.csv"), "--each")
    fits = {group["rows"][0]: group["fit"]["half_up"] for group in found}
    assert fits == {
        "<2000": [[91, 111]],
        "2000-5000": [[119, 128]],
        "5000-10000": [[85, 87]],
        "10000-20000": [[57, 57]],
        "20000-50000": [[39, 39]],
        "50000 og større": [[15, 15]],
        "Totalt": [[416, 432]],
    }


@published
def test_a_printed_n_that_is_of_the_response_rate_does_not_fit_the_percentages() -> None:
    file = str(PUBLISHED / "tabell_19_1.csv")
    (group,) = groups(file, "--n", "N=358 (84 prosent)", exit_code=1)
    assert group["printed_n_fits"] is False
    assert group["rows_against"] == [
        "Ønsker øremerking",
        "At vi tilføres nok ressurser og forutsigbarhet",
        "Bedre omsorgstilbud, bomestring/oppfølging",
        "Varig effekt",
    ]
    assert group["response_rate"] == {"percent": 84, "of": [[424, 428]]}
    told = run(file, "--n", "N=358 (84 prosent)")
    assert told.exit_code == 1
    assert "358 fits the response rate printed with it: it is 84 percent of 424–428." in told.stdout
    assert "22.63" in told.stdout
    assert "wrong" not in told.stdout
    assert max(map(len, told.stdout.splitlines())) < 80
    assert groups(file, "--n", "371")[0]["printed_n_fits"] is True


@pytest.mark.parametrize(
    "written, n, rate",
    [
        ("358", 358, None),
        ("N=358 84 prosent", 358, 84),
        ("M = 50 000 (84 %)", 50000, 84),
        ("N=5\u00a0000; 84 percent", 5000, 84),
        ("N=414 2019", 414, None),
    ],
)
def test_a_printed_n_ends_where_its_thousands_do(written: str, n: int, rate: int | None) -> None:
    assert printed_n(written) == PrintedN(n, None if rate is None else Decimal(rate))


def test_the_file_may_say_its_own_n(tmp_path: Path) -> None:
    file = written(tmp_path, "kode,count,percent,n\nTid,16,25,63\nPenger,13,21,63\n")
    (group,) = groups(file)
    assert (group["printed_n"], group["printed_n_fits"], group["rows"]) == (63, True, ["Tid", "Penger"])


def test_a_base_in_numbers_is_a_printed_n_and_in_words_is_not(tmp_path: Path) -> None:
    file = written(tmp_path, "kode,count,percent,base\nTid,16,25,63\nPenger,13,21,63\n")
    assert groups(file)[0]["printed_n"] == 63
    file = written(tmp_path, "kode,count,percent,n,base\nTid,16,25,63,done\nPenger,13,21,63,done\n")
    assert groups(file)[0]["printed_n"] == 63
    file = written(tmp_path, "kode,count,percent,base\nTid,16,25,done\nPenger,13,21,done\n")
    assert groups(file)[0]["printed_n"] is None


def test_rows_with_different_n_are_groups(tmp_path: Path) -> None:
    file = written(tmp_path, "kode,count,percent,n\nTid,16,25,63\nPenger,10,20,50\nFolk,5,9,50\n")
    found = groups(file, exit_code=1)
    assert [(group["printed_n"], group["rows"]) for group in found] == [
        (63, ["Tid"]),
        (50, ["Penger", "Folk"]),
    ]
    assert found[1]["rows_against"] == ["Folk"]


def test_norwegian_numbers_and_headings_are_read(tmp_path: Path) -> None:
    file = written(tmp_path, "Kode;Antall;Prosent\nTid;1 081;21,8 %\nPenger;2 000;40,3 %\n")
    (group,) = groups(file)
    assert group["decimals"] == 1
    assert group["fit"]["half_up"] == [[4957, 4968]]


def test_rows_without_a_number_are_left_out_and_named(tmp_path: Path) -> None:
    file = written(tmp_path, "kode,count,percent\nTid,16,25\nNy,.,.\nFå,:,:\n")
    done = run(file)
    assert done.exit_code == 0
    assert "2 rows (Ny, Få)" in done.stdout


def test_a_total_printed_as_100_says_nothing_about_n(tmp_path: Path) -> None:
    file = written(tmp_path, "kode,count,percent\nJa,252,68\nNei,121,32\nTotalt,373,100\n")
    (group,) = groups(file)
    assert (group["rows"], group["fit"]["half_up"]) == (["Ja", "Nei"], [[373, 373]])
    assert "a total is printed as 100" in run(file).stdout


def test_the_first_text_column_that_varies_names_the_rows(tmp_path: Path) -> None:
    file = written(tmp_path, "tabell,nr,navn,count,percent\nA,1,Tid,16,25\nA,2,Penger,13,21\n")
    assert groups(file)[0]["rows"] == ["Tid", "Penger"]


def test_percentages_that_no_n_gives_are_said_to_have_none(tmp_path: Path) -> None:
    file = written(tmp_path, "kode,count,percent\nTid,1,50\nPenger,30,1\n")
    done = run(file)
    assert done.exit_code == 1
    assert run(file, "--json").exit_code == 1
    assert "N that fit: none" in done.stdout
    assert "Penger: 30 is 1 percent of 2001–6000" in done.stdout


@pytest.mark.parametrize(
    "text, said",
    [
        ("kode,count\nTid,1\n", "there is no column «percent»"),
        ("kode,verdi\nTid,1\n", "there is no column «count» and none «percent»"),
        ("kode,count_a,percent_b\nTid,1,2\n", "there is no column «percent_a»"),
        ("kode,count,percent\nTid,mange,2\n", "row 2, column count: «mange» is no count"),
        ("kode,count,percent\nTid,1,-2\n", "row 2, column percent: «-2» is no percentage"),
        ("kode,count,percent\nTid,1,\n", "nothing to check"),
        ("kode,count,percent,n\nTid,1,2,0\n", "N cannot be 0"),
    ],
)
def test_a_file_that_is_no_table_is_told_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    done = run(written(tmp_path, text))
    assert done.exit_code == 3
    assert said in done.stderr


def test_all_problems_of_a_file_are_told(tmp_path: Path) -> None:
    done = run(written(tmp_path, "kode,count,percent\nTid,x,2\nPenger,3,y\n"))
    assert done.exit_code == 3
    assert "row 2" in done.stderr
    assert "row 3" in done.stderr


def test_a_missing_file_and_a_wrong_n_are_said_so(tmp_path: Path) -> None:
    assert run(str(tmp_path / "ingen.csv")).exit_code == 3
    done = run(written(tmp_path, "kode,count,percent\nTid,1,2\n"), "--n", "mange")
    assert done.exit_code == 2
    assert "«mange» is no N" in done.stderr
