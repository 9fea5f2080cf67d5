"""Programs ask the record: every endpoint is listed and described, and what is not described is refused."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from openupr.recommendations.tests.exports import LoadRecord

ROWS = [
    {"Text": "Return land to evicted families", "From": "France", "Response": "Noted"},
    {"Text": "Free imprisoned journalists", "From": "Germany", "Issue": "Freedom of the press"},
    {"Text": "Protect land defenders", "To": "Lao PDR", "From": "Germany", "Session": "8"},
]
ADDRESSES = {
    "/api/search": "?q=land",
    "/api/count": "?by=state",
    "/api/disaggregate": "?rows=state&columns=issue",
    "/api/gaps": "?state=KHM",
    "/api/similar": "?q=return+land",
    "/api/targets": "?state=KHM&q=land",
    "/api/states": "?region=Asia",
    "/api/states/{state}": "",
    "/api/states/{state}/recommends": "",
}


@pytest.fixture
def record(load_record: LoadRecord) -> None:
    load_record(ROWS)


def address_of(path: str) -> str:
    return path.replace("{state}", "FRA" if "recommends" in path else "KHM") + ADDRESSES[path]


def test_the_first_address_lists_all_others_and_leads_to_their_description(client: Client, record: None) -> None:
    told = client.get("/api/").json()
    paths = client.get(told["openapi"].removeprefix("http://testserver")).json()["paths"]
    assert [each["url"].removeprefix("http://testserver") for each in told["endpoints"]] == list(paths)
    assert set(paths) == set(ADDRESSES)
    assert all(each["answers"] for each in told["endpoints"])
    assert "/api/" in client.get("/search/").content.decode()


def test_the_description_names_every_filter_and_every_exclusion(client: Client, record: None) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    named = {parameter["name"] for parameter in paths["/api/search"]["get"]["parameters"]}
    assert {"q", "state", "from", "response", "issue", "from-organisation", "not-state", "page"} <= named


@pytest.mark.parametrize(
    ("name", "right", "wrong"), [("session", "18", "18th"), ("year", "2014", "14"), ("cycle", "2", "second")]
)
def test_the_description_says_which_numbers_a_session_a_year_and_a_cycle_have(
    client: Client, record: None, name: str, right: str, wrong: str
) -> None:
    parameters = client.get("/api/openapi.json").json()["paths"]["/api/search"]["get"]["parameters"]
    for parameter in (name, f"not-{name}"):
        (schema,) = (entry["schema"]["items"] for entry in parameters if entry["name"] == parameter)
        for value, status in ((right, 200), (wrong, 400)):
            is_described = value in schema["enum"] if "enum" in schema else bool(re.search(schema["pattern"], value))
            assert is_described == (status == 200)
            assert client.get("/api/search", {parameter: value}).status_code == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND", "FROB"])
def test_a_method_that_the_api_does_not_know_is_answered_405(record: None, method: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for path in ("/api/", "/api/openapi.json", "/api/search", "/api/states/KHM"):
        answer = client.generic(method, path)
        assert answer.status_code == 405
        assert "GET" in answer["Allow"]


def holds(told: dict[str, Any], schema: dict[str, Any], answer: Any, where: str) -> None:
    """The answer has what the schema requires, and of the kinds it says, all the way down."""
    if "$ref" in schema:
        schema = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    kinds = {
        "string": str, "integer": int, "number": (int, float), "object": dict, "array": list, "null": type(None),
        "boolean": bool,
    }  # fmt: skip
    named = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert any(isinstance(answer, kinds[kind]) for kind in named), (where, answer)
    if isinstance(answer, list):
        for each in answer:
            holds(told, schema["items"], each, f"{where}[]")
    if isinstance(answer, dict):
        assert set(schema.get("required", ())) <= set(answer), where
        for name, value in answer.items():
            if name in schema.get("properties", {}):
                holds(told, schema["properties"][name], value, f"{where}.{name}")


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_answer_is_what_its_description_says(client: Client, record: None, path: str) -> None:
    told = client.get("/api/openapi.json").json()
    schema = told["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    answer = client.get(address_of(path))
    assert answer.status_code == 200
    holds(told, schema, answer.json(), path)


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_parameter_that_is_not_described_is_refused_with_the_nearest_names(
    client: Client, record: None, path: str
) -> None:
    address = address_of(path)
    answer = client.get(f"{address}{'&' if '?' in address else '?'}stat=KHM")
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert 'No parameter is called "stat".' in answer.json()["error"]
    if path == "/api/search":
        assert answer.json()["error"].endswith("Nearest: state, not-state.")


@pytest.mark.parametrize("name", ["STATE", "from_region", "not_state", "<b>", "\x00", "", "x" * 5000])
def test_a_parameter_that_is_nearly_right_is_refused_too_and_never_a_fault(
    client: Client, record: None, name: str
) -> None:
    answer = client.get("/api/search", {name: "KHM"})
    assert answer.status_code == 400
    assert len(answer.json()["error"]) < 300


def test_a_file_is_refused_likewise_and_a_page_says_what_it_passed_over(client: Client, record: None) -> None:
    for address in (
        "/search.csv",
        "/disaggregate.xlsx",
        "/disaggregate.svg",
        "/states.csv",
        "/states/KHM/received.csv",
    ):
        answer = client.get(f"{address}?stat=KHM")
        assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8"), address
        assert answer.content.decode().startswith('No parameter is called "stat".')
        assert answer.content.count(b"\n") == 1
    answer = client.get("/search.json?stat=KHM")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/json")
    assert answer.json()["error"].startswith('No parameter is called "stat".')
    key = client.get("/api/search").json()["results"][0]["id"]
    pages = ["/search/?", "/disaggregate/?", "/similar/?q=land&", "/gaps/?state=KHM&", "/states/?", "/states/KHM/?"]
    for address in (*pages, "/states/FRA/recommends/?", f"/recommendations/{key}/?"):
        page = client.get(f"{address}colour=blue")
        assert page.status_code == 200, address
        assert "“colour” in this address is not known and was ignored." in page.content.decode(), address
        plain = client.get(address.rstrip("?&") + ("&" if "=" in address else "?") + "tour=1").content.decode()
        assert "was ignored" not in plain, address


def test_a_filter_that_a_page_does_not_use_is_said_to_be_passed_over(client: Client, record: None) -> None:
    page = client.get("/gaps/?state=KHM&issue=Justice").content.decode()
    assert "“issue” in this address is not known" in page
    assert "/gaps.csv?state=KHM&quot;" not in page
    assert 'href="/gaps.csv?state=KHM"' in page


def test_no_permalink_ends_in_a_bare_question_mark(client: Client, record: None) -> None:
    assert client.get("/api/search").json()["permalink"] == "http://testserver/search/"
    assert client.get("/api/search?q=land").json()["permalink"] == "http://testserver/search/?q=land"
    for address in ("/search/", "/states/", "/disaggregate/", "/similar/"):
        assert 'href="?"' not in client.get(address).content.decode(), address
        assert '?"' not in client.get(address).content.decode(), address


def test_an_unknown_state_of_the_api_is_a_sentence_for_programs(client: Client, record: None) -> None:
    answer = client.get("/api/states/Camboda")
    assert (answer.status_code, list(answer.json())) == (400, ["error"])
    assert "Cambodia" in answer.json()["error"]
    assert client.get("/api/states/Kingdom of Cambodia").json()["iso3"] == "KHM"


@pytest.mark.parametrize(
    "asked", ["", "?q=land&state=KHM&sort=-session", "?facets=0&page=9", "?state=Nowhere", "?stat=KHM"]
)
def test_a_search_is_answered_without_the_database(
    client: Client, record: None, django_assert_num_queries: DjangoAssertNumQueries, asked: str
) -> None:
    # The server answers it on the spot, where waiting for a database would keep everybody waiting.
    with django_assert_num_queries(0):
        assert client.get(f"/api/search{asked}").status_code in {200, 400}


def test_a_row_says_where_its_words_stand_and_a_value_what_it_is_called(client: Client, record: None) -> None:
    told = client.get("/api/search?q=land&sort=state").json()
    assert [(row["text"], row["highlights"]) for row in told["results"]] == [
        ("Return land to evicted families", [[7, 11]]),
        ("Protect land defenders", [[8, 12]]),
    ]
    assert told["facets"]["from"] == [
        {"value": "DEU", "label": "Germany", "count": 1},
        {"value": "FRA", "label": "France", "count": 1},
    ]


def test_a_name_from_another_program_leads_to_ours(client: Client, record: None) -> None:
    answer = client.get("/api/search?limit=5")
    assert (answer.status_code, answer.json()) == (400, {"error": 'No parameter is called "limit". Nearest: per_page.'})


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/api/search?sort=foo", "No value of “sort” is called"),
        ("/api/search?page=abc", "No value of “page” is called"),
        ("/api/states?sort=foo", "Nearest: name, received, given."),
        ("/search.json?sort=foo", "No value of “sort” is called"),
        ("/search.csv?sort=foo", "No value of “sort” is called"),
        ("/states.xlsx?sort=foo", "Nearest: name, received, given."),
    ],
)
def test_a_value_that_a_parameter_does_not_take_is_refused(
    client: Client, record: None, address: str, told: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, told in answer.content.decode()) == (400, True)


def test_the_same_dimension_twice_is_refused_where_there_is_no_room_to_mend_it(client: Client, record: None) -> None:
    told = {"error": "“from-region” is given twice: count by dimensions that differ."}
    answer = client.get("/api/count?by=from-region&by=state&by=from-region")
    assert (answer.status_code, answer.json()) == (400, told)
    for kind in ("csv", "svg", "json"):
        answer = client.get(f"/disaggregate.{kind}?rows=issue&columns=issue")
        assert (answer.status_code, b"two different dimensions" in answer.content) == (400, True), kind


@pytest.mark.parametrize("by", ["", "by=state&by=from&by=issue&by=session"])
def test_a_count_names_what_it_can_count_by(client: Client, record: None, by: str) -> None:
    answer = client.get(f"/api/count?{by}")
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("Say by what to count: one to three times `by`, each one of state, ")
