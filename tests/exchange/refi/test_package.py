"""Packages: what is unsafe or broken is refused with one sentence, before anything of it is used."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from coder.domain.errors import UnusableInputError
from coder.exchange.refi.package import (
    BrokenPackageError,
    NoProjectInPackageError,
    Package,
    UnsafePackageError,
)


def made(folder: Path, *members: tuple[str, bytes]) -> Path:
    path = folder / "p.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            package.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "name",
    ["../ut.txt", "sources/../../ut.txt", "/etc/passwd", "C:/ut.txt", "c:ut.txt", "sources\\ut.txt", "a/.."],
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, ("project.qde", b"<x/>"), (name, b"ut"))
    with pytest.raises(UnsafePackageError, match="leads out of it"):
        Package(path)
    assert [each.name for each in tmp_path.iterdir()] == ["p.qdpx"]


@pytest.mark.parametrize("again", ["sources/a.txt", "Sources/A.txt"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(tmp_path: Path, again: str) -> None:
    with pytest.raises(UnsafePackageError, match="the same name"):
        Package(made(tmp_path, ("project.qde", b""), ("sources/a.txt", b"1"), (again, b"2")))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["project.qde", "sources/a.txt"])
def test_a_member_that_swells_is_refused(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, (name, bytes(50_000_000)))
    assert path.stat().st_size < 60_000
    with pytest.raises(UnsafePackageError, match="would take 50 MB"):
        Package(path)


def test_a_member_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, ("project.qde", b"<x/>" * 100))
    content = path.read_bytes()
    size = (400).to_bytes(4, "little")
    path.write_bytes(content.replace(size, (10).to_bytes(4, "little")))
    with Package(path) as package, pytest.raises(UnusableInputError):
        package.project()


@pytest.mark.slow
def test_a_large_film_is_no_harm_as_it_is_never_read(tmp_path: Path) -> None:
    path = made(tmp_path, ("project.qde", b"<x/>"), ("sources/film.mp4", bytes(40_000_000)))
    with Package(path) as package:
        assert package.project() == ("p.qdpx: project.qde", b"<x/>")


def test_exactly_one_project_at_the_top(tmp_path: Path) -> None:
    for members in ([], [("a.qde", b""), ("b.qde", b"")], [("sources/a.qde", b"")]):
        with Package(made(tmp_path, *members)) as package, pytest.raises(NoProjectInPackageError):
            package.project()
    with Package(made(tmp_path, ("Trial.QDE", b"x"), (".b.qde", b""), ("__MACOSX/c.qde", b""))) as package:
        assert package.project()[1] == b"x"


@pytest.mark.parametrize(
    "path",
    ["internal://Å-1.txt", "internal:/å-1.TXT", "å-1.txt", "sources/å-1.txt", "internal://Sources/å-1.txt"],
)
def test_a_text_is_found_whatever_the_folder_is_called(tmp_path: Path, path: str) -> None:
    with Package(made(tmp_path, ("å-1.txt", b"annen"), ("Sources/å-1.txt", b"tekst"))) as package:
        assert package.text(path) == b"tekst"


@pytest.mark.parametrize(
    "path", ["relative://a.txt", "absolute:///etc/a.txt", "file:///a.txt", "internal://b.txt"]
)
def test_a_text_outside_the_package_is_not_read(tmp_path: Path, path: str) -> None:
    with Package(made(tmp_path, ("sources/a.txt", b"tekst"))) as package:
        assert package.text(path) is None


def test_what_is_no_zip_or_cut_off_is_told(tmp_path: Path) -> None:
    path = made(tmp_path, ("project.qde", b"<x/>" * 1000))
    for content in (b"", b"<Project/>", path.read_bytes()[:-30]):
        path.write_bytes(content)
        with pytest.raises(BrokenPackageError, match="not a whole QDPX package"):
            Package(path)
    with pytest.raises(UnusableInputError, match="does not exist"):
        Package(tmp_path / "borte.qdpx")
