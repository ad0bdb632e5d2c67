"""The page on which a working copy takes over later changes of the published text."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from faq.admin.question.conflicts import CHOICE, SIDES, place_name, shown_conflicts
from faq.admin.question.page import change_url, get_question_or_404, page_context
from faq.admin.requests import StaffRequest
from faq.publishing import CannotMove, NotAllowed, snapshot_of
from faq.publishing.live_merge import merge_with_live, take_over_live
from faq.publishing.permissions import may_edit


def live_merge_view(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what comes in from the published text and what both changed, and store the choices."""
    copy = get_question_or_404(pk)
    if not may_edit(request.user):
        raise PermissionDenied
    try:
        merged = merge_with_live(copy)
        conflicts = merged.merge.conflicts
        if request.method == "POST":
            sent = {
                conflict.place: request.POST.get(CHOICE.format(number))
                for number, conflict in enumerate(conflicts)
            }
            choices = {
                place: side
                for place, sent_side in sent.items()
                for side in SIDES
                if sent_side == side
            }
            merged = take_over_live(copy, choices, by=request.user, at=timezone.now())
            if {conflict.place for conflict in merged.merge.conflicts} <= choices.keys():
                messages.success(
                    request, gettext("The changes of the published text are in this copy.")
                )
                return redirect(change_url(copy))
            messages.error(request, gettext("Choose a text for each of these."))
    except CannotMove as problem:
        messages.error(request, str(problem))
        return redirect(change_url(copy))
    except NotAllowed as problem:
        raise PermissionDenied from problem
    content = snapshot_of(copy)
    names = ", ".join(merged.names)
    taken = dict.fromkeys(place_name(place, content) for place in merged.merge.taken)
    context = {
        **page_context(request, copy, _("Take over changes of the published text")),
        "taken": list(taken),
        "conflicts": shown_conflicts(
            {"conflicts": merged.merge.conflicts, "names": names}, content
        ),
        "names": names,
    }
    return TemplateResponse(request, "admin/faq/question/live_merge.html", context)
