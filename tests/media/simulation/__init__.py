"""Two streams over a bad network with a virtual clock: what must hold after every packet."""
