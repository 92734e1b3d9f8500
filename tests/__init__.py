"""Tests by the folders that they test; what several need stands in `kit/`."""

import pytest

pytest.register_assert_rewrite("tests.kit")  # its asserts show their values, too
