"""Questions over the whole."""
