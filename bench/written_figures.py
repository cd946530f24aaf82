"""Tables of what a language model writes: its verification, its time, and a real small model."""

from bench.report import read_result, tabulate

PUBLISHED = {
    "wice-dev": "DAE 0.585, MiniCheck-RoBERTa-L 0.676, GPT-4o 0.785",
    "lfqa": "DAE 0.722, MiniCheck-RoBERTa-L 0.844, GPT-4o 0.836",
    "summedits-news": "DAE 0.609, QAFactEval 0.744, GPT-4 0.833, people 0.900",
    "fever-symmetric-dev": "BERT 0.575, re-weighted 0.616",
}
"""Balanced accuracy as others published it; the document says where."""


def show_support() -> str:
    """Return the table of true sentences that were changed in one thing, and of those that were not, by half."""
    result = read_result("support")
    halves, unseen = result["mutations"], result["true_of_texts_that_nothing_was_trained_on"]
    ours, theirs = halves["development"], halves["held_out"]
    rows = [
        [f"{kind}: changed", own["n"], own["caught"], other["n"], other["by_rule"], other["caught"]]
        for kind, own in ours["caught"].items()
        for other in (theirs["caught"][kind],)
    ]
    rows += [
        [f"true, {name}: dropped", own["n"], own["dropped"], other["n"], "", other["dropped"]]
        for name, own in ours["true"].items()
        for other in (theirs["true"][name],)
    ]
    rows += [["true, te-protocols, validation part: dropped", "", "", unseen["n"], "", unseen["dropped"]]]
    head = ["Sentences", "development: n", "in all", "held out: n", "by rules and rivals", "in all"]
    return tabulate(head, rows)


def show_support_claims() -> str:
    """Return the table of claims that people judged, beside what others published."""
    rows = [
        [name, row["n"], row["balanced_accuracy"], row["kept_of_supported"], row["caught_of_others"], PUBLISHED[name]]
        for name, row in read_result("support_claims")["claims"].items()
    ]
    return tabulate(["Claims", "n", "balanced accuracy", "supported: kept", "others: caught", "published"], rows)


def show_written() -> str:
    """Return the table of sentences about the examples that were written to deceive, or in other words."""
    row = read_result("written")
    return tabulate(
        ["untrue, written to deceive", "leave", "true, in other words", "dropped"],
        [[row["untrue"], row["left"], row["true"], row["dropped"]]],
    )


def show_generation() -> str:
    """Return the table of times beside a fast model."""
    result = read_result("generation")
    labels = {
        "until_the_model_is_called_ms": "until the model is called",
        "all_but_the_model_ms": "all but the model's time",
        "last_token_to_leaving_ms": "from the last token of a sentence to its leaving",
    }
    rows = [
        [f"{name}: {label}", *(result[key][part][share] for share in ("p50", "p95"))]
        for key, name in (("new_questions", "new questions"), ("the_same_again", "the same again"))
        for part, label in labels.items()
    ]
    rows += [
        [f"client leaves, {name.removesuffix('_ms').replace('_', ' ')}: end of the call", row["p50"], row["p95"]]
        for name, row in result["client_leaves"].items()
    ]
    return tabulate(["Milliseconds", "p50", "p95"], rows)


def show_small_model() -> str:
    """Return the table of answers and sentences of the small model."""
    result = read_result("small_model")
    rows = [["answers", name, number] for name, number in result["answers"].items()]
    rows += [["sentences", "sent", result["sent"]]]
    rows += [["sentences", f"dropped: {reason}", number] for reason, number in result["dropped"].items()]
    return tabulate(["What", "", "n"], rows)


def show_orders() -> str:
    """Return the table of planted orders, by the place in which they stand, for each model that was measured."""
    models = (("a scripted model that obeys", "orders"), ("the small model", "orders_small_model"))
    given = [(model, read_result(name)) for model, name in models]
    rows = [[f"obeyed in what leaves: {model}", *one["obeyed_in_what_leaves"].values()] for model, one in given if one]
    return tabulate(["Orders in the", *given[0][1]["obeyed_in_what_leaves"]], rows)
