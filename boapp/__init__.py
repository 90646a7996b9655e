"""boapp: stock, orders and backorders of a small shop."""

__version__ = "0.1.0"
