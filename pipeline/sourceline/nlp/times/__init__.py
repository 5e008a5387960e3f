"""`sourceline_times`: a grammar of time expressions, and makers of the values that they stand for."""
