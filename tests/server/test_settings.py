"""Settings come from the environment, and a wrong one is said, not guessed."""

import pytest

from server.settings import BadSetting, Settings, read_settings


def test_without_variables_everything_stands_as_written() -> None:
    assert read_settings({"HOME": "/root"}) == Settings()


def test_a_variable_sets_its_setting() -> None:
    read = read_settings(
        {"TRUEBIN_PORT": "9000", "TRUEBIN_DATABASE": "postgresql://x/y", "TRUEBIN_ORIGINS": "https://a.b, https://c.d"}
    )
    assert (read.port, read.database, read.origins) == (9000, "postgresql://x/y", ("https://a.b", "https://c.d"))


@pytest.mark.parametrize("environment", [{"TRUEBIN_PORT": "many"}, {"TRUEBIN_PROT": "1"}])
def test_a_value_or_a_name_that_cannot_be_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(BadSetting):
        read_settings(environment)
