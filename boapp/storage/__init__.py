"""The shop file: the only place that knows SQLAlchemy."""
