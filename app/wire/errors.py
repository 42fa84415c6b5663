"""The one exception of this layer."""


class WireError(ValueError):
    """Octets that are not what they should be, or a value that cannot be written."""
