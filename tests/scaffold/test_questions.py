from __future__ import annotations

from helmwright.scaffold.questions import Question, questions


def test_questions_come_in_the_order_in_which_they_are_asked() -> None:
    assert [question.flag for question in questions("service")] == [
        "--app",
        "--name",
        "--kind",
        "--image",
        "--tag",
        "--port",
        "--schedule",
        "--command",
        "--size",
        "--connects-to",
        "--called-by",
        "--owner",
        "--description",
    ]


def test_a_question_without_a_default_is_required() -> None:
    assert [q.name for q in questions("service") if q.required] == ["app", "name", "image", "tag"]
    assert [q.name for q in questions("environment") if q.required] == ["name"]
    assert [q.name for q in questions("app") if q.required] == ["name"]


def test_a_repository_can_be_made_without_an_answer() -> None:
    assert [question for question in questions("repository") if question.required] == []


def test_choices_are_the_answers_and_not_their_descriptions() -> None:
    kind = Question(
        "kind", "Kind of service", ("web", "grpc", "worker", "cron", "stateful", "static"), required=False
    )
    assert kind in questions("service")


def test_what_a_template_computes_is_not_a_question() -> None:
    assert "helmwright_version" not in [question.name for question in questions("repository")]
