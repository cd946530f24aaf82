"""Follow-ups beside people's rewrites of them: recall of BM25 over the answers of a file, and words in common."""

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import tantivy

from qa.conversation.followup import complete
from qa.types import Turn

AT = 10
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up with its earlier turns, how a person rewrote it, and its own answer, None where no file has it."""

    question: str
    turns: tuple[Turn, ...]
    rewrite: str
    answer: str | None


def read_follow_ups(path: Path) -> list[FollowUp]:
    """Read a file of rewrites; the answer to a question stands in the history of the questions after it."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    answered = "canard" in path.name
    answers: dict[tuple[str, int], str] = {}
    for row in rows:
        history = row["history"]
        if row.get("with_answers", answered):
            answers |= {(row["group"], at): history[at + 1] for at in range(0, len(history) - 1, 2)}
    return [
        FollowUp(
            row["question"],
            tuple(_turns(row["history"], answered=row.get("with_answers", answered))),
            row["rewrite"],
            answers.get((row["group"], len(row["history"]))) if row.get("with_answers", answered) else None,
        )
        for row in rows
    ]


def compare_rewrites(path: Path) -> dict[str, object]:
    """Return the figures of one file: for the last turn alone, for the rule's rewrite, and for the person's."""
    rows = read_follow_ups(path)
    made = [complete(row.question, row.turns) for row in rows]
    rules = [one.choices[0] if one.choices else one.text for one in made]
    asked = {
        "alone": [row.question for row in rows],
        "by rule": rules,
        "by a person": [row.rewrite for row in rows],
    }
    found = [at for at, row in enumerate(rows) if row.answer]
    figures: dict[str, object] = {
        "follow_ups": len(rows),
        "changed_by_rule": sum(text != row.question for text, row in zip(rules, rows, strict=True)),
        "asked_back": sum(bool(one.choices) for one in made),
        "f1_to_the_person": {
            name: _mean(_f1(text, row.rewrite) for text, row in zip(texts, rows, strict=True))
            for name, texts in asked.items()
        },
    }
    if found:
        search = Search(row.answer for row in rows if row.answer)
        figures["with_answer"] = len(found)
        figures[f"recall_at_{AT}"] = {
            name: _mean(float(rows[at].answer in search.find(texts[at])) for at in found)
            for name, texts in asked.items()
        }
    return figures


class Search:
    """BM25 over texts, in memory."""

    def __init__(self, texts: Iterable[str]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(num_threads=1)
        for text in dict.fromkeys(texts):
            writer.add_document(tantivy.Document(text=[text]))
        writer.commit()
        self._index.reload()

    def find(self, question: str) -> list[str]:
        """Return the first texts for a question."""
        searcher = self._index.searcher()
        words = " ".join(word.lower() for word in _WORD.findall(question))  # lower: "OR" and "NOT" are operators
        query = self._index.parse_query(words, ["text"])
        return [str(searcher.doc(address)["text"][0]) for _, address in searcher.search(query, AT).hits]


def _turns(history: list[str], *, answered: bool) -> list[Turn]:
    if not answered:
        return [Turn(question) for question in history]
    return [Turn(question, reply) for question, reply in zip(history[::2], [*history[1::2], ""], strict=False)]


def _f1(text: str, other: str) -> float:
    left, right = (Counter(word.lower() for word in _WORD.findall(one)) for one in (text, other))
    common = (left & right).total()
    return 2 * common / (left.total() + right.total()) if common else 0.0


def _mean(values: Iterable[float]) -> float:
    each = list(values)
    return round(sum(each) / len(each), 3) if each else 0.0
