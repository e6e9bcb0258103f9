"""A form with a table whose cells hang on one another, are held to limits and are suggested."""

from __future__ import annotations

from asked import form, question, text


def _column(key: str, kind: str = "text", **facts: object) -> dict[str, object]:
    return {"key": key, "type": kind, "text": text(key.capitalize()), **facts}


SITES = form(
    question("visited"),
    question("sites", "table", columns=[
        _column("site", help=text("Stedets navn.")),
        _column("country", "country", default="NO"),
        _column("checked", "yes_partly_no"),
        _column("by", "one", when={"column": "checked", "equals": "yes"}, choices=[
            {"code": "us", "text": text("Oss"), "when": {"question": "visited", "equals": "yes"}},
            {"code": "scheme", "text": text("En ordning")},
            {"code": "other", "text": text("Andre")}]),
        _column("share", "percent", constraint={
            "must": {"all": [{"at_least": 0}, {"at_most": 100}]}, "message": text("Andelen er fra 0 til 100.")}),
        _column("late", "percent", constraint={
            "must": {"at_most": {"column": "share"}}, "message": text("Mer enn andelen i alt.")}),
    ]),
    id="sites_form",
)  # fmt: skip
