"""Approving the coding of a question from the list of questions, or taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _
from coder.tui.dialogs.typed_questions import ConfirmDialog, MenuDialog

if TYPE_CHECKING:
    from coder.domain.question import Question
    from coder.store.unit_of_work import Writing
    from coder.tui.home.ways import HomeWays
    from coder.usecases.team.approval import ApprovalOutlook, ApprovedCoding


class QuestionApproval:
    """Tells what is left to do, asks, and hands the approval in."""

    def __init__(self, screen: HomeWays, question: Question) -> None:
        self._screen = screen
        self._question = question

    def ask(self) -> None:
        """Read how it stands, and ask."""
        key = self._question.key

        def read() -> tuple[ApprovalOutlook, ApprovedCoding | None]:
            from coder.store.questions import question_named
            from coder.usecases.team.approval import approval_outlook, approved_coding

            session = self._screen.session
            approved = session.read(lambda work: approved_coding(work, question_named(work, key)))
            return session.read(approval_outlook, key), approved

        self._screen.read_behind(read, lambda found: self._ask(*found))

    def _ask(self, outlook: ApprovalOutlook, approved: ApprovedCoding | None) -> None:
        key = self._question.key
        if approved is None:
            asked = _("Approve the coding of «{question}» as it stands?").format(question=key)
            asked = "\n".join([asked, *outlook.in_words()])
            self._screen.app.push_screen(ConfirmDialog(asked), lambda yes: self._approve() if yes else None)
            return
        told = _("{name} approved the coding of «{question}».").format(name=approved.by, question=key)
        choices = [("w", "withdraw", _("withdraw the approval"))]
        if approved.is_changed:
            told = "\n".join([told, _("It has changed since."), *outlook.in_words()])
            choices.insert(0, ("a", "approve", _("approve it as it stands now")))
        self._screen.app.push_screen(MenuDialog(told, choices), self._chosen)

    def _chosen(self, what: str | None) -> None:
        if what == "approve":
            self._approve()
        elif what == "withdraw":
            self._withdraw()

    def _approve(self) -> None:
        key, coder_id = self._question.key, self._screen.session.coder.id

        def act(work: Writing) -> None:
            from coder.usecases.team.approval import approve

            approve(work, key, coder_id)

        self._screen.hand_over("approve_coding", act, lambda _nothing: self._screen.begin())

    def _withdraw(self) -> None:
        key = self._question.key

        def act(work: Writing) -> None:
            from coder.usecases.team.approval import withdraw_approval

            withdraw_approval(work, key)

        self._screen.hand_over("withdraw_approval", act, lambda _nothing: self._screen.begin())
