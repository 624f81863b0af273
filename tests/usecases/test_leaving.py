"""What leaves is written down when its file stands, and there is no file that is not written down."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coder.documents.whole_file import CannotWriteFileError
from coder.store.exports import Export, exports_of
from coder.store.unit_of_work import Writing
from coder.tables.options import TableOptions
from coder.usecases.exchange.leaving import leaving
from coder.usecases.tables.export import ExportedMeanwhileError, exported_table
from coder.usecases.tables.file import frequencies_to_file
from tests.builders import ask
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey
from tests.usecases.cross_tables import by_size

EXPORT = Export("table", None, "csv", "tabell.csv")


@pytest.fixture
def survey(tmp_path: Path) -> CodedSurvey:
    """A coded survey."""
    return by_size(str(tmp_path / "a.sqlite"))


def files(survey: CodedSurvey) -> list[str]:
    """Return the files that are written down."""
    return [each.file for each in ask(survey.engine, exports_of)]


def test_it_is_no_export_before_the_file_is_whole(survey: CodedSurvey, tmp_path: Path) -> None:
    file = tmp_path / "tabell.csv"
    with leaving(survey.engine, survey.kari, EXPORT, file) as new:
        assert (new.parent, new.suffix) == (tmp_path, ".csv")
        new.write_text("halv")
        assert (files(survey), file.exists()) == ([], False)
    assert (files(survey), file.read_text()) == (["tabell.csv"], "halv")


def test_what_cannot_be_written_down_is_no_file(survey: CodedSurvey, tmp_path: Path) -> None:
    file = tmp_path / "tabell.csv"
    file.write_text("før")

    def refused(_work: Writing) -> None:
        raise ValueError

    with (
        pytest.raises(ValueError),
        leaving(survey.engine, survey.kari, EXPORT, file, refused) as new,
    ):
        new.write_text("ny")
    assert (files(survey), file.read_text()) == ([], "før")
    assert not [path for path in tmp_path.iterdir() if ".new" in path.name]


def test_a_file_that_cannot_take_its_place_is_no_export(survey: CodedSurvey, tmp_path: Path) -> None:
    file = tmp_path / "tabell.csv"

    def write() -> None:
        with leaving(survey.engine, survey.kari, EXPORT, file) as new:
            new.write_text("ny")
            new.unlink()

    with pytest.raises(CannotWriteFileError, match=r"tabell\.csv»"):
        write()
    assert (files(survey), file.exists()) == ([], False)


@pytest.mark.parametrize("name", ["t.csv", "t.txt", "t.xlsx", "t.docx", "t.odt", "t.html"])
def test_a_missing_folder_is_no_export_of_any_format(survey: CodedSurvey, tmp_path: Path, name: str) -> None:
    file = tmp_path / "nei" / name
    with pytest.raises(CannotWriteFileError):
        frequencies_to_file(survey.engine, QUESTION, TableOptions(), file, coder_id=survey.kari)
    assert files(survey) == []


@pytest.mark.skipif(os.name != "posix", reason="Only POSIX systems limit a file's size.")
@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ["table", QUESTION, "--by", SIZE, "--min-cell", "3", "-o", "t.html"],
        ["table", QUESTION, "--by", SIZE, "-o", "t.docx"],
        ["table", QUESTION, "--together", "-o", "t.xlsx"],
        ["saturation", QUESTION, "-o", "t.html"],
        ["quotes", QUESTION, "--internal", "-o", "t.docx"],
    ],
)
def test_what_a_full_disk_cuts_short_is_no_export_and_no_file(
    survey: CodedSurvey, tmp_path: Path, words: list[str]
) -> None:
    folder = tmp_path / "ut"
    folder.mkdir()
    project = tmp_path / "a.sqlite"
    # A limit for the file alone, after the project has been opened, as on a disk of its own.
    write = (
        "import resource, sys\n"
        "from coder.documents import whole_file\n"
        "make = whole_file.tempfile.mkstemp\n"
        "def full(*names, **options):\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (200, resource.RLIM_INFINITY))\n"
        "    return make(*names, **options)\n"
        "whole_file.tempfile.mkstemp = full\n"
        "from coder.cli.group import cli\n"
        "cli(sys.argv[1:])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", write, "--project", str(project), "--coder", "kari", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 4, done.stderr
    assert words[-1] in done.stderr
    assert ".new" not in done.stderr
    assert list(folder.iterdir()) == []
    assert files(survey) == []


@pytest.mark.slow
def test_two_tables_made_at_once_do_not_leave_without_knowing_of_one_another(
    survey: CodedSurvey, tmp_path: Path
) -> None:
    options = TableOptions(by=(SIZE,), min_cell=3)
    files_of = [tmp_path / "en.json", tmp_path / "to.json"]
    first, second = (
        exported_table(survey.engine, QUESTION, options, coder_id=survey.kari, named="json", file=file)
        for file in files_of
    )

    def at_once() -> None:
        with first as (_made, new), second as (_other, newer):
            new.write_text("en")
            newer.write_text("to")

    with pytest.raises(ExportedMeanwhileError):
        at_once()
    assert files(survey) == ["to.json"]
    assert not (tmp_path / "en.json").exists()
