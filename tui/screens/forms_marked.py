"""The library that a screen shows, and which of its forms the cursor stands on."""

from __future__ import annotations

from checklists.codelists import codes, heading
from checklists.finding import Finding
from checklists.form import Form
from checklists.library import Library
from checklists.words import N_
from tui.dialogs.choose import Choose
from tui.drawing import Row, wrapped
from tui.refusals import worded
from tui.screens.forms_library import Shelf
from tui.screens.place import Place


class FormsMarked(Place):
    """A place with the library of forms; subclasses have the keys."""

    def __init__(self) -> None:
        super().__init__()
        self.shelf: Shelf | None = None
        self.unfolded: set[str] = set()
        """Ids of the forms whose older versions are shown."""

    @property
    def library(self) -> Library | None:
        """The library as it was read; None before that."""
        return self.shelf.library if self.shelf else None

    @property
    def marked(self) -> Form | None:
        """The version of a form that the cursor stands on."""
        kind, _, rest = self.lines("library").key.partition("/")
        name, _, number = rest.rpartition("/")
        if kind != "form" or self.library is None or (name, int(number)) not in self.library.identities:
            return None
        return self.library.form(name, int(number))

    @property
    def status(self) -> str:
        """The status of the marked version; empty for what is no form."""
        form = self.marked
        return self.library.status(form.id, form.version) if form and self.library else ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the linter says of the marked draft."""
        form = self.marked
        return self.shelf.findings.get((form.id, form.version), ()) if form and self.shelf else ()

    @property
    def older(self) -> bool:
        """Does the cursor stand on the newest of several versions?"""
        form, library = self.marked, self.library
        versions = library.versions(form.id) if form and library else ()
        return len(versions) > 1 and form is not None and form.version == versions[-1]

    @property
    def folded(self) -> bool:
        """Are the older versions of the marked form out of the way?"""
        form = self.marked
        return form is not None and form.id not in self.unfolded

    def refusal_rows(self, file: str, width: int) -> list[Row]:
        """Why the file cannot be used."""
        refused = self.library.refused if self.library else ()
        told = [worded(each, self.aktsom.language) for each in refused if each.params.get("file") == file]
        hint = self.text(N_("f shows the file with what is wrong in it."))
        return [row for each in (*told, hint) for row in wrapped(each, width)] if told else []

    def why_not(self, action: str) -> str:
        """Publishing is for drafts, retiring for what is published, comparing for forms with several versions."""
        form, library = self.marked, self.library
        if action in ("publish", "retire", "compare", "export") and (form is None or library is None):
            return self.text(N_("Choose a form first."))
        if action == "findings" and not self.lines("library").key.startswith(("form/", "file/")):
            return self.text(N_("Choose a form first."))
        if action == "publish" and self.status != "draft":
            return self.text(N_("Only a draft can be published."))
        # A theme that is missing is asked for when the form is published.
        errors = sum(each.severity == "error" and each.code != "theme_missing" for each in self.findings)
        if action == "publish" and errors:
            return self.text(N_("Errors to mend first: {n}. f shows them."), n=errors)
        if action == "retire" and self.status != "published":
            return self.text(N_("Only a published version can be retired."))
        if action == "compare" and form and library and len(library.versions(form.id)) < 2:
            return self.text(N_("There is only one version of this form."))
        return super().why_not(action)

    async def with_theme(self, form: Form) -> Form | None:
        """The form with the theme that a person gives the sections that have none; None when none is given."""
        from tui.form_intake import named

        themes = [(code, heading("themes", code, self.aktsom.language)) for code in codes("themes")]
        title = self.text(N_("What are its questions about?"))
        theme = await self.ask(Choose(title, themes, self.aktsom.language))
        return None if theme is None else named(form, "", theme)

    def may(self, action: str) -> bool:
        """Can the key act now? If not, the reason is told."""
        reason = self.why_not(action)
        if reason:
            self.tell(reason, bad=True)
        return not reason
