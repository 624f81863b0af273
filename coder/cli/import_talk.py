"""What `coder import` says and asks: the preview, the decisions, what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, cast

import click

from coder.cli.ask import chosen, confirmed
from coder.cli.context import say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.exchange.roles import Roles
    from coder.exchange.table import Table
    from coder.usecases.survey.changed import ExcerptOutcome, LostPassage
    from coder.usecases.survey.importing import Changed, ImportReport, NoContent
    from coder.usecases.survey.plan import ChangedText, ImportedText, ImportPlan

_VALUES_SHOWN = 5
_WIDTH = 28
_NARROW, _NARROW_WIDTH = 100, 20
"""On terminals under so many columns, names of columns get less room."""
_VALUES_WIDTH, _LEAST_VALUES = 26, 12
"""What labels leave to the values before they are shortened themselves, and what values get at least."""
_IDS_LISTED = 20
STOP = "stop"


def show_roles(table: Table, roles: Roles) -> None:
    """Show each column with its role and its first values, within the terminal's width."""
    from rich.cells import cell_len

    from coder.text.columns import aligned_columns
    from coder.text.safe import safe_line, shortened

    said: dict[str | None, str] = {
        roles.id: _("id"),
        roles.wave_column: _("wave"),
        roles.weight: _("weight"),
        roles.question_column: _("question"),
        roles.text_column: _("answer"),
        **dict.fromkeys(roles.attributes, _("background")),
    }
    if roles.shape == "wide":
        said.update(dict.fromkeys(roles.questions, _("open question")))
    columns = get_terminal_size().columns
    names_width = _WIDTH if columns >= _NARROW else _NARROW_WIDTH
    heading = [_("Column"), _("Role"), _("First values")]
    rows = [
        [shortened(safe_line(column), names_width), said.get(column, "–"), ""] for column in table.columns
    ]

    def room() -> int:
        widths = [max(map(cell_len, texts)) for texts in zip([*heading[:-1], ""], *rows, strict=True)]
        return columns - sum(widths) - 2 * len(widths) + 1

    labels = [safe_line(table.about(column).label) for column in table.columns]
    if any(labels):
        width = min(max(room() - 2 - _VALUES_WIDTH, _NARROW_WIDTH), _WIDTH)
        heading.insert(1, _("Label"))
        for label, row in zip(labels, rows, strict=True):
            row.insert(1, shortened(label, width))
    values_width = max(room(), _LEAST_VALUES)
    for place, row in enumerate(rows):
        row[-1] = shortened(" · ".join(_first_values(table, place)), values_width)
    for line in aligned_columns(heading, rows):
        click.echo(line, err=True)


def _first_values(table: Table, place: int) -> list[str]:
    """Return the first values of a column that differ and are not blank."""
    from coder.text.safe import safe_line

    found: dict[str, None] = {}
    for cells in table.rows:
        if cells[place].strip():
            found[safe_line(cells[place].strip())] = None
        if len(found) == _VALUES_SHOWN:
            break
    return list(found)


def confirm_roles() -> bool:
    """Ask whether the guess is right."""
    if confirmed(_("Import it like this?")):
        return True
    say(_("Nothing was imported. Name the columns: --id, --question, --attribute, --wave-column, --weight."))
    return False


def decide_changed(changed: Sequence[ChangedText]) -> Changed | None:
    """Ask which texts shall stand; None where nothing shall be imported."""
    from coder.text.safe import safe_line, shortened

    number = len(changed)
    said = ngettext("{n} text differs from the one stored:", "{n} texts differ from those stored:", number)
    say(said.format(n=number))
    for each in changed[:_IDS_LISTED]:
        say(f"  {place_of(each.imported)}")
        say(f"    – {shortened(safe_line(each.before), 70)}")
        say(f"    + {shortened(safe_line(each.imported.text), 70)}")
    if number > _IDS_LISTED:
        say("  …")
    say(_("If the file is another wave, stop and import it with --wave NAME."))
    question = _("Keep the stored texts, replace them by the file's, or stop?")
    answer = chosen(question, {"keep": _("keep"), "replace": _("replace"), STOP: _("stop")}, STOP)
    return None if answer == STOP else cast("Changed", answer)


def decide_no_content(texts: Sequence[ImportedText]) -> NoContent:
    """Ask what answers without content are."""
    list_no_content(texts)
    question = _("Leave them as answers, count them as no answers, or give them the code for no content?")
    words = {"leave": _("leave"), "no-answer": _("no answer"), "code": _("code")}
    return cast("NoContent", chosen(question, words, "leave"))


def list_no_content(texts: Iterable[ImportedText]) -> None:
    """List answers without content, the same text once."""
    by_text: dict[str, list[str]] = defaultdict(list)
    for each in texts:
        by_text[each.text.strip()].append(each.respondent_id)
    number = sum(map(len, by_text.values()))
    said = ngettext("{n} answer says nothing by itself:", "{n} answers say nothing by themselves:", number)
    say(said.format(n=number))
    for text, ids in by_text.items():
        more = " …" if len(ids) > _IDS_LISTED else ""
        say(f"  «{text}» ({len(ids)}): {', '.join(ids[:_IDS_LISTED])}{more}")


def place_of(text: ImportedText) -> str:
    """Return where a text stands, for a list."""
    wave = f" ({text.wave})" if text.wave else ""
    return _("row {row}, {question}: {respondent}{wave}").format(
        row=text.row, question=text.question, respondent=text.respondent_id, wave=wave
    )


def tell_plan(file: str, plan: ImportPlan) -> None:
    """Say what an import would do."""
    said = [
        ngettext("{n} new answer", "{n} new answers", len(plan.new)).format(n=len(plan.new)),
        ngettext("{n} there already", "{n} there already", plan.same).format(n=plan.same),
        ngettext("{n} changed", "{n} changed", len(plan.changed)).format(n=len(plan.changed)),
        ngettext("{n} blank now", "{n} blank now", len(plan.blank_now)).format(n=len(plan.blank_now)),
    ]
    say(_("{file}: {what}. Nothing was written.").format(file=file, what=", ".join(said)))
    if plan.without_content:
        list_no_content(plan.without_content)


def tell_report(report: ImportReport) -> None:
    """Say what an import did, and list what a person should look at."""
    from coder.usecases.survey.words import done_in_words, equal_in_words

    say(_("{file}: {what}.").format(file=report.file, what=", ".join(done_in_words(report))))
    for sentence in equal_in_words(report):
        say(sentence)
    for text in report.blank_now:
        say(_("Blank in the file, kept as it is: {place}").format(place=place_of(text)))
    for outcome in report.replaced.moved:
        say(_("Excerpt moved with its words: {what}").format(what=_excerpt(outcome)))
    for outcome in report.replaced.dropped:
        say(
            _("Excerpt no longer fits; its code stays, on the whole answer: {what}").format(
                what=_excerpt(outcome)
            )
        )
    for lost in report.replaced.lost:
        say(_("Chosen for the report, but its words are gone: {what}").format(what=_passage(lost)))
    for text in report.replaced.reopened:
        say(_("No longer done, since the text changed: {place}").format(place=place_of(text)))
    if report.without_content and report.no_content == "leave":
        list_no_content(report.without_content)
        say(_("They were left as answers. Another time: --no-content no-answer or --no-content code."))


def report_json(report: ImportReport) -> dict[str, Any]:
    """Return what an import did, for scripts."""
    return {
        "file": report.file,
        "questions": list(report.questions),
        "new_questions": list(report.new_questions),
        "new_waves": report.new_waves,
        "new_respondents": report.new_respondents,
        "new_participations": report.new_participations,
        "changed_participations": report.changed_participations,
        "new_answers": report.new_answers,
        "same_answers": report.same_answers,
        "changed": [_place_json(each.imported) for each in report.changed],
        "decision": report.decision,
        "moved_excerpts": [_excerpt_json(each) for each in report.replaced.moved],
        "dropped_excerpts": [_excerpt_json(each) for each in report.replaced.dropped],
        "lost_passages": [
            {**_place_json(each.imported), "code": each.code, "words": each.words}
            for each in report.replaced.lost
        ],
        "reopened": [_place_json(each) for each in report.replaced.reopened],
        "blank_now": [_place_json(each) for each in report.blank_now],
        "without_content": [{**_place_json(each), "text": each.text} for each in report.without_content],
        "no_content": report.no_content,
        "equal_answers": report.equal.equal,
        "same_voices": report.equal.voices,
    }


def _excerpt(outcome: ExcerptOutcome) -> str:
    from coder.text.safe import safe_line, shortened

    words = shortened(safe_line(outcome.words), 60)
    return f"{place_of(outcome.imported)}, {outcome.coder}, {outcome.code}: «{words}»"


def _passage(lost: LostPassage) -> str:
    from coder.text.safe import safe_line, shortened

    return f"{place_of(lost.imported)}, {lost.code}: «{shortened(safe_line(lost.words), 60)}»"


def _place_json(text: ImportedText) -> dict[str, Any]:
    return {
        "row": text.row,
        "respondent_id": text.respondent_id,
        "wave": text.wave or None,
        "question": text.question,
    }


def _excerpt_json(outcome: ExcerptOutcome) -> dict[str, Any]:
    return {
        **_place_json(outcome.imported),
        "code": outcome.code,
        "coder": outcome.coder,
        "words": outcome.words,
        "before": list(outcome.before),
        "after": None if outcome.after is None else list(outcome.after),
    }
