"""The training corpora as examples; all are openly licensed, see the model card."""

import json
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SQUADSHIFTS = ("new_wiki", "amazon_reviews", "reddit")
_SHORTEST = 80
_BRACKETS = re.compile(r"-L[SR]B-.*?-R[SR]B-|-[LR][SR]B-")


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its context; no `answers` means that the context has none. `group` is its article."""

    corpus: str
    group: str
    title: str
    context: str
    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that is supported by its evidence."""

    evidence: str
    statement: str


def read_examples(folder: Path) -> list[Example]:
    """Read the span corpora of the first reader and of the checker under `folder`."""
    return [*_read_squad(folder), *_read_rows(folder)]


def read_rivals(folder: Path) -> Iterator[Example]:
    """Yield examples with something close to the answer that is none: another sentence, year or question."""
    for name in ("squad2-train-part", "squad-adversarial", "timeqa-human-train", "timeqa-human-test"):
        path = folder / f"span-{name}.jsonl.xz"
        for row in read_lines(path) if path.is_file() else ():
            title, context = str(row["title"]), str(row["context"])
            answers = tuple(str(answer["text"]) for answer in row["answers"])  # type: ignore[attr-defined]
            if len(context) >= _SHORTEST and (answers or row["is_impossible"]):
                corpus = name.removesuffix("-train").removesuffix("-test").removesuffix("-part")
                yield Example(corpus, title or context, title, context, str(row["question"]).strip(), answers)


def read_claims(folder: Path) -> list[Claim]:
    """Read the supported claims of FEVER, without the bracket tokens of its parser."""
    rows = read_lines(folder / "support-fever.jsonl.xz")
    return [Claim(_plain(str(row["premise"])), _plain(str(row["hypothesis"]))) for row in rows if row["y"] == 1]


def read_lines(path: Path) -> Iterator[dict[str, object]]:
    """Read a compressed JSON Lines file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _read_squad(folder: Path) -> Iterator[Example]:
    for corpus in ("squad1", "squad2"):
        with lzma.open(folder / f"span-{corpus}-dev.json.xz", "rt", encoding="utf-8") as file:
            articles = json.load(file)["data"]
        for article in articles:
            title = article["title"].replace("_", " ")
            for paragraph in article["paragraphs"]:
                for asked in paragraph["qas"]:
                    impossible = bool(asked.get("is_impossible"))
                    if corpus == "squad2" and not impossible:
                        continue  # these are the questions of squad1 again
                    answers = () if impossible else tuple(answer["text"] for answer in asked["answers"])
                    yield Example(corpus, title, title, paragraph["context"], asked["question"].strip(), answers)


def _read_rows(folder: Path) -> Iterator[Example]:
    names = [f"squadshifts-{name}" for name in SQUADSHIFTS]
    for name in (*names, "nq-qed-train", "nq-qed-dev", "nq-oracle", "qamr-dev", "qamr-test", "qadiscourse"):
        corpus = name.removesuffix("-train").removesuffix("-dev").removesuffix("-test")
        for row in read_lines(folder / f"span-{name}.jsonl.xz"):
            title, context = str(row["title"]).replace("_", " "), str(row["context"])
            telling = name == "squadshifts-new_wiki" or corpus.startswith("nq")
            answers = tuple(str(answer["text"]) for answer in row["answers"])  # type: ignore[attr-defined]
            group = title if telling else context
            if answers:
                yield Example(corpus, group, title if telling else "", context, str(row["question"]).strip(), answers)


def _plain(text: str) -> str:
    text = " ".join(_BRACKETS.sub(" ", text).replace("``", '"').replace("''", '"').split())
    return re.sub(r" ([,.;:?!%)])", r"\1", re.sub(r"(\() ", r"\1", text)).replace(" 's", "'s")
