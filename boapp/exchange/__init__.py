"""Files from and for other programs; the only place that knows their formats."""
