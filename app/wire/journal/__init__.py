"""The recovery journal of RFC 6295, one module per chapter family."""
