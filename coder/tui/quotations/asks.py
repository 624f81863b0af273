"""What the Quotations screen asks before it decides, and before it writes a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.attribution import size_words
from coder.messages import _
from coder.text.safe import safe_line, shortened
from coder.tui.dialogs.typed_questions import ConfirmDialog, MenuDialog, TextDialog
from coder.tui.errors import say, show_error
from coder.tui.files.ask_file import ask_file, file_name, in_file_name

if TYPE_CHECKING:
    from coder.tui.quotations.desk import QuotationsDesk
    from coder.usecases.privacy.disclose import AnswerFinding
    from coder.usecases.report.quotes_beside import Beside
    from coder.usecases.report.quotes_options import Purpose

_LONGEST_SHOWN = 80
_LONGEST_WORDS = 80
_LONGEST_REASON = 400
_LONGEST_TEMPLATE = 200


def ask_mask(desk: QuotationsDesk, finding: AnswerFinding) -> None:
    """Ask what documents print instead, and mask."""
    if not _has_words(desk, finding):
        return

    def answered(words: str | None) -> None:
        if words is not None:
            desk.decide_on(finding, "mask", words=words.strip().strip("[]").strip())

    asked = _("What stands in brackets in place of «{mention}», in documents only?")
    desk.app.push_screen(
        TextDialog(asked.format(mention=_mention(finding)), _usual(finding), longest=_LONGEST_WORDS), answered
    )


def ask_keep(desk: QuotationsDesk, finding: AnswerFinding) -> None:
    """Ask why it may stay, and keep it."""

    def answered(reason: str | None) -> None:
        if reason is not None:
            desk.decide_on(finding, "keep", reason=reason)

    asked = (
        _("Why may «{mention}» stay? Others can read the reason.").format(mention=_mention(finding))
        if finding.mention is not None
        else _("{why}\nWhy may it stay all the same? Others can read the reason.").format(why=finding.why)
    )
    desk.app.push_screen(TextDialog(asked, longest=_LONGEST_REASON), answered)


def ask_drop(desk: QuotationsDesk, finding: AnswerFinding) -> None:
    """Ask whether the answer stays out, and drop it."""

    def answered(yes: bool | None) -> None:
        if yes:
            desk.decide_on(finding, "drop")

    asked = _("Keep all of this answer, by {respondent}, out of documents that leave?")
    desk.app.push_screen(ConfirmDialog(asked.format(respondent=safe_line(finding.respondent_id))), answered)


def ask_redact(desk: QuotationsDesk, finding: AnswerFinding) -> None:
    """Ask for the words, say what redacting does for good, ask twice, and redact."""
    if not _has_words(desk, finding):
        return
    mention = _mention(finding)

    def worded(words: str | None) -> None:
        if words is None:
            return
        said = words.strip().strip("[]").strip() or _usual(finding)

        def first(yes: bool | None) -> None:
            if yes:
                again = _("Really take «{mention}» out of the answer? It cannot be taken back.")
                desk.app.push_screen(ConfirmDialog(again.format(mention=mention)), second)

        def second(yes: bool | None) -> None:
            if yes:
                desk.redact(finding, said)

        told = _(
            "The stored answer will say [{words}] wherever it says «{mention}», for everybody and for good. "
            "The history forgets what the answer said before; undo does not bring it back. Notes, "
            "translations, backups and files that left before are not changed. If only documents shall not "
            "print it, mask it instead."
        )
        desk.app.push_screen(ConfirmDialog(told.format(words=said, mention=mention)), first)

    asked = _("What stands in brackets in place of «{mention}», in the stored answer itself?")
    desk.app.push_screen(
        TextDialog(asked.format(mention=mention), _usual(finding), longest=_LONGEST_WORDS), worded
    )


def ask_attribution(desk: QuotationsDesk, beside: Beside) -> None:
    """Ask what stands beside quotations in the report."""

    def answered(template: str | None) -> None:
        if template is not None:
            _take_attribution(desk, template.strip())

    if not beside.example:
        say(desk, _("The project has no background variables; they come with the survey file."))
        return
    asked = _(
        "What stands beside each quotation? Background variables in braces, as «{example}». Empty: nothing. "
        "It stands only where enough respondents share it."
    ).format(example=size_words(beside.example) if beside.sizes else f"{{{beside.example}}}")
    desk.app.push_screen(TextDialog(asked, beside.template, longest=_LONGEST_TEMPLATE), answered)


def ask_export(desk: QuotationsDesk) -> None:
    """Ask which document, and into which file; write it."""

    def chosen(purpose: str | None) -> None:
        if purpose == "internal":
            _ask_file(desk, "internal")
        elif purpose == "report" and desk.state is not None and desk.state.waiting:
            say(desk, _("Something is undecided yet: the report cannot leave. n goes there."), warning=True)
        elif purpose == "report" and desk.state is not None and desk.state.unfilled:
            why = [*desk.state.unfilled, _("Notes are mended where themes are read (t).")]
            say(desk, _("The report cannot leave. {why}").format(why="\n".join(why)), warning=True)
        elif purpose == "report":
            _ask_file(desk, "report")

    choices = [
        ("r", "report", _("the report: what is chosen; nothing undecided leaves")),
        ("i", "internal", _("the internal one: everything, marked NOT ANONYMISED")),
    ]
    desk.app.push_screen(MenuDialog(_("Which document?"), choices), chosen)


def _ask_file(desk: QuotationsDesk, purpose: Purpose) -> None:
    asked = _("Write the document to which file? The ending says as what: .docx .odt .md .xlsx")
    named = _("{question}_report") if purpose == "report" else _("{question}_internal")
    suggested = file_name(named.format(question=in_file_name(desk.question)))
    ask_file(desk, asked, suggested, lambda file: desk.write_document(purpose, file))


def _take_attribution(desk: QuotationsDesk, template: str) -> None:
    def read() -> None:
        from coder.usecases.report.quotes_beside import Beside

        desk.session.read(Beside.of, template, 1)

    def take(_found: None) -> None:
        desk.attribution = template
        desk.read_again()

    desk.read_behind(read, take)


def _has_words(desk: QuotationsDesk, finding: AnswerFinding) -> bool:
    if finding.span is None:
        from coder.usecases.privacy.privacy_decisions import NothingToMaskError

        show_error(desk, NothingToMaskError())
    elif finding.decision == "redact":
        say(desk, _("It is redacted already: the words are no longer there."))
        return False
    return finding.span is not None


def _usual(finding: AnswerFinding) -> str:
    from coder.usecases.privacy.privacy_decisions import stand_in

    decided = finding.decided
    if decided is not None and decided.replacement:
        return decided.replacement.strip("[]")
    return stand_in(finding.kind)


def _mention(finding: AnswerFinding) -> str:
    return shortened(" ".join(safe_line(finding.mention or "").split()), _LONGEST_SHOWN)
