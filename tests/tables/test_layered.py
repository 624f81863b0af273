"""A reporting layer folds, labels, drops and orders rows; the codings stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from coder.domain.codebook import Code, CodeKind, CodeText
from coder.domain.reporting_layer import Fold, ReportingLayer
from coder.tables.layered import Layered, layer_sentences, layered
from tests.tables.code_counts import count_codes

KINDS = {"Annet": CodeKind.OTHER, "Vet ikke": CodeKind.DONT_KNOW}


def codebook(*paths: str, labels: Mapping[str, Mapping[str, str]] | None = None) -> list[Code]:
    """Return codes by their paths, parents first; a code's uid is its path."""
    ids = {path: number for number, path in enumerate(paths, 1)}
    return [
        Code(
            id=ids[path],
            uid=path,
            name=path.split(" > ")[-1],
            path=tuple(path.split(" > ")),
            parent_id=ids.get(path.rpartition(" > ")[0]),
            position=ids[path],
            kind=KINDS.get(path.split(" > ")[-1], CodeKind.ORDINARY),
            codable=True,
            colour="",
            born=1,
            from_file=True,
            retired=None,
            merged_into=None,
            split_from=None,
            text=CodeText(labels=(labels or {}).get(path, {})),
        )
        for path in paths
    ]


BOOK = codebook(
    "Kapasitet",
    "Kapasitet > Mer tid",
    "Kapasitet > Flere folk",
    "Pris",
    "Støy",
    "Utstyr",
    "Annet",
    "Vet ikke",
)
ANSWERS = [
    ["Kapasitet > Mer tid", "Kapasitet > Flere folk"],
    ["Kapasitet > Mer tid", "Støy", "Utstyr"],
    ["Støy", "Annet"],
    ["Pris"],
    ["Pris"],
    ["Pris", "Utstyr"],
]


def applied(
    layer: ReportingLayer,
    codes: Sequence[Code] = BOOK,
    answers: Sequence[Sequence[str]] = ANSWERS,
    language: str = "nb",
    named: Sequence[str] = (),
) -> Layered:
    """Apply a layer to answers given by the paths of their codes."""
    place = {code.uid: number for number, code in enumerate(codes)}
    pairs = [(answer, place[path]) for answer, paths in enumerate(answers) for path in paths]
    return layered(
        layer,
        codes,
        np.array([answer for answer, _code in pairs], dtype=np.int64),
        np.array([code for _answer, code in pairs], dtype=np.int64),
        base=len(answers),
        language=language,
        name="Rapport",
        named=named,
    )


def counts(done: Layered) -> dict[str, int]:
    """Return answers per row, themes by ``Tema*``."""
    found = count_codes(done.codes, done.coding_answers, done.coding_codes)
    numbers = dict(zip((code.written_path for code in done.codes), found.codes.tolist(), strict=True))
    themes = zip(done.codes, found.themes.tolist(), strict=True)
    return numbers | {f"{code.name}*": count for code, count in themes if code.name == "Kapasitet"}


def test_a_layer_that_says_nothing_changes_nothing() -> None:
    done = applied(ReportingLayer())
    assert list(done.codes) == BOOK
    assert counts(done)["Pris"] == 3


def test_an_answer_with_two_folded_codes_counts_once() -> None:
    done = applied(ReportingLayer(folds=(Fold("Ramme", ("Støy", "Utstyr")),)))
    assert counts(done)["Ramme"] == 3
    assert "Støy" not in counts(done)
    assert [(fold.label, fold.answers) for fold in done.folds] == [("Ramme", 3)]


def test_codes_of_one_theme_fold_within_it_and_the_theme_counts_as_before() -> None:
    done = applied(
        ReportingLayer(folds=(Fold("Ressurser", ("Kapasitet > Mer tid", "Kapasitet > Flere folk")),))
    )
    assert counts(done)["Kapasitet > Ressurser"] == 2
    assert counts(done)["Kapasitet*"] == 2


def test_a_code_folded_out_of_its_theme_leaves_the_theme() -> None:
    done = applied(ReportingLayer(folds=(Fold("Ramme", ("Støy", "Kapasitet > Mer tid")),)))
    assert counts(done)["Ramme"] == 3
    assert counts(done)["Kapasitet*"] == 1


def test_a_folded_theme_takes_its_codes_along() -> None:
    done = applied(ReportingLayer(folds=(Fold("Ramme", ("Kapasitet", "Støy")),)))
    assert counts(done) == {"Pris": 3, "Utstyr": 2, "Annet": 1, "Vet ikke": 0, "Ramme": 3}


def test_codes_fold_into_a_code_that_is_there() -> None:
    done = applied(ReportingLayer(folds=(Fold("", ("Støy",), into="Utstyr"),)))
    assert counts(done)["Utstyr"] == 3
    assert not done.folds[0].is_new


def test_rare_codes_fold_into_other_where_it_stands_already() -> None:
    done = applied(ReportingLayer(under=3))
    assert counts(done)["Annet"] == 3
    assert [code.name for code in done.folds[0].members] != []
    assert counts(done)["Pris"] == 3
    assert counts(done)["Vet ikke"] == 0


def test_a_rare_code_alone_in_its_theme_keeps_its_row() -> None:
    done = applied(ReportingLayer(under=2))
    assert counts(done)["Kapasitet > Flere folk"] == 1


def test_a_rare_code_that_others_were_folded_into_keeps_its_row() -> None:
    done = applied(ReportingLayer(folds=(Fold("", ("Støy",), into="Utstyr"),), under=4))
    assert counts(done)["Utstyr"] == 3
    assert [code.uid for each in done.folds for code in each.members if each.uid == "Annet"] == ["Pris"]


def test_a_rare_code_that_was_asked_for_by_name_keeps_its_row() -> None:
    assert "Utstyr" not in counts(applied(ReportingLayer(under=3)))
    assert counts(applied(ReportingLayer(under=3), named=("Utstyr",)))["Utstyr"] == 2


def test_a_retired_code_nobody_has_is_no_rare_code() -> None:
    book = [replace(code, retired=2) if code.name == "Mer tid" else code for code in BOOK]
    answers = [[path for path in answer if path != "Kapasitet > Mer tid"] for answer in ANSWERS]
    done = applied(ReportingLayer(under=3), book, answers)
    assert counts(done)["Kapasitet > Flere folk"] == 1, "alone in its theme, it keeps its row"
    used = applied(ReportingLayer(under=3), book)
    assert counts(used)["Kapasitet > Other"] == 2, "with answers it is as rare as another"


def test_rare_codes_of_a_theme_fold_within_it() -> None:
    done = applied(ReportingLayer(under=3))
    assert counts(done)["Kapasitet > Other"] == 2
    assert counts(done)["Kapasitet*"] == 2


def test_codes_under_a_share_of_the_base_are_rare() -> None:
    done = applied(ReportingLayer(under_percent=34.0))
    assert counts(done)["Annet"] == 3
    assert counts(done)["Pris"] == 3


def test_a_merged_code_is_what_it_was_merged_into() -> None:
    place = {code.uid: code for code in BOOK}
    codes = [replace(code, merged_into=place["Utstyr"].id) if code.uid == "Støy" else code for code in BOOK]
    answers = [["Utstyr"], ["Pris"], ["Utstyr", "Annet"]]
    done = applied(ReportingLayer(folds=(Fold("Ramme", ("Støy",)),)), codes, answers)
    assert counts(done)["Ramme"] == 2


def test_a_code_that_is_gone_is_passed_over() -> None:
    done = applied(
        ReportingLayer(folds=(Fold("Ramme", ("borte", "Støy")),), dropped=("borte",), order=("borte",))
    )
    assert counts(done)["Ramme"] == 2


def test_folds_that_go_into_each_other_end_somewhere() -> None:
    layer = ReportingLayer(folds=(Fold("", ("Støy",), into="Utstyr"), Fold("", ("Utstyr",), into="Støy")))
    assert counts(applied(layer))["Utstyr"] == 3


def test_labels_are_of_the_language_and_the_layer_goes_before_the_codebook() -> None:
    book = codebook(
        "Pris", "Tid", labels={"Pris": {"nb": "Kostnad", "nn": "Kostnad"}, "Tid": {"nb": "Tidsbruk"}}
    )
    layer = ReportingLayer(labels={"Tid": {"nb": "Mer tid", "nn": "Meir tid"}})
    assert applied(layer, book, [["Pris"]]).labels == {"Pris": "Kostnad", "Tid": "Mer tid"}
    assert applied(layer, book, [["Pris"]], "nn").labels == {"Pris": "Kostnad", "Tid": "Meir tid"}


def test_other_and_dont_know_stand_last_and_rows_ordered_by_hand_first() -> None:
    layer = ReportingLayer(folds=(Fold("Ramme", ("Støy", "Utstyr")),), order=("Vet ikke", "Ramme"))
    ranks = applied(layer).ranks
    tops = [uid for uid in sorted(ranks, key=lambda uid: ranks[uid]) if " > " not in uid]
    assert tops == ["Vet ikke", "fold:Ramme", "Kapasitet", "Pris", "Annet"]


def test_a_dropped_theme_takes_its_codes_along_and_the_counts_stay() -> None:
    done = applied(ReportingLayer(dropped=("Kapasitet",)))
    assert done.dropped == {"Kapasitet", "Kapasitet > Mer tid", "Kapasitet > Flere folk"}
    assert counts(done)["Kapasitet*"] == 2


def test_a_folded_row_that_is_dropped_is_named_in_the_note() -> None:
    done = applied(ReportingLayer(folds=(Fold("Ramme", ("Støy", "Utstyr")),), dropped=("fold:Ramme",)))
    assert done.dropped == {"fold:Ramme"}
    assert "Not shown: Ramme." in layer_sentences(done, 6)


def test_the_note_says_what_was_folded_what_share_it_is_and_what_is_not_shown() -> None:
    answers = [*ANSWERS, *([["Pris"]] * 24)]
    done = applied(
        ReportingLayer(folds=(Fold("Ramme", ("Støy", "Utstyr")),), dropped=("Vet ikke",)), BOOK, answers
    )
    assert layer_sentences(done, 30) == [
        "«Ramme» holds 2 codes: Støy, Utstyr; 10 percent of N.",
        "Not shown: Vet ikke.",
    ]


def test_the_share_of_a_hidden_row_is_not_told() -> None:
    answers = [*ANSWERS, *([["Pris"]] * 24)]
    done = applied(ReportingLayer(folds=(Fold("Ramme", ("Støy", "Utstyr")),)), BOOK, answers)
    assert layer_sentences(done, 30, hidden={"fold:Ramme"}) == ["«Ramme» holds 2 codes: Støy, Utstyr."]


def test_codes_newer_than_the_layer_are_named() -> None:
    codes = [replace(code, born=9) if code.uid == "Støy" else code for code in BOOK]
    done = applied(ReportingLayer(since=5), codes)
    assert [code.name for code in done.unplaced] == ["Støy"]
    assert layer_sentences(done, 6) == ["Newer than the reporting layer «Rapport»: Støy."]


def test_a_layer_comes_back_from_its_json_values() -> None:
    layer = ReportingLayer(
        folds=(Fold("Ramme", ("a", "b")), Fold("", ("c",), into="d")),
        under=5,
        labels={"a": {"nb": "Å"}},
        dropped=("e",),
        order=("d",),
        last=False,
        since=7,
    )
    assert ReportingLayer.of(layer.written()) == layer
