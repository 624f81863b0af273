"""What a person has chosen for all projects: one TOML file. Only the theme is ever written into it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coder.domain.errors import EnvironmentFailedError
from coder.messages import _
from coder.platform import make_private_folder, reason

VARIABLE = "CODER_CONFIG"
_LINE = re.compile(r"line (\d+)")


class ThemeNotKeptError(EnvironmentFailedError):
    """The settings file cannot be written, so the next start will have the old theme."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(_("The theme could not be kept in «{file}»: {why}.").format(file=str(path), why=why))


@dataclass(frozen=True)
class Config:
    """What the settings file says; the sentences about what in it could not be used stand beside."""

    path: Path | None = None
    """Where a changed setting is kept; None keeps nothing."""
    theme: str | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the id of what they do: keys instead of those it has."""
    by_meaning: bool = False
    """Whether answers are compared by what they mean, too, where the extra for it is installed."""
    plain: bool = False
    """Whether the workbench is a talk in plain lines, for screen readers."""
    problems: tuple[str, ...] = ()


def config_file() -> Path:
    """Return where the settings file lies, whether or not there is one."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_config_dir("coder", appauthor=False)) / "config.toml"


def read_config(path: Path | None = None) -> Config:
    """Read the settings; what cannot be used is told in a sentence, and the rest is used."""
    path = config_file() if path is None else path
    try:
        text = path.read_bytes().decode("utf-8-sig")
        import tomllib  # most people have no such file

        written = tomllib.loads(text)
    except FileNotFoundError:
        return Config(path)
    except OSError as error:
        told = _("The settings file «{file}» could not be read: {why}. Settings are as from the start.")
        return Config(path, problems=(told.format(file=str(path), why=reason(error)),))
    except (ValueError, RecursionError) as error:  # neither TOML nor UTF-8, or values deep within values
        return Config(path, problems=(_broken(path, error),))
    problems: list[str] = []
    theme = _theme_in(written, problems)
    keys = dict(_keys_in(written, problems))
    by_meaning, plain = (_yes_or_no(written, name, problems) for name in ("by_meaning", "plain"))
    for name in sorted(written.keys() - {"theme", "keys", "by_meaning", "plain"}):
        problems.append(_("The settings file: there is no setting «{name}».").format(name=name))
    return Config(path, theme, keys, by_meaning, plain, tuple(problems))


def keep_theme(path: Path, theme: str) -> None:
    """Write the theme into the settings file; all else in it stays as it was written.

    Raises:
        ThemeNotKeptError: If the file cannot be written, or holds what is no TOML.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    # A settings file may be a link into a folder of such files: that file is the one to change.
    target = path.resolve()
    try:
        written = tomlkit.parse(target.read_bytes().decode("utf-8-sig") if target.exists() else "")
        written["theme"] = theme
        make_private_folder(target.parent)
        new = target.with_name(target.name + ".new")
        new.write_text(tomlkit.dumps(written), encoding="utf-8", newline="")
        new.replace(target)
    except OSError as error:
        raise ThemeNotKeptError(path, reason(error)) from error
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise ThemeNotKeptError(path, _("it is not valid TOML")) from error


def _broken(path: Path, error: Exception) -> str:
    found = _LINE.search(str(error))
    if found is None:
        told = _("The settings file «{file}» is not valid TOML. Settings are as from the start.")
        return told.format(file=str(path))
    told = _("The settings file «{file}» is not valid TOML in line {line}. Settings are as from the start.")
    return told.format(file=str(path), line=found.group(1))


def _yes_or_no(written: Mapping[str, Any], name: str, problems: list[str]) -> bool:
    value = written.get(name, False)
    if not isinstance(value, bool):
        told = _("The settings file: after «{name}» there must be true or false.")
        problems.append(told.format(name=name))
    return value is True


def _theme_in(written: Mapping[str, Any], problems: list[str]) -> str | None:
    theme = written.get("theme")
    if theme is None or isinstance(theme, str):
        return theme
    problems.append(_("The settings file: «theme» must be the name of a theme."))
    return None


def _keys_in(written: Mapping[str, Any], problems: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, value in _flat(written.get("keys", {})):
        keys = [value] if isinstance(value, str) else value
        if name and isinstance(keys, list) and keys and all(isinstance(key, str) for key in keys):
            yield name, tuple(key.strip() for key in keys)
        else:
            told = _("The settings file: a key, or a list of keys, must stand after «{name}».")
            problems.append(told.format(name=name or "keys"))


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Name what stands in tables within tables by its whole path: ``coding.undo`` needs no quotes in TOML."""
    if not isinstance(value, Mapping):
        yield name, value
        return
    for key, each in value.items():
        yield from _flat(each, f"{name}.{key}" if name else key)
