"""The settings file: read with patience, written with care."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.config import Config, ThemeNotKeptError, config_file, keep_theme, read_config


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_file_everything_is_as_from_the_start(file: Path) -> None:
    assert read_config(file) == Config(file)


def test_theme_and_keys_are_read_with_quotes_and_without(file: Path) -> None:
    file.write_text('theme = "light"\n[keys]\n"coding.undo" = "ctrl+u"\ncoding.redo = ["ctrl+r", "f5"]\n')
    read = read_config(file)
    assert (read.theme, read.problems) == ("light", ())
    assert read.keys == {"coding.undo": ("ctrl+u",), "coding.redo": ("ctrl+r", "f5")}


@pytest.mark.parametrize(
    "written",
    [b'theme = "light"\nkeys = [1,\n', b"theme = \n", b'theme = "\xff"', b"a = 1\na = 2\n", b"\x00"],
)
def test_a_broken_file_is_told_in_one_sentence_and_nothing_of_it_used(file: Path, written: bytes) -> None:
    file.write_bytes(written)
    read = read_config(file)
    assert (read.theme, read.keys) == (None, {})
    (told,) = read.problems
    assert "is not valid TOML" in told
    assert str(file) in told


def test_the_line_of_a_mistake_is_named(file: Path) -> None:
    file.write_text('theme = "light"\n[keys]\ncoding.undo = ctrl+u\n')
    assert "in line 3" in read_config(file).problems[0]


def test_what_cannot_be_used_is_told_and_the_rest_used(file: Path) -> None:
    file.write_text('thme = "x"\ntheme = 3\n[keys]\ncoding.undo = 1\ncoding.redo = "ctrl+r"\n')
    read = read_config(file)
    assert (read.theme, read.keys) == (None, {"coding.redo": ("ctrl+r",)})
    assert [told.split("«")[1].split("»")[0] for told in read.problems] == ["theme", "coding.undo", "thme"]


def test_answers_are_compared_by_meaning_only_where_that_was_chosen(file: Path) -> None:
    assert not read_config(file).by_meaning
    file.write_text("by_meaning = true\n")
    assert read_config(file).by_meaning
    file.write_text('by_meaning = "yes"\n')
    assert not read_config(file).by_meaning
    assert "true or false" in read_config(file).problems[0]


def test_plain_lines_may_be_wanted_always(file: Path) -> None:
    assert not read_config(file).plain
    file.write_text("plain = true\n")
    assert read_config(file) == Config(file, plain=True)


def test_keys_that_are_no_table_are_told(file: Path) -> None:
    file.write_text('keys = "f5"\n')
    assert len(read_config(file).problems) == 1


def test_keeping_a_theme_leaves_everything_else_as_it_was_written(file: Path) -> None:
    before = '# mine\r\ntheme  =  "dark"   # calm\r\n\r\n[keys]\r\n# ø\r\ncoding.undo="ctrl+u"\r\n'
    file.write_text(before, encoding="utf-8", newline="")
    keep_theme(file, "light")
    assert file.read_bytes().decode("utf-8") == before.replace('"dark"', '"light"')


def test_a_theme_is_kept_above_the_tables(file: Path) -> None:
    file.write_text('[keys]\ncoding.undo = "ctrl+u"\n')
    keep_theme(file, "light")
    assert read_config(file) == Config(file, "light", {"coding.undo": ("ctrl+u",)})


def test_a_theme_is_kept_where_there_was_no_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "config.toml"
    keep_theme(file, "monochrome")
    assert read_config(file).theme == "monochrome"
    assert [each.name for each in file.parent.iterdir()] == ["config.toml"]


def test_a_file_that_is_a_link_stays_one(tmp_path: Path, file: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("# mine\n")
    file.symlink_to(real)
    keep_theme(file, "light")
    assert file.is_symlink()
    assert real.read_text() == '# mine\ntheme = "light"\n'


@pytest.mark.parametrize("written", [b"theme = \n", b"\xff"])
def test_a_broken_file_is_never_written_over(file: Path, written: bytes) -> None:
    file.write_bytes(written)
    with pytest.raises(ThemeNotKeptError, match="not valid TOML"):
        keep_theme(file, "light")
    assert file.read_bytes() == written


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(ThemeNotKeptError, match="could not be kept"):
        keep_theme(tmp_path / "a" / "config.toml", "light")


def test_a_variable_names_another_file(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setenv("CODER_CONFIG", str(file))
    assert config_file() == file
    monkeypatch.delenv("CODER_CONFIG")
    assert config_file().name == "config.toml"
    assert config_file().parent.name == "coder"
