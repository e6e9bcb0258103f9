"""What the rules of the field refuse: follow-ups, answers, deviations, settings, forms."""

from __future__ import annotations

from checklists.words import N_

DECIDED: dict[str, str] = {
    "confirmed": N_("confirmed"),
    "added": N_("added to a deviation"),
    "dismissed": N_("dismissed"),
}
"""What was decided about a proposal, in words."""
SENTENCES: dict[str, str] = {
    # values
    "text_too_long": N_("The text has {length} characters; at most {limit} can be kept. Shorten it."),
    "identity_number": N_(
        "The text holds a national identity number, which is never kept here. Write a sample id such as A1 instead."
    ),
    "amount_out_of_range": N_("The amount {amount} is too large, or finer than three decimals. Check it."),
    "dates_out_of_order": N_(
        "“{then}” ({later}) cannot be before “{first}” ({day}). Correct one of the dates."
    ),
    # contracts
    "ends_before_start": N_("The contract ends {ends}, before it starts {starts}. Correct one of the dates."),
    "open_ended_with_end": N_("A contract without end cannot end {ends}. Take away one of the two."),
    "option_twice": N_("Two options prolong to the same day. Give each option its own day."),
    # follow-ups
    "only_self_report_is_sent": N_("{followup} is not a self-report, so it cannot be sent or received."),
    "already_past_planned": N_("{followup} has been sent or begun already (status: {status})."),
    "due_before_sent": N_("{followup} cannot be due before the day it is sent. Choose a later deadline."),
    "not_sent": N_("{followup} has not been sent (status: {status}). Send it first."),
    "received_before_sent": N_("{followup} cannot be received before the day it was sent. Check the date."),
    "not_received": N_("{followup} is with the supplier. Register it as received before you answer it."),
    "nothing_answered": N_("{followup} has no answers yet. Answer at least one question before you sign."),
    "date_in_future": N_("The date {date} has not come yet. Give today's date or an earlier one."),
    "not_performed_yet": N_("The follow-up is planned for {date}, which has not come yet. Sign it then."),
    "signed_before_received": N_("{followup} came in on {date}, so it cannot be signed before that day."),
    "signed_before_performed": N_(
        "{followup} is of {date}, so it cannot be signed before that day. Check the dates."
    ),
    "reopened_before_signed": N_(
        "{followup} was signed {date}, so it cannot be opened again before that day. Check the date."
    ),
    "not_signed": N_("{followup} is not signed (status: {status}), so it cannot be reopened."),
    "reopen_cleared": N_(
        "{followup} stays signed: what it rests on about persons is deleted. Begin a new follow-up instead."
    ),
    "cleared_already": N_("{followup}: details about persons were deleted {date} by {by}."),
    "clear_open": N_(
        "{followup} is open (status: {status}). Details about persons are deleted when it is signed or withdrawn."
    ),
    "clear_deviations_open": N_(
        "{followup} has open deviations: {deviations}. Close them first; details about persons may still be needed."
    ),
    "clear_early": N_(
        "Details about persons in {followup} are to be deleted {date}. To do it sooner, give a reason."
    ),
    "clear_no_day": N_(
        "No day is set for deleting details about persons in {followup}. To do it all the same, give a reason."
    ),
    "clear_conflict": N_(
        "{followup} has changed since you were shown what would be deleted; nothing is deleted. Look again."
    ),
    "reason_needed": N_("A reason is needed. Write one sentence that says why."),
    "followup_signed": N_("{followup} was signed {date} by {by}. Reopen it with a reason to change it."),
    "followup_withdrawn": N_("{followup} has been withdrawn and cannot be changed. Start a new one."),
    "outcome_from_answers": N_(
        "What {followup} looked into and how it went follow from its answers. Change the answers instead."
    ),
    "themes_needed": N_("Say what {followup} looked into: at least one theme."),
    "outcome_needed": N_("Say how the control went: ok, remarks or deviations."),
    # numbers of a contract's own
    "parameter_not_a_number": N_(
        "{parameter}: “{given}” is not a whole number from 0 up. Write digits only."
    ),
    "parameter_too_large": N_("{parameter}: {given} is too much. The most it can be is {most}."),
    "parameter_of_no_set": N_(
        "The requirement set {set} has no number called {key}. Its numbers: {parameters}."
    ),
    # answers
    "unknown_question": N_(
        "The form {form} has no question {question}. `aktsom followup show` lists the keys."
    ),
    "unknown_question_mistyped": N_("The form {form} has no question {question}. The nearest is {nearest}."),
    "unknown_question_column": N_(
        "{question} is no question of {form} but a column of its table {table}: give rows of {table}."
    ),
    "question_hidden": N_(
        "The question {question} is not asked, given the other answers. Change those first."
    ),
    "note_has_no_answer": N_("{question} is only a text and takes no answer."),
    "not_applicable_not_allowed": N_(
        "{question} cannot be answered with not applicable. Leave it empty or answer."
    ),
    "not_applicable_needs_reason": N_("{question}: say why it is not applicable."),
    "other_reason_needs_text": N_("{question}: write the reason in words when it is “other”."),
    "not_rows": N_("{question} is a table: give a list of at most {most} rows."),
    "rows_only_in_table": N_("{question} is not a table, so it takes no rows."),
    "unknown_column": N_("{question} has no column {column}. Its columns: {columns}."),
    "row_not_named": N_("{question}: say which row it is. The rows: {rows}."),
    "not_a_country": N_(
        "{question}: “{given}” is no country. Write its name, or two letters such as NO or MY."
    ),
    "one_value_only": N_("{question} takes one value, not several."),
    "not_a_choice": N_("{question}: “{given}” is not a choice. The choices: {choices}."),
    "choice_stands_alone": N_("{question}: “{choice}” can only be chosen alone."),
    "not_a_date": N_("{question}: “{given}” is not a date. Write it as 31.12.2026 or 2026-12-31."),
    "not_a_number": N_("{question}: “{given}” is not a number. Write it as 12.5."),
    "number_two_ways": N_(
        "“{given}” can be two numbers. Write {whole}, or {parts} for the one with decimals."
    ),
    "not_a_whole_number": N_("{question}: “{given}” is not a whole number. Write digits only."),
    "not_a_share": N_("{question}: “{given}” is not a percentage. It is from 0 to 100."),
    "constraint": N_("{question}: {message}"),
    "cell_constraint": N_("{question}, row {row}, {column}: {message}"),
    "cell_not_asked": N_(
        "{question}, row {row}, {column}: this is not asked here, as the other answers stand. Leave the cell empty, "
        "or correct what it hangs on."
    ),
    "cell_not_offered": N_(
        "{question}, row {row}, {column}: “{given}” is not offered, as the other answers stand. "
        "Choose one of: {choices}."
    ),
    "no_answer_last_year": N_(
        "{question} was not answered last year and the form suggests no answer, so there is nothing to keep."
    ),
    "answers_missing": N_("Required answers are missing ({count}): {questions}."),
    "proposals_undecided": N_("Proposals are not decided ({count}): {proposals}. Confirm or dismiss each."),
    "unknown_proposal": N_("There is no proposal {proposal}. The proposals: {proposals}."),
    "proposal_decided": N_("The proposal {proposal} has been decided already ({outcome})."),
    # deviations and measures
    "deadline_before_found": N_(
        "The deadline {deadline} is before the day it was found, {found}. Correct it."
    ),
    "unknown_status": N_("There is no status {status}. The statuses: {statuses}."),
    "clause_of_no_set": N_("{contract} has no clause {clause}. Its clauses: {clauses}."),
    "contract_without_clauses": N_(
        "{contract} has no requirement set, so it has no clause {clause}. Give the contract its set first."
    ),
    "ladder_ended": N_("Rung {rung} is the last of the sanctions, and it has been taken. Name another rung."),
    "deviation_ended": N_("{deviation} has ended (status: {status}). Reopen it with a reason first."),
    "step_backwards": N_("{deviation} is at {status} and cannot go back to {wanted}."),
    "deviation_open": N_("{deviation} is open already."),
    "comment_before_notice": N_(
        "{deviation}: the supplier cannot have until {date} to comment, before the notice. Choose a later day."
    ),
    "supplier_not_heard": N_(
        "{deviation}: step {rung} of the sanctions needs the supplier's comment, or a notice whose deadline has passed."
    ),
    "approver_is_author": N_("{deviation}: step {rung} of the sanctions must be approved by somebody else."),
    "accepted_needs_date": N_("{deviation}: say until which later day it is accepted."),
    "close_only_from_verifying": N_("{deviation} is at {status}. It can be closed only from verification."),
    "closed_without_evidence": N_(
        "{deviation} cannot be closed without evidence of the verification. Add it."
    ),
    "closed_without_verifier": N_("{deviation} cannot be closed without the name of who verified it."),
    "still_suspected": N_("{deviation} is a suspicion. Establish or dismiss it before it is closed."),
    "step_before_last": N_(
        "{deviation}: {date} is before {earliest}, the day of the last step. Check the date."
    ),
    "measure_not_open": N_("{measure} is not open (status: {status}). Add a new measure instead."),
    # settings
    "unknown_setting": N_("There is no setting {key}. The settings: {keys}."),
    "setting_not_a_flag": N_("{key}: “{given}” is neither yes nor no. Write yes or no."),
    "setting_not_a_number": N_("{key}: “{given}” is not a number that fits here."),
    # section 4.A
    "year_not_begun": N_(
        "{year} has not begun, so there is nothing to freeze. Freeze a year once it is over."
    ),
    # forms
    "form_has_errors": N_(
        "{file} cannot be used as a form. Errors: {count}, the first on line {line}. `aktsom forms check` tells all."
    ),
    "form_unknown": N_("There is no form {form}. There are: {forms}."),
    "form_mistyped": N_("There is no form {form}. The nearest is {nearest}; there are: {forms}."),
    "form_version_unknown": N_("{form} has no version {version}. There are: {versions}."),
    "form_version_published": N_(
        "{form} version {version} is published with other content, and that never changes. Raise the version."
    ),
    "form_version_not_higher": N_(
        "{form} version {version} is not above version {newest}, which is published. Raise the version."
    ),
    "form_has_faults": N_(
        "{form} version {version} cannot be published. Errors: {count}. Mend them; `aktsom forms check` tells all."
    ),
    "form_key_type_changed": N_(
        "{form} version {version}: the key {key} is {type}, but was {was} in version {earlier}. Use a new key."
    ),
    "form_without_draft": N_(
        "{form} has no draft to publish; its newest version is {version}. Raise the version in its file first."
    ),
    "form_never_published": N_(
        "{form} has not been published in that version, so there is nothing to retire."
    ),
    "form_is_draft": N_(
        "{form} version {version} is a draft that nothing rests on, so there is nothing to retire."
    ),
    "form_retired": N_(
        "{form} version {version} was retired {date}: no follow-up begins on it. Choose another form."
    ),
    "upgrade_to_draft": N_(
        "{form} version {version} is a draft. Publish it before a follow-up is taken to it: `aktsom forms publish`."
    ),
    "upgrade_other_form": N_("{followup} is on the form {form}, and can only be taken to a version of that."),
    "upgrade_same_form": N_("{followup} is on that version of {form} already (version {version})."),
    "upgrade_not_newer": N_(
        "{followup} is on version {version}, which is newer than {to}. It can only be taken to a newer one."
    ),
    "upgrade_while_sent": N_(
        "{followup} is out at the supplier, who answers version {version}. Upgrade it when it has come back."
    ),
    "upgrade_conflict": N_(
        "{followup} has changed since the upgrade was shown. Nothing was done; look at it again."
    ),
    "form_version_differs": N_(
        "{file}: {form} version {version} exists already with other content. Raise its version."
    ),
}
