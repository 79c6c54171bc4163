"""Every mistake of tests/broken_flows is refused with exactly the messages that stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.flow.load import FlowError, load
from tests.flow.laying import Broken, broken_flows, lay_broken


@pytest.mark.parametrize("broken", broken_flows(), ids=lambda broken: broken.name)
def test_a_broken_flow_is_refused_with_its_messages(broken: Broken, tmp_path: Path) -> None:
    flows = lay_broken(broken, tmp_path)

    with pytest.raises(FlowError) as caught:
        load(flows)

    assert [str(issue) for issue in caught.value.issues] == list(broken.expected)
    assert str(caught.value) == "\n".join(broken.expected)
