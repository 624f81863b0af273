"""The document for readers: what was chosen, as it may be seen, and nothing undecided."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coder.messages import set_language
from coder.store.exports import exports_of
from coder.usecases.coding.setting import remove_code
from coder.usecases.questions import UnknownVariableError
from coder.usecases.report.analyses import write_analysis, write_lead_in
from coder.usecases.report.passages import shorten
from coder.usecases.report.quotes_file import made_quotes
from coder.usecases.report.quotes_gate import UndecidedMentionsError
from coder.usecases.report.quotes_options import QuotesOptions
from coder.usecases.report.quotes_report import NothingToQuoteError, UnfilledFiguresError
from tests.builders import SmallProject, act, ask
from tests.usecases.quoted_project import TEXTS, decide_on, key_of, quoted_project, report, star_words


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return quoted_project(tmp_path)


def _said(project: SmallProject, **options: Any) -> list[str]:
    document = report(project.engine, **options).document
    return [quotation.text for _headings, quotation in document.quoted()]


def _retire(project: SmallProject, code: int) -> None:
    act(project.engine, project.kari, "retire_code", lambda work: work.update("code", code, retired=1))


def test_starred_passages_are_quoted_and_no_others_under_their_heading(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    assert _said(project) == ["Vi treng fleire folk."]
    assert _said(project, per_code=1, codes=("Ressurser",)) == [
        "Vi treng fleire folk.",
        "Samarbeid, folk og tid: alt sammen.",
    ]


def test_the_first_of_each_content_code_where_nothing_is_starred(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "set_kind",
        lambda work: work.update("code", project.codes[3], kind="don't know"),
    )
    assert _said(project, per_code=1) == [
        "Bedre møter med fastlegen.",
        "Vi treng fleire folk.",
        "Samarbeid, folk og tid: alt sammen.",
    ]


def test_the_form_of_an_answer_is_told_by_what_is_printed_of_it_only(project: SmallProject) -> None:
    set_language("nb")
    for words in ("Vi treng fleire folk.", "Samarbeid"):
        star_words(project, project.codes[words == "Vi treng fleire folk."], words)
    key = key_of(project, project.codes[1], "Vi treng fleire folk.")
    quoted = report(project.engine).document.quoted()
    assert {each.text: each.language for _headings, each in quoted} == {
        "Vi treng fleire folk.": "nn",
        "Samarbeid": "",
    }
    act(project.engine, project.kari, "shorten", lambda work: shorten(work, key, [(0, 16)]))
    quoted = report(project.engine).document.quoted()
    assert {each.language for _headings, each in quoted} == {""}


def test_nothing_chosen_is_said_with_what_to_do(project: SmallProject) -> None:
    with pytest.raises(NothingToQuoteError, match="--per-code"):
        report(project.engine)


def test_a_finding_nobody_decided_on_keeps_everything_back(project: SmallProject) -> None:
    star_words(project, project.codes[0], TEXTS[2])
    with pytest.raises(UndecidedMentionsError, match="coder disclose hva_skal_til") as caught:
        report(project.engine)
    assert caught.value.exit_code == 1
    assert ask(project.engine, exports_of) == []


def test_the_command_that_lists_what_waits_looks_for_the_same_names(
    project: SmallProject, tmp_path: Path
) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    names = tmp_path / "navn.txt"
    names.write_text("fleire folk\n", encoding="utf-8")
    with pytest.raises(UndecidedMentionsError, match=r"disclose hva_skal_til --names .*navn\.txt"):
        made_quotes(project.engine, "hva_skal_til", QuotesOptions("report"), names)


def test_a_finding_in_what_is_not_quoted_keeps_nothing_back(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    assert _said(project) == ["Vi treng fleire folk."]


def test_a_masked_mention_is_replaced_in_brackets(project: SmallProject) -> None:
    star_words(project, project.codes[0], TEXTS[2])
    decide_on(project, "Lillevik", "mask", words="kommune")
    assert _said(project) == ["Tettere samarbeid med legene i [kommune]."]


def test_a_kept_mention_stands(project: SmallProject) -> None:
    star_words(project, project.codes[0], TEXTS[2])
    decide_on(project, "Lillevik", "keep", reason="har samtykket")
    assert _said(project) == [TEXTS[2]]


def test_a_dropped_answer_is_not_quoted(project: SmallProject) -> None:
    star_words(project, project.codes[0], TEXTS[2])
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    decide_on(project, "Lillevik", "drop")
    assert _said(project) == ["Vi treng fleire folk."]
    assert any("dropped in the privacy check" in warning for warning in report(project.engine).warnings)


def test_a_starred_quotation_whose_coding_is_gone_is_told(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    star_words(project, project.codes[1], "Flere folk.")
    act(
        project.engine,
        project.kari,
        "remove_code",
        lambda work: remove_code(work, project.answers[4], project.codes[1], project.kari),
    )
    assert any("has lost its place" in warning for warning in report(project.engine).warnings)


def test_a_mention_that_was_cut_out_keeps_nothing_back(project: SmallProject) -> None:
    key = key_of(project, project.codes[0], TEXTS[2])
    star_words(project, project.codes[0], TEXTS[2])
    start = TEXTS[2].index(" i Lillevik")
    act(
        project.engine,
        project.kari,
        "shorten_passage",
        lambda work: shorten(work, key, [(start, start + 11)]),
    )
    assert _said(project) == ["Tettere samarbeid med legene […]."]


def test_a_quotation_is_attributed_in_kind_and_never_to_the_respondent(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    [(_headings, quotation)] = report(project.engine).document.quoted()
    assert quotation.attribution == "municipality with under 2000 inhabitants"
    [(_headings, quotation)] = report(project.engine, attribution="en av dem i {storrelse}").document.quoted()
    assert quotation.attribution == "en av dem i under 2000"
    [(_headings, quotation)] = report(project.engine, attribution="").document.quoted()
    assert quotation.attribution == ""
    with pytest.raises(UnknownVariableError):
        report(project.engine, attribution="{respondent_id}")


@pytest.mark.slow
def test_districts_among_sizes_stand_by_themselves_beside_a_quotation(tmp_path: Path) -> None:
    sizes = (*["<2000"] * 2, *["Bydeler i Oslo"] * 4, "50000 og større")
    p = quoted_project(tmp_path, sizes=sizes)
    star_words(p, p.codes[0], TEXTS[2])
    decide_on(p, "Lillevik", "mask")
    made = report(p.engine, fewest=1)
    assert [quotation.attribution for _headings, quotation in made.document.quoted()] == ["Bydeler i Oslo"]
    assert not any("names no size" in warning for warning in made.warnings)
    made = report(p.engine, fewest=1, attribution="a town of {storrelse} people")
    assert any("«a town of Bydeler i Oslo people», which names no size" in each for each in made.warnings)


@pytest.mark.slow
def test_where_nothing_stands_beside_any_quotation_it_is_told_why(tmp_path: Path) -> None:
    p = quoted_project(tmp_path, sizes=("små",) * 7)
    star_words(p, p.codes[1], "Vi treng fleire folk.")
    made = report(p.engine, fewest=1)
    assert [quotation.attribution for _headings, quotation in made.document.quoted()] == [""]
    assert any('tells sizes. Choose words yourself: --attribution "{storrelse}"' in w for w in made.warnings)
    assert not any("tells sizes" in warning for warning in report(p.engine, attribution="").warnings)


def test_an_attribution_that_fits_too_few_is_left_out_and_told(project: SmallProject) -> None:
    star_words(project, project.codes[1], "folk")
    made = report(project.engine)
    [(_headings, quotation)] = made.document.quoted()
    assert quotation.attribution == ""
    assert any("fewer than 6" in warning for warning in made.warnings)


def test_no_respondent_stands_anywhere_in_it(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    document = report(project.engine).document
    assert "r2" not in repr(document).replace("r2016", "")
    assert document.marking == ""


def test_notes_with_their_figures_are_the_running_text(project: SmallProject) -> None:
    folk = project.codes[1]
    star_words(project, folk, "Vi treng fleire folk.")

    def write(work: Any) -> None:
        write_analysis(work, project.question_id, folk, "{antall:Folk} av {N} nevner folk.")
        write_lead_in(work, project.question_id, folk, "En skriver:")

    act(project.engine, project.kari, "write_analysis", write)
    [section] = [each for each in report(project.engine).document.sections if each.heading == "Folk"]
    assert (section.analysis, section.lead_in) == (("4 av 6 nevner folk.",), "En skriver:")


def test_a_figure_that_cannot_be_filled_in_keeps_the_report_back(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    act(
        project.engine,
        project.kari,
        "write_analysis",
        lambda work: write_analysis(work, project.question_id, None, "{antall:Finnes ikke} svar."),
    )
    with pytest.raises(UnfilledFiguresError, match=r"under «The answers as a whole»: \{antall:Finnes ikke\}"):
        report(project.engine)


def test_a_retired_code_that_is_quoted_stands_in_the_code_list(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    for code in project.codes[1:3]:
        _retire(project, code)
    [codes] = report(project.engine).document.appendices[0].tables
    labels = [row.label for row in codes.rows]
    assert "Folk (retired)" in labels
    assert "Tid (retired)" not in labels


def test_public_labels_stand_in_headings_and_code_list(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    act(
        project.engine,
        project.kari,
        "define_code",
        lambda work: work.update("code", project.codes[1], labels={"en": "More people"}),
    )
    document = report(project.engine).document
    assert [section.heading for section in document.sections] == ["Ressurser", "More people"]
    [codes] = document.appendices[0].tables
    assert "More people" in [row.label for row in codes.rows]


def test_the_report_says_what_was_checked(project: SmallProject) -> None:
    star_words(project, project.codes[1], "Vi treng fleire folk.")
    assert "heck" in report(project.engine).document.colophon[-1]
