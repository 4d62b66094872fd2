"""Every writing service asks the table of permissions first: each role tries each act."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest

from csops import services
from csops.domain.access import PERMISSIONS, Permission, Role, may
from csops.domain.candidates import Candidate, Tie
from csops.domain.care_rules import CareRules
from csops.domain.cases import Case, Cause, Confirmation, State
from csops.domain.coaching import Coaching, CoachingAction
from csops.domain.contacts import Contact, ContactDraft
from csops.domain.customers import Customer
from csops.domain.decisions import Decision
from csops.domain.errors import NotPermitted
from csops.domain.handovers import Handed, HandedKind
from csops.domain.kpi_figures import By
from csops.domain.openings import Application, Opening, OpeningState, Seat
from csops.domain.people import Member
from csops.domain.promises import RequestState
from csops.domain.purchases import Purchase
from csops.domain.quality_rules import QualityRules
from csops.domain.recovery_steps import StepPlan
from csops.domain.reply_templates import ReplyTemplate
from csops.domain.reports import Report
from csops.domain.retention import HiringRecords
from csops.domain.review_cards import CardVersion, ReviewCard
from csops.domain.review_draws import DrawPlan
from csops.domain.review_filling import Filled
from csops.domain.reviews import DisputeState, Purpose, Source
from csops.domain.role_profiles import Profile, ProfileSkill, ProfileVersion
from csops.domain.roster_file import Setup
from csops.domain.roster_rules import RosterRules
from csops.domain.shifts import ShiftTemplate
from csops.domain.skill_levels import AimKind
from csops.domain.skills import Skill
from csops.domain.survey_lines import AnswerQuestion
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.domain.team import Shop, Staffing, View
from csops.domain.work_terms import Absence, Terms, Wish
from csops.services import (
    attachments,
    calibration_agreeing,
    calibration_choices,
    calibration_ending,
    calibration_rating,
    candidate_files,
    candidate_merge,
    candidate_privacy,
    candidates,
    case_log,
    case_matters,
    case_merges,
    cases,
    coaching,
    coaching_ideas,
    concessions,
    contacts,
    corrections,
    customer_file,
    customer_merges,
    customer_parting,
    customer_privacy,
    customer_requests,
    customers,
    decisions,
    escalations,
    exports,
    fairness,
    follow_ups,
    handovers,
    history,
    import_mails,
    interview_plan,
    kpi,
    mail_addresses,
    maintenance,
    new_members,
    openings,
    people,
    profiles,
    promises,
    purchases,
    quality_files,
    recovery,
    review_answers,
    review_cards,
    review_drafts,
    review_picks,
    review_risks,
    review_samples,
    review_withdrawal,
    reviews,
    roster_person,
    roster_team,
    rosters,
    scorecards,
    search,
    settings,
    shown_levels,
    skills,
    surveys,
    team_matrix,
    team_skills,
    training,
    views,
)
from csops.services.card_filing import import_card
from csops.services.concession_rules import concession_rules, save_concession_rules
from csops.services.concessions import Offer
from csops.services.profile_preview import move_opening
from csops.services.recovery_plans import move_step, reset_steps, save_step, save_step_plans, step_plans
from csops.services.reply_templates import reset_templates, save_template
from csops.services.root_causes import root_causes, save_root_causes
from csops.services.roster_making import Asked, MadeRoster
from csops.services.starter_cards import begin_with_our_cards
from csops.services.starter_skills import begin_with_ours
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE, ROSA, a_channel, a_plan, a_topic
from tests.helpers.reviews import CRITERIA, SECTIONS, a_review
from tests.helpers.rosters import a_task
from tests.helpers.team_skills import a_training

Act = Callable[[Workspace], object]
TOMORROW = MONDAY_MORNING + timedelta(days=1)
ONE_OF_TODAY = DrawPlan(since=MONDAY_MORNING - timedelta(days=1), until=TOMORROW, wanted=1)
DAY = MONDAY_MORNING.date()
TALK = Coaching(member_id=ROSA.id, coach_id=MARA.id, planned_at=MONDAY_MORNING, made_at=MONDAY_MORNING)
AGREED = CoachingAction(coaching_id=1, what="Say the next step", owner_id=ROSA.id, due_at=TOMORROW)
AWAY = Absence(member_id=ROSA.id, first_day=DAY, last_day=DAY)
MADE = MadeRoster(plan=a_plan(), shifts=(), task=a_task())
EARLY = ShiftTemplate(name="Early", start_minute=480, end_minute=840)
APPLICATION = Application(id=1, candidate_id=1, opening_id=1, applied_on=DAY)
ANSWER = SurveyAnswer(kind=AnswerKind.COMMENT, asked_at=MONDAY_MORNING, answered_at=MONDAY_MORNING, comment="x")
PURCHASE = Purchase(customer_id=1, day=DAY, amount=Decimal(1))
JO = Candidate(name="Jo", came_on=DAY)
PLACE = Opening(profile_version_id=1, title="Help", lead_id=MARA.id, opened_on=DAY)
LISTENING_IN = a_training()
LISTENING = Skill(name="Listening", anchors=("Cuts in", "", "Asks", "", "Hears what is left out"))
ASKED = ProfileVersion(
    profile_id=0, made_at=MONDAY_MORNING, skills=(ProfileSkill(skill="listening", weight=100, target_level=3),)
)
REVIEW_CARD = ReviewCard(key="", name="Own")
CARD_VERSION = CardVersion(card_id=0, made_at=MONDAY_MORNING, sections=SECTIONS, criteria=CRITERIA)
HOURS = {"zone": "Europe/Berlin", "weekly": {"mon": ["09:00-18:00"]}}


def a_contact(workspace: Workspace) -> Contact:
    return contacts.get_contact(workspace, contact_id=1)


def a_case(workspace: Workspace) -> Case:
    return cases.get_case(workspace, case_id=1)


FILLED = Filled(contact_id=1, card_version_id=1, source=Source.TEXT, ratings=())
REVIEWED = a_review(member_id=1, reviewer_id=1, card_version_id=1, id=1)
ACTS: dict[str, tuple[Permission, Act]] = {
    "note a level that reviews show": (
        Permission.REVIEWS, lambda it: shown_levels.note_shown_level(it, member_id=ROSA.id, skill_id=1, level=3)),
    "see what costs the team points": (Permission.REVIEWS, coaching_ideas.team_needs),
    "plan a coaching session": (Permission.REVIEWS, lambda it: coaching.save_coaching(it, session=TALK)),
    "hold a coaching session": (Permission.REVIEWS, lambda it: coaching.hold_coaching(it, coaching_id=1)),
    "cancel a coaching session": (Permission.REVIEWS, lambda it: coaching.cancel_coaching(it, coaching_id=1)),
    "agree on something in coaching": (Permission.REVIEWS, lambda it: coaching.save_action(it, action=AGREED)),
    "do what was agreed in coaching": (Permission.LOG, lambda it: coaching.finish_action(it, action_id=1)),
    "take back what was agreed in coaching": (
        Permission.REVIEWS, lambda it: coaching.remove_action(it, action_id=1)),
    "finish a review": (Permission.LOG, lambda it: reviews.finish_review(it, filled=FILLED)),
    "change a review": (Permission.LOG, lambda it: reviews.change_review(it, review=REVIEWED)),
    "send reviews": (Permission.LOG, lambda it: reviews.send_reviews(it, review_ids=[1])),
    "keep the draft of a review": (
        Permission.LOG,
        lambda it: review_drafts.keep_review_draft(it, contact_id=1, purpose=Purpose.CHOSEN, value={})),
    "drop the draft of a review": (
        Permission.LOG, lambda it: review_drafts.drop_review_draft(it, contact_id=1, purpose=Purpose.CHOSEN)),
    "draw contacts to review": (
        Permission.REVIEWS, lambda it: review_samples.draw(it, plan=ONE_OF_TODAY)),
    "put a contact into a queue of reviews": (
        Permission.REVIEWS, lambda it: review_picks.pick_by_hand(it, contact_id=99)),
    "pick what went wrong": (
        Permission.REVIEWS,
        lambda it: review_risks.pick_risky(it, contact_ids=[1], since=MONDAY_MORNING, until=TOMORROW)),
    "give a review to another": (
        Permission.REVIEWS, lambda it: review_picks.reassign_picks(it, pick_ids=[1], reviewer_id=1)),
    "read own reviews": (Permission.READ, review_answers.my_reviews),
    "find reviews that one sent": (Permission.READ, review_answers.reviews_i_sent),
    "answer a review": (Permission.LOG, lambda it: review_answers.answer_review(it, review_id=1, text="x")),
    "dispute a criterion": (
        Permission.LOG,
        lambda it: review_answers.dispute_criterion(it, review_id=1, criterion="x", wanted=1, reason="x")),
    "withdraw a review": (
        Permission.LOG, lambda it: review_withdrawal.withdraw_review(it, review_id=1, why="x")),
    "withdraw a dispute": (Permission.LOG, lambda it: review_answers.withdraw_dispute(it, dispute_id=1)),
    "reply to a dispute": (Permission.LOG, lambda it: review_answers.reply_to_dispute(it, dispute_id=1, text="x")),
    "decide a dispute": (
        Permission.LOG,
        lambda it: review_answers.decide_dispute(it, dispute_id=1, state=DisputeState.DECLINED, reason="x")),
    "replace a contact to review": (
        Permission.LOG, lambda it: review_picks.replace_pick(it, pick_id=1, reason="x")),
    "drop a contact to review": (Permission.LOG, lambda it: review_picks.drop_pick(it, pick_id=1, reason="x")),
    "begin a calibration": (
        Permission.REVIEWS, lambda it: calibration_rating.begin_calibration(it, contact_id=99, reviewers=[1])),
    "see what can be calibrated": (
        Permission.REVIEWS, calibration_choices.calibration_choices),
    "see who can be asked to rate": (
        Permission.REVIEWS, lambda it: calibration_choices.who_can_be_asked(it, session_id=1)),
    "ask a reviewer": (Permission.REVIEWS, lambda it: calibration_rating.ask_reviewer(it, session_id=1, member_id=1)),
    "excuse a reviewer": (
        Permission.REVIEWS, lambda it: calibration_rating.excuse_reviewer(it, session_id=1, member_id=1)),
    "agree on a rating": (
        Permission.REVIEWS, lambda it: calibration_agreeing.agree(it, session_id=1, criterion="x", rating=1)),
    "agree where all are equal": (
        Permission.REVIEWS, lambda it: calibration_agreeing.agree_where_equal(it, session_id=1)),
    "close a calibration": (Permission.REVIEWS, lambda it: calibration_ending.close_calibration(it, session_id=1)),
    "call off a calibration": (
        Permission.REVIEWS, lambda it: calibration_ending.call_off_calibration(it, session_id=1, why="Nobody comes")),
    "erase a candidate": (
        Permission.HIRE, lambda it: candidate_privacy.erase_candidate(it, candidate_id=1)),
    "hold a candidate": (
        Permission.HIRE, lambda it: candidate_privacy.hold(it, candidate_id=1, reason="x")),
    "lift a hold": (Permission.HIRE, lambda it: candidate_privacy.lift_hold(it, candidate_id=1)),
    "keep a candidate longer": (
        Permission.HIRE,
        lambda it: candidate_privacy.keep_longer(it, candidate_id=1, until=DAY + timedelta(days=9), consent="x")),
    "open a place": (Permission.HIRE, lambda it: openings.save_opening(it, opening=PLACE)),
    "close a place": (
        Permission.HIRE, lambda it: openings.close_opening(it, opening_id=1, state=OpeningState.CLOSED)),
    "keep what stands in a scorecard": (
        Permission.LOG, lambda it: scorecards.keep_card_draft(it, card_id=1, value={})),
    "drop what stands in a scorecard": (Permission.LOG, lambda it: scorecards.drop_card_draft(it, card_id=1)),
    "submit a scorecard": (Permission.LOG, lambda it: scorecards.submit_card(it, card_id=1, ratings=())),
    "change a scorecard": (Permission.LOG, lambda it: scorecards.change_card(it, card_id=1, ratings=())),
    "give up a scorecard": (Permission.LOG, lambda it: scorecards.give_up_card(it, card_id=1)),
    "plan a scorecard again": (Permission.HIRE, lambda it: scorecards.plan_again(it, card_id=1)),
    "plan who rates": (
        Permission.HIRE, lambda it: openings.save_seat(it, seat=Seat(opening_id=1, member_id=1, skills=("x",)))),
    "share the skills out": (Permission.HIRE, lambda it: interview_plan.share_out_skills(it, opening_id=1)),
    "tick a skill of a part": (
        Permission.HIRE, lambda it: interview_plan.tick_skill(it, seat_id=1, skill="listening", rates=True)),
    "retire a part of the plan": (Permission.HIRE, lambda it: openings.retire_seat(it, seat_id=1)),
    "change a candidate": (Permission.HIRE, lambda it: candidates.save_candidate(it, candidate=JO)),
    "add an application": (Permission.HIRE, lambda it: candidates.apply(it, candidate=JO, opening_id=1)),
    "see who may be the same": (Permission.HIRE, lambda it: candidates.likely_same(it, candidate=JO)),
    "note who is close": (
        Permission.HIRE, lambda it: candidates.tie_member(it, tie=Tie(candidate_id=1, member_id=ROSA.id))),
    "take a tie back": (Permission.HIRE, lambda it: candidates.untie_member(it, tie_id=1)),
    "note on a candidate": (Permission.LOG, lambda it: candidates.add_note(it, application_id=1, text="x")),
    "keep a candidate's file": (
        Permission.LOG, lambda it: candidate_files.keep_paper(it, candidate_id=1, content=b"x")),
    "keep several files of a candidate": (
        Permission.LOG, lambda it: candidate_files.keep_papers(it, candidate_id=1, contents=[b"x"])),
    "remove a candidate's file": (Permission.LOG, lambda it: candidate_files.remove_paper(it, paper_id=1)),
    "merge candidates": (
        Permission.HIRE, lambda it: candidate_merge.merge_candidates(it, stays_id=1, goes_id=2)),
    "see what a merge makes": (
        Permission.HIRE, lambda it: candidate_merge.preview_merge(it, stays_id=1, goes_id=2)),
    "see what goes": (Permission.HIRE, lambda it: candidate_privacy.preview_erasing(it, candidate_id=1)),
    "erase who was removed": (Permission.HIRE, candidate_privacy.erase_removed),
    "count who was removed": (Permission.HIRE, candidate_privacy.count_removed),
    "see who is due": (Permission.HIRE, candidate_privacy.list_due),
    "change how long candidates are kept": (
        Permission.SETTINGS, lambda it: candidate_privacy.save_hiring_records(it, records=HiringRecords())),
    "open an answer sheet": (Permission.HIRE, lambda it: fairness.answer_sheet(it, candidate_id=1)),
    "enter an answer sheet": (
        Permission.HIRE, lambda it: fairness.keep_answers(it, candidate_id=1, answers={"Gender": "man"})),
    "print an answer sheet": (Permission.HIRE, fairness.empty_sheet),
    "see how groups fared": (Permission.GROUPS, fairness.how_groups_fared),
    "log a contact": (
        Permission.LOG, lambda it: contacts.log_contact(it, draft=ContactDraft(channel_id=PHONE))),
    "correct a contact": (
        Permission.EDIT, lambda it: corrections.edit_contact(it, contact=replace(a_contact(it), text="x"))),
    "change contacts": (
        Permission.EDIT, lambda it: corrections.change_contacts(it, contact_ids=[1], member_id=ROSA.id)),
    "remove a contact": (Permission.DELETE, lambda it: contacts.remove_contacts(it, contact_ids=[1])),
    "change a state": (
        Permission.EDIT, lambda it: cases.change_state(it, case_ids=[1], state=State.WAITING_FOR_CUSTOMER)),
    "assign": (Permission.ASSIGN, lambda it: cases.assign(it, case_ids=[1], owner_id=ROSA.id)),
    "edit a case": (Permission.EDIT, lambda it: cases.edit_case(it, case=replace(a_case(it), title="x"))),
    "say what a case was about": (
        Permission.EDIT, lambda it: case_matters.keep_matter(it, case=replace(a_case(it), matter="x"))),
    "set the cause of cases": (
        Permission.EDIT, lambda it: case_matters.set_cause(it, case_ids=[1], cause=Cause.POLICY)),
    "set the topic of cases": (Permission.EDIT, lambda it: case_matters.set_topic(it, case_ids=[1], topic_id=2)),
    "note what a customer said of a resolution": (
        Permission.LOG,
        lambda it: case_matters.confirm(it, case_id=1, confirmed=Confirmation.CONFIRMED)),
    "merge cases": (Permission.EDIT, lambda it: case_merges.merge_cases(it, into_id=1, case_ids=[2])),
    "see what a merge of cases makes": (
        Permission.EDIT, lambda it: case_merges.preview_merge(it, into_id=1, case_ids=[2])),
    "split a case": (Permission.EDIT, lambda it: case_merges.split_case(it, case_id=1, contact_ids=[1])),
    "pass a case on": (Permission.ASSIGN, lambda it: escalations.escalate(it, case_ids=[1], to_id=ROSA.id)),
    "see requests": (Permission.READ, customer_requests.list_requests),
    "note a request": (Permission.LOG, lambda it: customer_requests.note_request(it, case_id=1, what="x")),
    "decide on a request": (
        Permission.LOG,
        lambda it: customer_requests.decide_request(it, request_id=1, state=RequestState.ACCEPTED)),
    "remove a request": (Permission.EDIT, lambda it: customer_requests.remove_request(it, request_id=1)),
    "retitle": (Permission.EDIT, lambda it: cases.retitle(it, case_id=1, title="x", seen=a_case(it))),
    "note": (Permission.LOG, lambda it: cases.add_note(it, case_id=1, text="x")),
    "promise": (Permission.LOG, lambda it: follow_ups.add_follow_up(it, case_ids=[1], due_at=TOMORROW)),
    "finish a promise": (Permission.LOG, lambda it: follow_ups.finish_follow_up(it, follow_up_id=1)),
    "make a promise": (Permission.LOG, lambda it: promises.make_promise(it, case_id=1, what="x", due_at=TOMORROW)),
    "keep a promise": (Permission.LOG, lambda it: promises.keep_promise(it, promise_id=1)),
    "give a promise up": (Permission.LOG, lambda it: promises.give_up_promise(it, promise_id=1, reason="x")),
    "withdraw a promise": (Permission.LOG, lambda it: promises.withdraw_promise(it, promise_id=1)),
    "tell that a promise slips": (Permission.LOG, lambda it: promises.tell_of_slip(it, promise_id=1)),
    "hand over": (
        Permission.ASSIGN, lambda it: handovers.hand_over(it, from_id=1, to_id=2, items=[Handed(
            kind=HandedKind.CASE, record_id=1)])),
    "take back": (Permission.ASSIGN, lambda it: handovers.take_back(it, handover_ids=[1])),
    "postpone": (Permission.LOG, lambda it: follow_ups.postpone(it, follow_up_id=1, due_at=TOMORROW)),
    "add a customer": (
        Permission.EDIT,
        lambda it: customers.save_customer(it, customer=Customer(name="Jo", created_at=MONDAY_MORNING))),
    "merge customers": (
        Permission.EDIT, lambda it: customer_merges.merge_customers(it, kept_id=1, merged_id=2)),
    "part customers again": (Permission.EDIT, lambda it: customer_parting.part_customers(it, merge_id=1)),
    "see what goes with a customer": (
        Permission.ERASE, lambda it: customer_privacy.preview_erasing(it, customer_id=1)),
    "erase a customer": (Permission.ERASE, lambda it: customer_privacy.erase_customer(it, customer_id=1)),
    "anonymise a customer": (Permission.ERASE, lambda it: customer_privacy.anonymise_customer(it, customer_id=1)),
    "hand a customer what is kept": (
        Permission.EXPORT, lambda it: customer_file.export_person(it, customer_id=1, path=Path("x.docx"))),
    "undo": (Permission.LOG, history.undo),
    "redo": (Permission.LOG, history.redo),
    "import a log of cases": (
        Permission.IMPORT, lambda it: case_log.import_case_log(it, path=Path("x.csv"))),
    "see figures of a colleague": (
        Permission.PERSONS, lambda it: kpi.behind(
            it, key="csat", first_day=DAY, last_day=DAY, by=By.PERSON, of=2)),
    "undo an import": (Permission.IMPORT, lambda it: history.undo_import(it, import_id=1)),
    "save a view": (Permission.EDIT, lambda it: views.save_view(it, view=View(name="x", place="contacts"))),
    "move a view": (Permission.EDIT, lambda it: views.move_view(it, view_id=1, before_id=2)),
    "remove a view": (Permission.EDIT, lambda it: views.remove_view(it, view_id=1)),
    "attach": (Permission.LOG, lambda it: attachments.attach(it, contact_id=1, files=[])),
    "add a member": (Permission.PEOPLE, lambda it: people.save_member(it, member=Member(name="Ines Marchetti"))),
    "change the hours": (Permission.SETTINGS, lambda it: settings.save_opening_hours(it, hours=HOURS)),
    "change the shop": (Permission.SETTINGS, lambda it: settings.save_shop(it, shop=Shop(name="x"))),
    "change a channel": (Permission.SETTINGS, lambda it: settings.save_channel(it, channel=a_channel())),
    "change a topic": (Permission.SETTINGS, lambda it: settings.save_topic(it, topic=a_topic())),
    "order channels": (Permission.SETTINGS, lambda it: settings.order_channels(it, channel_ids=[2, 1])),
    "order topics": (Permission.SETTINGS, lambda it: settings.order_topics(it, topic_ids=[2, 1])),
    "change the rules of care": (Permission.SETTINGS, lambda it: settings.save_care_rules(it, rules=CareRules())),
    "change staffing": (Permission.PLAN, lambda it: settings.save_staffing(it, staffing=Staffing())),
    "change terms": (Permission.PLAN, lambda it: roster_team.save_terms(it, terms=Terms(member_id=ROSA.id))),
    "say who stands in": (
        Permission.PLAN,
        lambda it: roster_person.set_substitute(it, member_id=1, day=AWAY.first_day, substitute_id=None),
    ),
    "change an absence": (Permission.PLAN, lambda it: roster_team.save_absence(it, absence=AWAY)),
    "remove an absence": (Permission.PLAN, lambda it: roster_team.remove_absence(it, absence_id=1)),
    "change a wish": (Permission.PLAN, lambda it: roster_team.save_wish(it, wish=Wish(member_id=ROSA.id, weekday=1))),
    "remove a wish": (Permission.PLAN, lambda it: roster_team.remove_wish(it, wish_id=1)),
    "change a shift": (Permission.PLAN, lambda it: roster_team.save_template(it, template=EARLY)),
    "change roster rules": (Permission.PLAN, lambda it: roster_team.save_rules(it, rules=RosterRules())),
    "set up rosters": (Permission.PLAN, lambda it: roster_team.save_setup(it, setup=Setup())),
    "plan shifts": (Permission.PLAN, lambda it: rosters.make_plan(it, asked=Asked(first_day=DAY))),
    "keep a roster": (Permission.PLAN, lambda it: rosters.keep_roster(it, made=MADE)),
    "give a shift": (
        Permission.PLAN,
        lambda it: rosters.set_shift(it, plan_id=1, member_id=ROSA.id, day=DAY, hours=EARLY)),
    "move a shift": (
        Permission.PLAN, lambda it: rosters.move_shift(it, plan_id=1, source=(1, DAY), goal=(2, DAY))),
    "clear a shift": (Permission.PLAN, lambda it: rosters.clear_shift(it, plan_id=1, member_id=1, day=DAY)),
    "publish": (Permission.PLAN, lambda it: rosters.publish(it, plan_id=1)),
    "withdraw": (Permission.PLAN, lambda it: rosters.withdraw(it, plan_id=1)),
    "remove a plan": (Permission.PLAN, lambda it: rosters.remove_plan(it, plan_id=1)),
    "see a plan": (Permission.FORECAST, lambda it: rosters.plan_view(it, plan_id=1)),
    "see who works how": (Permission.FORECAST, roster_team.roster_team),
    "rate others": (
        Permission.TEAM_SKILLS,
        lambda it: team_skills.rate(it, member_id=99, said=[team_skills.Said(skill_id=1, level=3)])),
    "note a level from a review": (
        Permission.TEAM_SKILLS,
        lambda it: team_skills.note_from_review(it, member_id=ROSA.id, skill_id=1, level=3, review_id=1)),
    "set a role": (
        Permission.TEAM_SKILLS, lambda it: team_skills.set_role(it, member_id=ROSA.id, profile_id=1)),
    "clear a role": (
        Permission.TEAM_SKILLS, lambda it: team_skills.clear_role(it, member_id=ROSA.id, kind=AimKind.NEXT)),
    "see the skills of others": (
        Permission.TEAM_SKILLS, lambda it: team_matrix.member_skills(it, member_id=99)),
    "see what hangs on one person": (Permission.TEAM_SKILLS, team_matrix.coverage_risks),
    "plan a training": (Permission.TEAM_SKILLS, lambda it: training.save_training(it, training=LISTENING_IN)),
    "note attendance": (Permission.TEAM_SKILLS, lambda it: training.note_attendance(it, training=LISTENING_IN)),
    "cancel a training": (Permission.TEAM_SKILLS, lambda it: training.cancel_training(it, training_id=1)),
    "change a skill": (Permission.CATALOGUE, lambda it: skills.save_skill(it, skill=LISTENING)),
    "retire a skill": (Permission.CATALOGUE, lambda it: skills.retire_skill(it, skill_id=1)),
    "bring back a skill": (Permission.CATALOGUE, lambda it: skills.bring_back_skill(it, skill_id=1)),
    "remove a skill": (Permission.CATALOGUE, lambda it: skills.remove_skill(it, skill_id=1)),
    "begin with our skills": (Permission.CATALOGUE, begin_with_ours),
    "move an opening": (Permission.HIRE, lambda it: move_opening(it, opening_id=1, version_id=2)),
    "change a profile": (
        Permission.CATALOGUE,
        lambda it: profiles.save_profile(it, profile=Profile(key="", name="Help"), version=ASKED)),
    "copy a profile": (Permission.CATALOGUE, lambda it: profiles.copy_profile(it, profile_id=1)),
    "retire a profile": (Permission.CATALOGUE, lambda it: profiles.retire_profile(it, profile_id=1)),
    "bring back a profile": (Permission.CATALOGUE, lambda it: profiles.bring_back_profile(it, profile_id=1)),
    "keep a draft of a scorecard": (
        Permission.CATALOGUE,
        lambda it: review_cards.save_draft(it, card=REVIEW_CARD, version=CARD_VERSION)),
    "publish a scorecard": (
        Permission.CATALOGUE,
        lambda it: review_cards.publish(it, card=REVIEW_CARD, version=CARD_VERSION)),
    "publish the draft of a scorecard": (
        Permission.CATALOGUE, lambda it: review_cards.publish_draft(it, card_id=1)),
    "drop a draft of a scorecard": (Permission.CATALOGUE, lambda it: review_cards.drop_draft(it, card_id=1)),
    "copy a scorecard": (Permission.CATALOGUE, lambda it: review_cards.copy_card(it, card_id=1)),
    "retire a scorecard": (Permission.CATALOGUE, lambda it: review_cards.retire_card(it, card_id=1)),
    "bring back a scorecard": (Permission.CATALOGUE, lambda it: review_cards.bring_back_card(it, card_id=1)),
    "offer a scorecard first": (Permission.CATALOGUE, lambda it: review_cards.offer_first(it, card_id=1)),
    "begin with our scorecards": (Permission.CATALOGUE, begin_with_our_cards),
    "read a scorecard of a file": (
        Permission.CATALOGUE, lambda it: import_card(it, content=None, path=Path("x.yaml"))),
    "change the root causes": (Permission.SETTINGS, lambda it: save_root_causes(it, causes=root_causes(it))),
    "change the rules of reviews": (
        Permission.SETTINGS, lambda it: settings.save_quality_rules(it, rules=QualityRules())),
    "keep a purchase": (Permission.EDIT, lambda it: purchases.save_purchase(it, purchase=PURCHASE)),
    "remove a purchase": (Permission.EDIT, lambda it: purchases.remove_purchase(it, purchase_id=1)),
    "keep a draft": (Permission.LOG, lambda it: views.keep_draft(it, form="log", value={})),
    "drop a draft": (Permission.LOG, lambda it: views.drop_draft(it, form="log")),
    "note an answer": (Permission.LOG, lambda it: surveys.record_answer(it, answer=ANSWER)),
    "change an answer": (Permission.EDIT, lambda it: surveys.change_answer(it, answer=ANSWER)),
    "remove an answer": (Permission.DELETE, lambda it: surveys.remove_answer(it, answer_id=1)),
    "read answers": (
        Permission.READ, lambda it: surveys.answer_lines(it, question=AnswerQuestion())),
    "give a concession": (
        Permission.LOG, lambda it: concessions.give_concession(it, offer=Offer(case_id=1, kind="refund"))),
    "approve a concession": (Permission.LOG, lambda it: concessions.approve_concession(it, concession_id=1)),
    "decline a concession": (
        Permission.LOG, lambda it: concessions.decline_concession(it, concession_id=1, reason="x")),
    "withdraw a concession": (Permission.LOG, lambda it: concessions.withdraw_concession(it, concession_id=1)),
    "note a concession as given": (Permission.LOG, lambda it: concessions.count_concession(it, concession_id=1)),
    "change what may be given": (
        Permission.SETTINGS, lambda it: save_concession_rules(it, rules=concession_rules(it))),
    "start a recovery": (Permission.LOG, lambda it: recovery.start_recovery(it, case_id=1)),
    "finish a step": (Permission.LOG, lambda it: recovery.finish_step(it, case_id=1, step="1")),
    "note on a step": (Permission.LOG, lambda it: recovery.note_step(it, case_id=1, step="1", noted=())),
    "open a step again": (Permission.LOG, lambda it: recovery.reopen_step(it, case_id=1, step="1")),
    "note a delivery": (Permission.LOG, lambda it: recovery.note_delivery(it, case_id=1, at=None)),
    "note what was learnt": (Permission.LOG, lambda it: recovery.keep_lesson(it, case_id=1, learnt="x")),
    "close a recovery": (Permission.LOG, lambda it: recovery.close_recovery(it, case_id=1)),
    "change the steps of a recovery": (
        Permission.SETTINGS, lambda it: save_step_plans(it, plans=step_plans(it))),
    "change a step of recoveries": (
        Permission.SETTINGS, lambda it: save_step(it, plan=StepPlan(key="", number=0, name="x"))),
    "move a step of recoveries": (Permission.SETTINGS, lambda it: move_step(it, key="listen", by=1)),
    "take the usual steps": (Permission.SETTINGS, reset_steps),
    "change a reply template": (
        Permission.SETTINGS, lambda it: save_template(it, template=ReplyTemplate(key="", name="x", body="x"))),
    "take the usual templates": (Permission.SETTINGS, reset_templates),
    "say which addresses are ours": (
        Permission.SETTINGS, lambda it: mail_addresses.keep_own_addresses(it, addresses=["info@shop.example"])),
    "import messages": (Permission.IMPORT, lambda it: import_mails.import_mails(it, path=Path("none.eml"))),
    "look at messages": (Permission.IMPORT, lambda it: import_mails.look_at_mails(it, path=Path("none.eml"))),
    "search": (Permission.READ, lambda it: search.find(it, text="x")),
    "read history": (Permission.READ, history.history),
    "take a candidate into the team": (
        Permission.PEOPLE, lambda it: new_members.join_team(it, application_id=1)),
    "decide on a candidate": (
        Permission.HIRE, lambda it: decisions.decide(it, application=APPLICATION, decision=Decision.OFFER)),
    "back up": (Permission.BACKUP, maintenance.back_up),
    "restore": (
        Permission.RESTORE,
        lambda it: maintenance.restore_backup(file=Path("none.bak"), to=Path("none.db"), workspace=it)),
    "export": (
        Permission.EXPORT, lambda it: exports.export(it, report=Report(title="x", sections=()), path=Path("x.docx"))),
    "take along reviews of somebody else": (
        Permission.EXPORT, lambda it: quality_files.export_person_report(it, member_id=ROSA.id, path=Path("x.docx"))),
    "take along the own reviews": (
        Permission.READ,
        lambda it: quality_files.export_person_report(it, member_id=it.member.id, path=Path("x.docx"))),
}  # fmt: skip


@pytest.fixture
def begun(sqlite_workspace: Workspace) -> Workspace:
    """A shop with one open case on which something is promised."""
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada")
    logged = contacts.log_contact(sqlite_workspace, draft=draft)
    follow_ups.add_follow_up(sqlite_workspace, case_ids=[logged.case.id], due_at=TOMORROW)
    return sqlite_workspace


@pytest.mark.parametrize("act", sorted(ACTS))
def test_each_role_may_do_what_the_table_says_and_nothing_else(begun: Workspace, act: str) -> None:
    permission, run = ACTS[act]
    for role in (one for one in Role if not may(one, permission)):
        begun.member = replace(MARA, role=role)
        newest = _newest(begun)
        with pytest.raises(NotPermitted) as caught:
            run(begun)
        assert caught.value.fields["permission"] == permission.value
        assert _newest(begun) == newest, "it was done all the same"


@pytest.mark.parametrize("act", sorted(ACTS))
def test_the_narrowest_role_that_may_is_not_turned_away(begun: Workspace, act: str) -> None:
    permission, run = ACTS[act]
    role = next(one for one in reversed(Role) if may(one, permission))
    begun.member = replace(MARA, role=role)
    try:
        run(begun)
    except NotPermitted:
        pytest.fail(f"{role.value} was turned away")
    except Exception as error:  # noqa: BLE001 what else may be wrong (no such import) comes after the permission
        assert not isinstance(error, NotPermitted)  # noqa: PT017 as above


def _newest(workspace: Workspace) -> int:
    with workspace.read() as work:
        return work.newest_act()


def test_every_permission_that_guards_a_write_is_tried() -> None:
    tried = {permission for permission, _run in ACTS.values()}
    assert set(Permission) - tried <= {Permission.FORECAST}


NEED_NOT_ASK = {
    "review_checks.open_checks": "who may not log reads all the same, and notes nothing",
    "sample.build.build_sample": "it makes a shop of its own",
    "starter.start_shop": "it makes a shop of its own",
    "views.keep_draft": "its writer was let in when they typed: `_writer_id` asks of whoever works here now",
    "views.drop_draft": "as keep_draft",
}


def test_every_service_that_writes_asks_before_it_opens_the_work() -> None:
    asks_late = [name for name, before in _writing_services() if "workspace.require(" not in before]
    assert sorted(asks_late) == sorted(NEED_NOT_ASK)


def test_a_service_that_writes_without_asking_would_be_found() -> None:
    text = "def do(workspace):\n    with workspace.work('x'):\n        workspace.require(1)\n"
    assert list(_writing("late", text)) == [("late.do", "def do(workspace):\n    with ")]


def _writing_services() -> Iterator[tuple[str, str]]:
    """Name and source up to where the work is opened, of every public function that opens one."""
    folder = Path(services.__path__[0])
    for path in sorted(folder.rglob("*.py")):
        room = ".".join(path.relative_to(folder).with_suffix("").parts)
        yield from _writing(room, path.read_text(encoding="utf-8"))


def _writing(room: str, text: str) -> Iterator[tuple[str, str]]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            before, opens, _after = ast.unparse(node).partition("workspace.work(")
            if opens:
                yield f"{room}.{node.name}", before


def test_who_is_refused_is_told_whom_to_ask(begun: Workspace) -> None:
    begun.member = replace(MARA, role=Role.READ_ONLY)
    with pytest.raises(NotPermitted, match="It takes one of: agent, supervisor, manager, owner"):
        contacts.log_contact(begun, draft=ContactDraft(channel_id=PHONE))


def test_nothing_is_read_without_the_permission(begun: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    begun.member = replace(MARA, role=Role.READ_ONLY)
    monkeypatch.setitem(cast("dict[Role, frozenset[Permission]]", PERMISSIONS), Role.READ_ONLY, frozenset())
    with pytest.raises(NotPermitted, match="see contacts"):
        contacts.get_contact(begun, contact_id=1)


def test_a_wider_role_may_whatever_a_narrower_one_may() -> None:
    roles = list(Role)
    for wide, narrow in pairwise(roles):
        assert PERMISSIONS[narrow] <= PERMISSIONS[wide]
