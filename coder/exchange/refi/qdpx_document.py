"""The XML document of a project file, element by element in the order of the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any

from lxml import etree

from coder.domain.portable import UNCHECKED, FileMarks, PortableCode, PortableNote
from coder.exchange.refi.code_elements import code_elements
from coder.exchange.refi.distinct_names import distinct_names
from coder.exchange.refi.guids import guid_of
from coder.exchange.refi.own_uids import OWN_NOTE, UNCHECKED_NOTE, question_set
from coder.exchange.refi.profiles import Layout
from coder.exchange.refi.qdpx_plan import Plan, Selection, Source
from coder.exchange.refi.qdpx_variables import Value, Variables
from coder.exchange.refi.xml_text import XmlText

NAMESPACE = "urn:QDA-XML:project:1.0"
# Nobody knows when a note was written, and QualCoder takes none without a time.
_NO_TIME = "1980-01-01T00:00:00Z"


class QdpxDocument:
    """Writes the document of a plan; text files of notes are gathered in ``files``."""

    def __init__(
        self,
        plan: Plan,
        layout: Layout,
        variables: Variables,
        codes: Iterable[PortableCode],
        names: Mapping[str, str],
        marks: FileMarks,
        own_note: tuple[str, str],
        xml: XmlText,
    ) -> None:
        self.files: dict[str, str] = {}
        self._plan = plan
        self._layout = layout
        self._variables = variables
        self._codes = list(codes)
        self._names = names
        self._marks = marks
        self._own_note = own_note
        self._xml = xml

    def write(self, stream: IO[bytes], told: Callable[[int], None]) -> None:
        """Write all of it.

        Args:
            stream: Where to.
            told: Told of cases and selections, how many more are written.
        """
        with etree.xmlfile(stream, encoding="UTF-8") as xml:
            self._file = xml
            xml.write_declaration()
            project = self._plan.project
            attributes = {"name": self._xml.name(project.name), "origin": self._xml.name(self._marks.program)}
            if self._plan.users:
                attributes["creatingUserGUID"] = guid_of(self._plan.users[0].uid)
            with xml.element(f"{{{NAMESPACE}}}Project", attributes, nsmap={None: NAMESPACE}):
                self._users()
                self._codebook()
                self._variable_list()
                self._cases(told)
                self._sources(told)
                self._notes()
                self._sets()
                self._text("Description", "\n".join(self._marks.lines()))
                if self._marks.unchecked:
                    self._empty("NoteRef", targetGUID=guid_of(UNCHECKED_NOTE))

    def _within(self, tag: str, **attributes: str) -> Any:
        return self._file.element(f"{{{NAMESPACE}}}{tag}", attributes)

    def _empty(self, tag: str, **attributes: str) -> None:
        with self._within(tag, **attributes):
            pass

    def _text(self, tag: str, text: str) -> None:
        if text:
            with self._within(tag):
                self._file.write(text)

    def _users(self) -> None:
        users = self._plan.users
        if not users:
            return
        with self._within("Users"):
            names = distinct_names(self._xml.name(coder.name) for coder in users)
            for coder, name in zip(users, names, strict=True):
                self._empty("User", guid=guid_of(coder.uid), name=name)

    def _codebook(self) -> None:
        """Write the codes; with case codes one for each case, of the case's own GUID."""
        codes = etree.Element(f"{{{NAMESPACE}}}Codes", nsmap={None: NAMESPACE})
        notes = {code.uid: self._plan.notes_on(code.uid) for code in self._codes}
        code_elements(codes, self._codes, self._names, self._xml, notes)
        if self._layout.case_codes:
            cases = list(self._plan.cases.values())
            names = distinct_names([case.name for case in cases], self._names.values())
            for case, name in zip(cases, names, strict=True):
                guid = guid_of(case.participation.uid)
                etree.SubElement(
                    codes, f"{{{NAMESPACE}}}Code", {"guid": guid, "name": name, "isCodable": "true"}
                )
        if len(codes):
            with self._within("CodeBook"):
                self._file.write(codes)

    def _variable_list(self) -> None:
        if not self._variables.all:
            return
        with self._within("Variables"):
            for each in self._variables.all:
                with self._within(
                    "Variable", guid=guid_of(each.uid), name=each.name, typeOfVariable=each.type
                ):
                    self._text("Description", each.label)

    def _values(self, values: Iterable[Value]) -> None:
        for value in values:
            with self._within("VariableValue"):
                self._empty("VariableRef", targetGUID=guid_of(value.variable))
                with self._within(f"{value.type}Value"):
                    self._file.write(value.written)

    def _cases(self, told: Callable[[int], None]) -> None:
        if not self._plan.cases:
            return
        with self._within("Cases"):
            for case in self._plan.cases.values():
                with self._within("Case", guid=guid_of(case.participation.uid), name=case.name):
                    self._values(self._variables.of(case))
                    for uid in case.sources:
                        self._empty("SourceRef", targetGUID=guid_of(uid))
                    for uid in case.selections:
                        self._empty("SelectionRef", targetGUID=guid_of(uid))
                told(1)

    def _sources(self, told: Callable[[int], None]) -> None:
        if not self._plan.sources:
            return
        with self._within("Sources"):
            for source in self._plan.sources:
                self._source(source, told)

    def _source(self, source: Source, told: Callable[[int], None]) -> None:
        guid = guid_of(source.uid)
        with self._within("TextSource", guid=guid, name=source.name, plainTextPath=f"internal://{guid}.txt"):
            if source.case is None:
                self._text("Description", self._xml.text(source.question.text, source.question.key))
            for selection in source.selections:
                self._selection(selection)
                told(1)
            self._note_refs(source.notes)
            if source.case is not None:
                self._values(self._variables.of(source.case, source.question.key))

    def _selection(self, selection: Selection) -> None:
        user = {} if selection.coder is None else {"creatingUser": guid_of(selection.coder)}
        with self._within(
            "PlainTextSelection",
            guid=guid_of(selection.uid),
            name=selection.name,
            startPosition=str(selection.start),
            endPosition=str(selection.end),
            **user,
        ):
            self._text("Description", selection.description)
            if selection.code is not None:
                with self._within("Coding", guid=guid_of(selection.coding), **user):
                    self._empty("CodeRef", targetGUID=guid_of(selection.code))
            self._note_refs(selection.notes)

    def _note_refs(self, notes: Iterable[str]) -> None:
        for uid in notes:
            self._empty("NoteRef", targetGUID=guid_of(uid))

    def _notes(self) -> None:
        notes = self._plan.project.notes
        name, text = self._own_note
        with self._within("Notes"):
            # One with its text inside is no journal to QualCoder.
            with self._within("Note", guid=guid_of(OWN_NOTE), name=name, creationDateTime=_NO_TIME):
                self._text("PlainTextContent", text)
            if self._marks.unchecked:
                self._note(UNCHECKED_NOTE, UNCHECKED, None, "\n".join(self._marks.lines()))
            names = distinct_names((self._note_name(note) for note in notes), [name, UNCHECKED])
            for note, note_name in zip(notes, names, strict=True):
                coder = self._plan.coders.get(note.coder)
                self._note(note.uid, note_name, coder, self._xml.text(note.text, note_name), note)

    def _sets(self) -> None:
        """Write what ties notes to questions, where a reference from a source would lose the note."""
        noted = [(question, notes) for question, notes in self._plan.question_notes if notes]
        if not noted:
            return
        with self._within("Sets"):
            for question, notes in noted:
                guid = guid_of(question_set(question))
                with self._within("Set", guid=guid, name=self._xml.name(question.key)):
                    for uid in notes:
                        self._empty("MemberNote", targetGUID=guid_of(uid))

    def _note(
        self, uid: str, name: str, coder: str | None, text: str, note: PortableNote | None = None
    ) -> None:
        attributes = {"guid": guid_of(uid), "name": name, "creationDateTime": _NO_TIME}
        if coder is not None:
            attributes["creatingUser"] = guid_of(coder)
        in_file = self._layout.notes_in_files and (note is None or note.answer is None)
        if in_file:
            attributes["plainTextPath"] = f"internal://{guid_of(uid)}.txt"
            self.files[f"{guid_of(uid)}.txt"] = text
        with self._within("Note", **attributes):
            if not in_file:
                self._text("PlainTextContent", text)

    def _note_name(self, note: PortableNote) -> str:
        """Return what a note is called: what it is about."""
        if note.code is not None:
            return self._names.get(note.code, note.code)
        if note.question is not None:
            return next((q.key for q in self._plan.project.questions if q.uid == note.question), note.uid)
        return self._xml.name(note.coder)
