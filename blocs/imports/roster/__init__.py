"""The roster: organisations with their names, blocs, order, offices, leaders and contact persons, as a table."""
