"""What the code list knows: the tree, what is folded, what is typed, which code is highlighted."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import PATH_SEPARATOR, Code, offered_codes
from coder.tui.code_list.rows import CodeListRows, ListedCode
from coder.tui.code_shelf import MOST_MATCHES

if TYPE_CHECKING:
    from coder.text.matching import MatchIndex
    from coder.usecases.codebook.code_list import CodeListing


@dataclass(frozen=True)
class Naming:
    """A name being typed: another one for a code, or that of a new code."""

    renamed: int | None = None
    """The code that gets another name; None where a new code is made."""
    places: tuple[int | None, ...] = (None,)
    """Under which codes a new one may come (None: at the top); Tab goes round."""
    place: int = 0

    @property
    def parent_id(self) -> int | None:
        """Under which code the new one comes."""
        return self.places[self.place]

    def among(self, codes: Container[int]) -> Naming:
        """Return the same where codes are gone: what was to be renamed is then the name of a new one."""
        if self.renamed is not None:
            return self if self.renamed in codes else Naming()
        there = tuple(each for each in self.places if each is None or each in codes)
        return self if there == self.places else Naming(places=there)

    def elsewhere(self) -> Naming:
        """Return the same with the next place."""
        return replace(self, place=(self.place + 1) % len(self.places))


class CodeListState:
    """A codebook as its list shows it. Knows nothing of screens."""

    def __init__(self, listing: CodeListing, code_id: int | None = None) -> None:
        self.query = ""
        self.with_retired = False
        self.naming: Naming | None = None
        self._folded: set[int] = set()
        self.code_id = code_id
        self._take(listing)
        self._to_a_row()

    def _take(self, listing: CodeListing) -> None:
        self.listing = listing
        self.tree = CodeTree(listing.codes)
        self._ids = {code.id for code in listing.codes}
        self._index: MatchIndex[int] | None = None
        self._matches: list[int] | None = None
        self._rows: list[ListedCode] | None = None
        self._places: dict[int, int] = {}
        open_ = [code for code in listing.codes if code.open_for_choice]
        self.count = len(offered_codes(open_))
        """How many codes everybody can set."""
        self.proposed_count = len(open_) - self.count
        """How many codes are only proposed."""
        self.retired_count = sum(code.retired is not None for code in self._living())
        """How many codes are retired."""

    @property
    def code(self) -> Code | None:
        """The highlighted code."""
        known = self.code_id is not None and self.code_id in self._ids
        return self.tree.code(self.code_id) if known and self.code_id is not None else None

    def reload(self, listing: CodeListing) -> None:
        """Take in the list as it is on disk now; the highlight stays, or goes where its code went."""
        place = self.place
        self._take(listing)
        if self.code_id in self._ids:
            code = self.tree.code(self.code_id)
            self.code_id = self.tree.survivor(code).id
        rows = self.rows()
        if self._place_of(self.code_id) is None and rows and place is not None:
            self.code_id = rows[min(place, len(rows) - 1)].code.id
        self._to_a_row()
        if self.naming is not None:
            self.naming = self.naming.among(self._ids)

    def rows(self) -> list[ListedCode]:
        """Return the codes listed now."""
        if self._rows is None:
            self._rows = self._matching() if self.query else self._unfolded()
            self._places = {row.code.id: place for place, row in enumerate(self._rows)}
        return self._rows

    def lines(self, width: int, typed: str = "") -> CodeListRows:
        """Return the rows as lines; ``typed`` is the name being given to the code that is renamed."""
        renamed = self.naming.renamed if self.naming is not None else None
        return CodeListRows(
            self.rows(),
            {} if self.listing.is_blind else self.listing.settled,
            self.listing.by_anyone,
            {number: birth.when for number, birth in self.listing.births.items()},
            width,
            None if renamed is None else (renamed, typed),
        )

    @property
    def place(self) -> int | None:
        """The row the highlight is in."""
        return self._place_of(self.code_id)

    def move(self, step: int) -> None:
        """Highlight a code so many rows on."""
        rows = self.rows()
        if rows:
            place = (self.place or 0) + step
            self.code_id = rows[min(max(place, 0), len(rows) - 1)].code.id

    def type(self, text: str) -> None:
        """List what fits what is typed, each under its theme; the best match is highlighted.

        Letters that are taken away widen the list, and leave the highlight where it is.
        """
        query = text.strip()
        if query == self.query:
            return
        is_wider = self.query.startswith(query)
        self.query = query
        self._rows = self._matches = None
        if query:
            found = self._found()
            if not (is_wider and self.code_id in found):
                self.code_id = found[0] if found else None
        self._to_a_row()

    def show_code(self, code_id: int) -> None:
        """Highlight a code, wherever it stands."""
        if code_id not in self._ids:
            return
        code = self.tree.survivor(self.tree.code(code_id))
        self._folded -= {above.id for above in self.tree.ancestors(code.id)}
        self.with_retired |= code.retired is not None
        self.query = ""
        self._rows = None
        self.code_id = code.id
        self._to_a_row()

    def fold(self) -> None:
        """Hide what stands under the highlighted code; where nothing does, go to its theme."""
        code = self.code
        if code is None:
            return
        if self._shown_children(code.id) and code.id not in self._folded:
            self._folded.add(code.id)
            self._rows = None
        elif code.parent_id is not None:
            self.code_id = code.parent_id

    def unfold(self) -> None:
        """Show what stands under the highlighted code; where it is shown, go to the first of it."""
        code = self.code
        if code is None:
            return
        if code.id in self._folded:
            self._folded.discard(code.id)
            self._rows = None
        elif self._shown_children(code.id):
            self.code_id = self._shown_children(code.id)[0].id

    def fold_all(self) -> None:
        """Show only what stands at the top; or everything, where that is so already."""
        inner = {code.id for code in self.listing.codes if self._shown_children(code.id)}
        top = self.code
        while top is not None and top.parent_id is not None:
            top = self.tree.code(top.parent_id)
        if inner <= self._folded:
            self._folded = set()
        else:
            self._folded = inner
            self.code_id = top.id if top is not None else None
        self._rows = None
        self._to_a_row()

    def toggle_retired(self) -> None:
        """Show retired codes among the others, or hide them again."""
        self.with_retired = not self.with_retired
        self._index = self._rows = self._matches = None
        self._to_a_row()

    def place_moved(self, step: int) -> int | None:
        """Return the place among its siblings, from 1, that puts the highlighted code past its neighbour."""
        code = self.code
        if code is None:
            return None
        siblings = self.tree.children(code.parent_id)
        shown = [each for each in siblings if self._is_shown(each)]
        place = shown.index(code) + step
        if not 0 <= place < len(shown):
            return None
        return siblings.index(shown[place]) + 1

    def naming_new(self) -> Naming:
        """Say where a new code may come: beside the highlighted one, under it, at the top."""
        code = self.code
        if code is None:
            return Naming()
        under, beside = code.id, code.parent_id
        inside_first = not code.codable or bool(self.tree.children(code.id))
        order = (under, beside, None) if inside_first else (beside, under, None)
        return Naming(places=tuple(dict.fromkeys(order)))

    def place_of_new(self, parent_id: int | None) -> int | None:
        """Return the place, from 1, right after the highlighted code where the new one comes beside it."""
        code = self.code
        if code is None or code.parent_id != parent_id:
            return None
        return self.tree.children(parent_id).index(code) + 2

    def path_of_new(self, parent_id: int | None, name: str) -> str:
        """Write the path a new code would have."""
        above = self.tree.code(parent_id).path if parent_id is not None else ()
        return PATH_SEPARATOR.join((*above, name.strip()))

    def places_to_move(self, code: Code) -> list[Code]:
        """Return the codes another may stand under: not itself, what is below it, or retired ones."""
        without = {code.id, *(each.id for each in self.tree.descendants(code.id))}
        return [each for each in self._living() if each.id not in without and each.retired is None]

    def codes_to_merge_with(self, code: Code) -> list[Code]:
        """Return the codes another may be merged with: in use, of its sort, not in its branch."""
        near = {each.id for each in (*self.tree.ancestors(code.id), *self.tree.descendants(code.id))}
        return [
            each
            for each in self._living()
            if each.retired is None and each.codable == code.codable and each.id not in {*near, code.id}
        ]

    def merged_here(self, code: Code) -> list[Code]:
        """Return the codes that went up in this one."""
        return [each for each in self.listing.codes if each.merged_into == code.id]

    def _living(self) -> list[Code]:
        return [code for code in self.listing.codes if code.merged_into is None]

    def _is_shown(self, code: Code) -> bool:
        return code.merged_into is None and (self.with_retired or code.retired is None)

    def _shown_children(self, code_id: int) -> list[Code]:
        return [each for each in self.tree.children(code_id) if self._is_shown(each)]

    def _unfolded(self) -> list[ListedCode]:
        rows: list[ListedCode] = []
        hidden_below: int | None = None
        for code in self.listing.codes:
            depth = len(code.path) - 1
            if hidden_below is not None and depth > hidden_below:
                continue
            hidden_below = None
            if not self._is_shown(code):
                hidden_below = depth
                continue
            is_folded = code.id in self._folded
            rows.append(ListedCode(code, depth, bool(self._shown_children(code.id)), is_folded))
            if is_folded:
                hidden_below = depth
        return rows

    def _matching(self) -> list[ListedCode]:
        found = set(self._found())
        wanted = found | {above.id for code_id in found for above in self.tree.ancestors(code_id)}
        shown = [code for code in self.listing.codes if code.id in wanted]
        parents = {code.parent_id for code in shown}
        return [ListedCode(code, len(code.path) - 1, code.id in parents) for code in shown]

    def _found(self) -> list[int]:
        """Search once for what is typed, best first."""
        if self._matches is not None:
            return self._matches
        if self._index is None:
            from coder.text.matching import MatchIndex, candidate_of

            self._index = MatchIndex(
                candidate_of(code) for code in self.listing.codes if self._is_shown(code)
            )
        self._matches = [match.candidate.key for match in self._index.search(self.query, MOST_MATCHES)]
        return self._matches

    def _place_of(self, code_id: int | None) -> int | None:
        self.rows()
        return None if code_id is None else self._places.get(code_id)

    def _to_a_row(self) -> None:
        """Put the highlight where there is a row: on the nearest code above that is shown, or the first."""
        rows = self.rows()
        if self.place is not None:
            return
        above = self.tree.ancestors(self.code_id) if self.code_id in self._ids and self.code_id else ()
        shown = (each.id for each in above if each.id in self._places)
        self.code_id = next(shown, rows[0].code.id if rows else None)
