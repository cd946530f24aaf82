"""Write a trained reader as ONNX: `python -m training.export --weights PATH --out FOLDER [--float32] [--name N]`."""

import argparse
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import onnx
import torch
from torch import Tensor

from index.passages.tokens import make_probe, open_tokenizer
from index.passages.weights import minilm_folder
from qa.reading.defaults import DEFAULT_READER
from qa.reading.windows import STRIDE, WINDOW
from training.graph import build
from training.shipped import read_shipped

NAME = f"dateline-{DEFAULT_READER}"
# They keep float32 weights: they are small, and their results are the logits.
_HEADS = ["/network/span/MatMul", "/network/verdict/MatMul"]


def export(weights: Path, out: Path, *, quantized: bool, name: str = NAME) -> None:
    """Write `model.onnx`, `tokenizer.json`, and `manifest.json` with their digests.

    `weights` is a file written by `training.reader`, or the folder of a released reader, which is written anew.
    """
    plain = build({name: tensor.numpy() for name, tensor in _read(weights).items()})
    out.mkdir(parents=True, exist_ok=True)
    if quantized:
        _quantize(plain, out / "model.onnx")
    else:
        onnx.save(plain, out / "model.onnx")
    onnx.checker.check_model(onnx.load(out / "model.onnx"))
    if not (out / "tokenizer.json").exists():
        shutil.copy(minilm_folder() / "tokenizer.json", out / "tokenizer.json")
    digests = {name: digest_of(out / name) for name in ("model.onnx", "tokenizer.json")}
    probe = make_probe(open_tokenizer(out / "tokenizer.json"))
    manifest = {"name": name, "window": WINDOW, "stride": STRIDE, "probe": probe, "sha256": digests}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _read(weights: Path) -> Mapping[str, Tensor]:
    if weights.is_dir():
        return read_shipped(weights)
    read: Mapping[str, Tensor] = torch.load(weights)
    return read


def _quantize(plain: onnx.ModelProto, out: Path) -> None:
    """Write the network with int8 weights, one scale a column; the word embeddings have one scale."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # as in index.passages.runtime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # The type of what attention returns cannot be inferred, since it is no operator of ONNX itself.
    floats = {"DefaultTensorType": onnx.TensorProto.FLOAT}
    with tempfile.TemporaryDirectory() as folder:
        products = Path(folder) / "products.onnx"
        quantize_dynamic(
            plain, products, op_types_to_quantize=["MatMul"], nodes_to_exclude=_HEADS, weight_type=QuantType.QInt8,
            per_channel=True, extra_options=floats,
        )  # fmt: skip
        quantize_dynamic(
            products, out, op_types_to_quantize=["Gather"], weight_type=QuantType.QUInt8, extra_options=floats
        )


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true")
    parser.add_argument("--name", default=NAME)
    arguments = parser.parse_args()
    export(arguments.weights, arguments.out, quantized=not arguments.float32, name=arguments.name)


if __name__ == "__main__":
    main()
