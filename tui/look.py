"""The two looks, dark and light: calm, dense, one accent colour."""

from __future__ import annotations

from textual.theme import Theme

# Muted text is named here: Textual's own is found against a background, and our lines draw parts without one.
THEMES = (
    Theme(
        name="aktsom-dark",
        primary="#7fb4ca",
        secondary="#7fb4ca",
        accent="#e0a458",
        foreground="#d7d7d2",
        background="#16191d",
        surface="#1c2025",
        panel="#252a31",
        success="#8fbf7f",
        warning="#e0a458",
        error="#e27d72",
        dark=True,
        variables={"text-muted": "#9097a0"},
    ),
    Theme(
        name="aktsom-light",
        primary="#1f5f7a",
        secondary="#1f5f7a",
        accent="#9a5b00",
        foreground="#22262a",
        background="#faf9f5",
        surface="#f1efe9",
        panel="#e4e1d8",
        success="#2e6b2a",
        warning="#8a5200",
        error="#a3241b",
        dark=False,
        variables={"text-muted": "#5f666d"},
    ),
)
