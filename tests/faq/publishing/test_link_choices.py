"""Questions to link to, found by their titles."""

from django.contrib.auth.models import User
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from faq.models import Question
from faq.publishing import archive
from faq.publishing.link_choices import MOST, Choice, find_choices
from tests.factories import NOW, PAST, make_copy, make_draft, make_question, make_topic


def titles(text: str) -> list[str]:
    return [choice.title for choice in find_choices(text, NOW)]


def test_choices_have_all_words_in_their_title_or_address(db: None) -> None:
    topic = make_topic(title="Contracts")
    make_question(title="How do I end a contract?", slug="finish", topic=topic)
    make_question(title="How do I end a job?")
    (choice,) = find_choices("CONTR en", NOW)
    assert choice == Choice(
        "How do I end a contract?", "/questions/finish/", "Contracts", True, "Published"
    )
    assert titles("finish contract") == ["How do I end a contract?"]
    assert titles("contract job") == titles("") == titles("  ") == []


def test_choices_that_readers_can_see_come_first(ines: User) -> None:
    """Drafts are chosen from too; working copies and what was withdrawn are not."""
    make_draft(title="A draft about refunds?")
    make_copy(
        make_question(title="Z about refunds?", summary="S."), by=ines, title="Copy, refunds?"
    )
    archive(make_question(title="Old, about refunds?", published_at=PAST), by=ines, at=NOW)
    assert [(each.title, each.is_readable) for each in find_choices("refunds", NOW)] == [
        ("Z about refunds?", True),
        ("A draft about refunds?", False),
    ]


def test_choices_are_found_whatever_the_case(db: None) -> None:
    make_question(title="Über uns?")
    assert titles("über") == titles("ÜBER"[0] + "ber") == ["Über uns?"]


def test_choices_are_few_and_take_one_query(db: None, django_assert_num_queries) -> None:
    topic = make_topic()
    for number in range(MOST + 5):
        make_question(title=f"It {number:02}?", topic=topic)
    with django_assert_num_queries(1):
        assert titles("it") == [f"It {number:02}?" for number in range(MOST)]


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300))
def test_choices_bear_any_text(db: None, text: str) -> None:
    if not Question.objects.exists():
        make_question(title="Where is the walrus?", slug="walrus")
    assert titles(f"walrus {text}") in ([], ["Where is the walrus?"])
    assert set(titles(text)) <= {"Where is the walrus?"}
