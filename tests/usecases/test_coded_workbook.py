"""Half-coded workbooks as people make them: what is understood, told, and left to decide."""

from __future__ import annotations

import pytest

from coder.domain.errors import ProblemsError
from coder.exchange.coded_workbook.roles import Wishes
from coder.exchange.coded_workbook.split import Signs
from coder.exchange.workbook import UnknownSheetError
from coder.exchange.workbook_marks import CellMark, Marks
from coder.usecases.exchange.coded_workbook.found import NoCodesInWorkbookError
from coder.usecases.exchange.coded_workbook.understanding import CodesWished, WorkbookWishes
from tests.usecases.coded_sheets import KNOWLEDGE, LIST, NAV, PEOPLE, TEXTS, UNSURE, YOUNG, read, sheet


def test_codes_stand_in_several_columns_and_each_coding_has_its_cell() -> None:
    found = read(
        {
            "Koding": [
                ["id", "svar", "Kode 1", "Kode 2", "Kode 3"],
                ["r1", NAV, "Nav", "Fylkeskommunen", ""],
                ["r2", PEOPLE, "Folk", "", "Penger, øremerket"],
                ["r3", YOUNG, "", "", ""],
            ],
            "Kodeliste": LIST,
        }
    )
    assert found.codings() == [
        ("r1", "kari", "Samarbeid > Nav", "Koding!C2"),
        ("r1", "kari", "Samarbeid > Fylkeskommunen", "Koding!D2"),
        ("r2", "kari", "Ressurser > Folk", "Koding!C3"),
        ("r2", "kari", "Ressurser > Penger, øremerket", "Koding!E3"),
    ]
    assert found.done() == [("r1", "kari"), ("r2", "kari")]
    assert found.told("1 answer without codes is taken as not coded yet")
    codes = [code.row.written_path for code in found.file.project.codebooks[0].codes]
    assert codes[:3] == ["Samarbeid", "Samarbeid > Nav", "Samarbeid > Fylkeskommunen"]
    assert not found.file.project.codebooks[0].codes[0].row.codable


@pytest.mark.parametrize(
    "cell",
    [
        "Nav; Folk",
        "Nav|Folk",
        "Nav\nFolk",
        "Nav, Folk",
        "nav ,  FOLK",
        "Samarbeid > Nav; Ressurser > Folk",
        "Samarbeid->Nav ; Ressurser/Folk",
        "Samarbeid::Nav, Ressurser::Folk",
        "Samarbeid>Nav;Folk;Folk",
        "Nav + Folk",
        "Nav og Folk",
    ],
)
def test_several_codes_in_a_cell_are_told_apart(cell: str) -> None:
    found = read(
        {"Koding": [["id", "svar", "Kode(r)"], ["r1", NAV, cell], ["r2", PEOPLE, "Folk"]], "Kodeliste": LIST}
    )
    assert found.codes()["r1"] == ["Samarbeid > Nav", "Ressurser > Folk"]
    assert found.unknown() == []


def test_a_comma_in_a_name_is_no_separator() -> None:
    found = read(
        {
            "Koding": [
                ["id", "svar", "Koder"],
                ["r1", NAV, "Nav, penger, øremerket"],
                ["r2", PEOPLE, "Folk"],
            ],
            "Kodeliste": LIST,
        }
    )
    assert found.codes()["r1"] == ["Samarbeid > Nav", "Ressurser > Penger, øremerket"]


def test_case_blanks_and_hyphens_do_not_matter_and_it_is_told() -> None:
    found = read(
        {
            "Koding": [
                ["id", "svar", "Kode 1"],
                ["r1", NAV, "  nav\u2011kontor  "],
                ["r2", PEOPLE, "NAV\u00a0-\u00a0KONTOR"],
            ],
            "Kodeliste": [["Kode", "Definisjon"], ["Nav-kontor", "x"], ["Nav - kontor", "y"]],
        }
    )
    assert found.codes() == {"r1": ["Nav-kontor"], "r2": ["Nav - kontor"]}
    assert [each.written for each in found.found.found.matched] == [
        "nav\u2011kontor",
        "NAV\u00a0-\u00a0KONTOR",
    ]


def test_an_unknown_name_waits_for_a_decision_with_its_cell_and_the_nearest_code() -> None:
    rows = [["id", "svar", "Kode 1"], ["r1", NAV, "Nav"], ["r2", PEOPLE, "Folkk"], ["r3", YOUNG, "Folkk"]]
    found = read({"Koding": rows, "Kodeliste": LIST})
    (name,) = [name for _question, name in found.found.unknown]
    assert (name.written, name.count, name.place, name.nearest) == (
        "Folkk",
        2,
        "Koding!C3",
        (("Ressurser", "Folk"),),
    )
    assert "no code is named «Folkk» (Koding!C3; 2 times). Nearest: «Ressurser > Folk»." in str(
        found.found.undecided()[0]
    )


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        ("Folk", ["Ressurser > Folk"]),
        ("Ressurser > Folk; Nav", ["Ressurser > Folk", "Samarbeid > Nav"]),
        ("+Ressurser > Flere folk", ["Ressurser > Flere folk"]),
        ("+", ["Folkk"]),
    ],
)
def test_a_decision_says_what_a_name_means(target: str, codes: list[str]) -> None:
    found = read(
        {"Koding": [["id", "svar", "Kode 1"], ["r1", NAV, "folkk "]], "Kodeliste": LIST},
        wished=CodesWished({"Folkk": target}, coder="kari"),
    )
    assert found.unknown() == []
    assert [code.casefold() for code in found.codes()["r1"]] == [code.casefold() for code in codes]
    assert found.found.makes_codes() == target.startswith("+")


def test_a_name_that_is_no_code_leaves_an_answer_coded_with_nothing() -> None:
    found = read(
        {
            "Koding": [["id", "svar", "Kode 1"], ["r1", NAV, "ingen"], ["r2", PEOPLE, "Folk"]],
            "Kodeliste": LIST,
        },
        wished=CodesWished({"ingen": "-"}, coder="kari"),
    )
    assert found.codes() == {"r2": ["Ressurser > Folk"]}
    assert found.done() == [("r1", "kari"), ("r2", "kari")]


def test_a_decision_that_leads_to_no_code_is_a_problem_and_an_unused_one_is_told() -> None:
    found = read(
        {"Koding": [["id", "svar", "Kode 1"], ["r1", NAV, "Nav"]], "Kodeliste": LIST},
        wished=CodesWished({"X": "Finnes ikke", "Y": "Folk"}, coder="kari"),
    )
    assert any(
        "«X» is to mean «Finnes ikke», but there is no such code" in problem for problem in found.problems()
    )
    assert found.told("Decided, but nowhere in the file: «X», «Y».")


def test_without_a_list_codes_are_made_as_they_are_written_most_often() -> None:
    rows = [
        ["id", "svar", "Kode 1"],
        ["r1", NAV, "samarbeid"],
        ["r2", PEOPLE, "Samarbeid"],
        ["r3", YOUNG, "Samarbeid"],
    ]
    assert read({"Koding": rows}).unknown() == ["Samarbeid"]
    found = read({"Koding": rows}, create=True)
    assert found.codes() == {"r1": ["Samarbeid"], "r2": ["Samarbeid"], "r3": ["Samarbeid"]}


def test_new_codes_that_look_alike_are_told() -> None:
    texts = [["r1", "Samarbeid"], ["r2", "Samarbeid"], ["r3", "Samarbied"]]
    rows = [["id", "svar", "Kode 1"], *([who, NAV, code] for who, code in texts)]
    assert read({"Ark1": rows}, create=True).told("«Samarbied» (1) looks like «Samarbeid» (2).")


def test_a_slip_is_told_by_the_code_it_may_mean_where_several_have_the_name() -> None:
    texts = [["r1", "Tilbud > Samarbeid"], ["r2", "Tilbud > Samarbeid"], ["r3", "Tilbud > Samarbied"]]
    texts.append(["r4", "Skole > Samarbeid"])
    rows = [["id", "svar", "Kode 1"], *([who, NAV, code] for who, code in texts)]
    assert read({"Ark1": rows}, create=True).told('--code "Samarbied=Tilbud > Samarbeid"')
    wished = CodesWished({"Samarbied": "Tilbud > Samarbeid"}, create_codes=True, coder="kari")
    mended = read({"Ark1": rows}, wished=wished)
    assert mended.problems() == []
    assert mended.codes()["r3"] == mended.codes()["r1"]
    assert not mended.told("looks like")


def test_numbers_that_no_list_explains_ask_for_one() -> None:
    found = read({"Ark1": [["id", "svar", "kode"], ["r1", NAV, "1;2"], ["r2", PEOPLE, "3"]]})
    assert any("they are numbers" in str(problem) for problem in found.found.undecided())
    assert not found.told("taken as not coded yet")


def test_columns_that_are_not_read_are_told() -> None:
    rows = [
        ["id", "dato", "svar", "kode 1"],
        *([f"r{n}", f"2016-01-0{n}", text, "Nav"] for n, text in enumerate(TEXTS)),
    ]
    assert read({"Ark1": rows, "Kodeliste": LIST}).told("Ark1: Not read: dato.")


def test_codes_that_are_made_may_have_commas_unless_their_parts_stand_alone() -> None:
    rows = [
        ["id", "svar", "Kode 1"],
        ["r1", NAV, "Nav, fylket"],
        ["r2", PEOPLE, "Nav"],
        ["r3", YOUNG, "Fylket"],
        ["r4", UNSURE, "Penger, øremerket"],
    ]
    found = read({"Koding": rows}, create=True)
    assert found.codes()["r1"] == ["Nav", "Fylket"]
    assert found.codes()["r4"] == ["Penger, øremerket"]


def test_main_theme_and_sub_theme_stand_in_columns_side_by_side() -> None:
    rows = [
        ["id", "svar", "Hovedtema 1", "Undertema 1", "Hovedtema 2", "Undertema 2"],
        ["r1", NAV, "Samarbeid", "Nav", "Ressurser", ""],
        ["r2", PEOPLE, "Ressurser", "Folk; Penger", "", ""],
    ]
    found = read({"Koding": rows}, create=True)
    assert found.codes() == {
        "r1": ["Samarbeid > Nav", "Ressurser"],
        "r2": ["Ressurser > Folk", "Ressurser > Penger"],
    }
    assert found.codings()[1][3] == "Koding!E2"


def test_a_theme_repeated_beside_its_code_is_no_second_coding() -> None:
    rows = [
        ["id", "svar", "Code 1", "Code 2"],
        ["r1", NAV, "Samarbeid", "Samarbeid->Nav"],
        ["r2", PEOPLE, "Samarbeid", ""],
    ]
    found = read({"Koding": rows}, create=True)
    assert found.codes() == {"r1": ["Samarbeid > Nav"], "r2": ["Samarbeid"]}
    assert found.told("1 theme that only repeats the code under it")


def test_a_sub_theme_under_another_theme_than_the_list_says_is_left_to_decide() -> None:
    rows = [["id", "svar", "Hovedtema", "Undertema"], ["r1", NAV, "Ressurser", "Nav"]]
    assert read({"Koding": rows, "Kodeliste": LIST}).unknown() == ["Ressurser > Nav"]


def test_signs_between_theme_and_code_are_as_a_person_says() -> None:
    rows = [["id", "svar", "Kode 1"], ["r1", NAV, "Samarbeid.Nav & Ressurser.Folk"]]
    signs = Signs(separators=("&",), theme=".")
    found = read({"Koding": rows, "Kodeliste": LIST}, columns=Wishes(signs=signs))
    assert found.codes()["r1"] == ["Samarbeid > Nav", "Ressurser > Folk"]


NUMBERED: list[list[object]] = [
    ["Nr", "Kode", "Hovedtema"],
    [1, "Nav", "Samarbeid"],
    [2, "Fylket", "Samarbeid"],
    [3, "Folk", "Ressurser"],
    [4, "Vet ikke", ""],
]


@pytest.mark.parametrize(
    ("cell", "codes"), [("1", 1), ("1;3", 2), ("1, 3", 2), ("1 3", 2), ("1/3", 2), ("1,3;4", 3)]
)
def test_numbers_are_typed_for_the_codes_of_the_list(cell: str, codes: int) -> None:
    found = read(
        {
            "Ark1": [["nr", "svar", "kode"], ["1", NAV, cell], ["2", PEOPLE, "3"], ["3", YOUNG, "3"]],
            "Kodebok": NUMBERED,
        }
    )
    assert len(found.codes()["1"]) == codes
    assert found.codes()["2"] == ["Ressurser > Folk"]
    assert found.told("Nr = number")


def test_what_excel_made_of_typed_numbers_is_never_guessed() -> None:
    found = read(
        {
            "Ark1": [["nr", "svar", "kode"], ["1", NAV, "1.3"], ["2", PEOPLE, "2026-04-01 00:00:00"]],
            "Kodebok": NUMBERED,
        }
    )
    hints = {name.written: name.hint for _question, name in found.found.unknown}
    assert "Excel makes a number of codes typed as 1,3." in hints["1.3"]
    assert "Excel makes dates" in hints["2026-04-01 00:00:00"]


def test_a_column_of_numbers_beside_a_text_is_the_number_of_the_code() -> None:
    book = [["Kode", "Beskrivelse"], ["1", "Samarbeid"], ["2", "Ressurser"]]
    found = read({"Ark1": [["id", "svar", "kode 1"], ["r1", NAV, "2"], ["r2", PEOPLE, "1"]], "Kodebok": book})
    assert found.codes() == {"r1": ["Ressurser"], "r2": ["Samarbeid"]}


def test_outline_numbers_before_names_may_be_left_out_or_typed_alone() -> None:
    book = [["Kode", "Definisjon"], ["1 Samarbeid", "x"], ["1.1 Nav", "y"]]
    found = read(
        {"Ark1": [["id", "svar", "kode 1"], ["r1", NAV, "1.1"], ["r2", PEOPLE, "samarbeid"]], "Kodebok": book}
    )
    assert found.codes() == {"r1": ["1.1 Nav"], "r2": ["1 Samarbeid"]}


def test_a_bare_list_of_names_is_a_list_of_codes() -> None:
    found = read({"Ark1": [["id", "svar", "kode 1"], ["r1", NAV, "folk"]], "Koder": [["Nav"], ["Folk"]]})
    assert found.codes() == {"r1": ["Folk"]}


def test_a_matrix_has_a_column_for_each_code_and_zeros_say_that_somebody_looked() -> None:
    rows: list[list[object]] = [
        ["id", "kjønn", "svar", "Nav", "Folk", "Unge"],
        ["r1", "k", NAV, 1, 0, 0],
        ["r2", "m", PEOPLE, 0, 1, 0],
        ["r3", "k", YOUNG, 0, 0, 0],
        ["r4", "k", UNSURE, "", "", ""],
    ]
    found = read({"Koding": rows, "Kodeliste": LIST})
    assert found.codes() == {"r1": ["Samarbeid > Nav"], "r2": ["Ressurser > Folk"]}
    assert found.done() == [("r1", "kari"), ("r2", "kari"), ("r3", "kari")]
    assert [variable.name for variable in found.file.project.variables] == ["kjønn"]


def test_crosses_in_a_matrix_without_a_list_are_codes_and_other_things_are_problems() -> None:
    rows = [
        ["id", "svar", "Nav", "Folk", "Unge"],
        ["r1", NAV, "x", "", ""],
        ["r2", PEOPLE, "", "X", ""],
        ["r3", YOUNG, "", "", "✓"],
    ]
    found = read({"Koding": rows}, create=True)
    assert found.codes() == {"r1": ["Nav"], "r2": ["Folk"], "r3": ["Unge"]}
    rows[1][2] = "delvis"
    found = read({"Koding": rows}, columns=Wishes(codes=("D", "E")), create=True)
    assert found.codes() == {"r2": ["Folk"], "r3": ["Unge"]}


def test_a_sheet_for_each_coder_and_blank_rows_are_asked_about() -> None:
    head = ["id", "svar", "Kode 1"]
    sheets = {
        "Koding Kari": [head, ["r1", NAV, "Nav"], ["r2", PEOPLE, "Folk"], ["r3", YOUNG, ""]],
        "Ola": [head, ["r1", NAV, "Nav"], ["r2", PEOPLE, ""], ["r3", YOUNG, ""]],
        "Kodeliste": LIST,
    }
    found = read(sheets)
    assert {coder for _respondent, coder, _code, _place in found.codings()} == {"kari", "Ola"}
    assert found.told("Each sheet is taken as one coder's codings")
    (blank,) = found.found.blanks
    assert (blank.coder, blank.count, blank.place) == ("Ola", 1, "Ola!A3")
    assert "not coded, or no code applied?" in str(found.found.undecided()[0])
    left = read(sheets, wished=CodesWished(blank="not-coded"))
    assert (left.found.blanks, ("r2", "Ola") in left.done()) == ((), False)
    taken = read(sheets, wished=CodesWished(blank="nothing"))
    assert (taken.found.blanks, ("r2", "Ola") in taken.done()) == ((), True)
    assert ("r3", "Ola") not in taken.done()


def test_a_second_coders_sheet_may_have_ids_and_codes_only() -> None:
    sheets = {
        "Kari": [["id", "svar", "Kode 1"], *[[f"r{n}", text, "Nav"] for n, text in enumerate(TEXTS)]],
        "Ola": [["id", "Kode 1"], *[[f"r{n}", "Folk"] for n in range(len(TEXTS))]],
        "Kodeliste": LIST,
    }
    found = read(sheets)
    assert len([1 for _r, coder, _c, _p in found.codings() if coder == "Ola"]) == len(TEXTS)


def test_a_column_says_who_coded() -> None:
    rows = [
        ["id", "svar", "Kodet av", "Koder"],
        ["r1", NAV, "KN", "Nav; Folk"],
        ["r1", NAV, "OL", "Nav"],
        ["r2", PEOPLE, "kn ", "Folk"],
    ]
    found = read({"Koding": rows, "Kodeliste": LIST})
    assert [(respondent, coder) for respondent, coder in found.done()] == [
        ("r1", "KN"),
        ("r1", "OL"),
        ("r2", "KN"),
    ]


def test_columns_named_after_coders_are_theirs() -> None:
    rows = [
        ["id", "svar", "Kode 1 Kari", "Kode 2 Kari", "Kode 1 Ola"],
        ["r1", NAV, "Nav", "Folk", "Nav"],
        ["r2", PEOPLE, "Folk", "", "Folk"],
    ]
    found = read({"Koding": rows, "Kodeliste": LIST})
    assert [coding[1:3] for coding in found.codings()][:3] == [
        ("kari", "Samarbeid > Nav"),
        ("kari", "Ressurser > Folk"),
        ("Ola", "Samarbeid > Nav"),
    ]


@pytest.mark.parametrize(
    "head",
    [
        ["id", "Spm1", "kode1a", "kode1b", "Spm2", "kode2a"],
        ["id", "Hva trengs?", "Kode 1", "Kode 2", "Hva mangler?", "Kode 1 "],
        ["id", "q1", "q1_kode_1", "q1_kode_2", "q2", "q2_kode_1"],
    ],
)
def test_code_columns_belong_to_the_answers_to_their_left(head: list[str]) -> None:
    found = read(
        {
            "Ark1": [head, ["r1", NAV, "Nav", "Folk", YOUNG, "Unge"], ["r2", PEOPLE, "Folk", "", UNSURE, ""]],
            "Kodeliste": LIST,
        }
    )
    first, second = head[1], head[4]
    assert set(found.by_question()) == {
        (first, "r1", "Samarbeid > Nav"),
        (first, "r1", "Ressurser > Folk"),
        (first, "r2", "Ressurser > Folk"),
        (second, "r1", "Oppfølging > Unge"),
    }


def test_code_columns_say_their_question_though_they_stand_together() -> None:
    head = ["id", "spm1", "spm2", "kode spm1", "kode spm2"]
    found = read(
        {
            "Ark1": [head, ["r1", NAV, YOUNG, "Nav", "Unge"], ["r2", PEOPLE, UNSURE, "Folk", ""]],
            "Kodeliste": LIST,
        }
    )
    assert ("spm1", "r1", "Samarbeid > Nav") in found.by_question()
    assert ("spm2", "r1", "Oppfølging > Unge") in found.by_question()
    said = Wishes(codes_for={"D": "spm2", "E": "spm1"})
    found = read(
        {
            "Ark1": [head, ["r1", NAV, YOUNG, "Nav", "Unge"], ["r2", PEOPLE, UNSURE, "Folk", ""]],
            "Kodeliste": LIST,
        },
        columns=said,
    )
    assert ("spm2", "r1", "Samarbeid > Nav") in found.by_question()


def test_a_sheet_for_each_question_has_the_same_respondents_and_other_texts() -> None:
    head = ["id", "svar", "kode"]
    found = read(
        {
            "Samarbeid": [head, ["r1", NAV, "Nav"], ["r2", PEOPLE, "Folk"], ["r3", YOUNG, "Unge"]],
            "Kunnskap": [head, ["r1", KNOWLEDGE, "Folk"], ["r2", UNSURE, "Unge"], ["r3", NAV, "Nav"]],
            "Kodeliste": LIST,
        }
    )
    assert [question.key for question in found.file.project.questions] == ["Samarbeid", "Kunnskap"]
    assert found.told("Each sheet is taken as a question of its own")


def test_sheets_named_after_years_are_waves() -> None:
    head = ["id", "svar", "kode"]
    found = read(
        {"2016": [head, ["r1", NAV, "Nav"]], "2019": [head, ["r1", PEOPLE, "Folk"]], "Kodeliste": LIST}
    )
    assert found.file.project.waves == ("2016", "2019")
    assert len(found.file.project.answers) == 2


def test_a_long_sheet_has_a_row_for_each_answer() -> None:
    rows = [
        ["id", "spørsmål", "svar", "kode 1"],
        ["r1", "behov", NAV, "Nav"],
        ["r1", "hinder", YOUNG, "Unge"],
        ["r2", "behov", PEOPLE, "Folk"],
        ["r2", "hinder", UNSURE, ""],
    ]
    found = read({"Ark1": rows, "Kodeliste": LIST})
    assert found.by_question() == [
        ("behov", "r1", "Samarbeid > Nav"),
        ("behov", "r2", "Ressurser > Folk"),
        ("hinder", "r1", "Oppfølging > Unge"),
    ]


def test_a_second_row_of_a_respondent_goes_on_with_more_codes_and_another_text_is_a_problem() -> None:
    head = ["id", "svar", "kode"]
    found = read(
        {
            "Ark1": [
                head,
                ["r1", NAV, "Nav"],
                ["r1", "", "Folk"],
                ["r2", PEOPLE, "Folk"],
                ["r1", NAV, "Unge"],
            ],
            "Kodeliste": LIST,
        }
    )
    assert len(found.codes()["r1"]) == 3
    assert found.told("2 rows go on from earlier ones")
    found = read({"Ark1": [head, ["r1", NAV, "Nav"], ["r1", PEOPLE, "Folk"]], "Kodeliste": LIST})
    assert any(
        "row 3, column A: respondent r1 stands in row 2 too, with another text" in each
        for each in found.problems()
    )


def test_titles_blank_rows_and_sums_are_no_answers() -> None:
    rows = [
        ["Undersøkelse om tiltak", "", "", ""],
        ["N = 5", "", "", ""],
        [],
        ["id", "svar", "Kode 1", "Kode 2"],
        ["r1", NAV, "Nav", "Folk"],
        [],
        ["r2", PEOPLE, "Folk", ""],
        [],
        ["Sum", "", "2", "1"],
        ["", "", "66 %", "33 %"],
    ]
    found = read({"Koding": rows, "Kodeliste": LIST})
    assert found.codings()[-1] == ("r2", "kari", "Ressurser > Folk", "Koding!C7")
    assert (found.unknown(), found.problems()) == ([], [])
    assert found.told("the header is taken to be row 4")
    assert found.told("rows 9, 10 are no answers")


def test_an_error_in_a_sum_is_no_matter_but_one_in_a_code_is() -> None:
    rows = [["id", "svar", "Kode 1"], ["r1", NAV, "Nav"], ["r2", PEOPLE, ""], ["Sum", "", ""]]
    errors = tuple(CellMark("C", row, "#DIV/0!") for row in (3, 4))
    found = read([sheet("Ark1", rows, marks=Marks(errors=errors)), sheet("Kodeliste", LIST)])
    (problem,) = found.problems()
    assert problem.startswith("koding.xlsx, sheet Ark1, row 3, column C: the cell shows the error #DIV/0!")


def test_a_header_of_two_rows_says_the_question_above() -> None:
    rows = [
        ["id", "Behov", "", "Hinder", ""],
        ["", "Svar", "Kode", "Svar", "Kode"],
        ["r1", NAV, "Nav", YOUNG, "Unge"],
        ["r2", PEOPLE, "Folk", UNSURE, ""],
    ]
    merged = (((0, 1), (0, 2)), ((0, 3), (0, 4)))
    for ranges in (merged, ()):
        found = read([sheet("Ark1", rows, merged=ranges), sheet("Kodeliste", LIST)])
        assert found.by_question() == [
            ("Behov", "r1", "Samarbeid > Nav"),
            ("Behov", "r2", "Ressurser > Folk"),
            ("Hinder", "r1", "Oppfølging > Unge"),
        ]


def test_one_merged_header_over_several_columns_of_codes() -> None:
    rows = [
        ["id", "svar", "Koder", "", ""],
        ["r1", NAV, "Nav", "Folk", "Unge"],
        ["r2", PEOPLE, "Folk", "", ""],
    ]
    found = read([sheet("Ark1", rows, merged=(((0, 2), (0, 4)),)), sheet("Kodeliste", LIST)])
    assert len(found.codes()["r1"]) == 3


def test_a_name_that_several_codes_have_is_left_to_decide() -> None:
    book = [["Hovedtema", "Kode"], ["Nav", "Annet"], ["Kommunen", "Annet"]]
    found = read({"Ark1": [["id", "svar", "kode 1"], ["r1", NAV, "Annet"]], "Kodeliste": book})
    (name,) = [name for _question, name in found.found.unknown]
    assert name.is_ambiguous
    assert "several codes are named «Annet»" in str(found.found.undecided()[0])


def test_columns_whose_names_only_look_like_codes_stay_background() -> None:
    rows = [
        ["id", "kommune kode", "kommunekode", "svar", "kode 1"],
        *[[f"r{n}", f"{n % 2}", f"{n % 2}", text, "Folk"] for n, text in enumerate(TEXTS)],
    ]
    found = read({"Ark1": rows, "Kodeliste": LIST})
    assert {code for codes in found.codes().values() for code in codes} == {"Ressurser > Folk"}
    assert found.told("Not taken as codes, though their names might say so: kommune kode.")


def test_a_column_of_another_name_is_codes_where_the_list_knows_its_values() -> None:
    rows = [
        ["id", "svar", "Plassering"],
        ["r1", NAV, "Nav"],
        ["r2", PEOPLE, "Folk; Nav"],
        ["r3", YOUNG, "Unge"],
    ]
    found = read({"Ark1": rows, "Kodeliste": LIST})
    assert len(found.codings()) == 4
    assert found.told("since most of what stands in them is in the list: Plassering")


def test_a_workbook_without_codes_says_what_there_is() -> None:
    with pytest.raises(NoCodesInWorkbookError, match=r"--codes COLUMN.*Sheets: Ark1.*Columns: id, svar"):
        read({"Ark1": [["id", "svar"], ["r1", NAV]]})


def test_codes_on_a_blank_answer_are_left_aside_and_counted() -> None:
    found = read(
        {"Ark1": [["id", "svar", "kode"], ["r1", NAV, "Nav"], ["r2", "", "Folk"]], "Kodeliste": LIST}
    )
    (loss,) = found.file.losses
    assert (loss.count, loss.examples) == (1, ("Ark1!A3 (r2)",))


def test_hidden_sheets_hold_lists_but_no_answers() -> None:
    head = ["id", "svar", "kode"]
    given = [
        sheet("Ark1", [head, ["r1", NAV, "Nav"]]),
        sheet("gammel", [head, ["r1", NAV, "Folk"]], is_hidden=True),
        sheet("Lister kodeliste", LIST, is_hidden=True),
        sheet("Tom", []),
    ]
    found = read(given)
    assert found.codes() == {"r1": ["Samarbeid > Nav"]}
    assert found.told("Hidden sheets are not read: gammel.")


def test_rows_without_ids_go_by_their_numbers_if_a_person_says_so() -> None:
    rows = [["svar", "kode 1"], [NAV, "Nav"], [PEOPLE, "Folk"]]
    assert any("--row-ids" in problem for problem in read({"Ark1": rows, "Kodeliste": LIST}).problems())
    found = read({"Ark1": rows, "Kodeliste": LIST}, columns=Wishes(row_ids=True))
    assert found.codes() == {"2": ["Samarbeid > Nav"], "3": ["Ressurser > Folk"]}


def test_notes_come_along() -> None:
    rows = [
        ["id", "svar", "kode 1", "Notat"],
        ["r1", NAV, "Nav", "Usikker på denne"],
        ["r2", PEOPLE, "Folk", ""],
    ]
    (note,) = read({"Ark1": rows, "Kodeliste": LIST}).file.project.notes
    assert (note.coder, note.text) == ("kari", "Usikker på denne")


@pytest.mark.slow
def test_three_hundred_columns_and_a_megabyte_in_a_cell_are_read() -> None:
    head = ["id", "svar", "kode 1", *[f"v{n}" for n in range(297)]]
    rows = [
        head,
        *[[f"r{n}", text, "Nav" if n else "x" * 1_000_000, *["1"] * 297] for n, text in enumerate(TEXTS)],
    ]
    found = read({"Ark1": rows, "Kodeliste": LIST}, create=True)
    assert any("longer than 400 characters" in problem for problem in found.problems())
    assert len(found.codings()) == len(TEXTS) - 1


def test_characters_no_database_can_hold_are_problems_with_their_cell() -> None:
    rows = [["id", "svar", "kode 1"], ["r1", f"a\0{NAV}", "Nav"], ["r2", PEOPLE, "Fo\ud800lk"]]
    told = ["koding.xlsx, sheet Ark1, row 2, column B", "koding.xlsx, sheet Ark1, row 3, column C"]
    with pytest.raises(ProblemsError) as refused:
        read({"Ark1": rows, "Kodeliste": LIST})
    assert [str(problem).split(":")[0] for problem in refused.value.problems] == told
    found = read({"Ark1": [*rows, ["r3", YOUNG, "Unge"]], "Kodeliste": LIST})
    assert [problem.split(":")[0] for problem in found.problems()] == told


def test_a_sheet_that_is_named_but_not_there_is_refused() -> None:
    with pytest.raises(UnknownSheetError):
        read({"Ark1": [["id", "svar", "kode 1"]]}, wishes=WorkbookWishes(sheets=("Ark9",)))


@pytest.mark.parametrize("question", ["svar", "Hva bør bli bedre?", "q1"])
def test_main_and_sub_themes_with_a_remark_beside_them_are_codings_and_no_list(question: str) -> None:
    header = ["id", question, "Hovedtema", "Undertema", "Kommentar"]
    texts = [f"{text} ({number})" for number in range(3) for text in TEXTS]
    rows = [[f"r{number}", text, "Ressurser", "Folk", ""] for number, text in enumerate(texts, 1)]
    found = read({"Ark1": [header, *rows]}, create=True)
    assert set(map(tuple, found.codes().values())) == {("Ressurser > Folk",)}
    assert len(found.codes()) == len(texts)
