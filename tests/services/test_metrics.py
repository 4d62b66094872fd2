"""The metric dictionary as the screens read it."""

from csops.domain.metrics import GROUPS, Better
from csops.services.metrics import metrics


def test_every_figure_of_the_dictionary_stands_in_one_group() -> None:
    grouped = [key for keys in GROUPS.values() for key in keys]
    assert sorted(grouped) == sorted(metrics())


def test_each_figure_names_another_to_be_read_beside_it() -> None:
    known = metrics()
    assert {each.key for each in known.values() if each.counter not in known or each.counter == each.key} == set()


def test_what_stands_beside_a_figure_is_known_by_its_key() -> None:
    found = metrics()["first_contact_resolution"]
    assert [each.name for each in found.beside] == ["One-contact", "Net"]
    assert found.further("net") == found.beside[1]
    assert found.better is Better.HIGHER
