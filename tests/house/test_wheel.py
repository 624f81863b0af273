"""The wheel is whole: built, installed in an empty environment, and run there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from coder.cli.group import cli
from coder.resources import codebooks_folder, demo_survey_folder, migrations_folder
from tests import outside

CHECKOUT = Path(__file__).parents[2]
MAN_FOLDERS = ("man/man1", "man/nb/man1", "man/nn/man1")

# One worker builds and installs; the others go on with what is left.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900), pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("wheel", CHECKOUT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel where nothing else is, and return that environment's Python."""
    environment = tmp_path_factory.mktemp("empty") / "environment"
    # The tests' own pip fills the environment: it needs none itself.
    venv.create(environment, with_pip=False, symlinks=os.name != "nt")
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    constraints = str(CHECKOUT / "constraints.txt")
    _run([*pip, "install", "--quiet", "--no-compile", "--constraint", constraints, str(wheel)], CHECKOUT)
    return python


def test_the_wheel_holds_everything_the_program_reads(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"coder/_shipped/codebooks/{name}" for name in _files_in(CHECKOUT / "codebooks")}
    wanted |= {f"coder/_shipped/db/{name}" for name in _files_in(CHECKOUT / "db")}
    wanted |= {f"coder/demo_survey/{name}" for name in _files_in(CHECKOUT / "coder" / "demo_survey")}
    wanted |= {f"coder/locale/{locale}/LC_MESSAGES/coder.mo" for locale in ("nb", "en")}
    wanted |= {f"coder/{name}" for name in _files_in(CHECKOUT / "coder") if name.endswith((".py", ".tcss"))}
    assert sorted(wanted - inside) == []
    assert "coder/py.typed" in inside


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    inside = zipfile.ZipFile(wheel).namelist()
    assert [name for name in inside if not name.startswith(("coder/", "open_answer_coder-"))] == []
    assert [name for name in inside if name.endswith((".po", ".pot", ".pyc", ".sqlite"))] == []
    pages = {
        f"open_answer_coder-{version('open-answer-coder')}.data/data/share/{folder}/coder.1"
        for folder in MAN_FOLDERS
    }
    assert {name for name in inside if ".data/" in name} == pages


def test_the_source_archive_builds_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    archive = _build("sdist", CHECKOUT, tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "unpacked", filter="data")
    (source,) = (tmp_path / "unpacked").iterdir()
    assert (source / "tests" / "conftest.py").exists()
    # As a person's pip does it: in an environment of its own that holds what pyproject.toml says and no more.
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    _run([*pip, "wheel", "--quiet", "--no-deps", "-w", str(tmp_path / "again"), str(source)], tmp_path)
    (again,) = (tmp_path / "again").iterdir()
    assert _contents(again) == _contents(wheel)


@pytest.mark.parametrize("folder", MAN_FOLDERS)
def test_the_man_page_tells_every_command_and_option(wheel: Path, folder: str, tmp_path: Path) -> None:
    (page,) = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(f"share/{folder}/coder.1")]
    zipfile.ZipFile(wheel).extract(page, tmp_path)
    shown = outside.run("man", "--warnings", "-l", tmp_path / page)
    told = " ".join(re.sub(r".\x08", "", shown).replace("\N{HYPHEN}", "-").split())
    missing = [words for words in _every_command_and_option() if words not in told]
    assert missing == []


def _every_command_and_option() -> Iterator[str]:
    """Yield ``coder codebook``, ``--project`` and so on for all there are."""
    waiting: list[tuple[click.Command, click.Context]] = [(cli, click.Context(cli, info_name="coder"))]
    while waiting:
        command, context = waiting.pop()
        yield context.command_path
        yield from (
            name
            for each in command.params
            if isinstance(each, click.Option)
            for name in each.opts
            if not each.hidden
        )
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                waiting.append((below, click.Context(below, info_name=name, parent=context)))


def test_an_editable_install_reads_the_folders_where_they_lie() -> None:
    assert migrations_folder() == CHECKOUT / "db"
    assert codebooks_folder() == CHECKOUT / "codebooks"
    assert demo_survey_folder() == CHECKOUT / "coder" / "demo_survey"


def test_the_installed_program_finds_its_folders(installed: Path, tmp_path: Path) -> None:
    program = (
        "from coder import resources as r; print(r.migrations_folder(), r.codebooks_folder(), sep='\\n')"
    )
    migrations, codebooks = map(Path, _run([str(installed), "-c", program], tmp_path).splitlines())
    assert migrations.is_relative_to(installed.parents[1])
    assert _files_in(migrations) == _files_in(CHECKOUT / "db")
    assert _files_in(codebooks) == _files_in(CHECKOUT / "codebooks")


def test_the_installed_program_speaks_norwegian(installed: Path, tmp_path: Path) -> None:
    program = "import coder.messages as m; m.set_language('nb'); print(type(m._Active.catalog).__name__)"
    assert _run([str(installed), "-c", program], tmp_path).strip() == "GNUTranslations"


def test_the_demo_runs_where_only_the_wheel_is(installed: Path, tmp_path: Path) -> None:
    command = installed.with_name("coder.exe" if os.name == "nt" else "coder")
    # The whole job, and nothing in it may warn.
    printed = _run([str(command), "--lang", "en", "demo", "--no-screen"], tmp_path, PYTHONWARNINGS="error")
    assert "Percent" in printed, printed
    assert "N = " in printed or "N=" in printed, printed
    assert list(tmp_path.iterdir()) == [], "the demo leaves nothing behind"


def _contents(archive: Path) -> dict[str, bytes]:
    """Return what is in an archive, file by file, but for what tells which builder it was."""
    with zipfile.ZipFile(archive) as packed:
        names = (name for name in packed.namelist() if not name.endswith((".dist-info/WHEEL", "/RECORD")))
        return {name: packed.read(name) for name in names}


def _build(kind: str, source: Path, target: Path) -> Path:
    target.mkdir(parents=True, exist_ok=True)
    _run([sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)], source)
    (built,) = target.iterdir()
    return built


def _run(command: list[str], folder: Path, **own: str) -> str:
    """Run a program as a person elsewhere would: without this checkout on its path."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | own
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def _files_in(folder: Path) -> set[str]:
    files = (file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return {file.relative_to(folder).as_posix() for file in files}
