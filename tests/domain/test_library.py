"""Forms and requirement sets are found, versioned and guarded; a file from outside can do no harm."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from random import Random

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.form import Form
from checklists.library import FormRefused, Library, checked_form, read_form, requirement_sets, vocabulary
from checklists.lint import lint_form
from checklists.schema import form_schema
from checklists.values import InputRefused, Refused, canonical_json
from checklists.yamlfile import MOST_TRAPS, Yaml, load_yaml, read_yaml
from tui.refusals import worded

ROOT = Path(__file__).parent.parent.parent
SMALL = (ROOT / "tests" / "fixtures" / "forms" / "small_form.yaml").read_text(encoding="utf-8")
SHIPPED = sorted((ROOT / "checklists" / "forms").glob("*.yaml"))


# The shipped forms


def test_the_three_standard_forms_are_there() -> None:
    found = {form.id for form in Library().newest}
    assert {"requirements_review", "self_report_due_diligence", "wage_spot_check"} <= found


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_linter_finds_nothing_in_a_shipped_form(file: Path) -> None:
    assert lint_form(file.read_bytes(), file.name, vocabulary()) == ()


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_form_fulfils_the_schema_for_editors(file: Path) -> None:
    content = load_yaml(file.read_bytes(), file.name)
    jsonschema.Draft202012Validator(form_schema(vocabulary())).validate(content)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_form_kept_as_json_comes_back_the_same(file: Path) -> None:
    form = read_form(file.read_bytes(), file.name)
    again = Form.model_validate_json(form.stored())
    assert again == form
    assert again.content_hash == form.content_hash


def test_every_field_of_the_schema_is_explained() -> None:
    schema = form_schema(vocabulary())
    jsonschema.Draft202012Validator.check_schema(schema)
    models = schema["$defs"]
    assert isinstance(models, dict)
    for model in (schema, *models.values()):
        assert isinstance(model, dict)
        assert isinstance(model["properties"], dict)
        for field in model["properties"].values():
            assert isinstance(field, dict)
            assert field["description"]


@pytest.mark.parametrize(
    "change",
    [
        ("method: status_meeting", "method: coffee"),
        ("version: 1", "version: one"),
        ("key: role", "kye: role"),
    ],
)
def test_the_schema_underlines_what_the_linter_tells(change: tuple[str, str]) -> None:
    content = load_yaml(SMALL.replace(*change), "own.yaml")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(form_schema(vocabulary())).validate(content)


def test_requirement_sets_are_found_by_id_and_version() -> None:
    sets = requirement_sets()
    assert ("human_rights", 1) in sets
    assert all((terms.id, terms.version) == identity for identity, terms in sets.items())
    assert requirement_sets() is sets


# Versions


def test_a_form_of_ones_own_stands_beside_the_others() -> None:
    library = Library().with_text(SMALL, "own.yaml")
    assert library.form("small_form").title.en == "Small form"
    assert library.file_of(library.form("small_form")) == "own.yaml"
    assert library.file_of(library.form("wage_spot_check")) == ""


def test_the_newest_version_is_meant_when_none_is_named() -> None:
    second = SMALL.replace("version: 1", "version: 2").replace("nb: Til prøve", "nb: Til ny prøve")
    library = Library().with_text(SMALL, "one.yaml").with_text(second, "two.yaml")
    assert library.versions("small_form") == (1, 2)
    assert library.form("small_form").version == 2
    assert library.form("small_form", 1).purpose.nb == "Til prøve"
    assert [form.version for form in library.newest if form.id == "small_form"] == [2]


def test_the_same_version_with_other_content_is_refused() -> None:
    library = Library().with_text(SMALL, "one.yaml")
    with pytest.raises(InputRefused) as refused:
        library.with_text(SMALL.replace("Egen tekst", "Andres tekst"), "two.yaml")
    assert (refused.value.code, refused.value.params["file"]) == ("form_version_differs", "two.yaml")
    assert library.with_text(SMALL, "copy.yaml") is library


def test_a_form_of_ones_own_cannot_take_the_place_of_a_shipped_one() -> None:
    shipped = next(file for file in SHIPPED if file.stem == "wage_spot_check").read_text(encoding="utf-8")
    changed = shipped.replace("licence: Apache-2.0", "licence: Ukjent")
    with pytest.raises(InputRefused) as refused:
        Library().with_text(changed, "own.yaml")
    assert refused.value.code == "form_version_differs"


def test_a_form_that_is_not_there_is_told_with_the_nearest_one() -> None:
    with pytest.raises(Refused) as refused:
        Library().form("wage_spot_chek")
    assert (refused.value.code, refused.value.params["nearest"]) == ("form_mistyped", "wage_spot_check")
    with pytest.raises(Refused) as refused:
        Library().form("nope")
    assert (refused.value.code, "nearest" in refused.value.params) == ("form_unknown", False)
    assert "wage_spot_check" in str(refused.value.params["forms"])
    with pytest.raises(Refused) as refused:
        Library().form("wage_spot_check", 99)
    assert refused.value.code == "form_version_unknown"


def test_a_form_with_errors_is_refused_with_all_of_them() -> None:
    broken = SMALL.replace("type: integer", "type: numeral").replace("{question: role,", "{question: rolle,")
    with pytest.raises(FormRefused) as refused:
        checked_form(broken, "own.yaml")
    assert {each.code for each in refused.value.findings} >= {"value_not_allowed"}
    assert refused.value.params["count"] == len(refused.value.findings)


def test_a_form_with_a_circle_is_refused_though_it_has_the_shape_of_one() -> None:
    circular = SMALL.replace(
        "when: {question: role, equals: producer}", "when: {question: checked, answered: true}"
    )
    circular = circular.replace("when: {question: policy, in:", "when: {question: workers, in:")
    assert read_form(circular.replace('["yes", partly]', "['1']"), "own.yaml")
    with pytest.raises(FormRefused) as refused:
        checked_form(circular.replace('["yes", partly]', "['1']"), "own.yaml")
    assert "cycle" in {each.code for each in refused.value.findings}


# YAML that would hurt

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)
MERGES = "a0: &a0 {k: v}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}]}}\n" for n in range(1, 10)
)
HURTFUL = {
    "billion laughs": (LAUGHS, "yaml_anchor"),
    "merge bomb": (MERGES, "yaml_merge_key"),
    "merge key": ("a: 1\n<<: {b: 2}\n", "yaml_merge_key"),
    "recursive alias": ("a: &a [*a]\n", "yaml_anchor"),
    "alias as key": ("? *a\n: 1\n", "yaml_alias"),
    "python object": ("a: !!python/object/apply:os.system ['echo hacked']\n", "yaml_tag"),
    "python name": ("a: !!python/name:os.system\n", "yaml_tag"),
    "binary": ("a: !!binary aGVp\n", "yaml_tag"),
    "include": ("a: !include /etc/passwd\n", "yaml_tag"),
    "tag directives": ("".join(f"%TAG !{n}! x\n" for n in range(40_000)) + "--- a\n", "yaml_tag"),
    "nested lists": ("[" * 400_000, "yaml_too_deep"),
    "nested mappings": ("{a: " * 200_000, "yaml_too_deep"),
    "nested dashes": ("- " * 400_000, "yaml_too_deep"),
    "nested question marks": ("? " * 400_000, "yaml_key_not_text"),
    "wide list": ("[" + "1," * 400_000 + "]", "yaml_too_many"),
    "many documents": ("---\na: 1\n" * 50_000, "yaml_several_documents"),
    "mapping as key": ("{a: 1}: 2\n", "yaml_key_not_text"),
    "key of a number": ("1: a\n", "yaml_key_not_text"),
    "key twice": ("a: 1\nb: 2\na: 3\n", "yaml_duplicate_key"),
    "too large": ("a" * 1_000_001, "yaml_too_large"),
    "NUL": ("a: \x00\n", "yaml_syntax"),
    "escape character": ("a: \x1b[31m\n", "yaml_syntax"),
    "lone surrogate": ("a: \ud800\n", "yaml_not_utf8"),
    "unclosed quote": ('a: "b\n', "yaml_quote_open"),
    "tab as indent": ("a:\n\tb: 1\n", "yaml_tab"),
    "nothing": ("", "yaml_empty"),
    "list": ("- a\n", "yaml_not_mapping"),
}


@pytest.mark.parametrize("name", HURTFUL)
def test_a_hurtful_file_is_refused_with_its_line(name: str) -> None:
    raw, code = HURTFUL[name]
    with pytest.raises(InputRefused) as refused:
        load_yaml(raw, "own.yaml")
    assert refused.value.code == code
    assert refused.value.params["file"] == "own.yaml"


@pytest.mark.parametrize(
    ("raw", "line", "column", "said"),
    [
        ("a:\n\tb: 1\n", 2, 1, "med mellomrom"),
        ("æ: 1\nb: c: d\n", 2, 5, "kolon for mye"),
        ("æ: 1\nb: \x00\n", 2, 4, "ikke gyldig YAML"),
        ("a: [b\n", 2, 1, "parentes er ikke lukket"),
    ],
)
def test_what_is_no_yaml_is_told_in_our_own_words_with_line_and_column(
    raw: str, line: int, column: int, said: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        load_yaml(raw, "own.yaml")
    assert (refused.value.params["line"], refused.value.params["column"]) == (line, column)
    told = worded(refused.value, "nb")
    assert told.startswith(f"own.yaml:{line}: ")
    assert said in told
    assert "found" not in told


def test_an_alias_is_never_expanded() -> None:
    found = read_yaml(LAUGHS, "own.yaml")
    assert len(str(found.content)) < 1_000
    assert len(found.traps) <= MOST_TRAPS


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("NO", "NO"), ("True", "True"), ("y", "y"),
        ("12:30", "12:30"), ("2026-02-30", "2026-02-30"), ("2026-01-31", "2026-01-31"), ("0x1F", "0x1F"),
        ("010", "010"), ("1_000", "1_000"), ("1e400", "1e400"), (".inf", ".inf"), (".nan", ".nan"),
        ("+1", "+1"), ("=", "="), ("9" * 30, "9" * 30),
    ],
)  # fmt: skip
def test_what_other_readers_change_stays_as_it_was_written(written: str, meant: str) -> None:
    assert load_yaml(f"a: {written}\n", "own.yaml") == {"a": meant}


def test_true_false_nothing_and_numbers_are_what_they_are() -> None:
    content = load_yaml("a: true\nb: false\nc: null\nd:\ne: -12\nf: 1.10\n'true': 'false'\n", "own.yaml")
    assert [content[key] for key in "abcde"] == [True, False, None, None, -12]
    assert str(content["f"]) == "1.10"
    assert content["true"] == "false"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    raw = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()
    assert read_form(raw, "own.yaml") == read_form(SMALL, "own.yaml")


def test_invisible_characters_are_left_out() -> None:
    assert load_yaml('a: "x\\u202e\\e[31m\\u200by"\n', "own.yaml") == {"a": "x[31my"}


def test_a_trap_is_told_on_its_line() -> None:
    traps = read_yaml("a: 1\nb:\n  - no\n  - x: 1\n    x: 2\n", "own.yaml").traps
    assert [(trap.code, trap.line, trap.path) for trap in traps] == [
        ("yaml_bare_word", 3, ("b", 0)),
        ("yaml_duplicate_key", 5, ("b", 1, "x")),
    ]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "M", "Z")), max_size=30).map(
    lambda text: unicodedata.normalize("NFC", text)
)
PLAIN = st.recursive(
    TEXTS | st.integers(-(10**15), 10**15) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(TEXTS, PLAIN, max_size=5))
def test_json_is_read_as_it_is(value: dict[str, Yaml]) -> None:
    """Every JSON file is a YAML file: what is kept as JSON can be handed over as a form file."""
    assert load_yaml(canonical_json(value), "own.json") == value


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_anything_at_all_is_read_or_refused(raw: bytes | str) -> None:
    try:
        load_yaml(raw, "own.yaml")
    except InputRefused as refused:
        place = refused.params["file"]
    else:
        place = "own.yaml"
    assert place == "own.yaml"


@given(st.integers(0, 1_000), st.randoms())
def test_a_damaged_form_is_refused_or_read_but_never_crashes(start: int, random: Random) -> None:
    raw = bytearray(SMALL.encode())
    for _ in range(1 + start % 5):
        raw[random.randrange(len(raw))] = random.randrange(256)
    try:
        checked_form(bytes(raw), "own.yaml")
    except FormRefused as refused:
        told = refused.findings
    else:
        told = ("read",)
    assert told
