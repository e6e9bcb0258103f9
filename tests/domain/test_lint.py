"""The linter tells everything that is wrong with a form in one run, each with its place and remedy."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.finding import REMEDY_OF, Finding
from checklists.library import read_form
from checklists.lint import MOST_FINDINGS, Vocabulary, has_errors, lint_form, lint_forms
from tui.form_findings import PROBLEMS, REMEDIES

FORMS = Path(__file__).parent.parent / "fixtures" / "forms"
SMALL = (FORMS / "small_form.yaml").read_text(encoding="utf-8")
KNOWN = Vocabulary(
    themes=frozenset({"human_rights", "openness_governance"}),
    methods=frozenset({"status_meeting", "self_report"}),
    deviation_types=frozenset({"wages", "missing_policy"}),
    measure_kinds=frozenset({"corrective"}),
    families=frozenset({"human_rights"}),
    clauses=frozenset({"human_rights.policy"}),
    parameters=frozenset({"most_tiers"}),
)
POLICY_TEXT = "text: {nb: Finnes retningslinjer?, nn: Finst retningsliner?, en: Are there guidelines?}"
WORKERS_WHEN = "when: {question: role, equals: producer}"
WORKERS_MUST = "must: {all: [{at_least: 1}, {at_most: 5000}]}"
SITES_WHEN = "when: {not: {question: asked, includes: nobody}}"
CELL_WHEN = '{all: [{equals: "no"}, {column: company, answered: true}]}'
COMPANY = "columns:\n          - {key: company, text: {nb: Firma, nn: Firma, en: Company}, role: company}"
CELL_ASKED = """
          - {key: seen, type: date, text: {nb: Sett, nn: Sett, en: Seen}, when: {column: company, answered: true}}"""
ROLE = "      - key: role\n"
RISK = """\
      - key: risk_level
        type: one
        text: {nb: Risiko?, nn: Risiko?, en: Risk?}
        writes: risk
        choices:
          - {code: up, text: {nb: Opp, nn: Opp, en: Up}}
          - {code: same, text: {nb: Uendret, nn: Uendra, en: The same}}
"""


def found(text: str | bytes) -> tuple[Finding, ...]:
    return lint_form(text, "own.yaml", KNOWN)


def codes(text: str | bytes) -> set[str]:
    return {each.code for each in found(text)}


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) >= 1, old
    return SMALL.replace(old, new, 1)


def test_a_good_form_gives_no_findings() -> None:
    assert found(SMALL) == ()


MISTAKES: list[tuple[str, str, str]] = [
    # code, what stands in the good form, what stands instead
    ("yaml_alias", "source: Egen tekst", "source: *elsewhere"),
    ("yaml_anchor", "source: Egen tekst", "source: &here Egen tekst"),
    ("yaml_bare_word", 'equals: "no"', "equals: no"),
    ("yaml_blanks_around", "source: Egen tekst", 'source: "Egen tekst "'),
    ("yaml_characters_removed", "source: Egen tekst", 'source: "Egen\\u202etekst"'),
    ("yaml_curly_quotes", "source: Egen tekst", "source: “Egen tekst”"),
    ("yaml_duplicate_key", "source: Egen tekst", "source: Egen tekst\nsource: En annen"),
    ("yaml_key_not_text", "source: Egen tekst", "source: Egen tekst\n1: x"),
    ("yaml_merge_key", "source: Egen tekst", "source: Egen tekst\n<<: {a: b}"),
    ("yaml_several_documents", "source: Egen tekst", "source: Egen tekst\n---\na: b"),
    ("yaml_syntax", "source: Egen tekst", 'source: "Egen\\q"'),
    ("yaml_bracket_open", "source: Egen tekst", "source: [Egen"),
    ("yaml_colon_missing", "source: Egen tekst", "source: Egen tekst\nEgen"),
    ("yaml_colon_too_many", "source: Egen tekst", "source: Egen: tekst"),
    ("yaml_indent", "source: Egen tekst", "source: 'Egen's tekst'"),
    ("yaml_quote_open", "en: Thanks}", 'en: "Thanks}'),
    ("yaml_sign", "source: Egen tekst", "source: @Egen tekst"),
    ("yaml_tab", "source: Egen tekst", "source:\n\tEgen tekst"),
    ("yaml_tag", "source: Egen tekst", "source: !!python/object/apply:os.system [ls]"),
    ("yaml_too_deep", "source: Egen tekst", "source: " + "[" * 5000 + "]" * 5000),
    ("identity_number", "source: Egen tekst", "source: 01010750160"),
    ("field_missing", "licence: Apache-2.0", ""),
    ("unknown_key", "licence: Apache-2.0", "licence: Apache-2.0\nexpression: eval(1)"),
    ("value_not_allowed", "type: integer", "type: numeral"),
    ("not_text", "source: Egen tekst", "source: 1.10"),
    ("not_true_false", "lead: true", "lead: maybe"),
    ("not_whole_number", "version: 1", "version: 1.10"),
    ("number_out_of_range", "version: 1", "version: 0"),
    ("bad_key", "key: role", "key: ../role"),
    ("bad_clause", "clause: human_rights.policy", "clause: punkt 2.1"),
    ("text_over_limit", "nb: Til prøve", "nb: " + "x" * 4001),
    ("list_empty", SMALL[SMALL.index("sections:") :], "sections: []"),
    ("not_mapping", "title: {nb: Kjede, nn: Kjede, en: Chain}", "title: Kjede"),
    ("not_list", 'in: ["yes", partly]', "in: partly"),
    ("expression_not_ours", WORKERS_WHEN, "when: role == 'producer'"),
    ("condition_not_one_test", WORKERS_WHEN, "when: {question: role, equals: producer, answered: true}"),
    ("text_empty", "nb: Til prøve", "nb: ''"),
    ("question_twice", "key: workers", "key: policy"),
    ("section_twice", "key: chain", "key: basis"),
    ("choice_twice", "code: importer", "code: producer"),
    ("column_twice", "key: in_order", "key: company"),
    ("column_called_row", "key: company", "key: row"),
    ("keys_look_alike", "key: workers", "key: po_licy"),
    ("choices_missing", "key: workers\n        type: integer", "key: workers\n        type: many"),
    ("one_choice", "          - {code: importer, text: {nb: Importør, nn: Importør, en: Importer}}\n", ""),
    ("choices_not_used", "type: many", "type: text"),
    ("exclusive_not_used", "type: many", "type: one"),
    ("columns_missing", "key: checked\n        type: date", "key: checked\n        type: table"),
    ("columns_not_used", "type: table", "type: text"),
    ("rows_not_used", "type: table", "type: text"),
    ("not_assessed_not_used", "type: date", "type: date\n        not_assessed: true"),
    ("note_asks", "type: note", "type: note\n        required: true"),
    ("lead_without_clause", "clause: human_rights.policy\n        lead", "lead"),
    ("breach_without_clause", "clause: human_rights.policy\n        lead", "lead"),
    (
        "breach_from_candour",
        "strength: breach, type: missing_policy",
        "strength: breach, type: missing_policy, suspected: true",
    ),
    (
        "proposals_overlap",
        "rows: [main]}",
        "rows: [main]}\n              - {when: {equals: partly}, strength: assess, type: wages, rows: [main]}",
    ),
    ("unknown_theme", "theme: human_rights", "theme: human_right"),
    ("unknown_method", "method: status_meeting", "method: coffee"),
    ("unknown_deviation_type", "type: wages", "type: wage"),
    ("unknown_measure_kind", "type: wages", "type: wages, measure_kind: magic"),
    ("unknown_clause", "clause: human_rights.policy", "clause: human_rights.polcy"),
    ("unknown_requirement_set", "requirement_set: human_rights", "requirement_set: humans"),
    ("unknown_parameter", WORKERS_MUST, "must: {at_most: {parameter: most_tier}}"),
    ("unknown_row", "rows: [main]", "rows: [mian]"),
    ("theme_missing", "    theme: human_rights\n", ""),
    ("short_above_full", "short: 5", "short: 11"),
    ("short_not_closed", POLICY_TEXT, POLICY_TEXT + "\n        when: {question: workers, answered: true}"),
    ("short_without_minutes", ", short: 5", ""),
    ("condition_without_question", WORKERS_WHEN, "when: {equals: producer}"),
    ("condition_empty", WORKERS_WHEN, "when: {any: []}"),
    (
        "condition_too_nested",
        WORKERS_WHEN,
        "when: " + "{not: " * 9 + "{question: role, answered: true}" + "}" * 9,
    ),
    ("column_outside_table", WORKERS_WHEN, "when: {column: company, answered: true}"),
    ("column_and_question", "{column: company,", "{column: company, question: role,"),
    ("column_unknown", "{column: company,", "{column: compny,"),
    ("unknown_reference", WORKERS_WHEN, "when: {question: rolle, equals: producer}"),
    ("self_reference", WORKERS_WHEN, "when: {question: workers, answered: true}"),
    ("cycle", POLICY_TEXT, POLICY_TEXT + "\n        when: {question: sites, answered: true}"),
    (
        "column_cycle",
        "role: company}",
        "role: company, when: {column: seen, answered: true}}" + CELL_ASKED,
    ),
    ("test_does_not_fit", WORKERS_WHEN, "when: {question: role, at_least: 3}"),
    ("not_comparable", WORKERS_MUST, "must: {at_most: {question: checked}}"),
    ("impossible_code", WORKERS_WHEN, "when: {question: role, equals: prodcer}"),
    ("choice_text_not_code", WORKERS_WHEN, "when: {question: role, equals: Importør}"),
    ("limit_not_number", WORKERS_MUST, "must: {at_least: mange}"),
    ("limit_not_date", WORKERS_WHEN, "when: {question: checked, less_than: 2026-02-30}"),
    ("number_not_canonical", WORKERS_MUST, "must: {equals: 5.0}"),
    (
        "never_true",
        WORKERS_WHEN,
        "when: {all: [{question: role, equals: producer}, {question: role, equals: importer}]}",
    ),
    ("min_above_max", WORKERS_MUST, "must: {all: [{at_least: 10}, {at_most: 5}]}"),
    ("field_not_used", "type: date", "type: date\n        rows_from: clauses"),
    ("rows_twice", "type: table", "type: table\n        rows_from: clauses"),
    ("fill_not_used", "role: company}", "role: company, fill: measure}"),
    (
        "fill_wrong_type",
        COMPANY,
        f"rows_from: open_measures\n        {COMPANY}".replace("role: company}", "fill: deadline}"),
    ),
    (
        "fill_choices",
        COMPANY,
        f"rows_from: open_measures\n        {COMPANY}".replace(
            "role: company}", "fill: overdue, type: one, choices: [{code: yes, text: {nb: Ja}}]}"
        ),
    ),
    ("choice_condition_not_used", "Main site}}", f"Main site}}, {WORKERS_WHEN}}}"),
    ("default_wrong", "type: integer", "type: integer\n        default: mange"),
    ("writes_twice", ROLE, RISK + RISK.replace("risk_level", "risk_again") + ROLE),
    ("unknown_risk", ROLE, RISK.replace("code: up", "code: higher") + ROLE),
    ("language_missing", ", en: Which role?", ""),
]
"""One change of the good form for each problem."""
SEPARATE = {
    "yaml_empty", "yaml_not_mapping", "yaml_not_utf8", "yaml_too_large", "yaml_too_many", "form_differs",
    "language_absent", "language_sparse", "too_many_findings", "short_minutes_unused", "short_is_everything",
    "conditions_too_deep", "list_too_long", "value_wrong",
}  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new"), [pytest.param(*m, id=m[0]) for m in MISTAKES])
def test_a_mistake_is_told(code: str, old: str, new: str) -> None:
    assert code in codes(changed(old, new))


def test_every_problem_has_a_test() -> None:
    assert {code for code, _, _ in MISTAKES} | SEPARATE == set(REMEDY_OF)


def test_every_problem_and_remedy_has_a_sentence() -> None:
    assert set(PROBLEMS) == set(REMEDY_OF)
    assert set(REMEDIES) == {remedy for remedy, _ in REMEDY_OF.values()} | {"did_you_mean", "see_the_list"}


def test_a_sentence_can_be_told_with_what_the_finding_holds() -> None:
    for _, old, new in MISTAKES:
        for each in found(changed(old, new)):
            assert PROBLEMS[each.code].format_map(each.params)
            assert REMEDIES[each.remedy].format_map(each.params)


def test_all_mistakes_of_a_file_are_told_in_one_run_each_on_its_line() -> None:
    text = (FORMS / "many_mistakes.yaml").read_text(encoding="utf-8")
    wanted = {
        (number, line.partition("#")[2].strip())
        for number, line in enumerate(text.splitlines(), 1)
        if "#" in line and not line.startswith("#")
    }
    assert {(each.line, each.code) for each in found(text)} == wanted


def test_a_finding_says_file_question_field_line_and_remedy() -> None:
    finding = next(
        f for f in found(changed("- {code: importer", "- {coed: importer")) if f.code == "unknown_key"
    )
    assert (finding.file, finding.question, finding.field) == ("own.yaml", "role", "choices[2].coed")
    assert (finding.severity, finding.remedy, finding.params["nearest"]) == ("error", "did_you_mean", "code")
    assert SMALL.splitlines()[finding.line - 1].lstrip().startswith("- {code: importer")


def test_a_key_given_twice_is_told_on_the_second_line_with_the_first() -> None:
    text = changed("source: Egen tekst", "source: Egen tekst\nsource: En annen")
    first = text.splitlines().index("source: Egen tekst") + 1
    twice = next(each for each in found(text) if each.code == "yaml_duplicate_key")
    assert (twice.line, twice.params["first"]) == (first + 1, first)


def test_an_error_of_the_models_is_never_shown_as_it_is() -> None:
    for _, old, new in MISTAKES:
        told = str(found(changed(old, new)))
        assert "pydantic" not in told
        assert "Input should" not in told


def test_what_is_only_a_warning_does_not_stop_a_form() -> None:
    findings = found(changed(", en: Which role?", ""))
    assert [(f.code, f.severity) for f in findings] == [("language_missing", "warning")]
    assert not has_errors(findings)


def test_a_language_that_is_missing_everywhere_is_told_once() -> None:
    bare = re.sub(r", en: [^}]*", "", SMALL)
    assert [f.code for f in found(bare)] == ["language_absent"]


def test_a_language_that_is_hardly_begun_is_told_once() -> None:
    one = "      - key: more_{n}\n        type: text\n        text: {{nb: Hva {n}?, nn: Kva {n}?}}\n"
    text = re.sub(r", en: [^}]*", "", SMALL) + "".join(one.format(n=n) for n in range(30))
    begun = text.replace("nn: Kva 7?", "nn: Kva 7?, en: What?")
    assert [(f.code, f.params["missing"]) for f in found(begun) if f.params.get("language") == "en"] == [
        ("language_sparse", len(re.findall("nn:", begun)) - 1)
    ]


def test_unquoted_no_is_kept_as_written_and_told() -> None:
    text = changed('equals: "no"', "equals: no")
    assert codes(text) == {"yaml_bare_word"}
    assert read_form(text, "own.yaml") == read_form(SMALL, "own.yaml")


def test_a_short_form_leaves_something_out() -> None:
    assert codes(SMALL.replace("        short: true\n", "")) == {"short_minutes_unused"}
    only_two = SMALL.partition("      - key: workers")[0]
    assert codes(only_two) == {"short_is_everything"}


def test_questions_may_hang_on_one_another_but_not_endlessly() -> None:
    assert codes(chain(30)) == set()
    assert codes(chain(31)) == {"conditions_too_deep"}
    where = [f.question for f in found(chain(62)) if f.code == "conditions_too_deep"]
    assert where == [link(30), link(60)]  # without the conditions of these no chain is too long


def link(number: int) -> str:
    return f"link_{'abcdefgh'[number // 8]}{'abcdefgh'[number % 8]}"


def chain(length: int) -> str:
    """A form whose questions each hang on the one before."""
    head = SMALL.partition("sections:")[0].replace(", short: 5", "")
    head += (
        "sections:\n  - key: all\n    title: {nb: A, nn: A, en: A}\n    theme: human_rights\n    questions:\n"
    )
    for n in range(length):
        head += f"      - key: {link(n)}\n        type: text\n"
        head += "        text: {nb: A, nn: A, en: A}\n"
        if n:
            head += f"        when: {{question: {link(n - 1)}, answered: true}}\n"
    return head


def test_a_cycle_is_told_once_with_its_way_round() -> None:
    text = changed(POLICY_TEXT, POLICY_TEXT + "\n        when: {question: checked, answered: true}")
    cycles = [f for f in found(text) if f.code == "cycle"]
    assert [f.params["cycle"] for f in cycles] == ["policy → checked → policy"]


def test_a_cycle_through_a_choice_is_told_where_the_choice_stands() -> None:
    roles = "- {code: producer,"
    text = changed(roles, "- {when: {question: workers, answered: true}, code: producer,")
    told = [(f.question, f.field) for f in found(text) if f.code == "cycle"]
    assert told == [("role", "choices[1].when")]


def cell(facts: str) -> list[tuple[str, str]]:
    """Code and field of what is found when a column says this too."""
    text = changed("role: company}", f"role: company, {facts}}}" + CELL_ASKED)
    return [(each.code, each.field) for each in found(text)]


def test_what_a_column_says_of_other_columns_and_questions_is_checked() -> None:
    assert cell("when: {question: role, equals: producer}") == []
    assert cell("when: {column: row, equals: main}") == []
    assert cell("help: {nb: Navn, nn: Namn, en: Name}, default: Acme") == []
    assert cell("when: {column: comapny, answered: true}") == [("column_unknown", "columns[1].when.column")]
    assert cell("when: {column: company, answered: true}") == [("self_reference", "columns[1].when.column")]
    assert cell("when: {question: sites, answered: true}") == [("self_reference", "columns[1].when.question")]
    assert cell("when: {equals: Acme}") == [("condition_without_question", "columns[1].when")]
    assert cell("when: {column: seen, answered: true}") == [("column_cycle", "columns[1].when")]
    never = "{all: [{column: row, equals: main}, {column: row, equals: second}]}"
    assert cell(f"when: {never}") == [("never_true", "columns[1].when")]
    assert cell("when: {question: asked, includes: nobody}") == [("never_true", "columns[1].when")]
    assert cell("constraint: {must: {at_least: 1}, message: {nb: Nei, nn: Nei, en: Not so}}") == [
        ("test_does_not_fit", "columns[1].constraint.must.at_least")
    ]
    assert cell("constraint: {must: {equals: Acme}, message: {nb: Nei}}") == [
        ("language_missing", "columns[1].constraint.message"),
        ("language_missing", "columns[1].constraint.message"),
    ]
    assert cell("type: date, default: i går") == [("default_wrong", "columns[1].default")]


def test_a_choice_of_a_column_is_offered_by_other_cells_and_not_by_its_own() -> None:
    def of(when: str) -> list[tuple[str, str]]:
        one = f"{{code: a, text: {{nb: A, nn: A, en: A}}, when: {when}}}"
        return cell(f"type: one, choices: [{one}, {{code: b, text: {{nb: B, nn: B, en: B}}}}]")

    assert of("{column: row, equals: main}") == []
    assert of("{column: company, equals: b}") == [("self_reference", "columns[1].choices[1].when.column")]
    assert of("{column: seen, answered: true}") == [("column_cycle", "columns[1].choices[1].when")]
    assert of("{question: workers, at_least: 3}") == []


def test_a_cell_asked_only_where_its_question_is_not_is_told() -> None:
    text = changed(SITES_WHEN, "when: {question: role, equals: producer}").replace(
        "role: company}", "role: company, when: {question: role, equals: importer}}"
    )
    assert [(f.code, f.field) for f in found(text)] == [("never_true", "columns[1].when")]


def test_questions_in_a_circle_through_a_cell_are_told_at_the_cell() -> None:
    text = changed(WORKERS_WHEN, "when: {question: sites, answered: true}").replace(
        "role: company}", "role: company, when: {question: workers, answered: true}}"
    )
    told = [(f.params["cycle"], f.question, f.field) for f in found(text) if f.code == "cycle"]
    assert told in (
        [("workers → sites → workers", "workers", "when")],
        [("sites → workers → sites", "sites", "columns[1].when")],
    )


def test_tests_that_exclude_each_other_are_found_but_others_left_alone() -> None:
    def when(condition: str) -> set[str]:
        return codes(changed(SITES_WHEN, f"when: {condition}"))

    role = "{question: role, equals: producer}"
    assert when(f"{{all: [{role}, {{not: {role}}}]}}") == {"never_true"}
    assert when(f"{{all: [{{question: role, answered: false}}, {role}]}}") == {"never_true"}
    assert when(f"{{any: [{role}, {{question: role, equals: importer}}]}}") == set()
    # Nothing answered is neither of the two.
    assert when(f"{{all: [{{not: {role}}}, {{not: {{question: role, equals: importer}}}}]}}") == set()
    # Several may be chosen.
    chosen = "{all: [{question: asked, includes: union}, {question: asked, includes: nobody}]}"
    assert when(chosen) == set()
    days = "{all: [{question: checked, at_least: 2026-01-01}, {question: checked, less_than: 2026-01-01}]}"
    assert when(days) == {"min_above_max"}


def test_a_question_that_its_section_excludes_is_never_asked() -> None:
    assert codes(changed(SITES_WHEN, 'when: {question: policy, equals: "no"}')) == {"never_true"}
    assert codes(changed(SITES_WHEN, "when: {question: policy, equals: partly}")) == set()


def test_a_cell_may_be_compared_with_its_fixed_row() -> None:
    assert codes(changed(CELL_WHEN, '{all: [{equals: "no"}, {column: row, equals: main}]}')) == set()
    assert codes(changed(CELL_WHEN, '{all: [{equals: "no"}, {column: row, equals: third}]}')) == {
        "impossible_code"
    }


def test_more_mistakes_than_anyone_reads_are_cut() -> None:
    text = SMALL + "".join(f"extra_{n}: 1\n" for n in range(5_000))
    findings = found(text)
    assert len(findings) == MOST_FINDINGS + 1
    assert "too_many_findings" in {f.code for f in findings}


MANY_BLANKS = "".join(
    f"      - key: more_{n}\n        type: text\n        text: {{nb: ' Hva {n}?', nn: A, en: A}}\n"
    for n in range(2_200)
)


@pytest.mark.parametrize(
    ("mistake", "code"),
    [
        ("      - key: policy\n        type: text\n        text: {nb: Igjen?}\n", "question_twice"),
        (
            "      - key: last\n        type: text\n        type: date\n        text: {nb: Hva?}\n",
            "yaml_duplicate_key",
        ),
    ],
)
def test_an_error_is_told_also_after_thousands_of_warnings(mistake: str, code: str) -> None:
    findings = found(SMALL + MANY_BLANKS + mistake)
    assert len(findings) == MOST_FINDINGS + 1
    assert code in {f.code for f in findings}
    assert has_errors(findings)


def test_a_list_has_its_limit() -> None:
    rule = "              - {when: {equals: partly}, strength: assess, type: wages, rows: [second]}\n"
    end = "rows: [main]}\n"
    assert "list_too_long" in codes(changed(end, end + rule * 20))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "yaml_empty"),
        (b"# nothing\n", "yaml_empty"),
        (b"- a\n- b\n", "yaml_not_mapping"),
        (b"just text", "yaml_not_mapping"),
        ("id: små".encode("latin-1"), "yaml_not_utf8"),
        ("id: x".encode("utf-16"), "yaml_not_utf8"),
        (b"x" * 1_000_001, "yaml_too_large"),
        (b"[" + b"a," * 100_001 + b"]", "yaml_too_many"),
    ],
)
def test_a_file_that_is_no_form_gives_one_finding(raw: bytes, code: str) -> None:
    assert [f.code for f in found(raw)] == [code]


def test_the_same_version_with_other_content_is_an_error() -> None:
    other = changed("Egen tekst", "En annen tekst")
    findings = lint_forms({"a.yaml": SMALL, "b.yaml": other}, KNOWN)
    assert [(f.file, f.code, f.params["other"]) for f in findings] == [("b.yaml", "form_differs", "a.yaml")]
    assert lint_forms({"a.yaml": SMALL, "b.yaml": SMALL}, KNOWN) == ()
    assert lint_forms({"b.yaml": other}, KNOWN, [read_form(SMALL, "a.yaml")])[0].code == "form_differs"


LINES = SMALL.splitlines(keepends=True)


@given(st.lists(st.integers(0, len(LINES) - 1), min_size=1, max_size=4), st.randoms())
def test_a_form_with_lines_lost_or_moved_is_judged_and_never_crashes(
    picked: list[int], random: Random
) -> None:
    lines = list(LINES)
    for number in picked:
        lines[number] = random.choice(["", LINES[random.randrange(len(LINES))], lines[number].lower() * 2])
    for finding in found("".join(lines)):
        assert PROBLEMS[finding.code].format_map(finding.params)
        assert REMEDIES[finding.remedy].format_map(finding.params)
        assert finding.line >= 1
