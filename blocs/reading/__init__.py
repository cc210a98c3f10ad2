"""What people bring: workbooks and text files, read as tables of text, in a process of its own with limits.

Every cell becomes the text a person would type for it: a day "09/03/2021", a number "12,5", a formula its
value. What a column makes of that text is the column's affair (`blocs.imports.columns`), so that a typed
correction, a pasted list and a file go one way.

`files` is the door. All others but `sentences` know nothing of Django: they run in the child (`child`).
"""
