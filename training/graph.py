"""The reader's network as an ONNX graph, in the operators that onnxruntime runs fastest on a CPU.

What `torch.onnx` writes takes a fifth more time: attention in twelve operators instead of one, and an attention mask,
though rows are run one at a time and have no padding.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]

INPUTS = ("input_ids", "token_type_ids")
OUTPUTS = ("start_logits", "end_logits", "answer_logits")
_MICROSOFT = "com.microsoft"
_EMBEDDINGS = "network.encoder.embeddings."
_EPSILON = 1e-12
_HEAD_SIZE = 32


class _Graph:
    """Nodes and initializers, as they are added; each node is named like the module whose result it is."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []
        self._held: set[str] = set()

    def hold(self, name: str, value: NDArray[np.generic]) -> str:
        """Add an initializer once, and return its name."""
        if name not in self._held:
            self._held.add(name)
            self.initializers.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def weight(self, name: str, *, turned: bool = False) -> str:
        """Add a weight of the network by its name there."""
        value = self._weights[name.removeprefix("network.")]
        return self.hold(name, value.T if turned else value)

    def add(self, operator: str, inputs: Sequence[str], name: str, domain: str = "", **attributes: float) -> str:
        """Add a node with one output, which has the node's name."""
        node = helper.make_node(operator, inputs, [name], name=name, domain=domain)
        node.attribute.extend(helper.make_attribute(key, value) for key, value in sorted(attributes.items()))
        self.nodes.append(node)
        return name

    def linear(self, rows: str, module: str) -> str:
        """Multiply by the weight of a module and add its bias."""
        path = "/" + module.replace(".", "/").replace("/layer/", "/layer.")
        product = self.add("MatMul", [rows, self.weight(f"{module}.weight", turned=True)], f"{path}/MatMul")
        return self.add("Add", [product, self.weight(f"{module}.bias")], f"{path}/Add")

    def norm(self, rows: str, module: str) -> str:
        """Normalise each token's numbers, and scale and shift them."""
        inputs = [rows, self.weight(f"{module}.weight"), self.weight(f"{module}.bias")]
        return self.add("LayerNormalization", inputs, module, axis=-1, epsilon=_EPSILON)


def build(weights: Mapping[str, Floats]) -> onnx.ModelProto:
    """Return the network with weights by their names in `training.network.Network`.

    Inputs have the shape (rows, tokens), without padding; outputs are those of `Network`.
    """
    graph = _Graph(weights)
    rows = _embed(graph)
    layer = 0
    while f"encoder.encoder.layer.{layer}.output.dense.bias" in weights:
        rows = _add_layer(graph, rows, f"network.encoder.encoder.layer.{layer}.")
        layer += 1
    _add_heads(graph, rows)
    both = ["rows", "tokens"]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, both) for name in INPUTS]
    shapes = (both, both, ["rows"])
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in zip(OUTPUTS, shapes, strict=True)
    ]
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)]
    whole = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.initializers)
    return helper.make_model(whole, opset_imports=opsets, ir_version=8)


def _embed(graph: _Graph) -> str:
    """Add the embeddings of words, types and places, which are the first rows of their table."""
    words = graph.add("Gather", [graph.weight(f"{_EMBEDDINGS}word_embeddings.weight"), INPUTS[0]], "words")
    types = graph.add("Gather", [graph.weight(f"{_EMBEDDINGS}token_type_embeddings.weight"), INPUTS[1]], "types")
    tokens = graph.add("Shape", [INPUTS[0]], "tokens_of", start=1, end=2)
    start = graph.hold("start", np.array([0]))
    table = graph.weight(f"{_EMBEDDINGS}position_embeddings.weight")
    places = graph.add("Slice", [table, start, tokens, start], "places")
    placed = graph.add("Add", [graph.add("Add", [words, types], "typed"), places], "placed")
    return graph.norm(placed, f"{_EMBEDDINGS}LayerNorm")


def _add_layer(graph: _Graph, rows: str, layer: str) -> str:
    parts = [graph.linear(rows, f"{layer}attention.self.{part}") for part in ("query", "key", "value")]
    size = len(graph._weights[f"{layer}attention.self.query.bias".removeprefix("network.")])  # noqa: SLF001 - same module
    seen = graph.add("MultiHeadAttention", parts, f"{layer}attention", domain=_MICROSOFT, num_heads=size // _HEAD_SIZE)
    rows = _add_residual(graph, rows, seen, f"{layer}attention.output")
    wide = graph.linear(rows, f"{layer}intermediate.dense")
    return _add_residual(graph, rows, graph.add("Gelu", [wide], f"{layer}gelu", domain=_MICROSOFT), f"{layer}output")


def _add_residual(graph: _Graph, rows: str, changed: str, module: str) -> str:
    projected = graph.linear(changed, f"{module}.dense")
    return graph.norm(graph.add("Add", [projected, rows], f"{module}.sum"), f"{module}.LayerNorm")


def _add_heads(graph: _Graph, rows: str) -> None:
    """Add the heads: two logits a token, and one of the first token."""
    both = graph.linear(rows, "network.span")
    first = graph.add("Gather", [rows, graph.hold("first", np.array(0))], "first_token", axis=1)
    graph.add("Gather", [both, graph.hold("first", np.array(0))], OUTPUTS[0], axis=2)
    graph.add("Gather", [both, graph.hold("second", np.array(1))], OUTPUTS[1], axis=2)
    last = graph.hold("last_axis", np.array([-1]))
    graph.add("Squeeze", [graph.linear(first, "network.verdict"), last], OUTPUTS[2])
