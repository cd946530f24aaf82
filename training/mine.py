"""Mine hard negatives: passages that rank high for a question and do not contain its answer."""

import re
from collections.abc import Sequence

import tantivy

from qa.language.words import normalise_answer
from training.corpora import Example

_DEEP = 30
_KEPT = 8
_WORD = re.compile(r"\w+")


def mine(examples: Sequence[Example], contexts: Sequence[str]) -> list[tuple[int, ...]]:
    """Return for each example the indexes of up to eight `contexts` that BM25 ranks high and that lack the answer."""
    index = _index(contexts)
    index.reload()
    searcher = index.searcher()
    normalised = [f" {normalise_answer(context)} " for context in contexts]
    found = []
    for example in examples:
        words = " ".join(_WORD.findall(f"{example.question} {example.title}".lower()))
        query = index.parse_query(words, ["body"])
        hits = searcher.search(query, limit=_DEEP, count=False).hits
        answers = [f" {normalise_answer(answer)} " for answer in example.answers]
        kept = []
        for _, address in hits:
            place = int(searcher.doc(address)["place"][0])
            lacks = not any(answer in normalised[place] for answer in answers)
            if contexts[place] != example.context and lacks:
                kept.append(place)
        found.append(tuple(kept[:_KEPT]))
    return found


def _index(contexts: Sequence[str]) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", tokenizer_name="en_stem")
    builder.add_unsigned_field("place", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for place, context in enumerate(contexts):
        writer.add_document(tantivy.Document.from_dict({"body": context, "place": place}, schema))
    writer.commit()
    writer.wait_merging_threads()
    return index
