"""Arguments: who and what belongs to a predicate, in which role; `find.py` goes over a clause."""
