"""Lists of rows: columns over frozen values, small or a million long."""
