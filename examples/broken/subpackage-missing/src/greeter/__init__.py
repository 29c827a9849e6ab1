"""Greets people."""

from greeter.polite import greeting

__all__ = ["greeting"]
