"""Claims in the formats of other tools, one file a format. Each takes claims as a stream and holds a few at a time."""
