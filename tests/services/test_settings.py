import pytest

from boapp.errors import ShopError
from boapp.services.settings import change_settings, settings_as_words
from boapp.storage.shop_settings import ShopSettings


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("receiving_days", "2", 2),
        ("toll_free", "yes", True),
        ("toll_free", "no", False),
        ("ageing_days", "", None),
        ("ageing_days", "14", 14),
        ("closed_weekdays", "sun", (6,)),
        ("name", "Lantern Lane", "Lantern Lane"),
    ],
)
def test_that_a_setting_is_kept_as_what_it_is(name: str, typed: str, kept: object) -> None:
    changed = change_settings(ShopSettings(), {name: typed})
    assert getattr(changed, name) == kept
    assert type(getattr(changed, name)) is type(kept)
    assert settings_as_words(changed)[name] == typed


@pytest.mark.parametrize(
    ("name", "typed"), [("receiving_days", "two"), ("toll_free", "maybe"), ("nothing", "1")]
)
def test_that_a_setting_that_cannot_be_is_named(name: str, typed: str) -> None:
    with pytest.raises(ShopError) as error:
        change_settings(ShopSettings(), {name: typed})
    assert error.value.thing == name
