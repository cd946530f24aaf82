"""Build batches from examples: each question with a passage that answers it and hard negatives."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from qa.reading.windows import Cutter, Window
from training.augment import mess_up
from training.corpora import Example
from training.crop import crop
from training.network import Targets
from training.spoil import spoil


@dataclass(frozen=True, slots=True)
class Row:
    """One window with the token positions of its answer; empty if it has none."""

    window: Window
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    question: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded to one length, with their targets; all tensors have the shape (rows, tokens)."""

    ids: Tensor
    mask: Tensor
    types: Tensor
    allowed: Tensor
    targets: Targets


@dataclass(frozen=True, slots=True)
class Material:
    """Examples, the contexts that negatives are drawn from, and the hard negatives of each example."""

    examples: Sequence[Example]
    contexts: Sequence[Example]
    negatives: Sequence[tuple[int, ...]]


@dataclass(slots=True)
class Mix:
    """Samples epochs: a share of each corpus, every example once before any is repeated."""

    material: Material
    shares: dict[str, float]
    rng: random.Random
    waiting: dict[str, list[int]] = field(default_factory=dict)

    def draw(self) -> list[int]:
        """Return the shuffled indexes of the examples of one round."""
        by_corpus: dict[str, list[int]] = {}
        for place, example in enumerate(self.material.examples):
            by_corpus.setdefault(example.corpus, []).append(place)
        chosen: list[int] = []
        for corpus, places in sorted(by_corpus.items()):
            wanted = round(self.shares.get(corpus, 0.0) * len(places))
            while wanted > 0:
                if not self.waiting.get(corpus):
                    self.waiting[corpus] = self.rng.sample(places, len(places))
                taken = self.waiting[corpus][:wanted]
                del self.waiting[corpus][:wanted]
                chosen += taken
                wanted -= len(taken)
        self.rng.shuffle(chosen)
        return chosen


@dataclass(frozen=True, slots=True)
class Recipe:
    """How rows are made: `pieces` is the number of tokens a batch, the others are shares of questions.

    `negatives` get a passage without an answer, `cropped` a shortened context, and `spoilt` are repeated with a word
    changed, so that their passage no longer answers them.
    """

    pieces: int
    negatives: float
    cropped: float
    spoilt: float = 0.0


def make_batches(
    material: Material, places: Sequence[int], cutter: Cutter, recipe: Recipe, rng: random.Random
) -> Iterator[Batch]:
    """Yield batches of at most `recipe.pieces` tokens, padding included; rows of similar length are batched."""
    for begin in range(0, len(places), 2_048):
        groups = [
            group
            for number, place in enumerate(places[begin : begin + 2_048])
            if (group := _rows(material, place, number, cutter, recipe, rng))
        ]
        groups.sort(key=lambda group: max(len(row.window.ids) for row in group) + rng.random() * 8)
        batches = list(_pack(groups, recipe.pieces))
        rng.shuffle(batches)
        yield from (_stack(rows) for rows in batches)


def _rows(material: Material, place: int, number: int, cutter: Cutter, recipe: Recipe, rng: random.Random) -> list[Row]:
    """Return a window that contains the answer, or one of an unanswerable example, and its negatives."""
    example = material.examples[place]
    answer = rng.choice(example.answers).strip() if example.answers else None
    question = mess_up(example.question, example.context, example.answers, rng)
    titled = rng.random() < 0.8
    cropped = rng.random() < recipe.cropped

    def cut(asked: str, source: Example, kept: str | None) -> list[Row]:
        context = crop(source.context, kept, rng) if cropped else source.context
        windows = cutter.cut(asked, source.title if titled else "", context)
        return [_mark(window, context, kept, number) for window in windows]

    rows = cut(question, example, answer)
    holding = [row for row in rows if row.starts]
    if answer is not None and not holding:
        return []
    chosen = [rng.choice(holding or rows)]
    without = [row for row in rows if not row.starts]
    if holding and without and rng.random() < 0.3:
        chosen.append(rng.choice(without))
    negatives = material.negatives[place]
    if answer is not None and negatives and rng.random() < recipe.negatives:
        chosen.append(rng.choice(cut(question, material.contexts[rng.choice(negatives)], None)))
    if answer is not None and negatives and recipe.spoilt and rng.random() < recipe.spoilt:
        spoilt = spoil(example.question, example.context, material.contexts[rng.choice(negatives)].context, rng)
        spoilt = spoilt and mess_up(spoilt, example.context, example.answers, rng)
        held = [row for row in cut(spoilt, example, answer) if row.starts] if spoilt else []
        chosen += [replace(row, starts=(), ends=()) for row in held[:1]]
    return chosen


def _mark(window: Window, context: str, answer: str | None, number: int) -> Row:
    starts, ends = [], []
    if answer:
        first = {span.start: place for place, span in enumerate(window.spans)}
        last = {span.end: place for place, span in enumerate(window.spans)}
        for match in re.finditer(re.escape(answer), context):
            if match.start() in first and match.end() in last:
                starts.append(window.first + first[match.start()])
                ends.append(window.first + last[match.end()])
    return Row(window, tuple(starts), tuple(ends), number)


def _pack(groups: Sequence[list[Row]], pieces: int) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for group in groups:
        longest = max(len(row.window.ids) for row in [*rows, *group])
        if rows and longest * (len(rows) + len(group)) > pieces:
            yield rows
            rows = []
        rows = [*rows, *group]
    if rows:
        yield rows


def _stack(rows: Sequence[Row]) -> Batch:
    length = max(len(row.window.ids) for row in rows)
    shape = (len(rows), length)
    ids, types = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    mask, allowed = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.bool)
    starts, ends = torch.zeros(shape, dtype=torch.bool), torch.zeros(shape, dtype=torch.bool)
    for i, row in enumerate(rows):
        size, first = len(row.window.ids), row.window.first
        ids[i, :size] = torch.tensor(row.window.ids)
        types[i, :size] = torch.tensor(row.window.types)
        mask[i, :size] = 1
        allowed[i, first : first + len(row.window.spans)] = True
        allowed[i, 0] = True
        starts[i, list(row.starts or (0,))] = True
        ends[i, list(row.ends or (0,))] = True
    targets = Targets(
        starts,
        ends,
        torch.tensor([float(bool(row.starts)) for row in rows]),
        torch.tensor([row.question for row in rows]),
    )
    return Batch(ids, mask, types, allowed, targets)
