"""The tables of chat clients, of conversations, of questions for yes or no, and of the checker."""

from collections.abc import Mapping

from bench.report import Result, read_result, tabulate

_FEWEST = 20  # rows of a corpus of which the AUROC is shown


def show_chat() -> str:
    """Return the table of load, of clients that leave, and of our own share of an answer."""
    result = read_result("chat_load")
    many, greedy, leaving = result["many"], result["greedy"], result["leaving"]
    share, events = result["share"], result["first_events"]
    memory = many["memory_mib"]
    rows = [
        [f"{many['clients']} clients for {many['seconds'] / 60:g} minutes: responses by status", _statuses(many)],
        ["– an answer, waiting included", _spread(many["ms"])],
        ["– answers each second", many["answers_per_second"]],
        ["– memory of the server, of the worker: first → last; last quarter over the second",
         "; ".join(f"{one[0]:,} → {one[-1]:,} MiB, {many['memory_growth'][name]}" for name, one in memory.items())],
        [f"{greedy['polite_clients']} polite clients: an answer; answers each second", _beside(greedy["alone"])],
        [f"– beside a client that sends {greedy['greedy_parallel']} questions at once", _beside(greedy["beside"])],
    ]  # fmt: skip
    rows += [
        [f"A client leaves `{path}` ({row['whole_ms']} ms): until its work ends",
         f"{_spread(row['stopped_ms'])}, longest {row['longest_ms']} ms"]
        for path, row in leaving.items() if path.startswith("/")
    ]  # fmt: skip
    rows += [
        ["Our own share of an answer: all but embedder and reader", _spread(share["our_share_ms"])],
        ["HTTP's share of `/ask`", _spread(events["http_ms"])],
        ["`/ask/stream`: until the sources; until the first sentence",
         f"{_spread(events['first_sources_ms'])}; {_spread(events['first_sentence_ms'])}"],
    ]  # fmt: skip
    return tabulate(["What", "Figure (times: median / 95th percentile)"], rows)


def _spread(milliseconds: Result) -> str:
    return f"{milliseconds['p50']} / {milliseconds['p95']} ms"


def _statuses(row: Result) -> str:
    return ", ".join(f"{status}: {number:,}" for status, number in sorted(row["statuses"].items()))


def _beside(row: Result) -> str:
    return f"{_spread(row['ms'])}; {row['answers_per_second']}"


def show_yesno() -> str:
    """Return the table of questions for yes or no."""
    result = read_result("yesno")
    rows = [
        [name, how, part["answerable"], part["right"], part["wrong"], part["others"], part["others_answered"]]
        for name in ("examples", "news", "strangers")
        for how, part in (("rules and checker", result[name]["both"]), ("rules alone", result[name]["rules"]))
    ]
    head = ["Over", "by", "with an answer", "answered rightly", "wrongly", "without an answer", "of these answered"]
    return tabulate(head, rows)


def show_premises() -> str:
    """Return the table of what questions take for granted."""
    rows = []
    for name, parts in read_result("premises").items():
        if not isinstance(parts, dict) or "with" not in parts:
            continue
        for by, part in (("with the checker", parts["with"]), ("without", parts["without"])):
            held, other = part["holds"], part["does_not"]
            rows.append(
                [name, by, sum(held.values()), held["answered"], held["premise"], sum(other.values()),
                 other["answered"], other["premise"]]
            )  # fmt: skip
    ends = ["answered", "premise not found"]
    head = ["Over", "by", "premise holds", *ends, "does not hold", *ends]
    return tabulate(head, rows)


def show_conversations() -> str:
    """Return the table of our own conversations."""
    result = read_result("conversations")
    rows = [
        [name, part["conversations"], part["follow_ups"], part["completed"], part["answered"], part["right"]]
        for name, part in (("examples", result["examples"]), ("news", result["news"]))
    ]
    return tabulate(["Over", "conversations", "follow-ups", "completed as a person would", "judged", "right"], rows)


def show_rewrites() -> str:
    """Return the table of follow-ups beside people's rewrites."""
    rows = []
    for name, part in read_result("conversations")["rewrites"].items():
        recall = part.get("recall_at_10", {})
        rows += [
            [name, how, part["follow_ups"], part["f1_to_the_person"][how], recall.get(how, "")]
            for how in part["f1_to_the_person"]
        ]
    return tabulate(["File", "asked", "follow-ups", "F1 to the person's", "recall@10"], rows)


def show_checker() -> str:
    """Return the table of the checker alone."""
    result = read_result("checker")
    kinds = {
        "claim": "held out: claims that people judged",
        "asked": "held out: the same as questions for yes or no",
        "twin": "held out: right answers, and unanswerable twins",
        "rival": "held out: right answers, and others of their kind",
        "beside": "held out: right answers, and other words of the sentence",
        "spoilt": "held out: right answers, and answers to a changed question",
        "possible": "held out: right answers, and texts in which it is only possible, or denied",
        "pronoun": "held out: whom a pronoun means",
        "yesno": "held out: questions for yes or no",
    }
    rows = [[name, *_by_corpus(result["held_out"], kind), ""] for kind, name in kinds.items()]
    for name, key in (("FEVER, symmetric", "fever-symmetric"), ("summaries of news (SummEdits)", "summedits-news")):
        rows.append(
            [name, result[key]["n"], result[key]["auroc"], f"balanced accuracy {result[key]['balanced_accuracy']}"]
        )
    boolq, spans, changed = result["boolq-contrast"], result["newsqa-spans"], result["changed"]
    rows.append(["BoolQ, contrast set", boolq["n"], "", f"right {boolq['right']}"])
    rows.append(["the reader's first span on NewsQA", spans["n"], spans["auroc_of_first"], ""])
    told = f"caught {changed['caught_where_0.05_are_lost']} where 0.05 are lost"
    rows.append(["true pairs of NewsQA, changed", changed["n"], changed["auroc"], told])
    return tabulate(["Told apart", "n", "AUROC", ""], rows)


def _by_corpus(held_out: Mapping[str, Mapping[str, float]], kind: str) -> tuple[int, str]:
    """Return the number of rows of a kind, and the least and the largest AUROC of a corpus with 20 rows or more."""
    parts = [part for name, part in held_out.items() if name.split()[0] == kind and part["n"] >= _FEWEST]
    areas = [part["auroc"] for part in parts]
    return int(sum(part["n"] for part in parts)), f"{min(areas)} to {max(areas)}" if len(areas) > 1 else str(areas[0])
