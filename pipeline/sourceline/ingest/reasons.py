"""Why an input was not processed: the closed list of codes in `rejected.jsonl`, with what each means."""

from __future__ import annotations

REASONS = {
    "missing": "no file or folder of that name",
    "unreadable": "the system refused to read it",
    "unsupported": "a file named on the command line whose suffix is not one that is read",
    "empty": "no character but white space",
    "not_text": "binary data, an unknown encoding, or half of a surrogate pair",
    "not_json": "a line or sidecar file that is not a JSON object",
    "no_text": "a JSON object without a string under text or maintext, or a web page without an article",
    "not_html": "a web page that cannot be parsed",
    "not_installed": "a web page, and what reads it is not installed: pip install 'sourceline[html]'",
    "not_english": "long enough to tell, and hardly an English function word in it",
    "too_large": "longer than the limit of the settings",
    "truncated_gzip": "compressed data that ends early or is damaged; the lines before are kept",
    "failed": "read well, but processing it raised an error",
    "timeout": "processing it took longer than the limit",
    "out_of_memory": "processing it took more memory than the limit",
    "crashed": "processing it ended the worker process, twice",
}
