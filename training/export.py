"""Write a trained reader as ONNX: `python -m training.export --weights FILE --out FOLDER [--float32]`."""

import argparse
import hashlib
import json
import os
import shutil
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from index.passages.weights import minilm_folder
from qa.reading.windows import STRIDE, WINDOW
from training.network import Network

NAME = "dateline-reader-1"
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUTS = ("start_logits", "end_logits", "answer_logits")


class _Flat(nn.Module):
    """The network with its inputs in the order of the ONNX names."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        starts, ends, verdicts = self.network(ids, mask, types)
        return starts, ends, verdicts


def export(weights: Path, out: Path, *, quantized: bool) -> None:
    """Write `model.onnx`, `tokenizer.json`, and `manifest.json` with their digests."""
    out.mkdir(parents=True, exist_ok=True)
    network = Network(minilm_folder(), dropout=0.0).eval()
    network.load_state_dict(torch.load(weights))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "model.onnx"
        _write_onnx(network, plain)
        if quantized:
            os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # as in index.passages.runtime
            from onnxruntime.quantization import QuantType, quantize_dynamic

            quantize_dynamic(plain, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
        else:
            shutil.copy(plain, out / "model.onnx")
    shutil.copy(minilm_folder() / "tokenizer.json", out / "tokenizer.json")
    digests = {name: digest_of(out / name) for name in ("model.onnx", "tokenizer.json")}
    manifest = {"name": NAME, "window": WINDOW, "stride": STRIDE, "sha256": digests}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _write_onnx(network: Network, path: Path) -> None:
    row = torch.ones((2, 16), dtype=torch.long)
    axes = {name: {0: "rows", 1: "pieces"} for name in (*_INPUTS, *_OUTPUTS)}
    axes["answer_logits"] = {0: "rows"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter is deprecated, but the new one is slower
        torch.onnx.export(
            _Flat(network), (row, row, row), str(path), dynamo=False, opset_version=17,
            input_names=list(_INPUTS), output_names=list(_OUTPUTS), dynamic_axes=axes,
        )  # fmt: skip
    onnx.checker.check_model(onnx.load(path))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float32", action="store_true")
    arguments = parser.parse_args()
    export(arguments.weights, arguments.out, quantized=not arguments.float32)


if __name__ == "__main__":
    main()
