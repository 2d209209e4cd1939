"""Ids that devices make."""

from server.kernel.ids import is_id, new_id


def test_ids_sort_by_the_time_they_were_made() -> None:
    assert new_id(1_000) < new_id(1_001) < new_id(2**40)


def test_an_id_carries_its_time_its_version_and_its_variant() -> None:
    # Source: RFC 9562, section 5.7; the time is that of its appendix A.6.
    assert new_id(0x017F22E279B0, b"\x00" * 10) == "017f22e2-79b0-7000-8000-000000000000"
    assert new_id(0x017F22E279B0, b"\xff" * 10) == "017f22e2-79b0-7fff-bfff-ffffffffffff"


def test_only_one_spelling_is_an_id() -> None:
    made = new_id()
    assert is_id(made)
    assert not is_id(made.upper())
    assert not is_id(made.replace("-", ""))
    assert not is_id(made + "\n")
    assert not is_id("018f4d2e-0000-4000-8000-000000000000")


def test_ids_do_not_repeat() -> None:
    assert len({new_id(1) for _ in range(1000)}) == 1000
