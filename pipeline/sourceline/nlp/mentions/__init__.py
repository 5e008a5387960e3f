"""`sourceline_mentions`: pronouns and definite descriptions, and what they can stand for."""
