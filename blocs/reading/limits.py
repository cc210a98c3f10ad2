"""How much is read, and how it is told that something is not: the numbers and the refusal of all readers."""

from typing import Any

MEGABYTE = 1024 * 1024
# What a mail can carry; a list of 20,000 units is a tenth of it.
MOST_BYTES = 20 * MEGABYTE
# A sheet of 20,000 rows of 100 columns takes 80 MB unpacked.
MOST_UNPACKED = 100 * MEGABYTE
# A workbook has about ten parts, and two for each sheet or picture.
MOST_PARTS = 200
# Real sheets pack 10 to 40 times; what packs 500 times in earnest is made to harm.
MOST_RATIO = 500
# Below it no ratio harms: a sheet of empty rows packs well.
RATIO_COUNTS_FROM = 10 * MEGABYTE
# The register of a city has some hundred units; the results of all years some ten thousand.
MOST_ROWS = 20_000
# The widest list has about forty.
MOST_COLUMNS = 100
MOST_SHEETS = 20
# What a sheet of Excel can have; a place beyond it is a damage.
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# All text together: a text that stands once in a workbook may be shown in a million cells.
MOST_SIGNS = 20_000_000
# What one cell of Excel can hold.
LONGEST_CELL = 32_767
# So many cells are named in a remark, the rest counted.
MOST_NAMED = 5
MOST_MERGED = 10_000

# For the process that reads. The largest sheet that is read takes 500 MB and 4 seconds of its own; a page
# must have its answer before a web server that waits 30 seconds, as many do, gives up.
MOST_MEMORY = 1024 * MEGABYTE
MOST_SECONDS = 15
LONGEST_WAIT = 25


class Unfit(Exception):
    """What was brought is not read. `code` names a sentence of `blocs.reading.sentences`, `values` its blanks."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code, self.values = code, values
        super().__init__(code)


def check_size(rows: int, columns: int) -> None:
    """Refuses a table with more rows or columns than are read."""
    if rows > LAST_ROW or columns > LAST_COLUMN:
        raise Unfit("damaged")
    if rows > MOST_ROWS:
        raise Unfit("rows", rows=rows, most=MOST_ROWS)
    if columns > MOST_COLUMNS:
        raise Unfit("columns", columns=columns, most=MOST_COLUMNS)
