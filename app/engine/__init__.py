"""Sockets, threads, ports and discovery; app.engine.api is the front door."""
