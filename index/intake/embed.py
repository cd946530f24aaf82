"""Cutting articles into passages and embedding them, now or, where a passage lacks its vector, later."""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.catalogue.catalogue import Catalogue
from index.catalogue.embeddings import ToEmbed
from index.dates import from_epoch
from index.passages.chunking import Piece, cut_passages, describe, describe_by
from index.passages.embedding import Embedder, Tokenised
from index.types import Article, Span

BATCH_PASSAGES = 64


@dataclass(frozen=True, slots=True)
class Cut:
    """An article with its passages, and for each the text to embed and that text's digest."""

    article: Article
    spans: tuple[Span, ...]
    embedded: tuple[str, ...]
    digests: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Vectors:
    """Float16 bytes by the digest of the embedded text, and how many of them the catalogue did not hold."""

    by_digest: Mapping[bytes, bytes]
    computed: int

    def joined(self, other: "Vectors") -> "Vectors":
        """Return the vectors of both."""
        return Vectors({**self.by_digest, **other.by_digest}, self.computed + other.computed)


def cut_article(article: Article, embedder: Embedder) -> Cut:
    """Cut an article into passages, each to be embedded with a line that names title, source and date."""
    pieces = cut_passages(article.text, embedder.tokenise, article.language)
    head = describe(article)
    (tokens,) = embedder.tokenise([head])
    embedded = tuple(_put_before(piece, head, tokens, article.text) for piece in pieces)
    return Cut(article, tuple(piece.span for piece in pieces), embedded, tuple(map(_digest, embedded)))


def embed_cuts(
    cuts: Iterable[Cut],
    catalogue: Catalogue,
    embedder: Embedder,
    computed: Mapping[bytes, bytes] | None = None,
    *,
    embedding: bool = True,
) -> Vectors:
    """Return the vectors of passages: those in the catalogue, those `computed` in advance, and if `embedding` the rest.

    Vectors in the catalogue are read and returned as well, since a deletion may remove them before the passages are
    stored.
    """
    wanted = {digest: text for cut in cuts for digest, text in zip(cut.digests, cut.embedded, strict=True)}
    with catalogue.snapshot() as snapshot:
        kept = snapshot.embeddings.known(embedder.name, list(wanted))
    made = {digest: vector for digest, vector in (computed or {}).items() if digest in wanted and digest not in kept}
    rest = {digest: text for digest, text in wanted.items() if digest not in kept and digest not in made}
    embedded = embed_texts(rest, embedder) if embedding else {}
    return Vectors(kept | made | embedded, len(made) + len(embedded))


def embed_lacking(
    catalogue: Catalogue,
    embedder: Embedder,
    on_batch: Callable[[int], None] = lambda _number: None,
    stopping: Callable[[], bool] = lambda: False,
) -> bool:
    """Embed every passage that has no vector of this model, each batch in a transaction; False where it was stopped.

    `on_batch` is called with the number of passages of each batch. A passage is embedded with the title, source and
    date that its article has now; its vector keeps the digest of the text that was first embedded.
    """
    last = 0
    while not stopping():
        with catalogue.snapshot() as snapshot:
            batch = snapshot.embeddings.to_embed(embedder.name, last, BATCH_PASSAGES)
        if not batch:
            return True
        _embed(batch, catalogue, embedder)
        last = batch[-1].passage
        on_batch(len(batch))
    return False


def embed_next(catalogue: Catalogue, embedder: Embedder) -> int:
    """Embed one batch of the passages that lack a vector; return how many there were.

    Does nothing where the catalogue has been rebuilt for another model, or while `dateline embed` embeds what lacks a
    vector.
    """
    with catalogue.snapshot() as snapshot:
        ours = snapshot.embedder() == embedder.name
        batch = snapshot.embeddings.next_unembedded(BATCH_PASSAGES) if ours else []
    lock = catalogue.hold_embedding() if batch else None
    if lock is None:
        return 0
    try:
        _embed(batch, catalogue, embedder)
    finally:
        lock.release()
    return len(batch)


def texts_of(batch: Iterable[ToEmbed]) -> dict[bytes, str]:
    """Return the texts to embed for passages, by their digests: with title, source and date as they are now."""
    return {one.digest: f"{describe_by(one.title, one.source, from_epoch(one.published))}\n{one.text}" for one in batch}


def embed_texts(texts: Mapping[bytes, str], embedder: Embedder) -> dict[bytes, bytes]:
    """Return the vectors of texts as float16 bytes, by the same digests."""
    vectors = embedder.embed(list(texts.values())).astype(np.float16)
    return {digest: vector.tobytes() for digest, vector in zip(texts, vectors, strict=True)}


def _put_before(piece: Piece, head: str, head_tokens: Sequence[int], text: str) -> str:
    """Return a passage below the line before it, with the tokens of both if those of the passage are known."""
    whole = f"{head}\n{text[piece.span.start : piece.span.end]}"
    return whole if piece.tokens is None else Tokenised.of(whole, array("i", (*head_tokens, *piece.tokens)))


def _embed(batch: Iterable[ToEmbed], catalogue: Catalogue, embedder: Embedder) -> None:
    vectors = embed_texts(texts_of(batch), embedder)
    with catalogue.write() as transaction:
        transaction.embeddings.add(embedder.name, vectors.items())


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
