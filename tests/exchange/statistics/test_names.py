"""Names of variables: taken by every package, told apart by all, kept for good."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.portable import PortableCode, PortableQuestion, PortableVariable
from coder.domain.stable_name import CODE, QUESTION, THEME, VARIABLE
from coder.exchange.statistics.names import clean_name, given_names, named_things
from tests.exchange.portable_projects import NAMES
from tests.exchange.statistics.hostile_project import codebook, hostile_project, uid

RESERVED = (
    "all and by eq ge gt le lt ne not or to with _all _n byte str5 strl using if else for function NA TRUE"
)


@pytest.mark.slow
@given(
    st.one_of(st.text(max_size=60), st.sampled_from([*NAMES, *RESERVED.split(), "", "_", "2016", "æøå ÆØÅ"]))
)
def test_every_name_is_taken_by_spss_stata_and_r(text: str) -> None:
    name = clean_name(text)
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,31}", name)
    assert not name.endswith("_")
    assert name.casefold() not in RESERVED.casefold().split()
    assert not re.fullmatch(r"str\d+", name.casefold())


def test_norwegian_letters_stay_readable() -> None:
    assert clean_name("Kommunestørrelse (2016)") == "Kommunestoerrelse_2016"
    assert clean_name("År på Ås") == "Aar_paa_Aas"


def test_names_differ_by_more_than_case_and_by_more_than_accents() -> None:
    variables = tuple(
        PortableVariable(uid("v", name), name)
        for name in ("Alder", "alder", "ALDER!", "resp_id", "x" * 40, "x" * 41)
    )
    project = replace(hostile_project(), variables=variables, questions=(), codebooks=())
    names = list(given_names(project, named_things(project), {}).values())
    assert names == ["Alder", "alder_2", "ALDER_3", "resp_id_2", "x" * 32, "x" * 30 + "_2"]


def test_a_variable_never_bears_the_name_of_a_code() -> None:
    project = hostile_project()
    names = given_names(project, named_things(project), {})
    assert names[QUESTION, uid("q1"), ""] == "q1_"
    assert names[VARIABLE, uid("v2"), ""] == "q1_k001_2"
    assert names[CODE, uid("code", "Samarbeid > Tettere oppfølging"), uid("q1")] == "q1_k001"
    assert len({name.casefold() for name in names.values()}) == len(names)


def test_a_question_added_later_leaves_variables_their_names() -> None:
    project = replace(hostile_project(), questions=(), codebooks=())
    known = given_names(project, named_things(project), {})
    assert known[VARIABLE, uid("v2"), ""] == "q1_k001"
    later = hostile_project()
    new = given_names(later, named_things(later), known, known.values())
    assert new[QUESTION, uid("q1"), ""] == "q1_2_"


def test_a_number_is_never_given_again() -> None:
    project = hostile_project()
    first = given_names(project, named_things(project), {})
    book = codebook()
    gone = uid("code", "Vet ikke")
    fewer = replace(project, codebooks=(replace(book, codes=book.codes[:-1]),))
    assert not given_names(fewer, named_things(fewer), first, first.values())
    row = replace(book.codes[-1].row, path=("Ny kode",))
    other = replace(
        fewer, codebooks=(replace(book, codes=(*book.codes[:-1], PortableCode(uid("ny"), None, row))),)
    )
    known = {key: name for key, name in first.items() if key[1] != gone}
    new = given_names(other, named_things(other), known, first.values())
    assert first[CODE, gone, uid("q1")] == "q1_k011"
    assert new == {(CODE, uid("ny"), uid("q1")): "q1_k012", (CODE, uid("ny"), uid("q2")): "and_k012"}


def test_a_code_that_is_renamed_and_moved_keeps_its_name() -> None:
    project = hostile_project()
    first = given_names(project, named_things(project), {})
    book = codebook()
    moved = [replace(code, row=replace(code.row, path=("Helt", "ny"))) for code in book.codes]
    later = replace(project, codebooks=(replace(book, codes=tuple(reversed(moved))),))
    new = given_names(later, named_things(later), first, first.values())
    assert not [key for key in new if key[0] == CODE]


def test_long_keys_leave_room_for_the_number() -> None:
    project = replace(
        hostile_project(), questions=(PortableQuestion(uid("lang"), "hva_skal_til_" * 9, "", uid("book")),)
    )
    names = given_names(project, named_things(project), {})
    assert all(len(name) <= 32 for name in names.values())
    assert names[THEME, uid("code", "Samarbeid"), uid("lang")] == "hva_skal_til_hva_skal_ti_t01"
