"""The page on which people check claims, the log of their decisions, and what the decisions teach."""
