"""spaCy components, one file each; `build.py` is the one place that puts the pipeline together."""
