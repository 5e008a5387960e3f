"""Web archives: each page an article, everything else counted or told, and no lie in a header believed."""

import gzip
import io
import json
import re
import sys
import tracemalloc
import zlib

import brotli
import pytest
from click.testing import CliRunner
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from sourceline.cli.main import cli
from sourceline.ingest.readers import read_articles, read_inputs
from sourceline.ingest.reasons import PASSED_OVER, REASONS

PAGE = """<html lang="en"><head><title>Ferry {0}</title>
<meta property="article:published_time" content="2025-06-12"></head>
<body><nav>Home Sport</nav><article><h1>Ferry {0}</h1><p>The ministry paid {0} ferry operators €40 million in March, the
minister said on Monday.</p><p>The council will buy three buses for the island.</p></article></body></html>"""


def page(number):
    return PAGE.format(number).encode()


def chunked(data):
    parts = [data[at : at + 50] for at in range(0, len(data), 50)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(data):
    compressor = zlib.compressobj(wbits=-15)
    return compressor.compress(data) + compressor.flush()


def archive(*responses, packed=False, warcinfo=False):
    """Returns an archive; a response is a URL, a body and HTTP headers, `status` and `record` headers among them."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    if warcinfo:
        writer.write_record(writer.create_warcinfo_record("news.warc", {"software": "test"}))
    for url, body, headers in responses:
        http = {"Content-Type": "text/html; charset=utf-8", **headers}
        status, record, kind = http.pop("status", "200 OK"), http.pop("record", {}), http.pop("kind", "response")
        answer = StatusAndHeaders(status, list(http.items()), protocol="HTTP/1.1") if kind == "response" else None
        writer.write_record(
            writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(body),
                http_headers=answer,
                warc_content_type="" if answer else http["Content-Type"],
                warc_headers_dict=record,
            )
        )
    return file.getvalue()


def read(path):
    rejected, passed_over = [], []
    articles = read_articles(
        path, on_reject=rejected.append, on_ignore=lambda source, code: passed_over.append((source, code))
    )
    articles = list(articles)
    assert {reject.code for reject in rejected} <= REASONS.keys()
    assert {code for _, code in passed_over} <= PASSED_OVER.keys()
    return articles, [(r.source.removeprefix(path.as_posix()), r.code) for r in rejected], passed_over


@pytest.fixture
def stored(tmp_path):
    """Writes an archive to a file, and reads it."""

    def store(data, name="news.warc"):
        path = tmp_path / name
        path.write_bytes(data)
        return read(path)

    return store


SENT = {
    "plain": (page(1), {}),
    "chunked": (chunked(page(1)), {"Transfer-Encoding": "chunked"}),
    "gzip": (gzip.compress(page(1)), {"Content-Encoding": "gzip"}),
    "chunked-gzip": (chunked(gzip.compress(page(1))), {"Transfer-Encoding": "Chunked", "Content-Encoding": "GZIP"}),
    "deflate": (zlib.compress(page(1)), {"Content-Encoding": "deflate"}),
    "raw-deflate": (raw_deflate(page(1)), {"Content-Encoding": "deflate"}),
    "brotli": (brotli.compress(page(1)), {"Content-Encoding": "br"}),
    "decoded-before-gzip": (page(1), {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
    "decoded-before-deflate": (page(1), {"Content-Encoding": "deflate"}),
    "decoded-before-brotli": (page(1), {"Content-Encoding": "br"}),
    "charset-of-the-header": (PAGE.format(1).encode("cp1252"), {"Content-Type": "Text/HTML;charset=ISO-8859-1"}),
    "xhtml": (page(1), {"Content-Type": "application/xhtml+xml"}),
    "no-content-type": (page(1), {"Content-Type": "", "record": {"WARC-Identified-Payload-Type": "text/html"}}),
    "resource": (page(1), {"kind": "resource", "Content-Type": "text/html"}),
}


@pytest.mark.parametrize("packed", [False, True], ids=["warc", "warc.gz"])
@pytest.mark.parametrize("how", SENT)
def test_a_page_is_read_however_it_was_sent(how, packed, stored):
    data = archive(("https://news.example/a", *SENT[how]), packed=packed, warcinfo=True)
    (article,), rejected, passed_over = stored(data, "news.warc.gz" if packed else "news.warc")
    assert re.search("The ministry paid 1 ferry operators €40 million in March", article.text)
    assert (article.title, article.published, article.url) == ("Ferry 1", "2025-06-12", "https://news.example/a")
    assert article.source.endswith(f"news.warc{'.gz' * packed}#2 https://news.example/a")
    assert rejected == []
    assert [code for _, code in passed_over] == ["no_response"]


def test_what_is_no_page_is_counted(stored):
    data = archive(
        ("https://news.example/gone", page(1), {"status": "404 Not Found"}),
        ("https://news.example/moved", page(1), {"status": "301 Moved"}),
        ("https://news.example/part", page(1), {"status": "206 Partial Content"}),
        ("https://news.example/a.png", b"\x89PNG", {"Content-Type": "image/png"}),
        ("dns:news.example", b"127.0.0.1", {"kind": "resource", "Content-Type": "text/dns"}),
        ("https://news.example/q", b"", {"kind": "metadata", "Content-Type": "text/plain"}),
        ("https://news.example/a", page(1), {}),
    )
    articles, rejected, passed_over = stored(data)
    assert [article.title for article in articles] == ["Ferry 1"]
    assert rejected == []
    assert [code for _, code in passed_over] == ["http_error"] * 3 + ["no_page"] * 2 + ["no_response"]


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (gzip.compress(page(1))[:-30], {"Content-Encoding": "gzip"}, "truncated"),
        (brotli.compress(page(1))[:-10], {"Content-Encoding": "br"}, "truncated"),
        (chunked(page(1))[:120], {"Transfer-Encoding": "chunked"}, "truncated"),
        (page(1), {"record": {"WARC-Truncated": "length"}}, "truncated"),
        (page(1), {"Content-Encoding": "zstd"}, "unsupported"),
        (b"<p>" * 2_000_000, {}, "too_large"),
        (gzip.compress(b"<p>" * 2_000_000), {"Content-Encoding": "gzip"}, "too_large"),
        (brotli.compress(b"a" * 200_000_000, lgwin=24, quality=1), {"Content-Encoding": "br"}, "too_large"),
        (b"<p>Menu</p>", {}, "not_html"),
    ],
)
def test_a_page_that_cannot_be_used_is_told_and_costs_only_itself(body, headers, code, stored):
    data = archive(("https://news.example/bad", body, headers), ("https://news.example/a", page(2), {}), packed=True)
    articles, rejected, _ = stored(data, "news.warc.gz")
    assert rejected == [("#1 https://news.example/bad", code)]
    assert [article.title for article in articles] == ["Ferry 2"]


THREE = [(f"https://news.example/{n}", page(n), {}) for n in (1, 2, 3)]
LENGTH = re.compile(rb"(?<=\r\nContent-Length: )\d+(?=\r\n\r\nHTTP)")


def with_length(data, value):
    """Gives the second record another length."""
    first, second, _ = LENGTH.finditer(data)
    assert first.end() < second.start()
    return data[: second.start()] + value(int(second[0])) + data[second.end() :]


@pytest.mark.parametrize("packed", [False, True], ids=["warc", "warc.gz"])
@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (lambda length: b"%d" % (length - 40), [1, 3]),
        (lambda length: b"%d" % (length // 2), [1, 3]),
        (lambda length: b"0", [1, 3]),
        (lambda length: b"%d" % (length + 300), [1]),  # the third one begins inside what it claims for itself
        (lambda length: b"%d" % (length + 10**12), [1]),
        (lambda length: b"-7", [1, 3]),
        (lambda length: b"many", [1, 3]),
        (lambda length: b"9" * 5000, [1, 3]),
    ],
)
def test_a_record_whose_length_is_a_lie_is_told(value, kept, packed, stored):
    data = with_length(archive(*THREE), value)
    articles, rejected, passed_over = stored(gzip.compress(data) if packed else data, f"n.warc{'.gz' * packed}")
    assert [article.title for article in articles] == [f"Ferry {n}" for n in kept]
    assert rejected == [("#2 https://news.example/2", "damaged")]
    assert passed_over == []


def test_of_a_truncated_archive_what_was_before_is_kept(stored):
    whole = archive(*THREE, packed=True)
    second = len(archive(*THREE[:2], packed=True))
    articles, rejected, _ = stored(whole[: second + 200], "news.warc.gz")
    assert [article.title for article in articles] == ["Ferry 1", "Ferry 2"]
    assert rejected == [("#3", "truncated_gzip")]
    articles, rejected, _ = stored(archive(*THREE)[:-100])
    assert [article.title for article in articles] == ["Ferry 1", "Ferry 2"]
    assert rejected == [("#3 https://news.example/3", "damaged")]


def test_of_a_damaged_archive_what_was_before_is_kept(stored):
    data = bytearray(archive(*THREE, packed=True))
    second = len(archive(*THREE[:1], packed=True))
    data[second + 40 : second + 60] = b"\0" * 20
    articles, rejected, _ = stored(bytes(data), "news.warc.gz")
    assert [article.title for article in articles] == ["Ferry 1"]
    assert rejected == [("#2", "truncated_gzip")]


@pytest.mark.parametrize(
    "between", [b"rubbish\r\n", b"\0" * 300_000, b"WARC/1.0\r\n" + b"a: b\r\n" * 100_000, b"WXRC/1.0\r\n\r\n"]
)
def test_what_is_between_records_is_told_once(between, stored):
    first = archive(THREE[0])
    articles, rejected, _ = stored(first + between + archive(*THREE[1:]))
    assert [article.title for article in articles] == ["Ferry 1", "Ferry 2", "Ferry 3"]
    assert rejected == [("#2", "damaged")]


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", gzip.compress(b"")])
def test_an_empty_archive_is_no_error(data, stored):
    assert stored(data, "news.warc.gz" if data.startswith(b"\x1f") else "news.warc") == ([], [], [])


@pytest.mark.parametrize("data", [b"not an archive", b"not gzip"])
def test_what_is_no_archive_is_told(data, stored):
    ((_, code),) = stored(data, "news.warc.gz" if b"gzip" in data else "news.warc")[1]
    assert code == ("truncated_gzip" if b"gzip" in data else "damaged")


def test_an_archive_is_read_as_a_stream(tmp_path):
    path = tmp_path / "news.warc.gz"
    film = ("https://news.example/film", bytes(4_000_000), {"Content-Type": "video/mp4"})
    path.write_bytes(archive(film, *THREE, packed=True) * 25)
    tracemalloc.start()
    assert sum(1 for _ in read_inputs(path)) == 75
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 15_000_000


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch):
    path = tmp_path / "news.warc"
    path.write_bytes(archive(*THREE))
    monkeypatch.setitem(sys.modules, "warcio.statusandheaders", None)
    assert read(path)[1] == [("", "not_installed")]


def test_a_run_over_archives_is_proved_from_them(tmp_path):
    folder = tmp_path / "archives"
    folder.mkdir()
    (folder / "one.warc").write_bytes(archive(*THREE, warcinfo=True))
    (folder / "two.warc.gz").write_bytes(archive(THREE[0], packed=True)[:-20])
    out = tmp_path / "out"

    def call(*args):
        return CliRunner().invoke(cli, [str(arg) for arg in args])

    result = call("extract", folder / "*.warc*", "-o", out, "--no-text")
    assert result.exit_code == 0
    assert re.search(r"passed over +1 +records of web archives", result.output)
    articles = [json.loads(line) for line in (out / "articles.jsonl").read_text("utf8").splitlines()]
    assert [line["source"].rpartition("/archives/")[2] for line in articles] == [
        f"one.warc#{n + 1} https://news.example/{n}" for n in (1, 2, 3)
    ]
    assert [line["near_copy_of"] for line in articles] == [None, articles[0]["id"], articles[0]["id"]]
    (rejected,) = (out / "rejected.jsonl").read_text("utf8").splitlines()
    assert json.loads(rejected)["code"] == "truncated_gzip"
    assert json.loads((out / "run.json").read_text())["passed_over"] == {"no_response": 1}
    assert call("verify", out).exit_code == 1
    assert call("verify", out, "--articles", folder).output.startswith("ok: ")
