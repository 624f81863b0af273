"""Text from outside reaches widgets through one place only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from coder.tui.pieces.plain import plain

SCREENS = Path(__file__).parents[2] / "coder" / "tui"
TAKES_MARKUP = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "OptionList", "Option", "DataTable", "Tree",
    "Markdown", "Collapsible", "TabPane", "ListItem", "SelectionList", "Digits", "Link", "Rule", "Tooltip",
}  # fmt: skip
SHOWN_ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "placeholder", "loading"}


def _is_ours(node: ast.expr) -> bool:
    """Tell whether a shown value is a message of ours, or went through ``plain``."""
    match node:
        case ast.Constant():
            return True
        case ast.Call(func=ast.Name(id="plain" | "_" | "ngettext" | "safe" | "safe_line")):
            return True
        case ast.IfExp(body=body, orelse=orelse):
            return _is_ours(body) and _is_ours(orelse)
    return False


def _bare(source: str) -> list[int]:
    """Return the lines where a widget is given a bare variable."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in TAKES_MARKUP and node.args and not _is_ours(node.args[0]):
                found.append(node.lineno)
            if name == "notify" and not any(
                keyword.arg == "markup" and getattr(keyword.value, "value", True) is False
                for keyword in node.keywords
            ):
                found.append(node.lineno)
        if isinstance(node, ast.Assign):
            names = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
            if names & SHOWN_ATTRIBUTES and not _is_ours(node.value):
                found.append(node.lineno)
    return found


@pytest.mark.parametrize(
    "source",
    ["Static(answer.text)", "Label(f'{name}')", "self.notify(str(error))", "self.border_title = name"],
)
def test_a_bare_variable_would_be_found(source: str) -> None:
    assert _bare(source) == [1]


@pytest.mark.parametrize("source", ["Static(plain(text))", "Label(_('yes'))", "self.notify(t, markup=False)"])
def test_what_went_through_plain_is_let_pass(source: str) -> None:
    assert _bare(source) == []


@pytest.mark.slow
def test_no_widget_is_given_a_bare_variable() -> None:
    found = {file.name: _bare(file.read_text("utf-8")) for file in SCREENS.glob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_plain_text_is_no_markup_and_holds_no_escapes() -> None:
    content = plain("[bold]a[/bold] [/b]\x1b[2J\x9b\u202e")
    assert content.plain == "[bold]a[/bold] [/b]␛[2J\ufffd\ufffd"
    assert list(content.spans) == []
