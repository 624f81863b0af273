"""Every sentence a user can see is marked, is in the catalogs, and is translated."""

from __future__ import annotations

import ast
import gettext
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.house.unmarked import error_classes, find_unmarked

CHECKOUT = Path(__file__).parents[2]
CODE = CHECKOUT / "coder"
LOCALES = ("nb", "nn", "en")

CAUGHT = {
    "click.echo": "click.echo('Saved.')",
    "click.echo with a variable in it": "click.echo(f'Saved {count} answers.')",
    "click.echo of a formatted string": "click.echo('Saved {n}.'.format(n=1))",
    "click.echo of one of two": "click.echo('yes' if done else 'no')",
    "click.echo of a sum": "click.echo('Saved ' + name)",
    "click.secho": "secho('Careful', fg='red')",
    "an option's help": "@click.option('--id', help='The column of ids.')\ndef f(): ...",
    "a command's help": "@click.command(help='Import a file.')\ndef f(): ...",
    "a command's docstring": "@group.command()\ndef f():\n    'Import a file.'",
    "a bare command decorator": "@click.command\ndef f():\n    'Import a file.'",
    "a group without help": "@click.group(invoke_without_command=True)\ndef f(): ...",
    "a question put to the user": "click.confirm('Go on?')",
    "an error": "class LostError(CoderError):\n def __init__(self):\n  super().__init__('It is lost.')",
    "an error two steps below": (
        "class A(WrongUseError): ...\nclass B(A):\n def __init__(self, x):\n  super().__init__(f'No {x}.')"
    ),
    "an error raised with a sentence": "raise UnusableInputError('The file is empty.')",
    "a problem in a file": "Problem(file, 3, None, 'Twice the same id.')",
    "a problem in a file by name": "Problem(file=file, row=3, column=None, what='Twice the same id.')",
    "a label": "yield Static('Codes', id='codes')",
    "a button": "Button(label='Go', id='go')",
    "a binding": "BINDINGS = [Binding('q', 'quit', 'Quit')]",
    "a binding's tooltip": "Binding('q', 'quit', _('Quit'), tooltip='Leave the workbench')",
    "a binding as a tuple": "BINDINGS = [('q', 'quit', 'Quit')]",
    "a notification": "self.notify('Saved.')",
    "a placeholder": "Input(placeholder='Code')",
    "a border title": "panel.border_title = f'Codes ({n})'",
    "a title of an app": "class App:\n    TITLE: str = 'Workbench'",
    "a changed text": "self.query_one(Static).update('Nothing left.')",
    "an f-string in a marker": "click.echo(_(f'No code {name}.'))",
    "a marker in an f-string": "line = f'{place}: {_(\"done\")}'",
    "a plural deep in an f-string": 'line = f\'({ngettext("one", "many", n).format(n=n):>9})\'',
    "a message formatted before it is looked up": "click.echo(_('No code {n}.'.format(n=1)))",
    "a name in a marker": "_(description)",
    "a plural put together": "ngettext('one', 'many' + suffix, 2)",
}

LET_PASS = {
    "a marked sentence": "click.echo(_('Saved {n}.').format(n=1))",
    "a marked plural": "click.echo(ngettext('{n} answer', '{n} answers', n).format(n=n))",
    "a value": "click.echo(value)",
    "a sign": "click.echo('●' + ' ' + _('done'))",
    "marked pieces put together": "click.echo(f'{place}: ' + _('done'))",
    "data joined": "click.echo('\\n'.join(lines))",
    "an option with marked help": "@click.option('--id', help=_('The column of ids.'))\ndef f(): ...",
    "a command with marked help": "@group.command(help=_('Import.'))\ndef f():\n 'For readers of code.'",
    "a hidden command": "@group.command(hidden=True)\ndef f(): ...",
    "a bug": "raise ValueError('never reached')",
    "an error's data": "raise UnknownCodeError('pris')",
    "a class that is no error": "class A(Base):\n    def __init__(self):\n        super().__init__('name')",
    "an id of a widget": "Static(id='codes', classes='wide')",
    "bytes to a hash": "digest.update(b'abc')",
    "an update of the store": "writing.update('project', 1, {'name': name})",
    "a domain's label": "Code(label='pris')",
    "an excused string": "click.echo('respondent_id')  # not a sentence",
}


@pytest.mark.parametrize("source", CAUGHT.values(), ids=CAUGHT.keys())
def test_the_search_catches(source: str) -> None:
    assert find_unmarked(source)


@pytest.mark.parametrize("source", LET_PASS.values(), ids=LET_PASS.keys())
def test_the_search_lets_pass(source: str) -> None:
    assert find_unmarked(source, frozenset({"UnknownCodeError"})) == []


@pytest.mark.slow
def test_no_sentence_is_left_unmarked() -> None:
    sources = {file: file.read_text("utf-8") for file in sorted(CODE.rglob("*.py"))}
    del sources[CODE / "messages.py"]  # it defines the markers
    errors = error_classes(ast.parse(source) for source in sources.values())
    found = [
        f"{file.relative_to(CHECKOUT)}:{place.line}: {place.why}"
        for file, source in sources.items()
        for place in find_unmarked(source, errors)
    ]
    assert found == []


@pytest.mark.slow
@pytest.mark.catalogs
@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_is_in_the_catalog(locale: str) -> None:
    missing = _messages_in_code() - _messages_in(_catalog(locale))
    assert sorted(missing) == [], "run `make messages`"


@pytest.mark.slow
@pytest.mark.catalogs
def test_every_message_is_translated_into_norwegian() -> None:
    wanted = _messages_in_code()
    untranslated = [
        message.id for message in _catalog("nb") if _key(message) in wanted and not _is_translated(message)
    ]
    assert untranslated == []


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_a_translation_keeps_the_placeholders_of_its_message(locale: str) -> None:
    changed = [message.id for message in _catalog(locale) if message.id and not _keeps_placeholders(message)]
    assert changed == []


@pytest.mark.slow
@pytest.mark.parametrize("locale", LOCALES)
def test_a_catalog_compiles_and_answers(locale: str, tmp_path: Path) -> None:
    catalog = _catalog(locale)
    catalog.add("A sentence for this test.", "En setning for denne testen.")
    compiled = tmp_path / locale / "LC_MESSAGES" / "coder.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, catalog)
    loaded = gettext.translation("coder", tmp_path, [locale])
    assert loaded.gettext("A sentence for this test.") == "En setning for denne testen."
    assert loaded.gettext("Not in any catalog.") == "Not in any catalog."


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        (Message("No code {name}.", "Ingen kode {name}."), True),
        (Message("No code {name}.", "Ingen kode {navn}."), False),
        (Message("No code {name}.", "Ingen kode."), False),
        (Message("No code {name}.", ""), True),
        (Message(("one answer", "{n} answers"), ("ett svar", "{n} svar")), True),
        (Message(("{n} answer", "{n} answers"), ("ett svar", "{n} svar")), True),
        (Message(("{n} answer", "{n} answers"), ("{n} svar", "svar")), False),
    ],
)
def test_placeholders_are_compared_form_by_form(message: Message, kept: bool) -> None:
    assert _keeps_placeholders(message) is kept


def _messages_in_code() -> set[tuple[str, ...]]:
    """Return what stands in ``_`` and ``ngettext``: (message,) or (singular, plural)."""
    return {_forms(found[2]) for found in extract_from_dir(CODE, keywords={"_": None, "ngettext": (1, 2)})}


def _messages_in(catalog: Catalog) -> set[tuple[str, ...]]:
    return {_key(message) for message in catalog if message.id}


def _key(message: Message) -> tuple[str, ...]:
    return _forms(message.id)


def _catalog(locale: str) -> Catalog:
    with (CODE / "locale" / locale / "LC_MESSAGES" / "coder.po").open("rb") as file:
        return read_po(file, locale=locale, domain="coder")


def _forms(texts: object) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts or ())  # type: ignore[arg-type]


def _is_translated(message: Message) -> bool:
    forms = _forms(message.string)
    return bool(forms) and all(forms) and not message.fuzzy


def _keeps_placeholders(message: Message) -> bool:
    """Hold translations against messages; the singular may say its number in words, the plural may not."""
    originals, translations = _forms(message.id), _forms(message.string)
    if not any(translations):
        return True
    allowed = set().union(*map(_placeholders, originals))
    singular, *_rest = translations
    plural = translations[-1]
    if len(originals) == 1:
        return _placeholders(singular) == _placeholders(originals[0])
    return _placeholders(singular) <= allowed and _placeholders(plural) == _placeholders(originals[-1])


def _placeholders(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
