"""Use cases: one public function is one thing the clerk does, in one transaction."""
