"""Places of phrases and templates are filled, or stand as blanks; one that nobody can fill is refused."""

import pytest

from csops.domain.errors import NotUnderstood, UnknownName
from csops.domain.reply_places import BY_HAND, FROM_CASE, KNOWN, blanks_in, check_places, filled, missing_in
from csops.services.content import starter


def test_what_is_not_known_is_a_blank_and_never_a_brace() -> None:
    say = "You expected {expected}, and what happened is {what_happened}. Order { order_number }, {}."
    values = {"what_happened": "a {crack}", "expected": ""}
    said = filled(say, values)
    assert said == "You expected [what was expected], and what happened is a {crack}. Order [order number], [...]."
    assert missing_in(say, values) == ("expected", "order_number", "")
    assert blanks_in(said) == ("[what was expected]", "[order number]", "[...]")


def test_a_place_that_nobody_fills_is_refused_with_those_that_there_are() -> None:
    check_places("{customer_name}, your {bike_model} of [the day]", field="text", also=("bike_model",))
    with pytest.raises(UnknownName, match=r"“{custmer_name}” is not known. There are: customer_name, case_number"):
        check_places("Hello {custmer_name}", field="text")
    for broken in ("Hello {customer_name", "Hello customer_name}", "{a{b}}"):
        with pytest.raises((NotUnderstood, UnknownName)):
            check_places(broken, field="text")


def test_every_place_of_the_starter_content_is_known() -> None:
    steps, templates = starter("service_recovery")["steps"], starter("reply_templates")["templates"]
    policies = starter("playbook")["procedures"]
    listed = [*steps, *templates, *policies]
    noted = {name for one in steps for name in one["record"]}
    assert {name for one in listed for name in one.get("placeholders", ())} <= KNOWN | noted
    for one in listed:
        for text in (one.get("say"), one.get("subject"), one.get("body")):
            check_places(text or "", field="text", also=noted)
            assert "{" not in filled(text or "", {})
    assert not set(FROM_CASE) & set(BY_HAND)
