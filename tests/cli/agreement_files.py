"""Small files of codings, and what `coder agreement` makes of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from coder.cli.group import cli

TWO = "unit,coder,code\n1,anna,pris\n1,ben,pris\n2,anna,tid\n2,ben,\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["agreement", *arguments])


def written(tmp_path: Path, text: str, name: str = "kodinger.csv") -> str:
    file = tmp_path / name
    file.write_bytes(text.encode())
    return str(file)


def rows(*cells: tuple[str, ...], header: tuple[str, ...] = ("unit", "coder", "code")) -> str:
    file = io.StringIO()
    csv.writer(file).writerows([header, *cells])
    return file.getvalue()


def report(*arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def number(found: dict[str, Any], metric: str, scope: str, code: str | None = None) -> Any:
    (only,) = [
        result
        for result in found["results"]
        if (result["metric"], result["scope"], result["code"]) == (metric, scope, code)
    ]
    return only["value"]


def refused(*arguments: str, exit_code: int = 3) -> str:
    done = run(*arguments)
    assert done.exit_code == exit_code, done.output
    assert done.stdout == ""
    return done.stderr
