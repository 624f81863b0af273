"""What the Theme screen asks for: a code, notes, translations."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from coder.messages import _
from coder.text.safe import safe_line, shortened
from coder.tui.theme import acts

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.domain.question import Question
    from coder.tui.project_screen import ProjectScreen
    from coder.tui.texts.acts import Act
    from coder.tui.theme.screen import ThemeScreen
    from coder.tui.theme.state import ThemeState
    from coder.usecases.report.theme_reading import Passage

LONGEST_SHOWN = 400
"""How much of a text stands above the field its translation is written in."""


def ask_for_code(
    screen: ProjectScreen, state: ThemeState, present: int, then: Callable[[int | None, str], None]
) -> None:
    """Ask where a text shall stand; go on with a code's id, or with None and the path of a new one."""
    from coder.tui.code_shelf import CodeShelf
    from coder.tui.dialogs.code_or_new import CodeOrNewDialog

    shelf = CodeShelf(state.outline.codes)
    now = shelf.name(present) if shelf.has(present) else ""
    asked = _("Under which code shall the text stand? Now: «{code}». «Theme > Code» makes a new one.")

    def chosen(code_id: int | None) -> None:
        if code_id is None or code_id == present:
            return
        then(*((None, shelf.code(code_id).written_path) if code_id < 0 else (code_id, "")))

    screen.app.push_screen(CodeOrNewDialog(asked.format(code=now), shelf), chosen)


def ask_for_translation(screen: ThemeScreen, passage: Passage, then: Callable[[], None]) -> None:
    """Ask for a translation and write it; go on when it is on disk."""
    words = shortened(" ".join(safe_line(passage.words).split()), LONGEST_SHOWN)
    asked = "\n".join([_("A translation, which stands beside the text:"), words])
    _ask(
        screen,
        asked,
        passage.translation,
        "translate_passage",
        lambda text: acts.translate(passage.key, text),
        then,
    )


def ask_for_text(
    screen: ThemeScreen,
    which: Literal["body", "lead_in"],
    question: Question,
    code: Code | None,
    then: Callable[[], None],
) -> None:
    """Ask for the analysis note or the lead-in, as it is on disk, and write it; go on when it is there."""
    name = safe_line(question.key if code is None else code.written_path)
    if which == "body":
        asked = _("Analysis note on «{name}». Figures: {{count:Code}}, {{percent:Code}}, {{N}}.")
    else:
        asked = _("What leads into the quotations on «{name}»")
    code_id = None if code is None else code.id
    operation = "write_analysis" if which == "body" else "write_lead_in"

    def read() -> str:
        from coder.usecases.report.analyses import analysis_of

        found = screen.session.read_after_writes(analysis_of, question.id, code_id)
        return found.body if which == "body" else found.lead_in

    def act(text: str) -> Act:
        return acts.write(which, question.id, code_id, text)

    screen.read_behind(read, lambda text: _ask(screen, asked.format(name=name), text, operation, act, then))


def _ask(
    screen: ThemeScreen,
    asked: str,
    present: str,
    operation: str,
    act: Callable[[str], Act],
    then: Callable[[], None],
) -> None:
    """Ask for some lines below or beside the texts, which can be read on."""
    from coder.tui.dialogs.analysis import AnalysisDialog
    from coder.tui.dialogs.note import ask_until_kept

    ask_until_kept(
        screen, lambda keep: AnalysisDialog(asked, present, keep, screen.action_move), operation, act, then
    )
