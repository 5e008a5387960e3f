"""`export`: each format read back by a tool that is not ours."""

import csv
import gc
import importlib
import io
import json
import re
import sys
import weakref
from datetime import date
from pathlib import Path

import duckdb
import lxml.html
import pandas
import pytest
import rdflib
from click.testing import CliRunner
from pyld import jsonld

from sourceline.cli.export import FORMATS
from sourceline.cli.main import cli
from sourceline.export import flat_csv, parquet, schema_org, web_annotation
from sourceline.runs.batch import RunSettings, run_batch
from sourceline.schema.claim import Claim
from sourceline.schema.run import ArticleLine

CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": "anno.json",
    "https://schema.org": "schema.json",
}
TEXTS = {
    "a.txt": """---
title: =HYPERLINK("http://evil.example","pay")
published: 2025-06-12
url: https://example.org/news?a=1&b=2
source: Harbour Gazette
author: Ana Duarte
---
In March 2025 the ministry paid €40 million to two "ferry" operators, Mayor Ruth Hale said. It may pay 5% more next year
if Norway agrees.

The council 🚢 will not buy <script>alert(1)</script> three buses & a van, the union said on Monday.
""",
    "b.txt": """---
title: </h2><script>alert(2)</script>
url: javascript:alert(3)
---
The bank closed \x1b[31mtwo branches\x9b in <b>Oslo</b> last year. -- The court fined Acme Ltd €2 million.
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    (folder / "in").mkdir()
    for name, text in TEXTS.items():
        (folder / "in" / name).write_text(text, "utf8", newline="")
    run_batch([folder / "in"], folder / "out")
    run_batch([folder / "in"], folder / "bare", RunSettings(keep_text=False))
    return folder


@pytest.fixture(scope="module")
def claims(folder):
    return [json.loads(line) for line in (folder / "out" / "claims.jsonl").read_text("utf8").splitlines()]


def call(*args):
    return CliRunner().invoke(cli, ["export", *map(str, args)])


@pytest.fixture
def export(folder, tmp_path):
    def make(form, run="out", *options):
        done = call(folder / run, "--to", form, "-o", tmp_path / "made", *options)
        assert done.exit_code == 0, done.output
        return tmp_path / "made"

    return make


def loaded(url, options):
    context = Path(__file__).parent / "cases" / "contexts" / CONTEXTS[url.rstrip("/")]
    return {"contextUrl": None, "documentUrl": url, "document": json.loads(context.read_text("utf8"))}


def graph(path):
    """The RDF of a JSON-LD file, through PyLD and rdflib."""
    document = json.loads(path.read_text("utf8"))
    quads = jsonld.to_rdf(document, {"documentLoader": loaded, "format": "application/n-quads"})
    return rdflib.Graph().parse(data=quads, format="nt")


def test_csv_is_read_by_pandas_and_duckdb(export, claims):
    path = export("csv")
    frame = pandas.read_csv(path, keep_default_na=False)
    assert list(frame.columns) == list(flat_csv.COLUMNS)
    assert list(frame["claim"]) == [claim["id"] for claim in claims]
    clean = [claim["text"].replace("\x1b", "\ufffd").replace("\x9b", "\ufffd") for claim in claims]
    assert list(frame["text"]) == clean
    paid = frame[frame["lemma"] == "pay"].iloc[0]
    assert (paid["amount"], paid["currency"], paid["earliest"]) == ("40000000", "EUR", "2025-03-01")
    assert "Ruth Hale" in paid["said_by"]
    counted = duckdb.sql(f"SELECT count(*), count(DISTINCT claim), max(score) FROM read_csv('{path}')").fetchall()
    assert counted == [(len(claims), len(claims), max(claim["confidence"]["score"] for claim in claims))]


def test_csv_keeps_to_rfc_4180(export):
    data = export("csv").read_bytes()
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(flat_csv.COLUMNS)}
    assert data.count(b"\r\n") == len(rows)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\tx", "\r=1", "\n=1", "＝1", "-"])
def test_a_cell_that_would_run_does_not(cell, claims):
    claim = Claim.model_validate({**claims[0], "text": cell})
    (_, row) = written(flat_csv, [claim])
    assert row["text"] == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "-0.25", "a=1", "", "0"])
def test_numbers_and_words_stay_as_they_are(cell, claims):
    (_, row) = written(flat_csv, [Claim.model_validate({**claims[0], "text": cell})])
    assert row["text"] == cell


def written(module, claims):
    stream = io.BytesIO()
    module.write([(article(), claims)], stream)
    text = stream.getvalue().decode()
    return text, next(csv.DictReader(io.StringIO(text, newline="")))


def article(number=0):
    return ArticleLine(
        id=f"art_{number}", source="a.txt", title=None, published=None, published_basis=None, url=None, site=None,
        authors=(), language=None, sha256=f"{number:064x}", text=None, segments=(), sentences=1, words=1, claims=1,
    )  # fmt: skip


def test_the_title_of_an_article_cannot_run_in_a_spreadsheet(export):
    title = pandas.read_csv(export("csv"))["title"].iloc[0]
    assert title.startswith("'=HYPERLINK")


def test_parquet_is_typed_and_nested(export, claims):
    path = export("parquet")
    rows = duckdb.sql(f"""
        SELECT id, predicate.start, [a.role FOR a IN arguments], time.earliest, fact.slots, confidence.score,
               [[s[1] FOR s IN t.spans] FOR t IN trace], [a.entity.ids['iso3166'] FOR a IN arguments],
               [a.quantity.low FOR a IN arguments], attribution[1].source.text, "schema"
        FROM read_parquet('{path}')""").fetchall()
    assert len(rows) == len(claims)
    for row, claim in zip(rows, claims, strict=True):
        fact, time, said = claim["fact"], claim["time"], claim["attribution"]
        arguments = claim["arguments"]
        assert row == (
            claim["id"],
            claim["predicate"]["start"],
            [a["role"] for a in arguments],
            date.fromisoformat(time["earliest"]) if time and time["earliest"] else None,
            fact["slots"] if fact else None,
            claim["confidence"]["score"],
            [[start for start, _ in step["spans"]] for step in claim["trace"]],
            [(a["entity"] or {"ids": {}})["ids"].get("iso3166") for a in arguments],
            [a["quantity"]["low"] if a["quantity"] else None for a in arguments],
            said[0]["source"]["text"] if said and said[0]["source"] else None,
            "sourceline/claim/1",
        )
    assert any(row[3] for row in rows)
    assert set(pandas.read_parquet(path).columns) == set(claims[0])


def test_web_annotations_are_rdf_with_both_selectors(export, folder, claims):
    rows = graph(export("web-annotation")).query("""
        PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?annotation ?source ?start ?end ?exact ?words ?via WHERE {
            ?annotation a oa:Annotation ; oa:hasTarget ?target ; oa:hasBody ?body ; oa:motivatedBy oa:describing .
            ?target oa:hasSource ?source ; oa:hasSelector ?position, ?quote .
            ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
            ?quote a oa:TextQuoteSelector ; oa:exact ?exact .
            ?body oa:hasPurpose oa:describing ; rdf:value ?words .
            OPTIONAL { ?source oa:via ?via } }""")
    found = {str(row.annotation): row for row in rows}
    texts = {a["sha256"]: a for a in lines(folder / "out" / "articles.jsonl")}
    assert len(found) == len(claims)
    for claim in claims:
        row = found[f"urn:sourceline:{claim['id']}"]
        text = texts[claim["article"]["sha256"]]["text"]
        assert text[int(row.start) : int(row.end)] == str(row.exact)
        assert str(row.words) == claim["text"]
        assert str(row.source).startswith("ni:///sha-256;")
        assert str(row.via) == "https://example.org/news?a=1&b=2" if row.via else "example" not in str(claim["article"])


def lines(path):
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


def test_an_annotation_holds_the_record(export, claims):
    page = json.loads(export("web-annotation").read_text("utf8"))["first"]
    assert page["type"] == "AnnotationPage"
    records = [b["value"] for a in page["items"] for b in a["body"] if b["format"] == "application/json"]
    assert [json.loads(record) for record in records] == claims


def test_schema_org_claims_are_rdf(export, claims):
    found = graph(export("schema-org"))
    rows = list(
        found.query("""PREFIX s: <https://schema.org/>
        SELECT ?claim ?text ?headline ?date WHERE {
            ?claim a s:Claim ; s:text ?text ; s:appearance ?a . ?a a s:NewsArticle ; s:headline ?headline .
            OPTIONAL { ?a s:datePublished ?date } }""")
    )
    assert {(str(r.claim), str(r.text)) for r in rows} == {(f"urn:sourceline:{c['id']}", c["text"]) for c in claims}
    said = found.query("""PREFIX s: <https://schema.org/> SELECT ?name ?period WHERE {
        ?c s:author [ a s:Person ; s:name ?name ] ; s:temporalCoverage ?period ; s:keywords "payment" }""")
    ((name, period),) = {(str(row.name), str(row.period)) for row in said}
    assert "Ruth Hale" in name
    assert period == "2025-03-01/2025-03-31"
    own = found.query("""PREFIX s: <https://schema.org/> SELECT ?url WHERE { ?a s:url ?url }""")
    assert [str(row.url) for row in own] == ["https://example.org/news?a=1&b=2"]


@pytest.mark.parametrize("form", ["schema-org", "web-annotation"])
def test_json_ld_can_stand_in_a_page(export, form):
    data = export(form).read_text("utf8")
    page = lxml.html.fromstring(
        f'<html><body><script type="application/ld+json">{data}</script><p>end</p></body></html>'
    )
    (script,) = page.iter("script")
    assert json.loads(script.text) == json.loads(data)
    assert "\x9b" not in data


def test_displacy_draws_each_claim_and_nothing_runs(export, folder, claims):
    page = lxml.html.fromstring(export("displacy").read_text("utf8"))
    assert not list(page.iter("script", "img", "b", "a"))
    assert not [name for node in page.iter() for name in node.attrib if name.startswith("on")]
    assert [h.text_content() for h in page.iter("h2")] == [a.split("\n")[1][7:] for a in TEXTS.values()]
    figures = {figure.get("id"): figure for figure in page.iter("figure")}
    assert list(figures) == [claim["id"] for claim in claims]
    for claim in claims:
        figure = figures[claim["id"]]
        labels = {span.text.strip() for span in figure.iter("span") if "z-index" in (span.get("style") or "")}
        assert "predicate" in labels
        assert {a["role"] for a in claim["arguments"]} <= labels
        drawn = "".join(figure.find("div").itertext()).split()
        plain = [word for word in drawn if word not in {*labels}]
        said = claim["evidence"][0]["exact"].replace("\x1b", "\ufffd").replace("\x9b", "\ufffd")
        assert "".join(said.split()) in "".join(drawn) or "".join(said.split()) in "".join(plain)


@pytest.mark.parametrize("form", FORMATS)
def test_without_words_they_are_left_out_or_put_back(export, folder, form, tmp_path):
    if form == "displacy":
        refused = call(folder / "bare", "--to", form, "-o", tmp_path / "made")
        assert refused.exit_code == 1
        assert "--articles" in refused.output
        assert not (tmp_path / "made").exists()
    else:
        assert b"ferry" not in export(form, "bare").read_bytes()
    whole = export(form, "bare", "--articles", folder / "in").read_bytes()
    if form != "parquet":  # which is compressed
        assert b"ferry" in whole


@pytest.mark.parametrize("module", [flat_csv, parquet, web_annotation, schema_org])
def test_only_a_few_claims_are_held(module, claims, monkeypatch):
    monkeypatch.setattr(parquet, "ROWS", 20)
    alive, most, stream, sizes = weakref.WeakSet(), [], io.BytesIO(), []

    class Seen(Claim):
        __hash__ = object.__hash__

    def articles():
        for number in range(300):
            claim = Seen.model_validate(claims[0])
            alive.add(claim)
            yield article(number), [claim]
            del claim
            if number % 50 == 49:
                gc.collect()
                most.append(len(alive))
                sizes.append(stream.tell())

    module.write(articles(), stream)
    assert max(most) <= 40
    assert sizes == sorted(set(sizes))  # written as they come


def test_copies_of_a_text_get_back_their_own_titles(tmp_path):
    text = "The bank closed two branches in May."
    given = [{"text": text, "title": title} for title in ("First paper", "Second paper")]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in given))
    run_batch([tmp_path / "in.jsonl"], tmp_path / "bare", RunSettings(keep_text=False))
    done = call(tmp_path / "bare", "--to", "csv", "--articles", tmp_path / "in.jsonl")
    rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    assert [row["title"] for row in rows] == ["First paper", "Second paper"]


@pytest.mark.parametrize("form", ["csv", "web-annotation", "schema-org", "displacy"])
def test_no_export_steers_a_terminal(form, tmp_path):
    text = "The \u202ebank\u202c closed \x1b[31mtwo\x9b0m branches in \u2066May\u2069."
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": text, "title": "a\u202eb", "source": "\x07"}))
    run_batch([tmp_path / "in.jsonl"], tmp_path / "out")
    made = call(tmp_path / "out", "--to", form).stdout
    assert "branches" in made
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", made)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_devices_and_links_are_written_to_and_not_replaced(folder, tmp_path):
    full = Path("/dev/full")
    refused = call(folder / "out", "--to", "csv", "-o", full)
    assert (refused.exit_code, full.is_char_device()) == (1, True)
    assert "No space left" in refused.output
    (tmp_path / "link.csv").symlink_to("target.csv")
    assert call(folder / "out", "--to", "csv", "-o", tmp_path / "link.csv").exit_code == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "target.csv").read_bytes().startswith(b"claim,")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.csv", "target.csv"]


def test_the_same_run_gives_the_same_bytes(export):
    for form in FORMATS:
        assert export(form).read_bytes() == export(form).read_bytes()


def test_unknown_formats_list_the_known(folder):
    done = call(folder / "out", "--to", "xml")
    assert done.exit_code == 2
    assert all(form in done.output for form in FORMATS)


def test_a_missing_extra_says_what_to_install(folder, tmp_path, monkeypatch):
    monkeypatch.delitem(sys.modules, "sourceline.export.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = call(folder / "out", "--to", "parquet", "-o", tmp_path / "made")
    assert done.exit_code == 1
    assert "pip install 'sourceline[parquet]'" in done.output
    monkeypatch.undo()
    importlib.import_module("sourceline.export.parquet")


def test_what_is_no_run_or_damaged_is_named(folder, tmp_path):
    done = call(tmp_path, "--to", "csv")
    assert done.exit_code == 1
    assert "articles.jsonl" in done.output
    for name in ("articles.jsonl", "claims.jsonl"):
        (tmp_path / name).write_bytes((folder / "out" / name).read_bytes())
    with (tmp_path / "claims.jsonl").open("r+b") as stream:
        stream.readline()
        stream.write(b"{broken")
    done = call(tmp_path, "--to", "csv", "-o", tmp_path / "made")
    assert done.exit_code == 1
    assert "claims.jsonl line 2" in done.output
    assert not (tmp_path / "made").exists()
