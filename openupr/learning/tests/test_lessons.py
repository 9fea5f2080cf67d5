"""What every lesson keeps to: each fact has a source, each text its Khmer, each question one right
answer.
"""

import re

import pytest
from django.test import Client

from openupr.learning.lessons import (
    NoSuchLesson,
    NoSuchLessonQuestion,
    course_lessons,
    lesson_of,
    lesson_question,
    lesson_questions,
)
from openupr.learning.lessons_on_paper import all_texts, breakable
from openupr.learning.rules.lessons import CourseLesson
from openupr.learning.rules.words import BY_KEY, WORDS

KHMER = re.compile("[\u1780-\u17ff]")
EACH = pytest.mark.parametrize("lesson", course_lessons(), ids=lambda lesson: lesson.key)


@EACH
def test_each_lesson_ends_in_three_to_five_questions_with_one_right_answer(lesson: CourseLesson) -> None:
    assert 3 <= len(lesson.questions) <= 5
    for each in lesson.questions:
        assert [choice.right for choice in each.choices].count(True) == 1
        assert 3 <= len(each.choices) <= 4


@EACH
def test_every_text_exists_in_khmer(lesson: CourseLesson) -> None:
    for said in all_texts(lesson):
        assert KHMER.search(said.km) or said.km == said.en == "OHCHR", said.en
        assert not KHMER.search(said.en)
        assert "  " not in said.km


@EACH
def test_every_fact_has_a_source(lesson: CourseLesson) -> None:
    sourced = [passage for part in lesson.parts for passage in part.passages if passage.source]
    assert len(sourced) >= 3
    assert all(each.source.label for each in lesson.questions)


def test_no_paragraph_is_cited_that_was_not_compared_with_the_document() -> None:
    cited = {
        passage.source
        for each in course_lessons()
        for part in each.parts
        for passage in part.passages
        if passage.source
    }
    cited |= {each.source for each in lesson_questions()} | {word.source for word in WORDS}
    for source in (each for each in cited if each.checked and each.at):
        named = set(re.findall(r"\b(?:\d+|I{1,3})\b", source.at))
        assert named <= set(re.findall(r"\b(?:\d+|I{1,3})\b", source.checked)), str(source)
    assert "Human Rights Council resolution 16/21 (2011), paragraph not checked" in {each.with_note for each in cited}


@EACH
def test_no_lesson_says_that_what_is_not_in_the_record_was_not_raised(lesson: CourseLesson) -> None:
    # As a wrong answer it may stand; a review may be missing from the record.
    said = [passage.said.en for part in lesson.parts for passage in part.passages]
    assert not [text for text in said if re.search(r"(not|never|nobody) raised|nobody asked", text)]


@EACH
def test_every_word_of_a_lesson_stands_in_the_list(lesson: CourseLesson) -> None:
    assert set(lesson.words) <= set(BY_KEY)
    assert lesson.words


@pytest.mark.django_db
def test_every_way_from_a_lesson_into_the_product_leads_somewhere(client: Client) -> None:
    ways = {link.address for lesson in course_lessons() for part in lesson.parts for link in part.links}
    assert len(ways) > 5
    # 503: nothing is indexed here.
    assert {way for way in ways if client.get(way).status_code not in {200, 503}} == set()


def test_keys_are_given_once() -> None:
    keys = [each.key for each in lesson_questions()]
    assert len(set(keys)) == len(keys)
    assert all(lesson_question(each.key) is each for each in lesson_questions())
    assert len({word.key for word in WORDS}) == len(WORDS)
    assert lesson_questions("what-the-upr-is") == lesson_of("what-the-upr-is").questions


def test_what_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(NoSuchLesson):
        lesson_of("nothing")
    with pytest.raises(NoSuchLesson):
        lesson_questions("nothing")
    with pytest.raises(NoSuchLessonQuestion):
        lesson_question("what-the-upr-is.nothing")


def test_on_paper_a_line_may_end_between_khmer_words_and_nothing_else_changes() -> None:
    html = '<p lang="km">តើរដ្ឋនីមួយៗត្រូវពិនិត្យនៅពេលណា? UPR</p>'
    assert "\u200b" in breakable(html)
    assert breakable(html).replace("\u200b", "") == html
