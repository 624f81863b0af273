"""Finds sentences in the source that a user would see and no catalog can translate."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MARKERS = frozenset({"_", "ngettext"})
"""The calls that put a message into the catalogs."""

ESCAPE = "# not a sentence"
"""A comment that says a string is meant as it stands: a format's name, a column header of a file."""

_SHOWN_ARGUMENTS = {
    # click
    "echo": (0,), "secho": (0,), "style": (0,), "confirm": (0,), "prompt": (0,), "progressbar": (),
    "ClickException": (0,), "UsageError": (0,), "BadParameter": (0,), "BadArgumentUsage": (0,),
    # Textual
    "Static": (0,), "Label": (0,), "Button": (0,), "Checkbox": (0,), "RadioButton": (0,), "Markdown": (0,),
    "TabPane": (0,), "Collapsible": (), "Binding": (2,), "notify": (0,), "update": (0,),
    "add_column": (0,), "add_columns": (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    # ours
    "Problem": (3,),
}  # fmt: skip
"""Functions and classes whose arguments at these positions are shown."""

_SHOWN_KEYWORDS = frozenset(
    {
        "help",
        "short_help",
        "epilog",
        "placeholder",
        "tooltip",
        "border_title",
        "border_subtitle",
        "sub_title",
        "prompt",
        "confirmation_prompt",
        "deprecated",
    }
)
"""Keyword arguments that are shown whatever is called."""

_SHOWN_KEYWORDS_OF_SHOWN = frozenset(
    {"label", "title", "description", "message", "text", "what", "content", "markup"}
)
"""Keyword arguments that are shown where the call is one of those above."""

_SHOWN_ATTRIBUTES = frozenset(
    {
        "title",
        "sub_title",
        "border_title",
        "border_subtitle",
        "tooltip",
        "placeholder",
        "TITLE",
        "SUB_TITLE",
        "BORDER_TITLE",
        "BORDER_SUBTITLE",
    }
)
"""Attributes of screens and widgets that are shown."""

_OUR_ERRORS = frozenset(
    {"CoderError", "WrongUseError", "UnusableInputError", "EnvironmentFailedError", "ProblemsError"}
)


@dataclass(frozen=True, order=True)
class Unmarked:
    """A place where a sentence reaches the user untranslated, and why."""

    line: int
    why: str


def error_classes(trees: Iterable[ast.Module]) -> frozenset[str]:
    """Return the names of all classes that derive from ``CoderError``, over all modules."""
    bases: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases.setdefault(node.name, set()).update(_name(base) for base in node.bases)
    found = set(_OUR_ERRORS)
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return frozenset(found)


def find_unmarked(source: str, errors: frozenset[str] | None = None) -> list[Unmarked]:
    """Return every unmarked sentence of one module, in order; ``errors`` as from ``error_classes``."""
    tree = ast.parse(source)
    known = error_classes([tree]) | (errors or frozenset())
    excused = {number for number, line in enumerate(source.splitlines(), 1) if ESCAPE in line}
    return sorted({place for place in _places(tree, known) if place.line not in excused})


def _places(tree: ast.Module, errors: frozenset[str]) -> Iterator[Unmarked]:
    for node in ast.walk(tree):
        match node:
            case ast.Call():
                yield from _in_call(node, errors)
            case ast.ClassDef() if node.name in errors:
                yield from _in_error_class(node)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from _in_command(node)
            case ast.Assign() | ast.AnnAssign():
                yield from _in_assignment(node)
            case ast.JoinedStr():
                yield from _in_f_string(node)


def _in_call(call: ast.Call, errors: frozenset[str]) -> Iterator[Unmarked]:
    name = _name(call.func)
    if name in MARKERS:
        yield from _in_marker(call, name)
        return
    # The store's update(noun, id, …) is no Static.update(text).
    is_store_update = name == "update" and len(call.args) > 1
    for position in () if is_store_update else _SHOWN_ARGUMENTS.get(name, ()):
        if position < len(call.args):
            yield from _unmarked(call.args[position], f"shown by {name}()")
    if name in errors:
        # A code's name may be an error's data; what has a space in it is taken for a sentence.
        for argument in call.args:
            yield from _unmarked(argument, f"said by {name}", only_sentences=True)
    for keyword in call.keywords:
        shown = keyword.arg in _SHOWN_KEYWORDS or (
            name in _SHOWN_ARGUMENTS and keyword.arg in _SHOWN_KEYWORDS_OF_SHOWN
        )
        if shown:
            yield from _unmarked(keyword.value, f"shown as {keyword.arg}=")


def _in_marker(call: ast.Call, name: str) -> Iterator[Unmarked]:
    for argument in call.args[: 2 if name == "ngettext" else 1]:
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            yield Unmarked(
                argument.lineno, f"{name}() takes a plain string: format the result, not the message"
            )


def _in_f_string(string: ast.JoinedStr) -> Iterator[Unmarked]:
    """Babel reads an f-string as one token, before Python 3.12, and finds no message in it."""
    for node in ast.walk(string):
        if isinstance(node, ast.Call) and _name(node.func) in MARKERS:
            yield Unmarked(string.lineno, f"{_name(node.func)}() in an f-string: no catalog gets to know it")


def _in_error_class(definition: ast.ClassDef) -> Iterator[Unmarked]:
    for node in ast.walk(definition):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "__init__"
        ):
            for argument in node.args:
                yield from _unmarked(argument, f"said by {definition.name}")


def _in_command(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Unmarked]:
    for decorator in function.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        target = call.func if call else decorator
        if _name(target) not in ("command", "group") or not isinstance(target, ast.Attribute):
            continue
        keywords = {keyword.arg for keyword in call.keywords} if call else set()
        if not keywords & {"help", "hidden"}:
            yield Unmarked(
                decorator.lineno, "a command without help=_(…): its docstring cannot be translated"
            )


def _in_assignment(node: ast.Assign | ast.AnnAssign) -> Iterator[Unmarked]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if node.value is None:
        return
    for target in targets:
        name = _name(target)
        on_object = isinstance(target, ast.Attribute) or name.isupper()
        if on_object and name in _SHOWN_ATTRIBUTES:
            yield from _unmarked(node.value, f"shown as {name}")
        if name == "BINDINGS" and isinstance(node.value, ast.List):
            for item in node.value.elts:
                if isinstance(item, ast.Tuple) and len(item.elts) == 3:
                    yield from _unmarked(item.elts[2], "shown in the footer")


def _unmarked(node: ast.expr, why: str, *, only_sentences: bool = False) -> Iterator[Unmarked]:
    for text in _literals(node):
        if any(character.isalpha() for character in text) and (" " in text or not only_sentences):
            yield Unmarked(node.lineno, f"{why}: {text!r}")


def _literals(node: ast.expr) -> Iterator[str]:
    """Yield the pieces of text that stand in an expression itself, not in the calls it makes."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            for part in parts:
                # What is put in is data, but "{'yes' if x else 'no'}" is looked into.
                yield from _literals(part.value if isinstance(part, ast.FormattedValue) else part)
        case ast.BinOp(left=left, right=right):
            yield from _literals(left)
            yield from _literals(right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _literals(body)
            yield from _literals(orelse)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _literals(value)
        case ast.Call(func=ast.Attribute(value=target)) if not isinstance(target, ast.Name):
            yield from _literals(target)
        case _:
            return


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value):
            return _name(value)
        case _:
            return ""
