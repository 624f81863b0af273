"""Projects as QDPX, the REFI-QDA standard's file of texts and codings: ours, and those of other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from coder.domain.errors import Problem, ProblemsError
from coder.domain.loss import Losses
from coder.domain.portable import (
    PortableCode,
    PortableCodebook,
    PortableCoding,
    PortableFile,
    PortableProject,
    Progress,
)
from coder.exchange.refi.answers_in import AnswersIn
from coder.exchange.refi.cases_in import cases_in
from coder.exchange.refi.codes_in import code_notes, codes_in
from coder.exchange.refi.codings_in import CodingsIn
from coder.exchange.refi.convention import Convention, convention_named
from coder.exchange.refi.found_answers import FoundAnswers
from coder.exchange.refi.guids import derived
from coder.exchange.refi.notes_in import AttachedNotes, FileNote, notes_in, question_notes
from coder.exchange.refi.own_answers_in import own_answers_in
from coder.exchange.refi.own_note import NOTE_NAME, OwnFacts, read_facts
from coder.exchange.refi.own_uids import question_set
from coder.exchange.refi.package import Package
from coder.exchange.refi.people_in import People
from coder.exchange.refi.positions import Marked, chosen_convention
from coder.exchange.refi.sources_in import sources_in
from coder.exchange.refi.users_in import Users
from coder.exchange.refi.variables_in import Variables
from coder.exchange.refi.xml_document import (
    RefiDocument,
    RefiKind,
    listed,
    parse_document,
    uid_in,
)
from coder.messages import _, ngettext
from coder.platform import garbage_left_alone

_STEPS = 3


def read_qdpx(
    path: Path,
    *,
    question: str | None = None,
    convention: str | None = None,
    progress: Progress = lambda _done, _of: None,
) -> PortableFile:
    """Read a project file.

    Args:
        path: The package.
        question: What to call the question, where the file has one.
        convention: How the file counts positions, where it cannot be told: a name of ``convention_named``.
        progress: Told after each step.

    Raises:
        UnusableInputError: If it is broken or unsafe; ProblemsError if its positions fit no convention, or it
            holds several questions and one is named.
        UnknownConventionError: If there is no such convention.
    """
    wanted = None if convention is None else convention_named(convention)
    with garbage_left_alone(), Package(path) as package:
        document = parse_document(*package.project(), RefiKind.PROJECT)
        progress(1, _STEPS)
        project = _ProjectIn(path.name, package, document)
        progress(2, _STEPS)
        return project.read(question, wanted)


class _ProjectIn:
    """One file as it is read."""

    def __init__(self, file: str, package: Package, document: RefiDocument) -> None:
        root = document.root
        self._file = file
        self._root = root
        self._origin = document.origin
        self._losses = Losses()
        self._notices = list(document.notices)
        self._notes = notes_in(root, package, self._losses)
        self._facts = self._trusted(self._notes)
        self._uid = derived(
            "project", self._origin, root.get("name") or file, root.get("creationDateTime") or ""
        )
        self._cases = cases_in(root, self._losses)
        kept = self._facts is not None and self._facts.newlines != "crlf"
        self._sources = sources_in(root, package, self._losses, line_ends_kept=kept)
        for tag in ("Links", "Graphs"):
            for element in root.iterchildren(tag):
                self._losses.add(_("Links and diagrams are not read."), count=len(element))
        questions = self._facts.project.questions if self._facts else ()
        self._question_notes = dict(question_notes(root, questions))
        for each in listed(root, "Sets", "Set"):
            if uid_in(each) in map(question_set, questions):
                continue
            self._losses.add(_("Sets of codes and texts are not read."), each.get("name") or "")

    def read(self, question: str | None, wanted: Convention | None) -> PortableFile:
        """Read all of it."""
        project = self._ours(self._facts) if self._facts else self._foreign(question, wanted)
        return PortableFile(self._file, project, self._losses.all(), tuple(self._notices))

    def _trusted(self, notes: dict[str, FileNote]) -> OwnFacts | None:
        """Return what we noted ourselves, unless another program has written the file since."""
        own = [note for note in notes.values() if note.name == NOTE_NAME]
        facts = read_facts(own[0].text) if own else None
        if facts is None and not own:
            return None
        if facts is None or facts.origin.strip() != self._origin:
            self._notices.append(
                _("The file was ours, but has been changed since; it is read as any other program's.")
            )
            return None
        return facts

    def _ours(self, facts: OwnFacts) -> PortableProject:
        project = facts.project
        convention = convention_named(facts.convention)
        found = own_answers_in(facts, self._sources, self._cases, convention, self._losses)
        users = Users(self._root, Losses(), known=project.coders)
        codes = [code for codebook in project.codebooks for code in codebook.codes]
        codings, notes = self._coded(found, codes, users, convention)
        return replace(
            project,
            coders=users.all(),
            participations=tuple(found.participations),
            answers=tuple(found.answers),
            coded=codings.coded(),
            codings=codings.codings(),
            notes=notes.all(self._losses),
        )

    def _foreign(self, question: str | None, wanted: Convention | None) -> PortableProject:
        convention = self._convention(wanted)
        users = Users(self._root, self._losses)
        variables = Variables(self._root, self._losses)
        case_uids = {case.uid for case in self._cases}
        elements = [
            code for book in self._root.iterchildren("CodeBook") for code in listed(book, "Codes", "Code")
        ]
        codes = codes_in(elements, self._losses, case_uids)
        name = " ".join((self._root.get("name") or "").split()) or Path(self._file).stem
        codebook = PortableCodebook(derived("codebook", self._uid), name)
        # Where another program wrote a file of ours anew, our own variables have uids of its making.
        own = variables.take_own()
        cases = [
            replace(case, values={own.get(uid, uid): value for uid, value in case.values.items()})
            for case in self._cases
        ]
        people = People(cases, variables, self._losses)
        answers = AnswersIn(self._file, self._uid, self._sources, cases, people, convention, self._losses)
        found = answers.find(codebook.uid, name, question)
        self._notices += answers.notices
        codings, notes = self._coded(found, codes, users, convention)
        made = codings.codings()
        if made:
            self._notices.append(
                _(
                    "The file does not tell when a coder was done: answers with a coding by one count as "
                    "done, unless --state says otherwise."
                )
            )
        return PortableProject(
            name,
            self._uid,
            coders=users.all(),
            waves=tuple(dict.fromkeys(each.wave for each in found.participations)),
            variables=variables.all(),
            codebooks=(replace(codebook, codes=tuple(self._codable(codes, made))),),
            questions=tuple(found.questions),
            participations=tuple(found.participations),
            answers=tuple(found.answers),
            coded=codings.coded(),
            codings=made,
            notes=notes.all(self._losses),
        )

    def _coded(
        self, found: FoundAnswers, codes: Sequence[PortableCode], users: Users, convention: Convention
    ) -> tuple[CodingsIn, AttachedNotes]:
        """Tie codings and notes to the answers found."""
        uids = [code.uid for code in codes]
        notes = AttachedNotes(self._notes, users)
        case_codes = {case.uid for case in self._cases}
        codings = CodingsIn(found, uids, case_codes, users, notes, self._facts, self._losses)
        for source in self._sources:
            codings.read(source, convention)
        known = set(uids)
        for code, note in code_notes(self._root):
            if code in known:
                notes.attach(note, "code", code)
        for note, question in self._question_notes.items():
            notes.attach(note, "question", question)
        return codings, notes

    def _convention(self, wanted: Convention | None) -> Convention:
        """Return how positions count, by what the selections show; tell it."""
        marked = [
            (source.content, [Marked(each.start, each.end, each.name) for each in source.selections])
            for source in self._sources
        ]
        choice = chosen_convention(marked, self._origin, wanted)
        score = {"name": choice.convention.name, "fitting": choice.fitting, "n": choice.of}
        if choice.of and wanted is None and not choice.is_sure:
            what = _(
                "how its positions count cannot be told: at best ({name}) {fitting} of {n} marked places "
                "begin and end with words. If that is right, give --convention {name}; else another."
            )
            raise ProblemsError([Problem(self._file, None, None, what.format(**score))])
        if choice.of:
            self._notices.append(
                ngettext(
                    "Positions are read as {name}: {fitting} of {n} marked place begins and ends with words.",
                    "Positions are read as {name}: {fitting} of {n} marked places begin and end with words.",
                    choice.of,
                ).format(**score)
            )
        return choice.convention

    def _codable(
        self, codes: Sequence[PortableCode], codings: Sequence[PortableCoding]
    ) -> Iterator[PortableCode]:
        """Yield the codes; one that has been used can be."""
        used = {coding.code for coding in codings}
        for code in codes:
            if code.uid in used and not code.row.codable:
                self._losses.add(
                    _("Codes that were for structure only, but were used, can be used."), code.row.path[-1]
                )
                code = replace(code, row=replace(code.row, codable=True))
            yield code
