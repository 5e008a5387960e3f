"""The articles of a run, read again from its inputs for a run that left their words out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sourceline.errors import OutputError
from sourceline.ingest.readers import read_articles
from sourceline.runs.redaction import restore
from sourceline.runs.spool import Spool
from sourceline.schema.article import Article
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine


class Inputs:
    """Articles by the hash of their text; where they lie does not matter. Of several with one text their ids tell.

    Args:
        sources: what `read_articles` takes; what cannot be read is passed over.
    """

    def __init__(self, sources: Sequence[str | Path] = ()) -> None:
        self._spool = Spool()
        for article in read_articles(*sources, on_reject=lambda rejected: None, any_text=True):
            record = article.model_dump_json()
            self._spool[article.sha256] = record
            self._spool[_own_key(article)] = record

    def find(self, line: ArticleLine) -> Article | None:
        """Returns the article of a line with its text: the line's own, or what was read again; None without either."""
        if line.text is not None:
            return Article(**{**line.model_dump(include=set(Article.model_fields)), "text": line.text})
        found = self._spool.get(_own_key(line)) or self._spool.get(line.sha256)
        if found is None:
            return None
        again = Article.model_validate_json(found)
        kept = line.model_dump(include=set(Article.model_fields) - {"text", "title"})
        return Article(**{**kept, "text": again.text, "title": again.title})

    def whole(self, line: ArticleLine, claims: list[Claim]) -> tuple[ArticleLine, list[Claim]]:
        """Returns a line and its claims with their words.

        Raises:
            OutputError: they were left out, and the article is not among the inputs.
        """
        if line.text is not None:
            return line, claims
        article = self.find(line)
        if article is None:
            raise OutputError(
                f"the words of {line.id} ({line.source}) were left out with --no-text; "
                "give the inputs of the run with --articles"
            )
        update = {"text": article.text, "title": article.title}
        return line.model_copy(update=update), [restore(claim, article) for claim in claims]


def _own_key(article: Article | ArticleLine) -> str:
    return f"{article.sha256} {article.id}"
