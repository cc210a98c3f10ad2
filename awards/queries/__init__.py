"""Questions over many rows of the honour."""
