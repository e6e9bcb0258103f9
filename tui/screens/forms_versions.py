"""What becomes of a version of a form: published, retired, compared with another."""

from __future__ import annotations

from textual import work

from checklists.finding import Finding
from checklists.form import Form
from checklists.library import vocabulary
from checklists.lint import lint_form
from checklists.words import N_
from tui.dialogs.ask import AskLine, Confirm
from tui.dialogs.choose import Choose
from tui.form_changes import diff_lines, status_text
from tui.screens.forms_library import findings_text
from tui.screens.forms_marked import FormsMarked

MOST_LINES = 12
"""Lines of a difference that a question shows; the comparison has all of them."""


class FormVersions(FormsMarked):
    """The keys that change or compare versions."""

    @work(exit_on_error=False)
    async def action_publish(self) -> None:
        """Show what is new, then publish: from then on this version never changes."""
        form, library = self.marked, self.library
        if not self.may("publish") or form is None or library is None:
            return
        found = self.findings
        if any(each.code == "theme_missing" for each in found):
            form = await self.with_theme(form)
            if form is None:
                return
            found = lint_form(form.stored(), form.id, vocabulary())
        earlier = [n for n in library.versions(form.id) if library.status(form.id, n) != "draft"]
        before = library.form(form.id, earlier[-1]) if earlier else None
        told = self._summary(form, before, found)
        title = self.text(
            N_("Publish {form} version {version}?"),
            form=form.title.text(self.aktsom.language),
            version=form.version,
        )
        if not await self.ask(Confirm(title, told, self.aktsom.language, key="P")):
            return
        act, file = self.aktsom.act(), library.file_of(form)
        if await self.kept(lambda db: db.forms.publish(form, act, file)):
            await self.reload()
            said = N_("{form} version {version} is published.")
            self.tell(self.text(said, **self._named(form)))

    def _named(self, form: Form) -> dict[str, object]:
        """The version of a form as it is told of."""
        return {"form": form.title.text(self.aktsom.language), "version": form.version}

    def _summary(self, form: Form, before: Form | None, about: tuple[Finding, ...]) -> str:
        language = self.aktsom.language
        lines = [self.text(N_("A published version never changes again."))]
        found = findings_text(about, language) or self.text(N_("no findings"))
        lines.append(self.text(N_("Looked through: {findings}."), findings=found))
        if before is None:
            lines.append(self.text(N_("It is the first version of this form.")))
            return "\n".join(lines)
        changed = list(diff_lines(before, form, language))
        lines += [
            "",
            self.text(N_("Since version {version}:"), version=before.version),
            *changed[:MOST_LINES],
        ]
        if len(changed) > MOST_LINES:
            lines.append(self.text(N_("… and {n} more; g shows all of it."), n=len(changed) - MOST_LINES))
        return "\n".join(lines)

    @work(exit_on_error=False)
    async def action_retire(self) -> None:
        """Let no new follow-up begin on the marked version."""
        form = self.marked
        if not self.may("retire") or form is None:
            return
        title = self.text(
            N_("Why is {form} version {version} retired?"),
            form=form.title.text(self.aktsom.language),
            version=form.version,
        )
        draft = f"{form.id}/{form.version}/retire"
        reason = await self.ask(AskLine(title, self.aktsom.language, needed=True), draft)
        if not reason:
            return
        act = self.aktsom.act(draft=draft)
        if await self.kept(lambda db: db.forms.retire(form.id, act, number=form.version, reason=reason)):
            await self.reload()
            said = N_("{form} version {version} is retired. Follow-ups that have begun on it go on.")
            self.tell(self.text(said, **self._named(form)))

    @work(exit_on_error=False)
    async def action_compare(self) -> None:
        """Compare the marked version with another: the one before it, or one that is chosen."""
        from tui.screens.form_diff import FormDiffScreen

        form, library = self.marked, self.library
        if not self.may("compare") or form is None or library is None:
            return
        others = [number for number in library.versions(form.id) if number != form.version]
        chosen: str | None = str(others[0])
        if len(others) > 1:
            language = self.aktsom.language
            choices = [(str(n), f"v{n} {status_text(library.status(form.id, n), language)}") for n in others]
            nearest = str(max((n for n in others if n < form.version), default=others[0]))
            title = self.text(N_("Compare with which version?"))
            chosen = await self.ask(Choose(title, choices, language, nearest))
        if chosen is None:
            return
        pair = sorted((form, library.form(form.id, int(chosen))), key=lambda each: each.version)
        self.aktsom.go_to(FormDiffScreen(pair[0], pair[1]))
