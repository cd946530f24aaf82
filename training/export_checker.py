"""Write a trained checker as ONNX: `python -m training.export_checker --weights FILE --out FOLDER`."""

import argparse
import json
import os
import shutil
import tempfile
import warnings
from pathlib import Path

import onnx
import torch

from index.passages.tokens import make_probe, open_tokenizer
from index.passages.weights import minilm_folder
from qa.checking.checker import DEFAULT_CHECKER
from training.crossencoder import CrossEncoder
from training.export import digest_of

NAME = f"dateline-{DEFAULT_CHECKER}"
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export(weights: Path, out: Path) -> None:
    """Write `model.onnx` in int8, `tokenizer.json`, and `manifest.json` with their digests.

    `weights` are those of a finished run, or a checkpoint, of which the averaged weights are taken. The tokenizer is
    the embedder's: the network started from one with the same vocabulary.
    """
    out.mkdir(parents=True, exist_ok=True)
    network = CrossEncoder(dropout=0.0).eval()
    state = torch.load(weights)
    network.load_state_dict(state.get("averaged", state))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "model.onnx"
        _write_onnx(network, plain)
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # as in index.passages.runtime
        from onnxruntime.quantization import QuantType, quantize_dynamic

        # Seven bits: without VNNI, sums of products of eight-bit numbers saturate.
        quantize_dynamic(plain, out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    shutil.copy(minilm_folder() / "tokenizer.json", out / "tokenizer.json")
    digests = {name: digest_of(out / name) for name in ("model.onnx", "tokenizer.json")}
    manifest = {"name": NAME, "probe": make_probe(open_tokenizer(out / "tokenizer.json")), "sha256": digests}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _write_onnx(network: CrossEncoder, path: Path) -> None:
    row = torch.ones((2, 16), dtype=torch.long)
    axes = {name: {0: "rows", 1: "tokens"} for name in _INPUTS} | {"logits": {0: "rows"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter is deprecated, but the new one is slower
        torch.onnx.export(
            network, (row, row, row), str(path), dynamo=False, opset_version=17,
            input_names=list(_INPUTS), output_names=["logits"], dynamic_axes=axes,
        )  # fmt: skip
    onnx.checker.check_model(onnx.load(path))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    export(arguments.weights, arguments.out)


if __name__ == "__main__":
    main()
