"""The examples of the documentation run, one after the other, as in a notebook."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from coder.store.project import create_project
from coder.usecases.project.demo import fill

PAGE = Path(__file__).parents[1] / "docs" / "notebook.md"


@pytest.mark.slow
def test_the_notebooks_blocks_run_on_the_demo_survey(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    fill(create_project("coder.sqlite", "Demo"))
    names: dict[str, Any] = {}
    shown = [run_as_a_cell(block, names) for block in blocks(PAGE)]
    names["project"].close()
    assert len(shown) == 8
    assert (tmp_path / "alt.docx").exists()
    assert all(each is not None for each in shown[:2])
    by_size, by_hand = shown[3], shown[-1]
    assert isinstance(by_size, pd.DataFrame)
    assert "<2000" in by_size.columns
    table = names["table"]
    assert by_hand == table.loc[table["code"] == "Tett oppfølging over tid", "count"].item()
    assert table.attrs["caption"] in capsys.readouterr().out


def blocks(page: Path) -> list[str]:
    """Return the Python of a page, block by block."""
    return re.findall(r"^```python\n(.*?)^```$", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def run_as_a_cell(block: str, names: dict[str, Any]) -> Any:
    """Run a block and return what its last line is worth, which a notebook would show."""
    import ast

    body = ast.parse(block).body
    last = body[-1]
    exec(compile(ast.Module(body[:-1], []), str(PAGE), "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), str(PAGE), "eval"), names)
    exec(compile(ast.Module([last], []), str(PAGE), "exec"), names)
    return None
