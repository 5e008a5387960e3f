"""spaCy components, a file or a folder each; `build.py` is the one place that puts the pipeline together."""
