"""The benchmarks that need no data of their own: each runs to its end and prints its table."""

import subprocess
import sys

import pytest

from settings import ROOT

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", ["parsing", "throughput", "tagging"])
def test_a_benchmark_runs(name: str) -> None:
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert ran.returncode == 0, ran.stderr
    assert len(ran.stdout.splitlines()) > 2
