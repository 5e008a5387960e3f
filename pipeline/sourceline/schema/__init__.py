"""The records: frozen pydantic models of everything that Sourceline reads and writes."""
