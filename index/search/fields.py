"""What the lexical index is made of: fields, their analysis, documents, and filters. It imports tantivy, too."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.catalogue.snapshot import PassageRow
from index.dates import from_epoch, to_epoch
from index.errors import Unreadable
from index.search.lexical_files import read_generation
from index.types import FOREVER, Filters

ANALYZER = "news"
WORDS = "words"
TIMES = ("published", "valid_from", "valid_to")
SETTING = ("title", "context")
"""The fields that hold what `Head.setting` says."""


def make_analyzer(without: Sequence[str] = (), *, stem: bool = True) -> tantivy.TextAnalyzer:
    """Return the analysis of a text field: words in lower case, folded to ASCII, stemmed unless not `stem`."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (tantivy.Filter.remove_long(60), tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold()):
        builder = builder.filter(step)
    if without:
        builder = builder.filter(tantivy.Filter.custom_stopword(list(without)))
    return (builder.filter(tantivy.Filter.stemmer("english")) if stem else builder).build()


def make_schema() -> tantivy.Schema:
    """Return the fields of a passage in the index."""
    builder = tantivy.SchemaBuilder()
    # Text, because `delete_documents_by_term` deletes nothing by a number.
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("number", fast=True)
    for field in ("text", "title", "context"):
        builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="freq")
    builder.add_text_field(WORDS, tokenizer_name=WORDS, index_option="basic")
    for field in TIMES:
        builder.add_integer_field(field, fast=True)
    for field in ("source", "language"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    return builder.build()


def make_document(entry: PassageRow, title: str, text: str, schema: tantivy.Schema) -> tantivy.Document:
    """Return the fields of a passage."""
    published = from_epoch(entry.published)
    values = {
        "id": str(entry.id),
        "number": entry.id,
        "text": text,
        "title": title,
        WORDS: f"{title} {text}",
        "context": f"{entry.source} {published.day} {published:%B %Y}",
        "published": entry.published,
        "valid_from": entry.valid_from,
        "valid_to": entry.valid_to,
        "source": entry.source,
        "language": entry.language,
    }
    return tantivy.Document.from_dict(values, schema)


def filtered(match: tantivy.Query, filters: Filters, schema: tantivy.Schema) -> tantivy.Query:
    """Return `match` restricted by the filters, which never change a score."""
    named = (("source", filters.sources), ("language", filters.codes))
    sets = [tantivy.Query.term_set_query(schema, field, list(values)) for field, values in named if values]
    keep = [*_ranges(filters, schema), *sets]
    clauses = [(tantivy.Occur.Must, tantivy.Query.const_score_query(query, 0.0)) for query in keep]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, match), *clauses]) if clauses else match


def _ranges(filters: Filters, schema: tantivy.Schema) -> Iterable[tantivy.Query]:
    bounds: list[tuple[str, int | None, int | None]] = []
    if filters.since or filters.until:
        since, until = (to_epoch(moment) if moment else None for moment in (filters.since, filters.until))
        bounds.append(("published", since, until))
    if filters.as_of:
        moment = to_epoch(filters.as_of)
        bounds += [("valid_from", None, moment), ("valid_to", moment + 1, None)]
    else:
        bounds.append(("valid_to", FOREVER, None))
    for field, lower, upper in bounds:
        yield tantivy.Query.range_query(schema, field, tantivy.FieldType.Integer, lower, upper)


def read_documents(folder: Path) -> tuple[int, NDArray[np.int64]] | None:
    """Return the generation that the index in a folder has followed at least, and a row for each passage in it.

    A row is (id, published, valid_from, valid_to), times in epoch seconds (UTC); the array has shape (n, 4). None if
    there is no index, or one that is to be rebuilt. Nothing is changed.

    Raises:
        Unreadable: there is an index, and it cannot be read.
    """
    generation = read_generation(folder)
    if not generation:
        return None
    try:
        searcher = tantivy.Index.open(str(folder)).searcher()
        found = searcher.search(tantivy.Query.all_query(), limit=max(searcher.num_docs, 1), count=False).hits
        places = [address for _, address in found]
        columns = [searcher.fast_field_values(name, places) for name in ("number", *TIMES)]
        return generation, np.array(columns, np.int64).T
    except (ValueError, OSError) as error:
        raise Unreadable(f"the lexical index in {folder} cannot be read: {error}") from error
