"""What codes are called in a file for another program."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coder.domain.codebook import CodeRow, name_key
from coder.domain.loss import Losses
from coder.domain.portable import PortableCode, PortableProject
from coder.exchange.refi.distinct_names import distinct_names
from coder.exchange.refi.profiles import Layout
from coder.exchange.refi.xml_text import XmlText
from coder.messages import _


def code_names(codes: Sequence[PortableCode], layout: Layout, xml: XmlText, losses: Losses) -> dict[str, str]:
    """Return the name of each code in the file, by uid; what becomes another name is told."""
    names = {code.uid: xml.name(code.row.path[-1]) for code in codes}
    if layout.unique_names:
        names = _unique_over_the_book(codes, names, losses)
    if layout.longest_name is not None:
        for code in codes:
            if len(names[code.uid]) > layout.longest_name:
                what = _("Names of codes are longer than the {n} characters the other program reads.")
                losses.add(what.format(n=layout.longest_name), code.row.written_path)
        names = _apart_when_cut(codes, names, layout.longest_name, losses)
    return names


def in_one_book(project: PortableProject) -> list[PortableCode]:
    """Return all codes; where there are several codebooks each stands under a heading of its name."""
    if len(project.codebooks) < 2:
        return [code for codebook in project.codebooks for code in codebook.codes]
    codes = []
    for codebook in project.codebooks:
        codes.append(PortableCode(codebook.uid, None, CodeRow((codebook.name,), codable=False)))
        codes += [replace(code, parent=code.parent or codebook.uid) for code in codebook.codes]
    return codes


def _unique_over_the_book(
    codes: Sequence[PortableCode], names: Mapping[str, str], losses: Losses
) -> dict[str, str]:
    """Return names no two of which are the same: what stands above is added where it must be."""
    seen = Counter(name_key(name) for name in names.values())
    wanted = []
    for code in codes:
        name = names[code.uid]
        above = names.get(code.parent or "")
        if above is not None and seen[name_key(name)] > 1:
            name = f"{name} ({above})"
        wanted.append(name)
    chosen = dict(zip((code.uid for code in codes), distinct_names(wanted), strict=True))
    for code in codes:
        if chosen[code.uid] != names[code.uid]:
            what = _("Codes of the same name get that of the code above them as well, or a number.")
            losses.add(what, chosen[code.uid])
    return chosen


def _apart_when_cut(
    codes: Sequence[PortableCode], names: Mapping[str, str], longest: int, losses: Losses
) -> dict[str, str]:
    """Return names of which no two siblings are the same as far as they are read; the others stay whole."""
    siblings: dict[str | None, list[PortableCode]] = defaultdict(list)
    for code in codes:
        siblings[code.parent].append(code)
    chosen = dict(names)
    for beside in siblings.values():
        whole = [names[code.uid] for code in beside]
        cut = (distinct_names([name], longest=longest)[0] for name in whole)
        for code, alone, among in zip(beside, cut, distinct_names(whole, longest=longest), strict=True):
            if among != alone:
                chosen[code.uid] = among
                what = _("Codes whose names begin with the same {n} characters are cut and get a number.")
                losses.add(what.format(n=longest), code.row.written_path)
    return chosen
