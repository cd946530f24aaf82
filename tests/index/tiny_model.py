"""Embedding models of two layers and random weights, in folders of their own: they open in no time, and differ."""

import shutil
from pathlib import Path

from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import BertConfig, BertModel, set_seed

from index.passages.weights import minilm_folder

TOKENIZER = ("tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json")


def write_model(folder: Path, *, seed: int = 0, width: int = 32) -> Path:
    """Write a model whose vectors have `width` numbers, with the tokenizer of the packaged one."""
    bare = folder.with_name(f"{folder.name}-bare")
    bare.mkdir(parents=True)
    for name in TOKENIZER:
        shutil.copy(minilm_folder() / name, bare)
    set_seed(seed)
    config = BertConfig(
        vocab_size=30522, hidden_size=width, num_hidden_layers=2, num_attention_heads=2, intermediate_size=2 * width,
        max_position_embeddings=256,
    )  # fmt: skip
    BertModel(config).save_pretrained(bare)
    transformer = Transformer(str(bare), max_seq_length=128)
    SentenceTransformer(modules=[transformer, Pooling(width), Normalize()], device="cpu").save(str(folder))
    shutil.rmtree(bare)
    return folder
