"""Why an input was not processed: the closed lists of codes, with what each means."""

from __future__ import annotations

from sourceline.errors import InputError
from sourceline.ingest.decode import printable
from sourceline.schema.article import Rejected

REASONS = {
    "missing": "no file or folder of that name",
    "unreadable": "the system refused to read it",
    "unsupported": "a file named on the command line with another suffix, or a page in a compression that is not read",
    "empty": "no character but white space",
    "not_text": "binary data, an unknown encoding, or half of a surrogate pair",
    "not_json": "a line or sidecar file that is not a JSON object",
    "no_text": "a JSON object without a string under text or maintext, or a web page without an article",
    "not_html": "a web page that cannot be parsed",
    "not_installed": "a web page or archive, and what reads it is not installed: pip install 'sourceline[html]'",
    "not_english": "long enough to tell, and hardly an English function word in it",
    "too_large": "longer than the limit of the settings",
    "truncated_gzip": "compressed data that ends early or is damaged; the lines before are kept",
    "damaged": "a record of a web archive that does not follow the format; those before are kept",
    "truncated": "a page that ends early, as it was archived or as it was sent",
    "failed": "read well, but processing it raised an error",
    "timeout": "processing it took longer than the limit",
    "out_of_memory": "processing it took more memory than the limit",
    "crashed": "processing it ended the worker process, twice",
}

#: What of folders and archives is passed over: it is no article, and nothing is wrong with it.
PASSED_OVER = {
    "other_file": "files of other kinds in the folders",
    "no_response": "records of web archives that are no answer of a server",
    "http_error": "errors and redirections in web archives",
    "no_page": "answers in web archives that are no HTML",
}


def refused(source: str, error: InputError | OSError) -> Rejected:
    """Returns the record of an input that could not become an article."""
    code, message = (
        (error.code, str(error)) if isinstance(error, InputError) else ("unreadable", error.strerror or str(error))
    )
    return Rejected(source=printable(source), stage="read", code=code, message=printable(message))
