"""Read the weights of a released reader, to continue training from them."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

_PREFIX = "network."
_BYTES = "_quantized"
_PLAIN = (".bias", "LayerNorm.weight", "embeddings.weight")


def read_shipped(folder: Path) -> dict[str, Tensor]:
    """Return the weights of `model.onnx` in a folder by their names in the network, dequantised from int8.

    The rounding error of quantisation remains.

    Raises:
        ValueError: it is not an int8 reader written by `training.export`.
    """
    graph = onnx.load(folder / "model.onnx").graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    products = [node for node in graph.node if node.op_type == "MatMulInteger"]
    if not products:
        raise ValueError(f"{folder} contains no int8 reader; export one without --float32")
    names = [name for name in held if name.startswith(_PREFIX)]
    weights = {name: held[name] for name in names if name.endswith(_PLAIN)}
    tables = [name.removesuffix(_BYTES) for name in names if name.endswith(f"embeddings.weight{_BYTES}")]
    weights |= {name: _numbers(held, name) for name in tables}
    weights |= {_named_by(node.name): _numbers(held, node.input[1].removesuffix(_BYTES)).T for node in products}
    plain = [node for node in graph.node if node.op_type == "MatMul" and node.input[1] in held]
    weights |= {_named_by(node.name): held[node.input[1]].T for node in plain}
    return {name.removeprefix(_PREFIX): torch.tensor(array) for name, array in weights.items()}


def _numbers(held: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    """Dequantise a weight; scale and zero point are per tensor or per column."""
    steps = held[f"{name}{_BYTES}"].astype(np.int32) - held[f"{name}_zero_point"].astype(np.int32)
    return np.asarray(steps * held[f"{name}_scale"].astype(np.float32), np.float32)


def _named_by(node: str) -> str:
    """Return the name of the weight of a MatMul: `/network/span/MatMul_quant` has `network.span.weight`."""
    return ".".join([*node.strip("/").split("/")[:-1], "weight"])
