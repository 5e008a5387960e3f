"""`sourceline_entities`: rules after the NER, countries and their people, and the short forms of names."""
