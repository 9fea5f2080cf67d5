from openupr.upr.languages import LANGUAGES, language


def test_a_language_is_known_by_its_code() -> None:
    assert language("km").name == "Khmer"
    assert [language(code).name for code in ("ar", "zh", "en", "fr", "ru", "es")] == [
        "Arabic",
        "Chinese",
        "English",
        "French",
        "Russian",
        "Spanish",
    ]


def test_no_code_or_name_stands_twice() -> None:
    assert len({each.code for each in LANGUAGES}) == len({each.name for each in LANGUAGES}) == len(LANGUAGES)
