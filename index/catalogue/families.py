"""Families of copies, as rows of the catalogue: an article is assigned to one when it is stored.

The cost does not grow with the corpus: fingerprints are looked up one by one, few articles have each, and at most a
handful of texts are compared.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from index.catalogue.comparison import Text, compare_texts, is_long_enough, pack, read_text, unpack
from index.catalogue.database.contract import Connection
from index.dates import to_epoch
from index.types import FOREVER, Kin

if TYPE_CHECKING:
    from index.passages.fingerprints import Overlap, Sketch

TOO_MANY, TOO_LONG = 12, 4
"""A fingerprint is boilerplate, and ignored, once so many articles of one source have it, or articles of so many weeks:
no story is reported in the same words in all of them."""

_DAY = 86_400  # seconds; within a day, the article that names its agency comes before the earliest
_WEEK = 7 * _DAY
_COMPARED = 4  # groups, the nearest ones
# Of the fingerprints of the text with fewer, the share that both must hold for it to be worth comparing them.
_WORTH_BETWEEN_SOURCES, _WORTH_WITHIN_SOURCE = 0.1, 0.3


class FamilyReader:
    """Families in one snapshot of the catalogue; `moment` selects the articles active then, None those active now."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def of(self, article: str, moment: datetime | None = None) -> Kin | None:
        """Return the family of an article, None where no other active article is a copy of it."""
        row = self._db.execute("SELECT family FROM sketch WHERE article = ?", (article,)).fetchone()
        if row is None or row[0] is None:
            return None
        members = _members(self._db, row[0], moment)
        return Kin(name_family(row[0]), members[0], tuple(members[1:])) if set(members) - {article} else None

    def sizes(self, families: Iterable[int], moment: datetime | None = None) -> dict[int, int]:
        """Return how many active articles each family has."""
        rows = self._db.execute(
            """SELECT s.family, count(*) FROM sketch s
               WHERE s.family IN (SELECT CAST(value AS BIGINT) FROM json_each(?1))
                     AND EXISTS (SELECT 1 FROM version v WHERE v.article = s.article
                                 AND v.valid_from <= ?2 AND ?2 < coalesce(v.valid_to, ?3))
               GROUP BY s.family""",
            (json.dumps(sorted(set(families))), to_epoch(moment) if moment else FOREVER - 1, FOREVER),
        )
        return dict(rows.fetchall())

    def count_carrying(self, words: str, articles: Iterable[str], moment: datetime | None = None) -> int:
        """Return how many of these articles contain words verbatim in their active version."""
        row = self._db.execute(
            """SELECT count(*) FROM version WHERE article IN (SELECT value FROM json_each(?1)) AND instr(text, ?2) > 0
               AND valid_from <= ?3 AND ?3 < coalesce(valid_to, ?4)""",
            (json.dumps(list(articles)), words, to_epoch(moment) if moment else FOREVER - 1, FOREVER),
        )
        return int(row.fetchone()[0])

    def has_unassigned(self) -> bool:
        """Return whether articles stored by an earlier Dateline still have to be assigned to families."""
        return self._db.execute("SELECT 1 FROM unsettled LIMIT 1").fetchone() is not None


class FamilyWriter:
    """Families in one transaction of the catalogue."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def assign(self, article: str) -> None:
        """Assign an article to a family by its latest version; where that is unchanged, it keeps its family."""
        self._db.execute("DELETE FROM unsettled WHERE article = ?", (article,))
        text = read_text(self._db, article)
        stored = self._db.execute("SELECT fingerprints FROM sketch WHERE article = ?", (article,)).fetchone()
        if stored and stored[0] == pack(text.sketch):
            return
        self.remove(article)
        if is_long_enough(text):
            self._add(text)

    def assign_earlier(self, limit: int) -> int:
        """Assign at most `limit` articles that an earlier Dateline stored; return how many there were."""
        waiting = self._db.execute("SELECT article FROM unsettled LIMIT ?", (limit,)).fetchall()
        for (article,) in waiting:
            self.assign(article)
        return len(waiting)

    def remove(self, article: str) -> None:
        """Remove an article from its family, of which the next copy becomes the head; call it before the deletion."""
        row = self._db.execute("SELECT id, fingerprints FROM sketch WHERE article = ?", (article,)).fetchone()
        if row is None:
            return
        number, fingerprints = row
        self._db.executemany(
            "DELETE FROM fingerprint WHERE hash = ? AND sketch = ?", ((mark, number) for mark in unpack(fingerprints))
        )
        self._leave(number)
        self._db.execute("DELETE FROM sketch WHERE id = ?", (number,))

    def _add(self, text: Text) -> None:
        """Add a sketch and assign its family; reassign articles that shared what has become boilerplate."""
        row = self._db.execute(
            "INSERT INTO sketch (article, fingerprints, agency) VALUES (?, ?, ?) RETURNING id",
            (text.article, pack(text.sketch), text.agency),
        )
        number = int(row.fetchone()[0])
        holders = self._holders(text, number)
        spent = _spent(text, holders)
        torn = sorted({holder.sketch for holder in holders if holder.mark in spent})
        self._spend(spent, torn)
        kept = [*(set(text.sketch.fingerprints()) - self._boilerplate(text.sketch)), text.sketch.whole]
        query = "INSERT INTO fingerprint VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._db.executemany(query, ((mark, number) for mark in kept))
        self._join(number, text, self._holders(text, number) if spent else holders)
        for other in torn:
            article, family = self._db.execute("SELECT article, family FROM sketch WHERE id = ?", (other,)).fetchone()
            if family is None:  # else one before it has taken it along
                again = read_text(self._db, article)
                self._join(other, again, self._holders(again, other))

    def _spend(self, marks: Iterable[int], holders: Iterable[int]) -> None:
        """Mark fingerprints as boilerplate, and remove the articles that have them from their families."""
        self._db.executemany("INSERT INTO boilerplate VALUES (?) ON CONFLICT DO NOTHING", ((mark,) for mark in marks))
        self._db.executemany("DELETE FROM fingerprint WHERE hash = ?", ((mark,) for mark in marks))
        for number in holders:
            self._leave(number)

    def _join(self, number: int, text: Text, holders: Sequence["_Holder"]) -> None:
        """Add an article to the family nearest to it, if any, and merge others that are as near into that."""
        links = [link for group in _nearest(text, holders) if (link := self._link(text, group))]
        links.sort(key=lambda link: -link.shared)
        chosen = links[:1] + [link for link in links[1:] if link.unites]
        if not chosen:
            return
        homes = [link.family for link in chosen if link.family]
        home = homes[0] if homes else self._add_family()
        merged = [(family,) for family in homes if family != home]
        alone = [number, *(link.sketch for link in chosen if not link.family)]
        self._db.executemany("UPDATE sketch SET family = ? WHERE id = ?", ((home, sketch) for sketch in alone))
        self._db.executemany("UPDATE sketch SET family = ? WHERE family = ?", ((home, *family) for family in merged))
        self._db.executemany("DELETE FROM family WHERE id = ?", merged)

    def _add_family(self) -> int:
        return int(self._db.execute("INSERT INTO family DEFAULT VALUES RETURNING id").fetchone()[0])

    def _link(self, text: Text, group: "_Group") -> "_Link | None":
        """Compare an article with a group: it belongs there if it is a copy of its head, or nearly equal to a member.

        Without that a family would drift: a copy of a copy of a copy has little left of the first.
        """
        near = read_text(self._db, group.article)
        overlap = self._overlap(text, near)
        members = _members(self._db, group.family, None) if group.family else []
        head = read_text(self._db, members[0]) if members and members[0] != near.article else near
        with_head = overlap if head is near else self._overlap(text, head)
        if not (overlap.close or with_head.akin(one_source=text.source == head.source)):
            return None
        unites = overlap.close or text.published < head.published
        return _Link(group.sketch, group.family, max(overlap.shared, with_head.shared), unites)

    def _overlap(self, one: Text, other: Text) -> "Overlap":
        return compare_texts(one, other, self._boilerplate(one.sketch) | self._boilerplate(other.sketch))

    def _holders(self, text: Text, number: int) -> list["_Holder"]:
        """Return the other sketches that have a fingerprint of a text, and one that is equal to it."""
        query = """SELECT f.hash, f.sketch, s.article, s.family, a.source, a.published,
                          length(s.fingerprints) / 8
                   FROM json_each(?1) j CROSS JOIN fingerprint f ON f.hash = CAST(j.value AS BIGINT) AND f.sketch <> ?2
                   JOIN sketch s ON s.id = f.sketch JOIN article a ON a.id = s.article"""
        found = self._db.execute(query, (json.dumps(text.sketch.fingerprints()), number)).fetchall()
        equal = self._db.execute(f"{query} LIMIT 1", (json.dumps([text.sketch.whole]), number)).fetchall()
        return [_Holder(*row) for row in found + equal]

    def _boilerplate(self, drawn: "Sketch") -> set[int]:
        query = "SELECT b.hash FROM json_each(?) j CROSS JOIN boilerplate b ON b.hash = CAST(j.value AS BIGINT)"
        return {row[0] for row in self._db.execute(query, (json.dumps(drawn.fingerprints()),))}

    def _leave(self, number: int) -> None:
        """Remove a sketch from its family; a family of one is deleted."""
        family = self._db.execute("SELECT family FROM sketch WHERE id = ?", (number,)).fetchone()[0]
        self._db.execute("UPDATE sketch SET family = NULL WHERE id = ?", (number,))
        left = self._db.execute("SELECT id FROM sketch WHERE family = ? LIMIT 2", (family,)).fetchall()
        if len(left) < 2:
            self._db.execute("UPDATE sketch SET family = NULL WHERE family = ?", (family,))
            self._db.execute("DELETE FROM family WHERE id = ?", (family,))


def name_family(family: int) -> str:
    """Return the id of a family as it is shown."""
    return f"fam_{family}"


@dataclass(frozen=True, slots=True)
class _Holder:
    """A sketch that has the fingerprint `mark`, one of its `marks`."""

    mark: int
    sketch: int
    article: str
    family: int | None
    source: str
    published: int
    marks: int


@dataclass(frozen=True, slots=True)
class _Group:
    """A family, or an article that has none, with the member of it that shares most fingerprints with some text."""

    sketch: int
    article: str
    family: int | None


@dataclass(frozen=True, slots=True)
class _Link:
    """That an article belongs to a group, and how many shingles it shares; `unites`: with others that it belongs to."""

    sketch: int
    family: int | None
    shared: int
    unites: bool


def _spent(text: Text, holders: Iterable[_Holder]) -> set[int]:
    """Return the fingerprints that are boilerplate now that a text holds them too."""
    held: dict[int, list[int]] = defaultdict(list)
    for holder in holders:
        if holder.source == text.source:
            held[holder.mark].append(holder.published // _WEEK)
    week = text.published // _WEEK
    return {mark for mark, weeks in held.items() if len(weeks) >= TOO_MANY or len({week, *weeks}) >= TOO_LONG}


def _nearest(text: Text, holders: Iterable[_Holder]) -> list[_Group]:
    """Return the groups that share most fingerprints with a text, each by its nearest member."""
    ours = len(text.sketch.marks)
    shared: Counter[_Group] = Counter()
    wanted: dict[_Group, float] = {}
    for one in holders:
        group = _Group(one.sketch, one.article, one.family)
        shared[group] += ours if one.mark == text.sketch.whole else 1
        worth = _WORTH_WITHIN_SOURCE if one.source == text.source else _WORTH_BETWEEN_SOURCES
        wanted[group] = worth * min(ours, one.marks)
    groups: dict[int, _Group] = {}
    for group, count in shared.most_common():
        if count >= wanted[group]:
            groups.setdefault(-group.sketch if group.family is None else group.family, group)
    return list(groups.values())[:_COMPARED]


def _members(db: Connection, family: int, moment: datetime | None) -> list[str]:
    """Return the articles of a family active at a moment, None for now: the head, then the others by time.

    The head is the earliest, or the first that names its agency where it came within a day of that.
    """
    rows = db.execute(
        """SELECT a.id, a.published, s.agency FROM sketch s JOIN article a ON a.id = s.article
           WHERE s.family = ?1 AND EXISTS (SELECT 1 FROM version v WHERE v.article = s.article
                                           AND v.valid_from <= ?2 AND ?2 < coalesce(v.valid_to, ?3))
           ORDER BY a.published, s.id""",
        (family, to_epoch(moment) if moment else FOREVER - 1, FOREVER),
    ).fetchall()
    names = (row for row in rows if row[2] and row[1] <= rows[0][1] + _DAY)
    head = next(names, rows[0] if rows else None)
    return [row[0] for row in ([head] if head else []) + [row for row in rows if row is not head]]
