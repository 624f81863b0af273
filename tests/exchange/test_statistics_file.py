"""SPSS and Stata files as tables: nothing rounded, nothing cut, labels in place of codes."""

from __future__ import annotations

import datetime
import os
import random
import struct
from pathlib import Path
from typing import Any

import pytest

from coder.documents.contained import BrokenFileError
from coder.domain.errors import UnusableInputError
from coder.domain.survey import ColumnFacts
from coder.exchange.delimited_encoding import UnknownEncodingError
from coder.exchange.statistics_file import LockedStatisticsFileError, WrongStatisticsEncodingError
from coder.exchange.statistics_values import number_text, texts_of, writer_of
from coder.exchange.table import EmptyFileError, Table
from coder.exchange.table_file import read_table
from tests import outside
from tests.exchange.statistics_files import dta, sav

NAN = float("nan")


def column(table: Table, name: str) -> list[str]:
    return [row[table.columns.index(name)] for row in table.rows]


@pytest.mark.slow
def test_labels_stand_in_place_of_codes_and_numbers_have_no_trail(tmp_path: Path) -> None:
    table = read_table(
        sav(
            tmp_path / "a.sav",
            {"lnr": [7.0, 8.0, 9.0], "kjonn": [2.0, 1.0, NAN], "aar": [2016.0, 2016.0, 2020.0]},
            column_labels={"kjonn": "Kjønn"},
            variable_value_labels={"kjonn": {1: "Mann", 2: "Kvinne", 3: "Annet"}},
        )
    )

    assert table.columns == ("lnr", "kjonn", "aar")
    assert table.rows == [("7", "Kvinne", "2016"), ("8", "Mann", "2016"), ("9", "", "2020")]
    assert table.row_numbers == [1, 2, 3]
    assert table.about("kjonn") == ColumnFacts(
        label="Kjønn", levels=("Mann", "Kvinne", "Annet"), is_text=False, is_closed=True
    )
    assert (table.problems, table.notices, table.weight) == ((), (), None)


@pytest.mark.slow
def test_what_is_declared_missing_is_kept_apart_from_what_is_blank(tmp_path: Path) -> None:
    table = read_table(
        sav(
            tmp_path / "a.sav",
            {
                "a": [1.0, 8.0, 98.0, NAN, -1.0],
                "svar": ["Flere busser", "-99", "", "Vet ikke", "Ubesvart"],
            },
            variable_value_labels={"a": {1: "Ja", 8: "Vet ikke"}, "svar": {"-99": "Ubesvart"}},
            missing_ranges={"a": [8, {"lo": 90, "hi": 99}], "svar": ["-99"]},
        )
    )

    assert column(table, "a") == ["Ja", "Vet ikke", "98", "", "-1"]
    about = table.about("a")
    assert about.levels == ("-1", "Ja", "Vet ikke", "98")
    assert about.missing == {"Vet ikke", "98"}
    # What somebody wrote is not taken for the label of a code.
    assert column(table, "svar") == ["Flere busser", "Ubesvart (-99)", "", "Vet ikke", "Ubesvart"]
    assert table.about("svar").missing == {"Ubesvart (-99)"}


@pytest.mark.slow
def test_stata_keeps_its_missing_letters_apart_with_their_labels(tmp_path: Path) -> None:
    table = read_table(
        dta(
            tmp_path / "a.dta",
            {"id": [1, 2, 3, 4, 5], "kjonn": [1, "a", "b", "c", NAN]},
            missing_user_values={"kjonn": ["a", "b", "c"]},
            variable_value_labels={"kjonn": {1: "Mann", "a": "Vet ikke", "b": "Nekter"}},
            column_labels={"kjonn": "Kjønn"},
        )
    )

    assert column(table, "kjonn") == ["Mann", "Vet ikke", "Nekter", ".c", ""]
    about = table.about("kjonn")
    assert (about.label, about.levels) == ("Kjønn", ("Mann", "Vet ikke", "Nekter", ".c"))
    assert about.missing == {"Vet ikke", "Nekter", ".c"}


@pytest.mark.slow
def test_two_codes_with_one_label_stay_two(tmp_path: Path) -> None:
    table = read_table(
        sav(
            tmp_path / "a.sav",
            {"a": [7.0, 8.0, 1.0, 2.0]},
            variable_value_labels={"a": {7: "Annet", 8: "Annet", 2: "1"}},
        )
    )

    assert column(table, "a") == ["Annet (7)", "Annet (8)", "1", "1 (2)"]


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".sav", ".zsav", ".dta"])
def test_long_texts_are_whole(tmp_path: Path, suffix: str) -> None:
    long = "å" * 20_000
    write = dta if suffix == ".dta" else sav
    about: dict[str, Any] = {"version": 15} if suffix == ".dta" else {}
    table = read_table(
        write(tmp_path / f"a{suffix}", {"id": ["r1", "r2"], "svar": [long, "kort\nsvar"]}, **about)
    )

    assert column(table, "svar") == [long, "kort\nsvar"]


@pytest.mark.slow
def test_long_labels_are_whole_as_far_as_the_file_has_them(tmp_path: Path) -> None:
    label = "Hva skal til for at flere unge blir boende i kommunen etter endt utdanning? " * 3
    table = read_table(
        sav(
            tmp_path / "a.sav",
            {"a": [1.0]},
            column_labels={"a": label},
            variable_value_labels={"a": {1: "å" * 60}},
        )
    )

    assert table.about("a").label == label.strip()
    assert column(table, "a") == ["å" * 60]


@pytest.mark.slow
def test_dates_and_times_are_written_as_dates_and_times(tmp_path: Path) -> None:
    day, moment = datetime.date(2016, 3, 4), datetime.datetime(2016, 3, 4, 5, 6, 7)  # noqa: DTZ001
    clock = datetime.time(14, 5, 6)
    table = read_table(sav(tmp_path / "a.sav", {"dag": [day], "da": [moment], "kl": [clock]}))

    assert table.rows == [("2016-03-04", "2016-03-04 05:06:07", "14:05:06")]


@pytest.mark.slow
def test_stata_dates_are_written_as_dates(tmp_path: Path) -> None:
    import pandas as pd

    days = pd.to_datetime(["2016-03-04", "1950-01-01"])
    frame = pd.DataFrame({"d": days, "c": days, "m": days, "q": days, "h": days})
    formats = {"d": "td", "c": "tc", "m": "tm", "q": "tq", "h": "th"}
    frame.to_stata(tmp_path / "a.dta", convert_dates=formats, version=118, write_index=False)

    assert read_table(tmp_path / "a.dta").rows == [
        ("2016-03-04", "2016-03-04 00:00:00", "2016-03", "2016-Q1", "2016-H1"),
        ("1950-01-01", "1950-01-01 00:00:00", "1950-01", "1950-Q1", "1950-H1"),
    ]


@pytest.mark.slow
def test_a_number_of_seven_digits_has_no_tail_of_false_ones(tmp_path: Path) -> None:
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame({"f": np.array([0.1, 2.5, 16777216], dtype="float32"), "d": [0.1, 1 / 3, 1e-7]})
    frame.to_stata(tmp_path / "a.dta", version=118, write_index=False)

    table = read_table(tmp_path / "a.dta")
    assert column(table, "f") == ["0.1", "2.5", "16777216"]
    assert [float(cell) for cell in column(table, "d")] == [0.1, 1 / 3, 1e-7]


def test_nothing_is_rounded() -> None:
    drawn = random.Random(7)
    for number in (drawn.uniform(-1, 1) * 10 ** drawn.randint(-20, 20) for _turn in range(500)):
        assert float(number_text(number)) == number


@pytest.mark.parametrize(
    ("format", "value", "written"),
    [
        ("%tq", 220, "2015-Q1"),
        ("%-tq", 220, "2015-Q1"),
        ("%-tmMon_CCYY", 600, "2010-01"),
        ("%-tw", 3000, "2017-W37"),
        ("%-td", 20_000, "2014-10-04"),
        ("%-tc", 1.5e12, "2007-07-14 02:40:00"),
        ("%-9.0g", 220, "220"),
    ],
)
def test_a_date_of_stata_is_read_wherever_stata_shows_it(format: str, value: float, written: str) -> None:
    assert writer_of(format, "double")(float(value)) == written


def test_a_date_that_is_none_is_the_number_it_is() -> None:
    assert writer_of("DATE11", "double")(1e18) == "1e+18"
    assert writer_of("%td", "double")(float("-1e9")) == "-1000000000"


def test_a_label_of_blanks_is_no_label() -> None:
    assert texts_of({1.0: "1"}, {1.0: "  "}) == {1.0: "1"}


@pytest.mark.slow
@pytest.mark.parametrize("declared", ["UTF-8", ""])
def test_western_letters_are_read_whatever_the_file_says_of_them(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "a.sav"
    content = _in_western_letters(_written(path))
    path.write_bytes(content if declared else _without_encoding(content))

    table = read_table(path)

    assert column(table, "svar") == ["blåbær og øl", "sjø"]
    assert table.about("svar").label == "Spørsmål"
    assert "WINDOWS-1252" in table.notices[0]


@pytest.mark.slow
def test_utf_8_that_is_said_to_be_western_is_read_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    content = _without_encoding(_written(path))
    path.write_bytes(content.replace(struct.pack("<ii", 2, 65001), struct.pack("<ii", 2, 1252)))

    table = read_table(path)

    assert column(table, "svar") == ["blåbær og øl", "sjø"]
    assert "UTF-8" in table.notices[0]


@pytest.mark.slow
def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    path.write_bytes(_in_western_letters(_written(path)))

    assert column(read_table(path, encoding="iso-8859-1"), "svar") == ["blåbær og øl", "sjø"]
    with pytest.raises(WrongStatisticsEncodingError, match=r"a\.sav are not in utf-8"):
        read_table(path, encoding="utf-8")
    with pytest.raises(UnknownEncodingError):
        read_table(path, encoding="norsk")


def _written(path: Path) -> bytes:
    about = {"column_labels": {"svar": "Spørsmål"}}
    return sav(path, {"id": [1.0, 2.0], "svar": ["blåbær og øl", "sjø"]}, **about).read_bytes()


def _in_western_letters(content: bytes) -> bytes:
    for text in ("blåbær og øl", "sjø", "Spørsmål"):
        assert text.encode() in content
        content = content.replace(text.encode(), text.encode("cp1252").ljust(len(text.encode())))
    return content


def _without_encoding(content: bytes) -> bytes:
    record = struct.pack("<4i", 7, 20, 1, 5) + b"UTF-8"
    assert record in content
    return content.replace(record, b"")


@pytest.mark.slow
def test_pspp_and_we_say_the_same_of_a_file_and_its_weight(tmp_path: Path) -> None:
    (tmp_path / "a.sps").write_text(
        "data list list /lnr (f4) kjonn (f2) svar (a20) frafallsvekt_2016 (f8.4) dag (date11).\n"
        'begin data\n1 1 "hei på deg" 0.75 4-MAR-2016\n2 9 "blå" 1.5 5-MAR-2016\nend data.\n'
        "variable labels svar 'Hva er bra?'.\n"
        "value labels kjonn 1 'Mann' 9 'Vet ikke' /svar 'x' 'Et svar som ingen gav'.\n"
        "missing values kjonn (9).\nweight by frafallsvekt_2016.\n"
        "save outfile='a.sav'.\nsave outfile='a.zsav' /zcompressed.\n",
        "utf-8",
    )
    outside.run("pspp", "a.sps", folder=tmp_path)

    for name in ("a.sav", "a.zsav"):
        table = read_table(tmp_path / name)
        assert table.rows == [
            ("1", "Mann", "hei på deg", "0.75", "2016-03-04"),
            ("2", "Vet ikke", "blå", "1.5", "2016-03-05"),
        ]
        assert table.about("svar").label == "Hva er bra?"
        assert table.about("kjonn").missing == {"Vet ikke"}
        assert table.weight == "frafallsvekt_2016"


@pytest.mark.slow
def test_the_weight_is_found_behind_labels_and_long_texts(tmp_path: Path) -> None:
    (tmp_path / "a.sps").write_text(
        "data list list /svar (a600) kjonn (f2) vekt (f8.4).\n"
        'begin data\n"hei" 1 0.75\nend data.\n'
        "value labels kjonn 1 'Mann' 9 'En lang merkelapp'.\nmissing values kjonn (7 thru 9).\n"
        "variable labels kjonn 'Kjønn'.\ndocument Laget for en prøve.\n"
        "weight by vekt.\nsave outfile='a.sav'.\n",
        "utf-8",
    )
    outside.run("pspp", "a.sps", folder=tmp_path)

    assert read_table(tmp_path / "a.sav").weight == "vekt"


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, suffix: str) -> None:
    whole = (sav if suffix == ".sav" else dta)(tmp_path / f"hel{suffix}", {"id": [1.0], "svar": ["hei"]})
    path = tmp_path / f"svar{suffix}"
    other = tmp_path / f"hel{'.dta' if suffix == '.sav' else '.sav'}"
    (dta if suffix == ".sav" else sav)(other, {"id": [1.0]})
    for content in (
        whole.read_bytes()[:100],
        random.Random(1).randbytes(5_000),
        b"id;svar\n1;hei\n",
        other.read_bytes(),
    ):
        path.write_bytes(content)
        with pytest.raises(BrokenFileError, match=rf"^svar\{suffix} cannot be read"):
            read_table(path)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_a_variable_whose_name_is_gone_makes_the_file_a_broken_one(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"svar{suffix}"
    (sav if suffix == ".sav" else dta)(path, {"spm_en": ["a", "b"], "svar": ["hei", "hopp"]})
    whole = path.read_bytes()
    name = min(whole.find(each) for each in (b"spm_en", b"SPM_EN") if each in whole)
    path.write_bytes(whole[:name] + b"\0" + whole[name + 1 :])
    with pytest.raises(BrokenFileError, match=rf"^svar\{suffix} cannot be read"):
        read_table(path)


def test_an_empty_file_and_one_with_a_password_say_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    path.write_bytes(b"")
    with pytest.raises(EmptyFileError):
        read_table(path)
    path.write_bytes(b"ENCRYPTEDSAV" + os.urandom(200))
    with pytest.raises(LockedStatisticsFileError, match="without one"):
        read_table(path)


@pytest.mark.slow
def test_a_file_without_cases_has_no_rows(tmp_path: Path) -> None:
    assert read_table(sav(tmp_path / "a.sav", {"id": [], "svar": []})).rows == []


@pytest.mark.slow
def test_ten_thousand_variables_come_in(tmp_path: Path) -> None:
    table = read_table(sav(tmp_path / "a.sav", {f"v{number}": [1.0, 2.0] for number in range(10_000)}))

    assert (len(table.columns), table.rows[1][9_999]) == (10_000, "2")


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".sav", ".dta"])
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, suffix: str) -> None:
    drawn = random.Random(3)
    whole = (sav if suffix == ".sav" else dta)(
        tmp_path / f"hel{suffix}",
        {"id": [float(n) for n in range(20)], "svar": [f"svar nummer {n}" for n in range(20)]},
        variable_value_labels={"id": {1: "Én"}},
    ).read_bytes()
    path = tmp_path / f"svar{suffix}"
    refused: list[str] = []
    for turn in range(12):
        content = bytearray(whole)
        for _spot in range(drawn.randint(1, 20)):
            content[drawn.randrange(len(content))] = drawn.randrange(256)
        path.write_bytes(content[: drawn.randrange(len(content))] if turn % 3 == 0 else content)
        try:
            found = read_table(path)
        except UnusableInputError as error:
            refused.append(str(error))
        else:
            assert all(len(row) == len(found.columns) for row in found.rows)
    assert refused
    assert all(path.name in said for said in refused)
