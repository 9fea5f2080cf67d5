import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openupr.upr.names import UnknownName
from openupr.upr.symbols import Symbol, parse_symbol


@pytest.mark.parametrize(
    "symbol",
    [
        Symbol("A/HRC/WG.6/32/KHM/1", "national report", "", 32, "KHM", None),
        Symbol("A/HRC/WG.6/32/KHM/2", "UN compilation", "", 32, "KHM", None),
        Symbol("A/HRC/WG.6/48/SVN/3", "summary of stakeholders' information", "", 48, "SVN", None),
        Symbol("A/HRC/WG.6/10/NAM/1/Corr.1", "national report", "Corr", 10, "NAM", None),
        Symbol("A/HRC/41/17", "Council document", "", None, "", 41),
        Symbol("A/HRC/41/17/Add.1", "Council document", "Add", None, "", 41),
        Symbol("A/HRC/DEC/43/112", "Council decision", "", None, "", 43),
    ],
)
def test_a_symbol_says_what_it_says(symbol: Symbol) -> None:
    assert parse_symbol(f" {symbol.text}\n") == symbol


@pytest.mark.parametrize(
    "text", ["", "A/HRC", "A/HRC/WG.6/32/KHM/4", "A/HRC/WG.6/32/Cambodia/1", "A/RES/80/223", "CAT/C/KHM/CO/2"]
)
def test_what_is_no_symbol_of_a_review_is_refused(text: str) -> None:
    with pytest.raises(UnknownName, match="No document symbol is called"):
        parse_symbol(text)


@given(st.text(alphabet="A/HRCWG.6DEKMdecadd0123 \n", max_size=40))
def test_any_text_is_a_symbol_or_refused(text: str) -> None:
    try:
        symbol = parse_symbol(text)
    except UnknownName:
        return
    assert symbol.text == text.strip()


def test_the_symbols_of_real_reports_are_council_documents(shared: Path) -> None:
    with (shared / "data/working-group-reports/index.csv").open(encoding="utf-8", newline="") as file:
        symbols = [parse_symbol(row["symbol"]) for row in csv.DictReader(file)]
    assert len(symbols) == 100
    assert {symbol.kind for symbol in symbols} == {"Council document"}
