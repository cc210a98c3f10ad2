"""Lists of the honour as workbooks."""
