"""Write the default embedder as ONNX: `python -m training.export_embedder --out FOLDER`.

The network is all-MiniLM-L6-v2 with its pooling: ids and mask in, unit vectors out. Weights are int8, in seven bits:
with eight, the products of processors without VNNI saturate. The word embeddings are a file of their own, since the
network and `Tokens.match` both read them.
"""

import argparse
import json
import os
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import cast

import onnx
import torch
from onnx.external_data_helper import set_external_data
from torch import Tensor, nn
from transformers import AutoModel

from index.passages.tokens import make_probe, open_tokenizer
from index.passages.weights import minilm_folder
from training.export import digest_of

NAME = "all-MiniLM-L6-v2-int8"
LENGTH = 256
"""Tokens of a text that are embedded, as all-MiniLM-L6-v2 was published; the rest is cut off."""
_INPUTS = ("input_ids", "attention_mask")
_OUTPUT = "vectors"
_WORDS = "m.embeddings.word_embeddings.weight"


class _Pooled(nn.Module):
    """The transformer, the mean over its tokens, and unit length."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # Fused attention cannot be exported.
        self.m = AutoModel.from_pretrained(str(folder), attn_implementation="eager").eval()

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states = self.m(input_ids=ids, attention_mask=mask, token_type_ids=torch.zeros_like(ids)).last_hidden_state
        weights = mask.unsqueeze(-1).to(states.dtype)
        pooled = (states * weights).sum(1) / weights.sum(1)
        return cast(Tensor, pooled / torch.linalg.vector_norm(pooled, dim=1, keepdim=True).clamp_min(1e-12))


def export(out: Path) -> None:
    """Write `model.onnx`, `words.bin`, `tokenizer.json`, and `manifest.json` with their digests."""
    out.mkdir(parents=True, exist_ok=True)
    source = minilm_folder()
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "int8.onnx"
        _write_onnx(_Pooled(source), plain)
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # as in index.passages.runtime
        from onnxruntime.quantization import QuantType, quantize_dynamic

        quantize_dynamic(plain, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        zero = _split_words(onnx.load(small), out)
    shutil.copy(source / "tokenizer.json", out / "tokenizer.json")
    digests = {name: digest_of(out / name) for name in ("model.onnx", "words.bin", "tokenizer.json")}
    probe = make_probe(open_tokenizer(out / "tokenizer.json"))
    manifest = {"name": NAME, "length": LENGTH, "zero": zero, "probe": probe, "sha256": digests}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def _write_onnx(network: nn.Module, path: Path) -> None:
    row = torch.ones((2, 16), dtype=torch.long)
    axes = {name: {0: "rows", 1: "tokens"} for name in _INPUTS} | {_OUTPUT: {0: "rows"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter is deprecated, but the new one is slower
        torch.onnx.export(
            network, (row, row), str(path), dynamo=False, opset_version=17,
            input_names=list(_INPUTS), output_names=[_OUTPUT], dynamic_axes=axes,
        )  # fmt: skip


def _split_words(model: onnx.ModelProto, out: Path) -> int:
    """Write a model with its word embeddings in a file beside it; return the byte that stands for zero in them."""
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    words, zero = tensors[f"{_WORDS}_quantized"], tensors[f"{_WORDS}_zero_point"]
    content = onnx.numpy_helper.to_array(words).tobytes()
    (out / "words.bin").write_bytes(content)
    words.raw_data = content
    set_external_data(words, "words.bin", offset=0, length=len(content))
    words.ClearField("raw_data")
    (out / "model.onnx").write_bytes(model.SerializeToString())
    return int(onnx.numpy_helper.to_array(zero))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("index/passages/models/minilm-1"))
    export(parser.parse_args().out)


if __name__ == "__main__":
    main()
