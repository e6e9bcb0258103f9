"""What signing a follow-up will do, or has done, in words that the command line and the app share."""

from __future__ import annotations

from checklists.codelists import heading, label
from checklists.contract import Contract, RiskLevel
from checklists.followup import FollowUp
from checklists.review import Review
from checklists.score import score
from checklists.signing import contract_after, unheard
from checklists.words import N_, words


def summed_up(review: Review, contract: Contract, language: str) -> str:
    """What is about to be signed, and what that will do."""
    text, progress, share = words(language).text, review.progress(), score(review).percent
    themes = ", ".join(label("themes", theme, language) for theme in review.assessed_themes)
    fulfilled = text(N_("not assessed")) if share is None else f"{share}\u00a0%"
    logged = [each for each in review.decisions.values() if each.outcome != "dismissed"]
    told = (
        text(N_("{done} of {total} answered"), done=progress.answered, total=progress.total),
        text(N_("Themes assessed: {themes}"), themes=themes or "–"),
        text(N_("Fulfilled: {share}"), share=fulfilled),
        text(N_("Deviations: {n}"), n=len(logged)),
        text(N_("Outcome: {outcome}"), outcome=label("outcomes", review.outcome, language)),
    )
    return "\n".join((*told, *before_signing(review, contract, language)))


def before_signing(review: Review, contract: Contract, language: str) -> list[str]:
    """What the signer should know first: what becomes of the contract, and that the supplier was not heard."""
    text, told = words(language).text, list[str]()
    after = contract_after(review, contract)
    if after.risk != contract.risk:
        levels = f"{risk_level(contract.risk, language)} → {risk_level(after.risk, language)}"
        told.append(
            text(
                N_("Signing sets the risk level of {contract}: {levels}"), contract=contract.id, levels=levels
            )
        )
    elif after != contract:
        told.append(
            text(N_("Signing gives the risk level of {contract} a new reason."), contract=contract.id)
        )
    if unheard(review):
        told.append(text(N_("The supplier has not been heard: deviations are logged, but no comments.")))
    return told


def risk_written(before: FollowUp, after: FollowUp, language: str) -> list[str]:
    """What signing wrote on the contract."""
    return [
        words(language).text(
            N_("{contract}: the risk level is now {level}."),
            contract=after.contract,
            level=risk_level(written.after, language),
        )
        for written in after.risk_written[len(before.risk_written) :]
    ]


def risk_left(followup: FollowUp, language: str) -> list[str]:
    """That opening a follow-up again does not take back what signing it wrote on the contract."""
    if not followup.risk_written:
        return []
    told = N_("{contract} keeps the risk level that signing gave it; signing once more may change it.")
    return [words(language).text(told, contract=followup.contract)]


def risk_level(level: RiskLevel | None, language: str) -> str:
    return label("risk_levels", level, language) if level else words(language).text(N_("not assessed"))


def why_unsigned(review: Review, language: str) -> str:
    """What stands in the way of signing, in the words of the form; empty when nothing does."""
    text = words(language).text
    if review.missing:
        first = review.form.by_key[review.missing[0]].text.text(language)
        told = N_("Required answers missing: {n}, the first: {question}")
        return text(told, n=len(review.missing), question=first)
    if review.undecided:
        kind = heading("deviation_types", review.undecided[0].type, language)
        return text(
            N_("Proposals not decided: {n}, the first: {what}. v or x."), n=len(review.undecided), what=kind
        )
    return ""
