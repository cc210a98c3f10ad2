"""What must hold in the data of `emulation` and no constraint can hold: `manage.py check_data` asks."""

from blocs.invariants import Invariant

INVARIANTS: list[Invariant] = []
