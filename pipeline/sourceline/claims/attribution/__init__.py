"""Attribution: who says what with which words; `find.py` finds all speech acts of a document."""
