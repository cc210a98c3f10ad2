"""The maker of PDF bytes: nothing gets in but its own files, the same paper gives the same bytes."""

import gc
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from weasyprint.urls import path2url

from emulation import pdf
from emulation.documents.pledge import pledge_document
from tests.documents.reading import words
from tests.documents.samples import pledge

DAY = date(2021, 3, 9)
SECRET = "bí mật nằm trên đĩa"


def page(body: str) -> str:
    return f'<!doctype html><html lang="vi"><head><title>Thử</title></head><body><p>Nội dung</p>{body}</body></html>'


def test_it_prints_the_same_bytes_for_the_same_paper() -> None:
    document = pledge_document(pledge())
    assert pdf.render(document) == pdf.render(document)


def test_it_prints_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib; from tests.conftest import load_django; load_django('sqlite')\n"
        "from emulation import pdf; from emulation.documents.pledge import pledge_document\n"
        "from tests.documents.samples import pledge\n"
        "print(hashlib.sha256(pdf.render(pledge_document(pledge()))).hexdigest())"
    )
    printed = [
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        ).stdout.split()[-1]
        for _process in range(2)
    ]
    assert printed[0] == printed[1]


def test_it_names_title_language_and_day_in_the_file() -> None:
    with pikepdf.open(BytesIO(pdf.render(pledge_document(pledge())))) as file:
        assert str(file.docinfo.Title) == "Giao ước thi đua năm 2021"
        assert str(file.docinfo.CreationDate) == "D:20210309"
        assert str(file.Root.Lang) == "vi"
        assert file.Root.MarkInfo.Marked, "a screen reader finds headings and tables"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:9/x.css", "data:text/css,p{color:red}"]
)
def test_it_fetches_nothing_for_a_paper(address: str) -> None:
    with pytest.raises(ValueError, match="not among the files"):
        pdf.ListedFiles(()).fetch(address)


def test_it_fetches_a_file_of_its_list(tmp_path: Path) -> None:
    listed, other = tmp_path / "a.txt", tmp_path / "b.txt"
    listed.write_text("được")
    other.write_text("không")
    fetcher = pdf.ListedFiles([listed])
    assert fetcher.fetch(path2url(listed)).read().decode() == "được"
    with pytest.raises(ValueError, match="not among the files"):
        fetcher.fetch(path2url(other))


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="{url}">',
        '<link rel="attachment" href="{url}">',
        '<link rel="stylesheet" href="{url}">',
        "<style>@import '{url}';</style>",
        '<object data="{url}"></object>',
        '<embed src="{url}">',
    ],
)
def test_it_pulls_no_file_into_a_paper(tmp_path: Path, markup: str) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text y="20">{SECRET}</text></svg>')
    printed = pdf.render_html(page(markup.format(url=secret.as_uri())), dated_on=DAY)
    assert words(printed) == "Nội dung"
    with pikepdf.open(BytesIO(printed)) as file:
        assert not file.attachments


def test_it_leaves_the_garbage_collector_as_it_was() -> None:
    assert gc.isenabled()
    pdf.render_html(page(""), dated_on=DAY)
    assert gc.isenabled()


def test_it_says_what_is_missing_where_pango_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "weasyprint", None)
    with pytest.raises(pdf.PapersUnavailable) as refusal:
        pdf.render_html(page(""), dated_on=DAY)
    assert refusal.value.status == 503
    assert "libpango-1.0-0" in str(refusal.value)
    assert [str(sentence) for sentence in pdf.missing()] == [str(refusal.value)]


def test_the_site_starts_where_pango_is_not_installed() -> None:
    script = (
        "import sys, types\n"
        "class NoPango:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'weasyprint': raise OSError('cannot load library libgobject-2.0-0')\n"
        "sys.meta_path.insert(0, NoPango())\n"
        "from tests.conftest import load_django; load_django('sqlite')\n"
        "from emulation import pdf; print(pdf.weasyprint is None, len(pdf.missing()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["True", "1"]


def test_it_finds_fonts_and_subsetter_on_this_server() -> None:
    assert pdf.missing() == []
