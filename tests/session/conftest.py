"""Two computers of ours on one virtual network."""

import pytest

from tests.support.network import Computer, Network, Script, script


@pytest.fixture
def network() -> Network:
    return Network()


@pytest.fixture
def here(network: Network) -> Computer:
    return Computer(network, "192.0.2.1", "Here", 0x1111)


@pytest.fixture
def there(network: Network) -> Computer:
    return Computer(network, "192.0.2.2", "There", 0x2222)


@pytest.fixture
def peer(network: Network) -> Script:
    return script(network)
