"""Lists of the emulation year as workbooks."""
