"""Capitals and what they are the capital of: who protests in London protests in the UK."""

# One country a line: the country as in `demonyms`, then its capital, and cities that only it has.
_ROWS = """\
afghanistan|kabul
argentina|buenos aires
australia|canberra sydney melbourne brisbane
austria|vienna
bangladesh|dhaka
belarus|minsk
belgium|brussels
brazil|brasilia sao paulo
britain|london
bulgaria|sofia
canada|ottawa toronto montreal
chile|santiago
china|beijing shanghai
colombia|bogota
croatia|zagreb
cuba|havana
czech republic|prague
denmark|copenhagen
egypt|cairo
ethiopia|addis ababa
finland|helsinki
france|paris marseille
germany|berlin munich hamburg
greece|athens
hungary|budapest
india|delhi mumbai
indonesia|jakarta
iran|tehran
iraq|baghdad
ireland|dublin
israel|jerusalem
italy|rome milan naples
japan|tokyo osaka
jordan|amman
kenya|nairobi
lebanon|beirut
libya|tripoli
malaysia|kuala lumpur
mexico|mexico city
morocco|rabat
nepal|kathmandu
netherlands|amsterdam
new zealand|wellington auckland
nigeria|abuja lagos
north korea|pyongyang
norway|oslo
pakistan|islamabad karachi
peru|lima
philippines|manila
poland|warsaw
portugal|lisbon
qatar|doha
romania|bucharest
russia|moscow
saudi arabia|riyadh
serbia|belgrade
somalia|mogadishu
south africa|pretoria johannesburg
south korea|seoul
spain|madrid barcelona
sudan|khartoum
sweden|stockholm
switzerland|bern zurich geneva
syria|damascus aleppo
taiwan|taipei
thailand|bangkok
tunisia|tunis
turkey|ankara istanbul
ukraine|kyiv kiev
united states|washington chicago
venezuela|caracas
vietnam|hanoi
yemen|sanaa"""
_PAIRS = ("buenos aires", "sao paulo", "addis ababa", "kuala lumpur", "mexico city")


def _cities(row: str) -> list[str]:
    pairs = [pair for pair in _PAIRS if pair in row]
    for pair in pairs:
        row = row.replace(pair, "")
    return [*pairs, *row.split()]


COUNTRY_OF = {
    city: country for country, cities in (line.split("|") for line in _ROWS.splitlines()) for city in _cities(cities)
}
