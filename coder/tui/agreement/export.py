"""Agreement to a file: a table, or the methods paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coder.messages import _
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.errors import say
from coder.tui.files.ask_file import ask_file, file_name, in_file_name, written_to
from coder.tui.pieces.lines import Piece, line

if TYPE_CHECKING:
    from coder.tui.agreement.desk import AgreementReading
    from coder.tui.agreement.state import AgreementState

LANGUAGES = ("nb", "nn", "en")


def ask_export(screen: AgreementReading, state: AgreementState) -> None:
    """Ask what is written to a file: a table, or the methods paragraph in one of three languages."""
    figures = state.figures.get("code")
    if figures is None or not figures.is_final:
        say(screen, _("The numbers are being counted."))
        return
    found = figures.found
    offered = [
        _("The table of codes"),
        _("The table of all codes together"),
        _("The methods paragraph in bokmål"),
        _("The methods paragraph in nynorsk"),
        _("The methods paragraph in English"),
    ]

    def table_to(file: Path, which: str) -> None:
        def write() -> Sequence[str]:
            from coder.usecases.agreement.overall import overall_table
            from coder.usecases.agreement.provenance import agreement_provenance
            from coder.usecases.agreement.table import codes_table
            from coder.usecases.tables.file import other_to_file

            make = codes_table if which == "codes" else overall_table
            table = make(found, agreement_provenance(found, which))
            session = screen.session
            return other_to_file(session.engine, screen.question, table, file, coder_id=session.coder.id)

        screen.read_behind(write, lambda sentences: _told(screen, file, sentences))

    def methods_to(file: Path, language: str) -> None:
        def write() -> Sequence[str]:
            from coder.documents.whole_file import whole_file
            from coder.usecases.agreement.methods_text import methods_text
            from coder.usecases.agreement.settled_facts import settled_facts

            settled = screen.session.read(settled_facts, found.compared)
            with whole_file(file) as path:
                path.write_text(methods_text(found, settled, language).text + "\n", encoding="utf-8")
            return ()

        screen.read_behind(write, lambda sentences: _told(screen, file, sentences))

    def answered(place: int | None) -> None:
        if place is None:
            return
        if place < 2:
            which = ("codes", "overall")[place]
            asked = _(
                "Write the table to which file? The ending says as what: "
                ".docx .xlsx .odt .html .md .tex .txt .csv .json"
            )
            name = file_name(_("{question}_agreement").format(question=in_file_name(screen.question)))
            ask_file(screen, asked, name, lambda file: table_to(file, which))
        else:
            language = LANGUAGES[place - 2]
            name = file_name(_("{question}_methods").format(question=in_file_name(screen.question)))
            asked = _("Write the methods paragraph to which text file?")
            ask_file(
                screen, asked, name.removesuffix(".docx") + ".txt", lambda file: methods_to(file, language)
            )

    screen.app.push_screen(
        ChoiceDialog(_("Write what?"), [line(Piece(each)) for each in offered], 0), answered
    )


def _told(screen: AgreementReading, file: Path, sentences: Sequence[str]) -> None:
    say(screen, " ".join([_("Written: {file}").format(file=written_to(screen, file)), *sentences]))
