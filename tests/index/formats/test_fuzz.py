"""Mutated files of every format: a reader yields articles, withdrawals and rejections, and nothing else happens."""

from pathlib import Path

import pytest

from bench.fuzz_formats import fuzz
from bench.samples import SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
def test_mutated_files_yield_records_only(tmp_path: Path, name: str) -> None:
    """Of 25 mutated inputs none makes a reader fail; `bench.fuzz_formats` reads 20,000."""
    assert fuzz(name, 25, 7, tmp_path).inputs == 25


@pytest.mark.parametrize("name", SAMPLES)
def test_each_sample_has_an_article(tmp_path: Path, name: str) -> None:
    """Unchanged, each sample is read, so that what is mutated is what a reader reads."""
    assert fuzz(name, 1, 0, tmp_path, most_changes=0).records["Article"] > 0
