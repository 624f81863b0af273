"""The screens there are, by name; a screen's module is loaded when something asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from textual.binding import Binding

from coder.messages import _

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from coder.tui.project_screen import ProjectScreen

APP = "app"
"""The name of what holds on every screen."""


@dataclass(frozen=True)
class ScreenEntry:
    """Where a screen lives, and what people call it."""

    name: str
    """Stands before the ids of its keys."""
    title: str
    module: str
    class_name: str

    def load(self) -> type[ProjectScreen]:
        """Load the screen's class."""
        found: type[ProjectScreen] = getattr(import_module(self.module), self.class_name)
        return found

    def is_of(self, screen: object) -> bool:
        """Tell whether something is this screen."""
        kind = type(screen)
        return (kind.__module__, kind.__qualname__) == (self.module, self.class_name)


SCREENS = (
    ScreenEntry("home", _("Questions"), "coder.tui.home.screen", "HomeScreen"),
    ScreenEntry("first_run", _("Choosing a survey file"), "coder.tui.first_run.screen", "FirstRunScreen"),
    ScreenEntry("preview", _("Looking into a survey file"), "coder.tui.first_run.preview", "PreviewScreen"),
    ScreenEntry(
        "coded_file", _("Looking into a coded file"), "coder.tui.coded_file.screen", "CodedFileScreen"
    ),
    ScreenEntry("history", _("History"), "coder.tui.history.screen", "HistoryScreen"),
    ScreenEntry("coding", _("Coding"), "coder.tui.coding.screen", "CodingScreen"),
    ScreenEntry("answers", _("Answers"), "coder.tui.answers.screen", "AnswersScreen"),
    ScreenEntry("respondent", _("This respondent"), "coder.tui.respondent.screen", "RespondentScreen"),
    ScreenEntry("alike", _("Answers that say the same"), "coder.tui.alike.screen", "AlikeScreen"),
    ScreenEntry("revisit", _("Reading again"), "coder.tui.revisit.screen", "RevisitScreen"),
    ScreenEntry("review", _("Reviewing proposals"), "coder.tui.revisit.review_screen", "ReviewScreen"),
    ScreenEntry(
        "unlike", _("Answers coded unlike their likes"), "coder.tui.alike.unlike_screen", "UnlikeScreen"
    ),
    ScreenEntry("groups", _("Codes to begin with"), "coder.tui.alike.groups_screen", "GroupsScreen"),
    ScreenEntry("code_list", _("Code list"), "coder.tui.code_list.screen", "CodeListScreen"),
    ScreenEntry(
        "clean_up", _("Clearing up the code list"), "coder.tui.code_list.clean_up_screen", "CleanUpScreen"
    ),
    ScreenEntry("other", _("Answers to give other codes"), "coder.tui.code_list.other_screen", "OtherScreen"),
    ScreenEntry("theme", _("Reading what stands together"), "coder.tui.theme.screen", "ThemeScreen"),
    ScreenEntry("agreement", _("Agreement"), "coder.tui.agreement.screen", "AgreementScreen"),
    ScreenEntry("tables", _("Tables"), "coder.tui.tables.screen", "TablesScreen"),
    ScreenEntry("quotations", _("Quotations"), "coder.tui.quotations.screen", "QuotationsScreen"),
    ScreenEntry("export", _("Export to another program"), "coder.tui.export.screen", "ExportScreen"),
    ScreenEntry(
        "code_texts", _("Writing about a code"), "coder.tui.code_list.texts_screen", "CodeTextsScreen"
    ),
    ScreenEntry("code_split", _("Splitting a code"), "coder.tui.code_list.split_screen", "CodeSplitScreen"),
    ScreenEntry(
        "code_list_then",
        _("The code list of another day"),
        "coder.tui.code_list.then_screen",
        "CodeListThenScreen",
    ),
)
"""In the order of the work."""


@dataclass(frozen=True)
class KeysOfPlace:
    """The keys of one screen, or those that hold everywhere."""

    name: str
    title: str
    bindings: Sequence[Binding]
    signs: Sequence[tuple[str, str]] = ()


def name_of(screen: object) -> str:
    """Return a screen's name; empty for a dialog, whose keys are nobody's to change."""
    return next((entry.name for entry in SCREENS if entry.is_of(screen)), "")


def title_of(screen: object) -> str:
    """Return what people call a screen; empty for a dialog."""
    return next((entry.title for entry in SCREENS if entry.is_of(screen)), "")


def all_keys() -> list[KeysOfPlace]:
    """Load every screen, and return what its keys do; last what they do everywhere."""
    from coder.tui.app import WorkbenchApp

    places = []
    for entry in SCREENS:
        screen = entry.load()
        places.append(KeysOfPlace(entry.name, entry.title, explained(screen), screen.SIGNS))
    return [*places, KeysOfPlace(APP, _("On every screen"), explained(WorkbenchApp))]


def explained(place: type[DOMNode] | DOMNode) -> list[Binding]:
    """Return the bindings that say what they do; those of the library do not."""
    bindings = place._merged_bindings if isinstance(place, type) else place._bindings
    return [] if bindings is None else [binding for _key, binding in bindings if binding.tooltip]
