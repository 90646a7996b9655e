"""Papers: letters and lists as PDF; the only place that knows reportlab."""
