"""A checker whose judgements the tests know: the sum of the scores of its tokens, as ONNX."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from index.passages.tokens import open_tokenizer
from tests.qa.reading.tiny_reader import TOKENIZER, sign

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def write_checker(folder: Path, scores: Mapping[str, float], rows: int = 30522) -> Path:
    """Write a checker whose log odds are the sum of `scores` over the tokens of claim and text; 0 for other tokens."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(TOKENIZER, folder / "tokenizer.json")
    tokenizer = open_tokenizer(TOKENIZER)
    table = np.zeros(rows, np.float32)
    for token, score in scores.items():
        table[tokenizer.token_to_id(token)] = score
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["each"], axis=0),
        helper.make_node("ReduceSum", ["each", "axes"], ["logits"], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        "checker",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "tokens"]) for name in INPUTS],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows"])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([1]), "axes")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, folder / "model.onnx")
    return sign(folder)
