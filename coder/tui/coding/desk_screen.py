"""A screen with a question's desk before it: read behind it, written from it, acknowledged a moment later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from coder.domain.errors import CoderError
from coder.messages import _
from coder.tui.coding.reads import CodingReads, DeskRead, ReadFailed, ViewsRead
from coder.tui.coding.sentence_place import SentencePlace
from coder.tui.errors import show_error
from coder.tui.history.taking_back import ask_if_uncommon, take_back_act, taken_back_sentence
from coder.tui.notes.flag_wish import FlagWish
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.tui.answers.left import LeftList
    from coder.tui.coding.acts import Act, CodingActs
    from coder.tui.coding.behind_the_desk import BehindTheDesk
    from coder.tui.coding.change import Change
    from coder.tui.coding.claiming import Claiming
    from coder.tui.coding.code_choice import CodeChoice
    from coder.tui.coding.state import CodingState
    from coder.tui.coding.writes import Acknowledged, CodingWrites
    from coder.usecases.coding.desk_news import DeskNews
    from coder.usecases.team.following import OthersWrote
    from coder.usecases.team.sittings import AtWork


class DeskScreen(ProjectScreen):
    """Keeps a state in step with the project. What is seen and what keys do stands in the class below."""

    desk_state: CodingState
    """Set when the desk has been read; until then ``is_ready`` is False. So are the five below."""
    choice: CodeChoice
    acts: CodingActs
    writes: CodingWrites
    behind: BehindTheDesk
    claiming: Claiming

    def __init__(self, question: str, wave: str | None = None, answer_id: int | None = None) -> None:
        super().__init__()
        self.question = question
        self.wave = wave
        self.first_answer_id = answer_id
        """The answer to begin with; where the coder left off if None."""
        self.is_ready = False
        self.reads = CodingReads(self, question, wave)
        self.place = SentencePlace()
        self.flag_wish = FlagWish()
        self.said = ""
        """The quiet sentence beside the input line; gone with the next act."""
        self.left_list: LeftList | None = None
        """The list that is gone through, as it was left."""
        self._held: DeskRead | None = None
        """A desk without the answer shown: it is sat down at when the coder goes on."""

    def begin(self) -> None:
        self.reads.read_first_desk(self.first_answer_id)

    def arrive(self) -> None:
        """Show the answer the state is at, and read it and the next ones."""
        self.choice.stop()
        if self._held is not None:
            self._take(self._held)
            self.desk_state.is_stale = True
        self.reads.read_views(self.desk_state.wanted())
        self.claiming.came()
        self.repaint()

    def others_at_work(self, found: AtWork) -> None:
        if self.is_ready:
            self.claiming.take_in(found)

    def go_on(self) -> None:
        """Show the next answer to code."""
        raise NotImplementedError

    def came_back(self, answer_id: int | None) -> None:
        """Read anew after another screen, and show the answer it gave."""
        if answer_id is not None:
            self._go_to_chosen(answer_id)
        self.said = ""
        # The answer is read again; the whole desk only if that tells of something written meanwhile.
        self.arrive()

    def on_unmount(self) -> None:
        if self.is_ready:
            self.claiming.leave()
        if self.is_ready and (remember := self._start_to_remember()) is not None:
            remember()

    def repaint(self) -> None:
        """Show everything as it stands."""
        raise NotImplementedError

    def keep_in_view(self) -> None:
        """Let what the coder looks at stay at its height when it is shown anew."""
        raise NotImplementedError

    def hand_in(
        self, operation: str, act: Act, change: Change | None = None, makes: int | None = None
    ) -> None:
        """Hand in an act and show it; ``makes`` is the stand-in of the code it makes."""
        self.said = ""
        self.writes.submit(operation, act, change, makes)
        self.repaint()

    def was_written(self, operation: str, entry: int | None) -> None:
        """Called when an act handed in here is on disk, with the entry it became, if it changed anything."""
        if operation == "add_code" and entry is not None:
            self.behind.code_was_made()

    def say_quietly(self, sentence: str) -> None:
        """Say something beside the input line, until the next act."""
        self.said = sentence
        self.repaint()

    def confirm(self, asked: str, answered: Callable[[bool | None], None]) -> None:
        """Ask whether something shall be done."""
        from coder.tui.dialogs.typed_questions import ConfirmDialog

        self.app.push_screen(ConfirmDialog(asked), answered)

    def take_in(self, told: OthersWrote) -> None:
        if self.is_ready:
            self.desk_state.known.pass_over(told.entry)
            self._look_at_unread()

    def on_desk_read(self, message: DeskRead) -> None:
        taken = message.taken_back
        if not self.is_ready:
            self.sit_down(message)
        elif taken is None and self.desk_state.is_moved_by(message.desk):
            self._held = message
            self.said = _("Other answers are yours to code now: they come after this one.")
            self.repaint()
            self.hearing.end()
            return
        else:
            self._take(message)
        self.behind.desk_was_read()
        if taken is not None:
            self.said = taken_back_sentence(taken.what, again=message.is_again)
            if taken.answer_id is not None and taken.excerpt is not None:
                self.place.go_to(taken.answer_id, taken.excerpt)
        self.arrive()
        self.hearing.end()

    def on_views_read(self, message: ViewsRead) -> None:
        self.reads.views_are_read()
        again = self.desk_state.arrived(message.views, message.last_entry)
        if self.desk_state.answer_id in again or self.desk_state.answer is None:
            self.reads.read_views(self.desk_state.wanted())
        self._look_at_unread()
        self.repaint()
        self.hearing.end()

    def on_read_failed(self, message: ReadFailed) -> None:
        self.reads.views_are_read()
        if message.was_first:
            self.workbench.give_up(message.error)
        else:
            show_error(self, message.error)
        self.hearing.end()

    def on_acknowledged(self, message: Acknowledged) -> None:
        from coder.tui.coding.writes import MARKING, TAKING_BACK

        done = message.acknowledgement
        try:
            operation = self.writes.settle(done)
        except CoderError as error:
            # What was said of it is not so.
            self.said = ""
            self._tell(error)
            # It may rest on what others have changed: a code that was retired, or taken back.
            self.reads.read_desk(self.desk_state.answer_id, self.desk_state.turns())
        else:
            self.was_written(operation, done.entry)
            if isinstance(done.result, int) and done.result in self.acts.shared:
                self.acts.shared.discard(done.result)
                self.behind.code_was_shared(done.result)
            shown, turns = self.desk_state.answer_id, self.desk_state.turns()
            if operation in TAKING_BACK and isinstance(done.result, int):
                self.reads.read_taken_back(done.result, shown, turns, again=operation == "redo")
            else:
                if operation in MARKING:
                    self.reads.read_views(self.desk_state.wanted())
                self._look_at_unread()
        self.behind.go_on()
        self.choice.refresh()
        self.repaint()
        self.hearing.end()

    def sit_down(self, message: DeskRead) -> None:
        """Begin to work at the desk that was read."""
        # The first frame stands without what the desk is worked with.
        from coder.tui.coding.acts import CodingActs
        from coder.tui.coding.behind_the_desk import BehindTheDesk
        from coder.tui.coding.claiming import Claiming
        from coder.tui.coding.code_choice import CodeChoice
        from coder.tui.coding.state import CodingState
        from coder.tui.coding.writes import CodingWrites

        desk = message.desk
        self.desk_state = CodingState(desk)
        if self.first_answer_id is not None:
            self._go_to_chosen(self.first_answer_id)
        self.desk_state.arrived(message.views, desk.last_entry)
        self.choice = CodeChoice(self.desk_state.shelf)
        self.acts = CodingActs(desk.coder.id)
        self.writes = CodingWrites(self, self.desk_state)
        self.behind = BehindTheDesk(self, self.desk_state)
        self.claiming = Claiming(self, self.go_on)
        if self.first_answer_id is None and desk.start is not None:
            self.claiming.hand()
        self.is_ready = True
        if (remember := self._start_to_remember()) is not None:
            self.run_worker(remember, thread=True, group="remember")
        if self.first_answer_id is None and desk.order and desk.start is None:
            self.said = self.all_done

    @property
    def all_done(self) -> str:
        """What is said when no answer is left."""
        if self.desk_state.desk.blindness is not None:
            return _("The blind sample is done: F7 compares.")
        if self.desk_state.is_left_to_others:
            return _("Every answer is done or taken by another coder.")
        return _("All answers are done.")

    def _go_to_chosen(self, answer_id: int) -> None:
        """Show an answer that was chosen on another screen; of a list somebody made, go through that."""
        self.left_list = self.workbench.left_lists.chosen_from(self.question, answer_id)
        self.desk_state.go_through(self.left_list.ids if self.left_list else (), answer_id)

    def _start_to_remember(self) -> Callable[[], None] | None:
        state = self.desk_state
        start = state.start_another_day()
        if start is None:
            return None
        return partial(self.reads.remember_start, state.desk.question, start, state.known_entry)

    def _take(self, message: DeskRead) -> None:
        """Work at the desk as it was read anew; the answer shown stays, unless an undo was about another."""
        taken, self._held = message.taken_back, None
        self.keep_in_view()
        self.desk_state.reloaded(message.desk, message.views, None if taken is None else taken.answer_id)
        # A sample of own answers may have been drawn or closed.
        self.acts.coder_id = message.desk.coder.id
        self.choice.refresh()

    def _look_at_unread(self) -> None:
        """Read anew what was changed elsewhere, once nothing waits to be written here."""
        state = self.desk_state
        if state.is_waiting or self._held is not None:
            return
        if state.is_stale:
            state.is_stale = False
            self.reads.read_desk(state.answer_id, state.turns())
        elif (unread := state.known.take_unread()) is not None:
            self.read_behind(partial(self._news_of, *unread), self._take_news)

    def _news_of(self, after: int, until: int) -> DeskNews:
        from coder.usecases.coding.desk_news import desk_news

        return self.session.read(desk_news, self.desk_state.desk, after, until, self.writes.uids)

    def _take_news(self, news: DeskNews) -> None:
        state = self.desk_state
        if news.heard and not self.said:
            from coder.tui.notes.heard_notes import heard_sentence

            self.say_quietly(heard_sentence(news.heard))
        if news.whole:
            state.is_stale = True
            self._look_at_unread()
            return
        if news.begun is not None:
            state.sharing = replace(state.sharing, begun=news.begun)
        if news.beside:
            self.reads.read_views(state.wanted())

    def _tell(self, error: CoderError) -> None:
        if not ask_if_uncommon(self, error, lambda: self.hand_in("undo", take_back_act(ask=False))):
            show_error(self, error)
