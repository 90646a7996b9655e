"""The layouts of tables that boapp reads and writes, one module per program that writes them."""
