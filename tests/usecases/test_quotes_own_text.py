"""What stands beside the quotations of a report is checked too: translations, and our own text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coder.usecases.privacy.privacy_decisions import Pointed, decide
from coder.usecases.report.analyses import write_analysis
from coder.usecases.report.passages import shorten, translate
from coder.usecases.report.quotes_gate import MentionInTranslationError
from tests.builders import SmallProject, act
from tests.usecases.quoted_project import TEXTS, decide_on, key_of, quoted_project, report, star_words


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return quoted_project(tmp_path)


@pytest.mark.slow
def test_a_translation_is_masked_as_its_original_is(project: SmallProject) -> None:
    key = key_of(project, project.codes[0], TEXTS[2])
    star_words(project, project.codes[0], TEXTS[2])
    decide_on(project, "Lillevik", "mask", words="kommune")

    def translated(text: str) -> str:
        act(project.engine, project.kari, "translate_passage", lambda work: translate(work, key, text))
        [(_headings, quotation)] = report(project.engine).document.quoted()
        return quotation.translation

    assert (
        translated("Closer work with the doctors in Lillevik.")
        == "Closer work with the doctors in [kommune]."
    )
    with pytest.raises(MentionInTranslationError, match="Kari"):
        translated("Ring Kari Nordmann, telefon 41 23 45 67.")


def test_words_of_a_mask_are_words_in_a_translation_too(project: SmallProject) -> None:
    key = key_of(project, project.codes[0], TEXTS[2])
    star_words(project, project.codes[0], TEXTS[2])
    decide_on(project, "Lillevik", "mask", words=r"sted \1 \g<x>")
    act(
        project.engine,
        project.kari,
        "translate_passage",
        lambda work: translate(work, key, "Doctors in LILLEVIK."),
    )
    [(_headings, quotation)] = report(project.engine).document.quoted()
    assert quotation.translation == r"Doctors in [sted \1 \g<x>]."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "cut", "masked", "translation", "named"),
    [
        (
            "Legene i Lillevik er flinke, og de venter.",
            " i Lillevik",
            "",
            "Doctors in Lillevik wait.",
            "Lillevik",
        ),
        ("Folk i gåsehus venter.", "", "", "Waiting in Ås is long.", "Ås"),
        (
            "Lege i Stjørdals sykehus er bra.",
            "",
            "Stjørdals sykehus",
            "A doctor in Stjørdal is good.",
            "Stjørdal",
        ),
    ],
    ids=["cut out", "a part of another word", "masked in another form"],
)
def test_a_translation_names_nothing_that_its_original_does_not_print(
    tmp_path: Path, text: str, cut: str, masked: str, translation: str, named: str
) -> None:
    project = quoted_project(tmp_path, third=text)
    key = key_of(project, project.codes[0], text)
    star_words(project, project.codes[0], text)
    cuts = [(text.index(cut), text.index(cut) + len(cut))] if cut else []
    act(project.engine, project.kari, "shorten_passage", lambda work: shorten(work, key, cuts))
    if masked:
        decide_on(project, masked, "mask", words="sykehus")
    act(
        project.engine,
        project.kari,
        "translate_passage",
        lambda work: translate(work, key, translation),
    )
    with pytest.raises(MentionInTranslationError, match=named):
        report(project.engine)


def test_own_text_that_names_somebody_is_told(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    act(
        project.engine,
        project.kari,
        "write_analysis",
        lambda work: write_analysis(work, project.question_id, None, "Ring 41 23 45 67 for mer."),
    )
    assert any("41 23 45 67" in warning for warning in report(project.engine).warnings)


def test_a_code_that_names_somebody_is_told_though_nothing_is_quoted_under_it(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    act(
        project.engine,
        project.kari,
        "define_code",
        lambda work: work.update("code", project.codes[0], definition="Som hos Lillevik sykehus."),
    )
    assert any("Lillevik" in warning for warning in report(project.engine).warnings)


def test_what_is_masked_in_an_answer_is_told_where_our_own_text_says_it(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    assert report(project.engine).warnings == ()
    place = TEXTS[0].index("fastlegen")

    def mask(work: Any) -> None:
        pointed = Pointed(project.answers[0], (place, place + len("fastlegen")), "own", "high")
        decide(work, [pointed], "mask", words="en lege")
        write_analysis(work, project.question_id, None, "Flere nevner Fastlegen.")

    act(project.engine, project.kari, "decide_findings", mask)
    assert any("«fastlegen»" in warning for warning in report(project.engine).warnings)


def test_what_stands_beside_a_quotation_is_not_taken_for_own_text(tmp_path: Path) -> None:
    sizes = ("Bydeler i Oslo",) * 5 + ("<2000", "50000 og større")
    project = quoted_project(tmp_path, sizes=sizes)
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    made = report(project.engine, fewest=5)
    assert [each.attribution for _headings, each in made.document.quoted()] == ["Bydeler i Oslo"]
    assert made.warnings == ()
    warnings = report(project.engine, attribution="fra {storrelse}", fewest=5).warnings
    assert any(each.startswith("Beside quotations stands «fra Bydeler i Oslo», which") for each in warnings)
    assert not any("The text under" in each for each in warnings)


def test_a_title_that_names_somebody_is_told(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    warnings = report(project.engine, title="Svarene fra Stjørdal kommune").warnings
    assert any("Stjørdal" in warning for warning in warnings)
