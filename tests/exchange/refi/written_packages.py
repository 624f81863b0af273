"""A written project file, looked at without our reader."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from coder.domain.exchange_formats import Profile
from coder.exchange.refi.profiles import LAYOUTS

SPACE = {"p": "urn:QDA-XML:project:1.0"}


@dataclass(frozen=True)
class Written:
    """The document and the text files of a package."""

    profile: Profile
    members: tuple[str, ...]
    document: bytes
    texts: dict[str, bytes]

    @property
    def root(self) -> etree._Element:
        """The document, parsed."""
        return etree.fromstring(self.document)

    def all(self, path: str) -> list[etree._Element]:
        """Return the elements at a path; ``p:`` is the namespace."""
        found = self.root.xpath(path, namespaces=SPACE)
        assert isinstance(found, list)
        return found

    def selected(self, selection: etree._Element) -> str:
        """Return the text a selection is on, counted as the profile's program counts."""
        layout = LAYOUTS[self.profile]
        source = selection.getparent()
        assert source is not None
        name = source.get("plainTextPath", "").removeprefix("internal://")
        content = self.texts[f"{layout.folder}/{name}"]
        start, end = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
        text = content.decode("utf-8-sig" if layout.bom else "utf-8")
        if layout.utf16:
            return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")
        return text[start:end]


def written(path: Path, profile: Profile) -> Written:
    """Open a package."""
    with zipfile.ZipFile(path) as package:
        contents = {info.filename: package.read(info) for info in package.infolist()}
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    document = contents.pop("project.qde")
    return Written(profile, tuple(contents), document, contents)
