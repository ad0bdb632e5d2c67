"""Lists bold words that may be labels."""

from django.core.management.base import BaseCommand
from django.urls import reverse

from faq.models import Question
from faq.publishing.unmarked_labels import find_unmarked_labels


class Command(BaseCommand):
    help = (
        "List bold words that are text on the screen, or may be, and that are not marked as labels: "
        "[[Save]]. Content from before there were labels may have some."
    )

    def handle(self, **options: object) -> None:
        count = 0
        for found in find_unmarked_labels(Question.with_copies.all()):
            count += 1
            address = reverse("admin:faq_question_change", args=[found.question.pk])
            doubt = "" if found.is_certain else ", or perhaps emphasis"
            self.stdout.write(f"{address} {found.where}: “{found.words}”{doubt}")
        self.stdout.write(f"Bold words that may be labels: {count}.")
