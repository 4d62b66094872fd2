"""Back and forward."""

from csops.ui.trail import Stop, Trail

TODAY, CONTACTS, CASE = Stop(place="today"), Stop(place="contacts"), Stop(place="contacts", question={"case_id": 7})


def test_back_leads_to_the_stop_before() -> None:
    trail = Trail()
    for stop in (TODAY, CONTACTS, CASE):
        trail.go(stop)
    assert (trail.back(), trail.back(), trail.back()) == (CONTACTS, TODAY, None)
    assert trail.here == TODAY


def test_forward_leads_to_where_one_came_back_from() -> None:
    trail = Trail()
    for stop in (TODAY, CONTACTS):
        trail.go(stop)
    trail.back()
    assert (trail.forward(), trail.forward()) == (CONTACTS, None)


def test_a_new_way_forgets_what_lay_ahead() -> None:
    trail = Trail()
    for stop in (TODAY, CONTACTS):
        trail.go(stop)
    trail.back()
    trail.go(CASE)
    assert (trail.forward(), trail.back()) == (None, TODAY)


def test_the_same_stop_again_is_none() -> None:
    trail = Trail()
    trail.go(TODAY)
    trail.go(TODAY)
    assert trail.back() is None


def test_an_empty_trail_leads_nowhere() -> None:
    assert (Trail().here, Trail().back(), Trail().forward()) == (None, None, None)
