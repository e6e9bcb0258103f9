"""Everything the first version remembers.

Revision: 0001, the first
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


SEARCH = """CREATE VIRTUAL TABLE {name}_fts USING fts5(
    folded, content='{name}', content_rowid='nr', tokenize='unicode61 remove_diacritics 0',
    detail=none, columnsize=0, prefix='1 2')"""
TRIGGERS = (
    """CREATE TRIGGER journal_only_redacted BEFORE UPDATE ON journal
    WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL OR OLD.payload IS NULL
        OR NEW.seq IS NOT OLD.seq OR NEW.at IS NOT OLD.at OR NEW.actor IS NOT OLD.actor
        OR NEW.kind IS NOT OLD.kind OR NEW.subject IS NOT OLD.subject OR NEW.action IS NOT OLD.action
        OR NEW.payload_hash IS NOT OLD.payload_hash OR NEW.previous_hash IS NOT OLD.previous_hash
        OR NEW.entry_hash IS NOT OLD.entry_hash
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END""",
    """CREATE TRIGGER journal_never_deleted BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END""",
    """CREATE TRIGGER journal_never_replaced BEFORE INSERT ON journal
    WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END""",
    """CREATE TRIGGER journal_head_stays BEFORE DELETE ON journal_head
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END""",
)


def upgrade() -> None:
    tables()
    if op.get_bind().dialect.name == "sqlite":
        for name in ("contract", "supplier", "deviation"):
            op.execute(SEARCH.format(name=name))
        for trigger in TRIGGERS:
            op.execute(trigger)
    op.execute(f"INSERT INTO journal_head (id, seq, hash, at) VALUES (1, 0, '{'0' * 64}', '')")


def tables() -> None:
    op.create_table(
        "attachment",
        sa.Column("sha256", WORDS, nullable=False, comment="SHA-256 of the content, hex"),
        sa.Column("size", WHOLE, nullable=False, comment="Octets"),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="The content"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment")),
        comment="Contents of files kept with evidence",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "contract",
        sa.Column("nr", WHOLE, nullable=False, comment="The id as a number, so that ids sort by age"),
        sa.Column("id", WORDS, nullable=False, comment="The id a person types"),
        sa.Column(
            "version",
            WHOLE,
            nullable=False,
            comment="Rises with each change; a change must name the one it saw",
        ),
        sa.Column("source", WORDS, nullable=False, comment="Who numbers the reference: own, or a register"),
        sa.Column("reference", WORDS, nullable=False, comment="Its number there"),
        sa.Column("title", WORDS, nullable=False, comment="What it is called"),
        sa.Column("kind", WORDS, nullable=True, comment="Goods, services or works"),
        sa.Column("framework", WHOLE, nullable=False, comment="A framework agreement"),
        sa.Column("category", WORDS, nullable=False, comment="Code of the category of goods"),
        sa.Column(
            "category_note",
            WORDS,
            nullable=False,
            comment="What the register said when it was no known category",
        ),
        sa.Column("cpv", WORDS, nullable=True, comment="CPV 2008, eight digits"),
        sa.Column("country", WORDS, nullable=True, comment="ISO 3166-1 alpha-2"),
        sa.Column(
            "value", WHOLE, nullable=True, comment="Total value over the term, thousandths of the currency"
        ),
        sa.Column("currency", WORDS, nullable=True, comment="ISO 4217, of the value"),
        sa.Column("yearly_value", WHOLE, nullable=True, comment="Value a year, thousandths of the currency"),
        sa.Column("yearly_currency", WORDS, nullable=True, comment="ISO 4217, of the yearly value"),
        sa.Column("signed", WORDS, nullable=True, comment="Signed"),
        sa.Column("starts", WORDS, nullable=True, comment="First day"),
        sa.Column("ends", WORDS, nullable=True, comment="Last day before options"),
        sa.Column("open_ended", WHOLE, nullable=False, comment="Runs until ended"),
        sa.Column("terminated", WORDS, nullable=True, comment="Ended before its time"),
        sa.Column("options", WORDS, nullable=False, comment="Rights to prolong"),
        sa.Column(
            "requirement_sets",
            WORDS,
            nullable=False,
            comment="Requirement sets in force, with version and parameters",
        ),
        sa.Column("own_clauses", WORDS, nullable=False, comment="Clauses that only this contract has"),
        sa.Column("responsible", WORDS, nullable=False, comment="Who is responsible"),
        sa.Column("risk", WORDS, nullable=True, comment="Risk level"),
        sa.Column("risk_reason", WORDS, nullable=False, comment="Why that risk"),
        sa.Column("building_project", WHOLE, nullable=False, comment="A building project"),
        sa.Column("case_reference", WORDS, nullable=False, comment="Where it is archived"),
        sa.Column("note", WORDS, nullable=False, comment="Own note"),
        sa.Column("first_day", WORDS, nullable=True, comment="Derived: the day it begins to run"),
        sa.Column(
            "last_day",
            WORDS,
            nullable=True,
            comment="Derived: the last day it runs, options and termination applied",
        ),
        sa.Column("option_day", WORDS, nullable=True, comment="Derived: when the next option must be used"),
        sa.Column("risk_order", WHOLE, nullable=False, comment="Derived: 0 not set, 1 low, 2 medium, 3 high"),
        sa.Column("title_key", WORDS, nullable=False, comment="Derived: Norwegian order of the title"),
        sa.Column("reference_key", WORDS, nullable=False, comment="Derived: order of the reference"),
        sa.Column(
            "supplier_names", WORDS, nullable=False, comment="Derived: names of its suppliers, in order"
        ),
        sa.Column(
            "folded",
            WORDS,
            nullable=False,
            comment="Derived: words as they are searched, its suppliers among them",
        ),
        sa.CheckConstraint("kind IN ('goods', 'services', 'works')", name=op.f("ck_contract_kind")),
        sa.CheckConstraint("risk IN ('low', 'medium', 'high')", name=op.f("ck_contract_risk")),
        sa.CheckConstraint("(value IS NULL) = (currency IS NULL)", name=op.f("ck_contract_value_currency")),
        sa.CheckConstraint(
            "(yearly_value IS NULL) = (yearly_currency IS NULL)",
            name=op.f("ck_contract_yearly_value_currency"),
        ),
        sa.CheckConstraint("building_project IN (0, 1)", name=op.f("ck_contract_building_project")),
        sa.CheckConstraint("framework IN (0, 1)", name=op.f("ck_contract_framework")),
        sa.CheckConstraint("length(ends) = 10", name=op.f("ck_contract_ends")),
        sa.CheckConstraint("length(first_day) = 10", name=op.f("ck_contract_first_day")),
        sa.CheckConstraint("length(last_day) = 10", name=op.f("ck_contract_last_day")),
        sa.CheckConstraint("length(option_day) = 10", name=op.f("ck_contract_option_day")),
        sa.CheckConstraint("length(signed) = 10", name=op.f("ck_contract_signed")),
        sa.CheckConstraint("length(starts) = 10", name=op.f("ck_contract_starts")),
        sa.CheckConstraint("length(terminated) = 10", name=op.f("ck_contract_terminated")),
        sa.CheckConstraint("open_ended IN (0, 1)", name=op.f("ck_contract_open_ended")),
        sa.CheckConstraint("substr(options, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_contract_options")),
        sa.CheckConstraint(
            "substr(own_clauses, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_contract_own_clauses")
        ),
        sa.CheckConstraint(
            "substr(requirement_sets, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_contract_requirement_sets")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_contract_version")),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_contract")),
        sa.UniqueConstraint("id", name=op.f("uq_contract_id")),
        sa.UniqueConstraint("source", "reference", name=op.f("uq_contract_source_reference")),
        comment="Agreements",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(
        op.f("ix_contract_category_title_key_nr"), "contract", ["category", "title_key", "nr"], unique=False
    )
    op.create_index(op.f("ix_contract_last_day_nr"), "contract", ["last_day", "nr"], unique=False)
    op.create_index(op.f("ix_contract_option_day"), "contract", ["option_day"], unique=False)
    op.create_index(op.f("ix_contract_reference"), "contract", ["reference"], unique=False)
    op.create_index(op.f("ix_contract_reference_key_nr"), "contract", ["reference_key", "nr"], unique=False)
    op.create_index(op.f("ix_contract_risk_order_nr"), "contract", ["risk_order", "nr"], unique=False)
    op.create_index("ix_contract_running", "contract", ["first_day", "last_day", "open_ended"], unique=False)
    op.create_index(op.f("ix_contract_title_key_nr"), "contract", ["title_key", "nr"], unique=False)
    op.create_index(op.f("ix_contract_value_nr"), "contract", ["value", "nr"], unique=False)
    op.create_table(
        "counter",
        sa.Column("name", WORDS, nullable=False, comment="Kind of id: supplier, contract.2024, followup, …"),
        sa.Column("last", WHOLE, nullable=False, comment="Highest number given; never lowered"),
        sa.CheckConstraint("last >= 1", name=op.f("ck_counter_last")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counter")),
        comment="Numbers of ids",
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "derived_contract",
        sa.Column("nr", WHOLE, nullable=False, comment="Number of the contract"),
        sa.Column(
            "task_day",
            WORDS,
            nullable=True,
            comment="Earliest day of an open follow-up, deviation or measure",
        ),
        sa.Column(
            "task_what",
            WORDS,
            nullable=False,
            comment="What that is: a method, self_report, deviation or measure; empty when there is none",
        ),
        sa.Column("depths", WORDS, nullable=False, comment="A letter per theme, in the order of the themes"),
        sa.CheckConstraint("length(task_day) = 10", name=op.f("ck_derived_contract_task_day")),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_derived_contract")),
        comment="What lists show of a contract's follow-ups and deviations; a contract without any has no row",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(op.f("ix_derived_contract_task_day"), "derived_contract", ["task_day"], unique=False)
    op.create_table(
        "draft",
        sa.Column("key", WORDS, nullable=False, comment="What is being written"),
        sa.Column("text", WORDS, nullable=False, comment="The text so far"),
        sa.Column("at", WORDS, nullable=False, comment="When it was kept"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
        comment="Text being written; not journalled",
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "form_copy",
        sa.Column("hash", WORDS, nullable=False, comment="SHA-256 of json_text"),
        sa.Column("id", WORDS, nullable=False, comment="Id of the form"),
        sa.Column("version", WHOLE, nullable=False, comment="Its version"),
        sa.Column(
            "json_text",
            WORDS,
            nullable=False,
            comment="The form as canonical JSON, as it was published or used",
        ),
        sa.Column(
            "questions", WHOLE, nullable=False, comment="Derived: how many of its questions can be answered"
        ),
        sa.Column(
            "short_questions",
            WHOLE,
            nullable=False,
            comment="Derived: how many of those belong to the short form",
        ),
        sa.CheckConstraint(
            "substr(json_text, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_form_copy_json_text")
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_form_copy")),
        comment="Forms that follow-ups were made on; they never change",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "journal",
        sa.Column("seq", WHOLE, nullable=False, comment="1, 2, 3, … without gaps"),
        sa.Column("at", WORDS, nullable=False, comment="UTC instant; never before the previous one"),
        sa.Column("actor", WORDS, nullable=False, comment="Who"),
        sa.Column("kind", WORDS, nullable=False, comment="Kind of subject"),
        sa.Column("subject", WORDS, nullable=False, comment="Id of the subject"),
        sa.Column("action", WORDS, nullable=False, comment="created, changed, removed or undone"),
        sa.Column(
            "payload",
            WORDS,
            nullable=True,
            comment="Canonical JSON: schema, before, after, why; NULL once redacted",
        ),
        sa.Column("salt", WORDS, nullable=True, comment="Random hex; NULL once redacted"),
        sa.Column("payload_hash", WORDS, nullable=False, comment="SHA-256 of salt and payload"),
        sa.Column("previous_hash", WORDS, nullable=False, comment="Entry hash of the entry before"),
        sa.Column(
            "entry_hash", WORDS, nullable=False, comment="SHA-256 over everything but payload and salt"
        ),
        sa.CheckConstraint("(payload IS NULL) = (salt IS NULL)", name=op.f("ck_journal_redacted")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
        comment="Every change, in a hash chain; only a redaction may change it",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(op.f("ix_journal_kind_subject_seq"), "journal", ["kind", "subject", "seq"], unique=False)
    op.create_table(
        "journal_head",
        sa.Column("id", WHOLE, nullable=False, comment="Always 1"),
        sa.Column("seq", WHOLE, nullable=False, comment="Number of the last entry, 0 while there is none"),
        sa.Column("hash", WORDS, nullable=False, comment="Its entry hash, 64 zeros while there is none"),
        sa.Column("at", WORDS, nullable=False, comment="Its instant, empty while there is none"),
        sa.CheckConstraint("id = 1", name=op.f("ck_journal_head_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
        comment="Where the journal ends; locked first by every write",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "own_text",
        sa.Column("year", WHOLE, nullable=False, comment="The year"),
        sa.Column("part", WORDS, nullable=False, comment="Part of section 4.A"),
        sa.Column("text", WORDS, nullable=False, comment="The person's own text"),
        sa.CheckConstraint("part IN ('4.A.1', '4.A.2', '4.A.3')", name=op.f("ck_own_text_part")),
        sa.PrimaryKeyConstraint("year", "part", name=op.f("pk_own_text")),
        comment="Own texts of section 4.A",
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "risk",
        sa.Column("nr", WHOLE, nullable=False, comment="The id as a number, so that ids sort by age"),
        sa.Column("id", WORDS, nullable=False, comment="The id a person types"),
        sa.Column(
            "version",
            WHOLE,
            nullable=False,
            comment="Rises with each change; a change must name the one it saw",
        ),
        sa.Column("title", WORDS, nullable=False, comment="The prioritised risk"),
        sa.Column("reason", WORDS, nullable=False, comment="Why it is prioritised"),
        sa.Column("sources", WORDS, nullable=False, comment="What the assessment rests on"),
        sa.Column("goal", WORDS, nullable=False, comment="Goal"),
        sa.Column("measures", WORDS, nullable=False, comment="Measures"),
        sa.Column("indicator", WORDS, nullable=False, comment="How progress is seen"),
        sa.Column("responsible_role", WORDS, nullable=False, comment="The role responsible"),
        sa.Column("monitored_by", WORDS, nullable=False, comment="Who monitors the effect, and how"),
        sa.Column("contracts", WORDS, nullable=False, comment="Ids of contracts"),
        sa.Column("results", WORDS, nullable=False, comment="What came of it, a year each"),
        sa.Column("ended", WORDS, nullable=True, comment="No longer prioritised from"),
        sa.CheckConstraint("length(ended) = 10", name=op.f("ck_risk_ended")),
        sa.CheckConstraint("substr(contracts, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_risk_contracts")),
        sa.CheckConstraint("substr(results, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_risk_results")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_risk_version")),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_risk")),
        sa.UniqueConstraint("id", name=op.f("uq_risk_id")),
        comment="Prioritised risks",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "setting",
        sa.Column("key", WORDS, nullable=False, comment="Key; a yearly one ends with its year"),
        sa.Column("value", WORDS, nullable=False, comment="Value as text"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
        comment="What the organisation decides for itself",
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "summary",
        sa.Column("year", WHOLE, nullable=False, comment="The year"),
        sa.Column("frozen", WORDS, nullable=False, comment="When it was frozen, ISO instant"),
        sa.Column("json_text", WORDS, nullable=False, comment="The summary as it was"),
        sa.Column("fingerprint", WORDS, nullable=False, comment="SHA-256 of the summary"),
        sa.PrimaryKeyConstraint("year", "frozen", name=op.f("pk_summary")),
        comment="Frozen summaries; they never change",
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "supplier",
        sa.Column("nr", WHOLE, nullable=False, comment="The id as a number, so that ids sort by age"),
        sa.Column("id", WORDS, nullable=False, comment="The id a person types"),
        sa.Column(
            "version",
            WHOLE,
            nullable=False,
            comment="Rises with each change; a change must name the one it saw",
        ),
        sa.Column("name", WORDS, nullable=False, comment="Name of the firm"),
        sa.Column(
            "number",
            WORDS,
            nullable=True,
            comment="Nine digits for a Norwegian firm, a foreign firm's identifier as it stands",
        ),
        sa.Column("country", WORDS, nullable=True, comment="ISO 3166-1 alpha-2"),
        sa.Column("contact", WORDS, nullable=False, comment="Business contact, internal only"),
        sa.Column("note", WORDS, nullable=False, comment="Own note"),
        sa.Column("number_key", WORDS, nullable=True, comment="Derived: the number as it is matched"),
        sa.Column("name_key", WORDS, nullable=False, comment="Derived: the name as two names are compared"),
        sa.Column("sort_key", WORDS, nullable=False, comment="Derived: Norwegian order of the name"),
        sa.Column("folded", WORDS, nullable=False, comment="Derived: words as they are searched"),
        sa.CheckConstraint("version >= 1", name=op.f("ck_supplier_version")),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_supplier")),
        sa.UniqueConstraint("id", name=op.f("uq_supplier_id")),
        comment="Firms that deliver under a contract",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(op.f("ix_supplier_name_key"), "supplier", ["name_key"], unique=False)
    op.create_index(op.f("ix_supplier_number_key"), "supplier", ["number_key"], unique=False)
    op.create_index(op.f("ix_supplier_sort_key_nr"), "supplier", ["sort_key", "nr"], unique=False)
    op.create_table(
        "contract_supplier",
        sa.Column("contract_id", WORDS, nullable=False, comment="The contract"),
        sa.Column("position", WHOLE, nullable=False, comment="Place in the contract's order, from 0"),
        sa.Column("supplier_id", WORDS, nullable=False, comment="The supplier"),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_supplier_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_contract_supplier_supplier_id_supplier")
        ),
        sa.PrimaryKeyConstraint("contract_id", "position", name=op.f("pk_contract_supplier")),
        comment="Which suppliers a contract has",
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_contract_supplier_supplier_id_contract_id"),
        "contract_supplier",
        ["supplier_id", "contract_id"],
        unique=False,
    )
    op.create_table(
        "followup",
        sa.Column("nr", WHOLE, nullable=False, comment="The id as a number, so that ids sort by age"),
        sa.Column("id", WORDS, nullable=False, comment="The id a person types"),
        sa.Column(
            "version",
            WHOLE,
            nullable=False,
            comment="Rises with each change; a change must name the one it saw",
        ),
        sa.Column("contract_id", WORDS, nullable=False, comment="The contract"),
        sa.Column("supplier_id", WORDS, nullable=False, comment="The supplier"),
        sa.Column("method", WORDS, nullable=False, comment="What it counts as"),
        sa.Column("form", WORDS, nullable=False, comment="Id of its form; empty when recorded without one"),
        sa.Column("form_version", WHOLE, nullable=False, comment="Version of its form"),
        sa.Column("form_hash", WORDS, nullable=True, comment="The stored copy of its form"),
        sa.Column("short", WHOLE, nullable=False, comment="The short form"),
        sa.Column("status", WORDS, nullable=False, comment="Where it is in its life"),
        sa.Column("day", WORDS, nullable=False, comment="The day it was or will be performed"),
        sa.Column("sent", WORDS, nullable=True, comment="Sent to the supplier"),
        sa.Column("due", WORDS, nullable=True, comment="To be answered by"),
        sa.Column("original_due", WORDS, nullable=True, comment="To be answered by, before it was prolonged"),
        sa.Column("received", WORDS, nullable=True, comment="Came back"),
        sa.Column("signed", WORDS, nullable=True, comment="Signed"),
        sa.Column("signed_by", WORDS, nullable=False, comment="Who signed"),
        sa.Column("themes", WORDS, nullable=False, comment="Themes assessed"),
        sa.Column("outcome", WORDS, nullable=False, comment="Result"),
        sa.Column("participants", WORDS, nullable=False, comment="Roles that took part"),
        sa.Column("reason", WORDS, nullable=False, comment="Why this contract and this method"),
        sa.Column("overall", WORDS, nullable=False, comment="Overall assessment"),
        sa.Column("reference", WORDS, nullable=False, comment="Where it is archived"),
        sa.Column("next_day", WORDS, nullable=True, comment="When the next one should be"),
        sa.Column("reopened", WORDS, nullable=False, comment="Each time it was opened again, and why"),
        sa.Column("withdrawn_reason", WORDS, nullable=False, comment="Why it was withdrawn"),
        sa.Column("reused_from", WORDS, nullable=False, comment="Another buyer whose control it is"),
        sa.Column("year", WHOLE, nullable=False, comment="Derived: the year it counts in"),
        sa.Column(
            "due_day",
            WORDS,
            nullable=True,
            comment="Derived: when something is due; NULL when signed or withdrawn",
        ),
        sa.CheckConstraint(
            "method IN ('kickoff_meeting', 'status_meeting', 'self_report', 'document_check', 'product_sample', 'wage_spot_check', 'site_inspection', 'audit', 'third_party_control', 'requirements_review')",
            name=op.f("ck_followup_method"),
        ),
        sa.CheckConstraint(
            "outcome IN ('', 'ok', 'remarks', 'deviations')", name=op.f("ck_followup_outcome")
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'sent', 'received', 'in_progress', 'signed', 'withdrawn')",
            name=op.f("ck_followup_status"),
        ),
        sa.CheckConstraint("length(day) = 10", name=op.f("ck_followup_day")),
        sa.CheckConstraint("length(due) = 10", name=op.f("ck_followup_due")),
        sa.CheckConstraint("length(due_day) = 10", name=op.f("ck_followup_due_day")),
        sa.CheckConstraint("length(next_day) = 10", name=op.f("ck_followup_next_day")),
        sa.CheckConstraint("length(original_due) = 10", name=op.f("ck_followup_original_due")),
        sa.CheckConstraint("length(received) = 10", name=op.f("ck_followup_received")),
        sa.CheckConstraint("length(sent) = 10", name=op.f("ck_followup_sent")),
        sa.CheckConstraint("length(signed) = 10", name=op.f("ck_followup_signed")),
        sa.CheckConstraint("short IN (0, 1)", name=op.f("ck_followup_short")),
        sa.CheckConstraint("substr(reopened, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_followup_reopened")),
        sa.CheckConstraint("substr(themes, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_followup_themes")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_followup_version")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_followup_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["form_hash"], ["form_copy.hash"], name=op.f("fk_followup_form_hash_form_copy")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_followup_supplier_id_supplier")
        ),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_followup")),
        sa.UniqueConstraint("id", name=op.f("uq_followup_id")),
        comment="Follow-ups: one event of one method at one supplier of one contract",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(op.f("ix_followup_contract_id_day"), "followup", ["contract_id", "day"], unique=False)
    op.create_index(op.f("ix_followup_due_day"), "followup", ["due_day"], unique=False)
    op.create_index(op.f("ix_followup_status_day"), "followup", ["status", "day"], unique=False)
    op.create_index(op.f("ix_followup_supplier_id_day"), "followup", ["supplier_id", "day"], unique=False)
    op.create_index(
        op.f("ix_followup_year_status_method_supplier_id_contract_id"),
        "followup",
        ["year", "status", "method", "supplier_id", "contract_id"],
        unique=False,
    )
    op.create_table(
        "answer",
        sa.Column("followup_id", WORDS, nullable=False, comment="The follow-up"),
        sa.Column("question", WORDS, nullable=False, comment="Key of the question"),
        sa.Column("version", WHOLE, nullable=False, comment="Rises with each change"),
        sa.Column(
            "value",
            WORDS,
            nullable=False,
            comment="The answer: canonical text, codes, or the rows of a table",
        ),
        sa.Column("comment", WORDS, nullable=False, comment="Comment"),
        sa.Column("reason", WORDS, nullable=False, comment="Why it is not applicable"),
        sa.Column("reason_text", WORDS, nullable=False, comment="Why, in words"),
        sa.Column("depth", WORDS, nullable=False, comment="What it rests on"),
        sa.Column("evidence", WORDS, nullable=False, comment="Ids of evidence"),
        sa.Column("carried", WHOLE, nullable=False, comment="Kept from last year"),
        sa.Column("theme", WORDS, nullable=False, comment="Derived: theme of the question"),
        sa.Column("given", WHOLE, nullable=False, comment="Derived: it is an answer, not only a comment"),
        sa.Column("counts", WHOLE, nullable=False, comment="Derived: it says something of the requirement"),
        sa.CheckConstraint(
            "depth IN ('none', 'claim', 'document', 'checked', 'third_party')", name=op.f("ck_answer_depth")
        ),
        sa.CheckConstraint("carried IN (0, 1)", name=op.f("ck_answer_carried")),
        sa.CheckConstraint("counts IN (0, 1)", name=op.f("ck_answer_counts")),
        sa.CheckConstraint("given IN (0, 1)", name=op.f("ck_answer_given")),
        sa.CheckConstraint("substr(evidence, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_answer_evidence")),
        sa.CheckConstraint("substr(value, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_answer_value")),
        sa.ForeignKeyConstraint(
            ["followup_id"], ["followup.id"], name=op.f("fk_answer_followup_id_followup")
        ),
        sa.PrimaryKeyConstraint("followup_id", "question", name=op.f("pk_answer")),
        comment="Answers",
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deviation",
        sa.Column("nr", WHOLE, nullable=False, comment="The id as a number, so that ids sort by age"),
        sa.Column("id", WORDS, nullable=False, comment="The id a person types"),
        sa.Column(
            "version",
            WHOLE,
            nullable=False,
            comment="Rises with each change; a change must name the one it saw",
        ),
        sa.Column("contract_id", WORDS, nullable=False, comment="The contract"),
        sa.Column("supplier_id", WORDS, nullable=True, comment="The supplier"),
        sa.Column("followup_id", WORDS, nullable=True, comment="The follow-up that found it"),
        sa.Column("question", WORDS, nullable=False, comment="Key of the question it stands on"),
        sa.Column("type", WORDS, nullable=False, comment="Code of the type"),
        sa.Column("severity", WORDS, nullable=False, comment="Severity"),
        sa.Column("clause", WORDS, nullable=False, comment="Address of the clause"),
        sa.Column("title", WORDS, nullable=False, comment="Title"),
        sa.Column("text", WORDS, nullable=False, comment="What was found"),
        sa.Column("public_text", WORDS, nullable=False, comment="What may be published"),
        sa.Column("note", WORDS, nullable=False, comment="Internal note"),
        sa.Column("note_exempt", WORDS, nullable=False, comment="Legal ground for withholding the note"),
        sa.Column(
            "tier", WHOLE, nullable=True, comment="Place: tier in the supply chain, 0 the supplier itself"
        ),
        sa.Column("stage", WORDS, nullable=False, comment="Place: stage of the supply chain"),
        sa.Column("country", WORDS, nullable=True, comment="Place: ISO 3166-1 alpha-2"),
        sa.Column("site", WORDS, nullable=False, comment="Place: factory, building site"),
        sa.Column("company", WORDS, nullable=False, comment="Firm where it was found"),
        sa.Column("origin", WORDS, nullable=False, comment="How it was found"),
        sa.Column("found", WORDS, nullable=False, comment="The day it was found"),
        sa.Column("suspected", WHOLE, nullable=False, comment="Only suspected"),
        sa.Column("disputed", WHOLE, nullable=False, comment="The supplier disputes it"),
        sa.Column("self_reported", WHOLE, nullable=False, comment="The supplier told of it"),
        sa.Column("position", WORDS, nullable=False, comment="The supplier's position"),
        sa.Column("position_text", WORDS, nullable=False, comment="The supplier's position in words"),
        sa.Column("comment_deadline", WORDS, nullable=True, comment="Until when the supplier may comment"),
        sa.Column("harm", WHOLE, nullable=False, comment="Somebody was harmed"),
        sa.Column("harm_reference", WORDS, nullable=False, comment="Where the harm is described"),
        sa.Column("remediation", WORDS, nullable=False, comment="How it is remedied"),
        sa.Column("count", WORDS, nullable=False, comment="How many of how many"),
        sa.Column("status", WORDS, nullable=False, comment="Where it is in its life"),
        sa.Column("steps", WORDS, nullable=False, comment="Steps taken"),
        sa.Column("original_deadline", WORDS, nullable=True, comment="First deadline"),
        sa.Column("deadline", WORDS, nullable=True, comment="Deadline"),
        sa.Column("extensions", WORDS, nullable=False, comment="Each time the deadline moved"),
        sa.Column("accepted_until", WORDS, nullable=True, comment="Accepted until"),
        sa.Column("sanctions", WORDS, nullable=False, comment="Rungs of the ladder taken"),
        sa.Column("reports", WORDS, nullable=False, comment="Reports to authorities"),
        sa.Column("case_reference", WORDS, nullable=False, comment="Where it is archived"),
        sa.Column("is_open", WHOLE, nullable=False, comment="Derived: something remains to be done"),
        sa.Column("year", WHOLE, nullable=False, comment="Derived: the year it was found in"),
        sa.Column(
            "closed_day", WORDS, nullable=True, comment="Derived: the day it was closed with verification"
        ),
        sa.Column(
            "due_day",
            WORDS,
            nullable=True,
            comment="Derived: its deadline or the end of its acceptance while it is open",
        ),
        sa.Column("folded", WORDS, nullable=False, comment="Derived: words as they are searched"),
        sa.CheckConstraint(
            "origin IN ('self_report', 'document_check', 'sample', 'meeting', 'site_inspection', 'audit', 'third_party_audit', 'authority', 'tip', 'media')",
            name=op.f("ck_deviation_origin"),
        ),
        sa.CheckConstraint(
            "position IN ('', 'agrees', 'partly_agrees', 'disputes', 'no_answer')",
            name=op.f("ck_deviation_position"),
        ),
        sa.CheckConstraint(
            "severity IN ('observation', 'minor', 'major', 'critical')", name=op.f("ck_deviation_severity")
        ),
        sa.CheckConstraint(
            "stage IN ('raw_material', 'component', 'final_production', 'distribution', 'main_supplier', 'service_on_site', 'unknown')",
            name=op.f("ck_deviation_stage"),
        ),
        sa.CheckConstraint(
            "status IN ('registered', 'supplier_notified', 'answered', 'plan_agreed', 'correcting', 'verifying', 'closed', 'dismissed', 'closed_uncorrected', 'accepted_until')",
            name=op.f("ck_deviation_status"),
        ),
        sa.CheckConstraint("disputed IN (0, 1)", name=op.f("ck_deviation_disputed")),
        sa.CheckConstraint("harm IN (0, 1)", name=op.f("ck_deviation_harm")),
        sa.CheckConstraint("is_open IN (0, 1)", name=op.f("ck_deviation_is_open")),
        sa.CheckConstraint("length(accepted_until) = 10", name=op.f("ck_deviation_accepted_until")),
        sa.CheckConstraint("length(closed_day) = 10", name=op.f("ck_deviation_closed_day")),
        sa.CheckConstraint("length(comment_deadline) = 10", name=op.f("ck_deviation_comment_deadline")),
        sa.CheckConstraint("length(deadline) = 10", name=op.f("ck_deviation_deadline")),
        sa.CheckConstraint("length(due_day) = 10", name=op.f("ck_deviation_due_day")),
        sa.CheckConstraint("length(found) = 10", name=op.f("ck_deviation_found")),
        sa.CheckConstraint("length(original_deadline) = 10", name=op.f("ck_deviation_original_deadline")),
        sa.CheckConstraint("self_reported IN (0, 1)", name=op.f("ck_deviation_self_reported")),
        sa.CheckConstraint(
            "substr(extensions, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_deviation_extensions")
        ),
        sa.CheckConstraint("substr(reports, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_deviation_reports")),
        sa.CheckConstraint(
            "substr(sanctions, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_deviation_sanctions")
        ),
        sa.CheckConstraint("substr(steps, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_deviation_steps")),
        sa.CheckConstraint("suspected IN (0, 1)", name=op.f("ck_deviation_suspected")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_deviation_version")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_deviation_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["followup_id"], ["followup.id"], name=op.f("fk_deviation_followup_id_followup")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_deviation_supplier_id_supplier")
        ),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_deviation")),
        sa.UniqueConstraint("id", name=op.f("uq_deviation_id")),
        comment="Breaches, observations and suspicions",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(
        "ix_deviation_closed_day",
        "deviation",
        ["closed_day", "deadline", "severity", "suspected"],
        unique=False,
    )
    op.create_index(
        op.f("ix_deviation_contract_id_is_open_due_day"),
        "deviation",
        ["contract_id", "is_open", "due_day"],
        unique=False,
    )
    op.create_index(op.f("ix_deviation_due_day"), "deviation", ["due_day"], unique=False)
    op.create_index(op.f("ix_deviation_followup_id"), "deviation", ["followup_id"], unique=False)
    op.create_index(op.f("ix_deviation_is_open_nr"), "deviation", ["is_open", "nr"], unique=False)
    op.create_index(op.f("ix_deviation_status_nr"), "deviation", ["status", "nr"], unique=False)
    op.create_index(
        op.f("ix_deviation_supplier_id_is_open"), "deviation", ["supplier_id", "is_open"], unique=False
    )
    op.create_index(
        "ix_deviation_year",
        "deviation",
        ["year", "found", "severity", "suspected", "status", "disputed", "is_open"],
        unique=False,
    )
    op.create_table(
        "decision",
        sa.Column("followup_id", WORDS, nullable=False, comment="The follow-up"),
        sa.Column("proposal", WORDS, nullable=False, comment="Id of the proposal"),
        sa.Column("outcome", WORDS, nullable=False, comment="What was decided"),
        sa.Column("deviation_id", WORDS, nullable=True, comment="The deviation it became or was added to"),
        sa.Column("reason", WORDS, nullable=False, comment="Why"),
        sa.Column("by", WORDS, nullable=False, comment="Who decided"),
        sa.Column("fact", WORDS, nullable=False, comment="The proposal as it stood, JSON"),
        sa.CheckConstraint(
            "outcome IN ('confirmed', 'added', 'dismissed')", name=op.f("ck_decision_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["deviation_id"], ["deviation.id"], name=op.f("fk_decision_deviation_id_deviation")
        ),
        sa.ForeignKeyConstraint(
            ["followup_id"], ["followup.id"], name=op.f("fk_decision_followup_id_followup")
        ),
        sa.PrimaryKeyConstraint("followup_id", "proposal", name=op.f("pk_decision")),
        comment="What people decided about proposals",
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_decision_deviation_id"), "decision", ["deviation_id"], unique=False)
    op.create_table(
        "measure",
        sa.Column("nr", WHOLE, nullable=False, comment="The id as a number, so that ids sort by age"),
        sa.Column("id", WORDS, nullable=False, comment="The id a person types"),
        sa.Column(
            "version",
            WHOLE,
            nullable=False,
            comment="Rises with each change; a change must name the one it saw",
        ),
        sa.Column("deviation_id", WORDS, nullable=False, comment="The deviation"),
        sa.Column("kind", WORDS, nullable=False, comment="Kind"),
        sa.Column("text", WORDS, nullable=False, comment="What is to be done"),
        sa.Column("role", WORDS, nullable=False, comment="The role responsible"),
        sa.Column("due", WORDS, nullable=True, comment="To be done by"),
        sa.Column("status", WORDS, nullable=False, comment="Where it is in its life"),
        sa.Column("done", WORDS, nullable=True, comment="Done"),
        sa.Column("evidence", WORDS, nullable=False, comment="Ids of evidence"),
        sa.Column("reason", WORDS, nullable=False, comment="Why it was cancelled"),
        sa.Column(
            "due_day", WORDS, nullable=True, comment="Derived: when it is due; NULL when it is not open"
        ),
        sa.CheckConstraint(
            "kind IN ('immediate', 'corrective', 'preventive', 'remediation')", name=op.f("ck_measure_kind")
        ),
        sa.CheckConstraint("status IN ('open', 'done', 'cancelled')", name=op.f("ck_measure_status")),
        sa.CheckConstraint("length(done) = 10", name=op.f("ck_measure_done")),
        sa.CheckConstraint("length(due) = 10", name=op.f("ck_measure_due")),
        sa.CheckConstraint("length(due_day) = 10", name=op.f("ck_measure_due_day")),
        sa.CheckConstraint("substr(evidence, 1, 1) IN ('[', '{', '\"')", name=op.f("ck_measure_evidence")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_measure_version")),
        sa.ForeignKeyConstraint(
            ["deviation_id"], ["deviation.id"], name=op.f("fk_measure_deviation_id_deviation")
        ),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_measure")),
        sa.UniqueConstraint("id", name=op.f("uq_measure_id")),
        comment="Measures against deviations",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(
        op.f("ix_measure_deviation_id_due_day"), "measure", ["deviation_id", "due_day"], unique=False
    )
    op.create_index(op.f("ix_measure_due_day"), "measure", ["due_day"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("nr", WHOLE, nullable=False, comment="The id as a number, so that ids sort by age"),
        sa.Column("id", WORDS, nullable=False, comment="The id a person types"),
        sa.Column(
            "version",
            WHOLE,
            nullable=False,
            comment="Rises with each change; a change must name the one it saw",
        ),
        sa.Column("title", WORDS, nullable=False, comment="What was seen"),
        sa.Column("ref", WORDS, nullable=False, comment="Where it is archived"),
        sa.Column("dated", WORDS, nullable=True, comment="Its date"),
        sa.Column("valid_until", WORDS, nullable=True, comment="How long it holds"),
        sa.Column("page", WHOLE, nullable=True, comment="Page"),
        sa.Column("file_name", WORDS, nullable=True, comment="Name of the file kept"),
        sa.Column("file_size", WHOLE, nullable=True, comment="Octets of the file kept"),
        sa.Column("sha256", WORDS, nullable=True, comment="SHA-256 of the file kept"),
        sa.Column("followup_id", WORDS, nullable=True, comment="The follow-up"),
        sa.Column("question", WORDS, nullable=False, comment="Key of the question"),
        sa.Column("deviation_id", WORDS, nullable=True, comment="The deviation"),
        sa.Column("measure_id", WORDS, nullable=True, comment="The measure"),
        sa.Column("supplier_id", WORDS, nullable=True, comment="The supplier"),
        sa.Column("note", WORDS, nullable=False, comment="Own note"),
        sa.CheckConstraint("length(dated) = 10", name=op.f("ck_evidence_dated")),
        sa.CheckConstraint("length(valid_until) = 10", name=op.f("ck_evidence_valid_until")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_evidence_version")),
        sa.ForeignKeyConstraint(
            ["deviation_id"], ["deviation.id"], name=op.f("fk_evidence_deviation_id_deviation")
        ),
        sa.ForeignKeyConstraint(
            ["followup_id"], ["followup.id"], name=op.f("fk_evidence_followup_id_followup")
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_evidence_measure_id_measure")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_evidence_supplier_id_supplier")
        ),
        sa.PrimaryKeyConstraint("nr", name=op.f("pk_evidence")),
        sa.UniqueConstraint("id", name=op.f("uq_evidence_id")),
        comment="Evidence: what was seen",
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index(op.f("ix_evidence_deviation_id"), "evidence", ["deviation_id"], unique=False)
    op.create_index(op.f("ix_evidence_followup_id"), "evidence", ["followup_id"], unique=False)
    op.create_index(op.f("ix_evidence_measure_id"), "evidence", ["measure_id"], unique=False)
    op.create_index(op.f("ix_evidence_valid_until"), "evidence", ["valid_until"], unique=False)
