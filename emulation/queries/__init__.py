"""Questions over many rows of the year. One module per noun."""
