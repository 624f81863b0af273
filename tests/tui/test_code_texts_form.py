from dataclasses import replace

import pytest

from coder.domain.codebook import Code, CodeKind, CodeText, CodeTextError
from coder.tui.code_list.texts_form import FIELDS, changes_of_form, may_change_meaning

CODE = Code(
    id=1,
    uid="a",
    name="Penger",
    path=("Penger",),
    parent_id=None,
    position=1,
    kind=CodeKind.ORDINARY,
    codable=True,
    colour="",
    born=1,
    from_file=False,
    retired=None,
    merged_into=None,
    split_from=None,
    text=CodeText(definition="Økonomi.\x1b[2J", examples=("mer", "nok"), labels={"nb": "Økonomi"}),
)


def typed(**changed: str) -> dict[str, str]:
    return {field.name: field.shown(CODE) for field in FIELDS} | changed


def test_what_was_not_touched_is_not_changed() -> None:
    assert changes_of_form(CODE, typed()) == {}


def test_a_text_shown_harmless_is_not_changed_by_looking_at_it() -> None:
    assert changes_of_form(CODE, typed(definition="Økonomi.␛[2J")) == {}


def test_each_field_comes_as_the_use_case_takes_it() -> None:
    changed = changes_of_form(
        CODE,
        typed(
            definition=" Mynt. ",
            examples="mer\n\nmye",
            aliases="kroner\n",
            nn="Pengar",
            colour="#0AF",
            kind="other",
            codable="heading",
        ),
    )
    assert changed == {
        "definition": "Mynt.",
        "examples": ["mer", "mye"],
        "aliases": ["kroner"],
        "labels": {"nn": "Pengar"},
        "colour": "#00aaff",
        "kind": CodeKind.OTHER,
        "codable": False,
    }


def test_blanks_around_a_text_are_no_change() -> None:
    code = replace(CODE, text=CodeText(definition="Økonomi."))
    assert changes_of_form(code, {**typed(nb=""), "definition": "Økonomi.\n ", "examples": ""}) == {}


def test_a_colour_that_is_none_is_said() -> None:
    with pytest.raises(CodeTextError):
        changes_of_form(CODE, typed(colour="blå"))


def test_only_a_changed_definition_asks_whether_the_meaning_changes() -> None:
    assert may_change_meaning(CODE, {"not_when": "lønn"})
    assert not may_change_meaning(CODE, {"examples": ["x"]})
    assert not may_change_meaning(replace(CODE, text=CodeText()), {"definition": "Ny."})
