"""`sourceline_quantities`: a grammar of numbers, money, measures and shares, and what surrounds an amount."""
