"""Tables of the honour that can be read in."""
