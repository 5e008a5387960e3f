"""`sourceline_repair`: rules over the parse, a file for each kind of mistake; `component.py` has their order."""
