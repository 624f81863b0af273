"""A copy of the project to hand over: asked for on the list of questions, written while work goes on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coder.messages import _
from coder.text.safe import safe_line
from coder.tui.errors import say
from coder.tui.files.ask_file import FileNameDialog, file_name, in_file_name

if TYPE_CHECKING:
    from coder.store.backup import Backup
    from coder.tui.project_screen import ProjectScreen


def ask_for_copy(screen: ProjectScreen, project_name: str) -> None:
    """Ask for a file, write a copy of the whole project to it, and say how it comes back."""
    asked = _(
        "Write a copy of the whole project to which file? It holds all answers, codes and people: "
        "hand it over as you would the survey itself"
    )
    today = datetime.now().astimezone().date().isoformat()
    named = _("{project}_copy_{date}").format(project=in_file_name(project_name), date=today)

    def answered(typed: str | None) -> None:
        if typed is not None and typed.strip():
            _write(screen, Path(typed.strip()).expanduser().absolute())

    screen.app.push_screen(FileNameDialog(asked, file_name(named, ".sqlite")), answered)


def _write(screen: ProjectScreen, file: Path) -> None:
    def write() -> Backup:
        from coder.usecases.project.making import back_up

        return back_up(screen.session.engine, file)

    def told(made: Backup) -> None:
        written = _("Written: {file}").format(file=safe_line(str(made.path)))
        back = _("What is coded in it comes back with «coder project merge».")
        say(screen, f"{written}\n{back}")

    screen.read_behind(write, told)
