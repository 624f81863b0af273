"""From a survey file as it was decided on to answers in a project: asked, step by step, then done behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from coder.domain.errors import CoderError
from coder.messages import _, ngettext
from coder.tui.dialogs.typed_questions import MenuDialog, TextDialog
from coder.tui.errors import say, show_error
from coder.tui.first_run.lines import no_content_words
from coder.tui.project_screen import Arrived

if TYPE_CHECKING:
    from coder.domain.survey import Survey
    from coder.exchange.codebook.rows import CodebookFile
    from coder.tui.first_run.preview import PreviewScreen
    from coder.usecases.survey.first_import import Decisions
    from coder.usecases.survey.importing import Changed, ImportReport, NoContent
    from coder.usecases.survey.plan import ImportPlan


class FirstRunImport:
    """Asks what the file leaves open, then brings it in."""

    def __init__(self, screen: PreviewScreen) -> None:
        self._screen = screen
        self._survey: Survey
        self._decisions: Decisions
        self._is_stopped = False
        self._has_made = False
        """Whether this import made the project."""

    def ask(self, survey: Survey) -> None:
        """Look what the import would do, and ask what has to be decided."""
        screen = self._screen
        self._survey = survey

        def foresee() -> ImportPlan:
            from coder.usecases.survey.preview import foreseen

            return foreseen(None if screen.is_first else screen.session.engine, survey)

        screen.read_behind(foresee, self._ask_changed)

    def stop(self) -> None:
        """Let go of an import that runs; nothing of it stays."""
        self._is_stopped = True

    def _ask_changed(self, plan: ImportPlan) -> None:
        from coder.usecases.survey.first_import import Decisions

        self._decisions = Decisions(units=self._screen.draft.units(), codebooks=self._codebooks())
        if not plan.changed:
            self._ask_no_content(plan)
            return
        said = ngettext(
            "{n} text differs from the one stored. Which shall stand?",
            "{n} texts differ from those stored. Which shall stand?",
            len(plan.changed),
        ).format(n=len(plan.changed))
        choices = [
            ("k", "keep", _("keep the stored ones")),
            ("r", "replace", _("replace them by the file's")),
        ]
        if not self._screen.draft.has_wave_column:
            choices.append(("w", "wave", _("neither: the file is another wave")))

        def decided(answer: str | None) -> None:
            if answer == "wave":
                self._screen.ask_wave(then_import=True)
            elif answer is not None:
                self._decisions = replace(self._decisions, changed=cast("Changed", answer))
                self._ask_no_content(plan)

        self._screen.app.push_screen(MenuDialog(said, choices), decided)

    def _ask_no_content(self, plan: ImportPlan) -> None:
        if not plan.without_content:
            self._ask_place()
            return
        choices = [
            ("l", "leave", _("leave them as answers")),
            ("n", "no-answer", _("they are no answers: leave them out")),
            ("c", "code", _("give them the code for no content")),
        ]

        def decided(answer: str | None) -> None:
            if answer is not None:
                self._decisions = replace(self._decisions, no_content=cast("NoContent", answer))
                self._ask_place()

        self._screen.app.push_screen(MenuDialog(no_content_words(plan.without_content), choices), decided)

    def _ask_place(self) -> None:
        """Ask where the project shall lie, if there is none."""
        if not self._screen.is_first:
            self._bring_in()
            return
        asked = _(
            "Where shall the project lie? It is one file; all you do is kept in it. "
            "A name alone lies in {folder}."
        ).format(folder=Path.cwd())

        def decided(answer: str | None) -> None:
            if answer is None:
                return
            place = answer.strip()
            if place:
                self._make_project(str(Path(place).expanduser()))

        self._screen.app.push_screen(TextDialog(asked, self._screen.session.target), decided)

    def _make_project(self, target: str) -> None:
        screen = self._screen
        screen.show_progress((0, 0))

        def make() -> CoderError | None:
            from coder.usecases.survey.first_import import begin_project

            try:
                begin_project(screen.session, target)
            except CoderError as error:
                return error
            return None

        def made(error: CoderError | None) -> None:
            if error is None:
                self._has_made = True
                self._bring_in()
                return
            screen.show_progress(None)
            show_error(screen, error)
            self._ask_place()

        screen.read_behind(make, made)

    def _bring_in(self) -> None:
        from coder.usecases.survey.first_import import bring_in

        screen = self._screen
        survey, decisions = self._survey, self._decisions
        self._is_stopped = False
        screen.show_progress((0, len(survey.rows)))

        def told(done: int, of: int) -> None:
            # Not waited for: who leaves meanwhile gets the import whole.
            screen.post_message(Arrived(lambda: self._show_progress(done, of)))

        screen.hand_over(
            "import_survey",
            lambda work: bring_in(work, survey, decisions, told, lambda: self._is_stopped),
            lambda report: self._brought_in(cast("ImportReport", report)),
            self._failed,
        )

    def _show_progress(self, done: int, of: int) -> None:
        if self._screen.progress is not None:
            self._screen.show_progress((done, of))

    def _brought_in(self, report: ImportReport) -> None:
        from coder.usecases.survey.words import done_in_words, equal_in_words

        screen = self._screen
        screen.progress = None
        screen.imported = True
        done = _("{file}: {what}.").format(file=report.file, what=", ".join(done_in_words(report)))
        said = " ".join([done, *equal_in_words(report), *report.of_codebooks])
        if screen.is_first:
            screen.workbench.begin_coding(next(iter(report.questions), None))
            say(screen.app.screen, said)
        else:
            say(screen, said)
            screen.dismiss(None)

    def _failed(self, error: CoderError) -> None:
        screen = self._screen
        if not self._has_made:
            self._tell(error)
            return
        self._has_made = False

        def give_up() -> None:
            from coder.usecases.survey.first_import import give_up_project

            give_up_project(screen.session)

        screen.read_behind(give_up, lambda _nothing: self._tell(error))

    def _tell(self, error: CoderError) -> None:
        self._screen.show_progress(None)
        show_error(self._screen, error)

    def _codebooks(self) -> dict[str, CodebookFile]:
        asked = self._screen.draft.units()
        return {name: file for name, file in self._screen.codebooks.items() if name in asked}
