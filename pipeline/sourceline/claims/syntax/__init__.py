"""The words that the rest of the layer speaks in: clauses, phrases, frames, and where spans lie in a parse."""
