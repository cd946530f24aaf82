"""BM25 over passages: an index of tantivy that follows the catalogue.

The folder holds a tantivy index and, beside it, the generation it has followed to. The number is written after the
commit: a crash between the two makes the next follower repeat the last batch, which changes nothing.
"""

import math
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.catalogue.snapshot import Snapshot
from index.errors import StorageFailed
from index.search.alternatives import Alternatives
from index.search.fields import ANALYZER, SETTING, WORDS, filtered, make_analyzer, make_document, make_schema
from index.search.lexical_files import GENERATION, read_generation, read_stamp, remove_interrupted
from index.search.spelling import FUNCTION_WORDS, Corrected, KnowsWord, correct
from index.search.variants import SAMPLE, find_variants
from index.types import FOREVER, Filters

Hit = tuple[float, tantivy.DocAddress]
TextsOf = Callable[[Sequence[int]], Sequence[str]]
_WRITER_BYTES = 64_000_000
_COUNTED = 10_000  # terms of which is cached how many passages have them; a question asks four times for each
_BITS = 20  # of a score, which has 24
_SPARE = 50  # passages that may not be valid any more


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of a match in the title, and in source and date, relative to one in the text."""

    title: float = 0.25
    context: float = 0.3


class LexicalIndex:
    """A tantivy index in a folder, derived from the catalogue; safe to search from many threads."""

    def __init__(self, folder: Path, weights: Weights | None = None) -> None:
        """Open the index in `folder`, or an empty one if there is none or it cannot be read.

        Raises:
            StorageFailed: the disk refuses an empty one.
        """
        self._folder = folder
        self._weights = weights or Weights()
        self._analyzer, self._key_analyzer = make_analyzer(), make_analyzer(without=FUNCTION_WORDS)
        self._index = self._open()
        self._show(read_generation(folder), read_stamp(folder))

    def reload(self) -> None:
        """Read what another process has committed; if its files are lost, searches continue on the previous state.

        Raises:
            StorageFailed: what was committed cannot be read.
        """
        stamp, generation = read_stamp(self._folder), read_generation(self._folder)
        if stamp != self._stamp and generation >= self.generation:
            with self._translated("read"):
                self._show(generation, stamp)

    def forget(self) -> None:
        """Make the next follower refill this index: it was made from another catalogue."""
        (self._folder / GENERATION).unlink(missing_ok=True)
        self.generation = 0

    def follow(self, snapshot: Snapshot) -> None:
        """Apply what changed in the catalogue since this index last followed it; one process at a time may call it.

        Raises:
            StorageFailed: the disk refused it; the index is unchanged.
        """
        if read_generation(self._folder) >= snapshot.generation():
            self.reload()
            return
        self._index = self._open()  # the files may have been lost or torn since
        since = read_generation(self._folder)
        if since < snapshot.upkeep.forgotten():  # the tombstones since then are gone
            since = 0
        if since and not snapshot.has_changes(since):  # only vectors are new, and the index holds none
            with self._translated("written"):
                self._write_generation(snapshot.generation())
                self._show(snapshot.generation(), read_stamp(self._folder))
            return
        with self._writing() as writer:
            if not since:  # without a number, what the files hold is unknown
                writer.delete_all_documents()
            for passage in snapshot.tombstones(since) if since else ():
                writer.delete_documents_by_term("id", str(passage))
            self._write(writer, snapshot, since)

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """Open the one writer, and release its lock whatever happens."""
        with self._translated("written"):
            remove_interrupted(self._folder)
            writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
            try:
                yield writer
            except BaseException:
                with suppress(ValueError, RuntimeError):  # the writer may have failed or ended already
                    writer.wait_merging_threads()  # which ends the writer and releases its lock
                raise

    @contextmanager
    def _translated(self, action: str) -> Iterator[None]:
        """Translate errors of tantivy and of the disk into `StorageFailed`."""
        try:
            yield
        except (ValueError, OSError) as error:
            raise StorageFailed(f"the lexical index in {self._folder} cannot be {action}: {error}") from error

    def _write(self, writer: tantivy.IndexWriter, snapshot: Snapshot, since: int) -> None:
        for entry, title, text in snapshot.documents(since):
            if since:
                writer.delete_documents_by_term("id", str(entry.id))
            writer.add_document(make_document(entry, title, text, self._index.schema))
        writer.commit()
        writer.wait_merging_threads()
        self._write_generation(snapshot.generation())
        self._show(snapshot.generation(), read_stamp(self._folder))

    def _show(self, generation: int, stamp: tuple[int, int] | None) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()
        self._count = lru_cache(_COUNTED)(self._searcher.doc_freq)
        self.generation, self._stamp = generation, stamp

    def rebuild(self, snapshot: Snapshot) -> None:
        """Rewrite the whole index in one commit; until then searches see the previous state."""
        self._index = self._open()
        with self._writing() as writer:
            writer.delete_all_documents()
            self._write(writer, snapshot, since=0)

    def search(
        self, question: str, filters: Filters, k: int, names: Iterable[Alternatives] = ()
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return ids and BM25 scores, best first, of at most `k` passages that share a term with the question.

        Of a name and its alternatives, the one that matches a passage best counts, and only that.
        """
        if not (terms := self.key_terms(question)):
            return np.empty(0, np.int64), np.empty(0, np.float32)
        searcher = self._searcher
        hits = self._find(searcher, self._match(terms, names), filters, k)
        ids = searcher.fast_field_values("number", [address for _, address in hits])
        numbers, scores = np.array(ids, np.int64), np.array([score for score, _ in hits], np.float32)
        order = np.lexsort((numbers, -scores))  # tantivy orders equal scores by segment, which is not stable
        return numbers[order], scores[order]

    def analyze(self, text: str) -> tuple[str, ...]:
        """Return the distinct terms of a text, as they are indexed, in order."""
        return tuple(dict.fromkeys(self._analyzer.analyze(text)))

    def key_terms(self, question: str) -> list[str]:
        """Return the distinct terms of a question without function words, or all of them if nothing is left."""
        return list(dict.fromkeys(self._key_analyzer.analyze(question)) or self.analyze(question))

    def correct(self, question: str, knows: KnowsWord) -> Corrected:
        """Return the question with each word that does not occur replaced by its nearest neighbour that does.

        Words that `knows` tells are left.
        """
        searcher = self._searcher

        def count(word: str) -> int:
            """Return how many passages have a word or its stem, or are of a source named so; 1 for what is no word.

            Passages are searched by stems: a word whose stem occurs is found as it is.
            """
            terms = self._analyzer.analyze(word)
            return max((self._count(field, term) for term in terms for field in ("text", *SETTING)), default=1)

        return correct(question, count, lambda prefix: searcher.terms_with_prefix(WORDS, prefix), knows)

    def variants(self, word: str, texts_of: TextsOf, knows: KnowsWord) -> tuple[str, ...]:
        """Return other spellings of a name in the corpus; `texts_of` returns the texts of passages by their ids."""
        searcher, query, schema = self._searcher, tantivy.Query, self._index.schema

        def texts_with(name: str) -> Sequence[str]:
            """Return the texts of some passages that have a word."""
            hits = searcher.search(query.term_query(schema, WORDS, name, "basic"), limit=SAMPLE, count=False).hits
            numbers = searcher.fast_field_values("number", [place for _, place in hits])
            return texts_of(np.array(numbers, np.int64).tolist())

        def rarity(name: str) -> float:
            """Return the inverse document frequency of a word."""
            return math.log(1 + len(self) / (1 + self._count(WORDS, name)))

        return find_variants(word, lambda prefix: searcher.terms_with_prefix(WORDS, prefix), texts_with, rarity, knows)

    def covered(self, terms: Sequence[str], passages: Sequence[int]) -> dict[int, set[str]]:
        """Return which of these terms each of the passages has, in text or setting; those not in the index are absent.

        One search for all: each term that a passage has adds a power of two to its score.
        """
        found: dict[int, set[str]] = {}
        for start in range(0, max(len(terms), 1), _BITS):
            some = terms[start : start + _BITS]
            for number, bits in self._read_bits(some, passages):
                found.setdefault(number, set()).update(term for bit, term in enumerate(some) if bits >> bit & 1)
        return found

    def _read_bits(self, terms: Sequence[str], passages: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield those of the passages that are in the index, each with a bit for each term."""
        searcher, query, schema = self._searcher, tantivy.Query, self._index.schema
        among = query.term_set_query(schema, "id", [str(passage) for passage in passages])
        clauses = [(tantivy.Occur.Must, query.const_score_query(among, 0.0))]
        for bit, term in enumerate(terms):
            fields = [query.term_query(schema, field, term, "basic") for field in ("text", *SETTING)]
            has = query.boolean_query([(tantivy.Occur.Should, field) for field in fields])
            clauses.append((tantivy.Occur.Should, query.const_score_query(has, float(1 << bit))))
        hits = searcher.search(query.boolean_query(clauses), limit=max(len(passages), 1), count=False).hits
        numbers = np.array(searcher.fast_field_values("number", [place for _, place in hits]), np.int64)
        return zip(numbers.tolist(), (round(score) for score, _ in hits), strict=True)

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return the number of passages that each term occurs in."""
        return [self._count("text", term) for term in terms]

    def __len__(self) -> int:
        """Return the number of passages in the index."""
        return int(self._searcher.num_docs)

    def _find(self, searcher: tantivy.Searcher, match: tantivy.Query, filters: Filters, k: int) -> list[Hit]:
        """Return the score and the address of the first `k` passages that match and pass the filters."""
        if filters == Filters():  # nearly all are valid now, and tantivy skips passages only where there is no filter
            hits: list[Hit] = searcher.search(match, limit=k + _SPARE, count=False).hits
            ends = searcher.fast_field_values("valid_to", [address for _, address in hits])
            valid = [hit for hit, end in zip(hits, ends, strict=True) if end == FOREVER]
            if len(valid) >= k or len(hits) < k + _SPARE:
                return valid[:k]
        found: list[Hit] = searcher.search(filtered(match, filters, self._index.schema), limit=k, count=False).hits
        return found

    def _match(self, terms: Sequence[str], names: Iterable[Alternatives]) -> tantivy.Query:
        query, either, left = tantivy.Query, list[tantivy.Query](), list(terms)
        for one in names:
            own = [term for term in self.key_terms(one.name) if term in left]
            others = [clause for name in one.all if (clause := self._match_whole(name))]
            if own and others:
                either.append(query.disjunction_max_query([self._match_any(own), *others]))
                left = [term for term in left if term not in own]
        if not either:  # tantivy skips what cannot be among the first only in a plain union of terms
            return self._match_any(left)
        clauses = [self._match_any(left), *either]
        return query.boolean_query([(tantivy.Occur.Should, clause) for clause in clauses])

    def _match_whole(self, name: str) -> tantivy.Query | None:
        """Return the query for a name all of whose words occur; None where it has none, or they do not."""
        terms = self._key_analyzer.analyze(name)
        if not terms or not all(self._count("text", term) for term in terms):
            return None
        words = [(tantivy.Occur.Must, self._match_any([term])) for term in terms]
        return tantivy.Query.boolean_query(words)

    def _match_any(self, terms: Iterable[str]) -> tantivy.Query:
        query, schema = tantivy.Query, self._index.schema
        fields = (("text", 1.0), ("title", self._weights.title), ("context", self._weights.context))
        matches = [
            query.boost_query(query.term_query(schema, field, term, "freq"), weight)
            for term in terms
            for field, weight in fields
            if self._count(field, term)
        ]
        return query.boolean_query([(tantivy.Occur.Should, match) for match in matches])

    def _open(self) -> tantivy.Index:
        with self._translated("opened"):
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                return self._load()
            except ValueError:  # another schema, or damaged files: derived, so discarded
                shutil.rmtree(self._folder)
                self._folder.mkdir(parents=True)
                return self._load()

    def _load(self) -> tantivy.Index:
        if not tantivy.Index.exists(str(self._folder)):  # tantivy creates an empty one
            (self._folder / GENERATION).unlink(missing_ok=True)
        index = tantivy.Index(make_schema(), path=str(self._folder))
        index.register_tokenizer(ANALYZER, self._analyzer)
        index.register_tokenizer(WORDS, make_analyzer(stem=False))
        index.config_reader(reload_policy="manual")  # reads every segment
        return index

    def _write_generation(self, generation: int) -> None:
        aside = self._folder / f"{GENERATION}.new"
        aside.write_text(str(generation))
        aside.replace(self._folder / GENERATION)
