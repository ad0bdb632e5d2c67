"""The views that receive feedback: "Did this answer your question?" and "Stuck on this step?"."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from faq import conf
from faq.feedback import (
    FeedbackRefused,
    QuestionOrStepGone,
    SendAgain,
    Sender,
    UntrustedForm,
    exceptions,
    report_stuck,
    vote,
)
from faq.models import Question
from faq.models.feedback import WORDS_LENGTH
from faq.ops import rate_limit
from faq.ops.same_origin import is_same_origin
from faq.ops.submitted_texts import submitted_values
from faq.publishing.urls.redirects import find_renamed
from faq.text.times import show_wait

# The fields that a form has besides the words and the one that must stay empty.
_VALUES = ("token", "answered", "step", "reason")
_STATUS: dict[type[FeedbackRefused], int] = {UntrustedForm: 403, QuestionOrStepGone: 404}


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    text = _("Your network has sent too much feedback. Try again in %(wait)s.")
    return _refusal(request, text % {"wait": show_wait(seconds)}, 429, can_resend=True)


def feedback_form(
    view: Callable[[HttpRequest, Question, datetime], HttpResponse],
) -> Callable[[HttpRequest, str], HttpResponse]:
    """Decorate a view that receives a feedback form.

    The view gets the request, the question and the time. If it raises FeedbackRefused, the reader gets
    a page that says why.
    """

    @rate_limit.rate_limited("feedback", conf.feedback_rate, too_many)
    def submit(request: HttpRequest, slug: str) -> HttpResponse:
        now = timezone.now()
        question = Question.objects.published(now).filter(slug=slug).first()
        question = question or find_renamed(slug, now)
        if question is None:
            raise QuestionOrStepGone(exceptions.QUESTION_GONE)
        return view(request, question, now)

    # Django's protection against forged requests needs a cookie, and public pages set none. The check of
    # the origin and the signed token in the form replace it.
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, slug: str) -> HttpResponse:
        if request.method != "POST":
            return redirect("question", slug)
        try:
            if not is_same_origin(request):
                raise UntrustedForm(exceptions.FORGED)
            return submit(request, slug)
        except FeedbackRefused as problem:
            status, can_resend = _STATUS.get(type(problem), 400), isinstance(problem, SendAgain)
            return _refusal(request, str(problem), status, slug=slug, can_resend=can_resend)

    return answer


@feedback_form
def answered(request: HttpRequest, question: Question, now: datetime) -> HttpResponse:
    stored = vote(question, request.POST, sender=_sender(request), now=now)
    state = {"said": "yes" if stored.answered else "no"}
    if stored.reason or stored.words:
        state["done"] = "1"
    return _back(question, state, "answered")


@feedback_form
def stuck(request: HttpRequest, question: Question, now: datetime) -> HttpResponse:
    stored = report_stuck(question, request.POST, sender=_sender(request), now=now)
    state = {"said": "stuck", "step": str(stored.position), "reason": stored.reason}
    if stored.words:
        state["done"] = "1"
    return _back(question, state, f"stuck-{stored.position}")


def _sender(request: HttpRequest) -> Sender:
    return Sender(conf.client_network(request), request.headers.get("User-Agent", ""))


def _back(question: Question, state: dict[str, str], anchor: str) -> HttpResponse:
    """Redirect to the question's page, which thanks the reader or asks for details."""
    address = f"{question.get_absolute_url()}?{urlencode(state)}#{anchor}"
    return HttpResponseRedirect(address, status=303, headers={"Cache-Control": "no-store"})


def _refusal(
    request: HttpRequest, text: str, status: int, *, slug: str = "", can_resend: bool
) -> HttpResponse:
    """Return a page that says why nothing was stored, and gives back what the reader wrote."""
    sent = dict(submitted_values(request))
    context = {
        "text": text,
        "back": reverse("question", args=[slug]) if slug else "",
        "can_resend": can_resend,
        "values": [(name, sent[name]) for name in _VALUES if name in sent],
        "words": sent.get("words", ""),
        "length": WORDS_LENGTH,
    }
    page = render(request, "faq/refused.html", context, status=status)
    page["Cache-Control"] = "no-store"
    return page
