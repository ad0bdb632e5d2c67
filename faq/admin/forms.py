"""What the admin checks beyond the fields themselves."""

from typing import Any

from django import forms

from faq.publishing.redirects import validate_unclaimed


class UnclaimedSlugForm(forms.ModelForm):
    """Refuses an address that already leads somewhere else."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if cleaned and cleaned.get("slug"):
            self.instance.slug = cleaned["slug"]
            validate_unclaimed(self.instance)
        return cleaned
