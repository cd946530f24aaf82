"""Dates in the languages and scripts of newspapers."""

from datetime import UTC, datetime

import pytest

from index.dates import parse_published
from index.datescripts import to_western
from index.errors import InvalidDate

MONTHS = {
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}
LEVANT = "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
JOINED = {"es": "26 de {} de 2015", "pt": "26 de {} de 2015"}


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("language", MONTHS)
def test_every_month_of_a_language_is_read(language: str, declared: bool) -> None:
    """Each month is the right one, where the language is declared and where it is not."""
    for number, month in enumerate(MONTHS[language].split(), start=1):
        text = JOINED.get(language, "26 {} 2015").format(month)
        found = parse_published(text, language=language if declared else None)
        assert found == datetime(2015, number, 26, tzinfo=UTC), text


def test_the_months_of_the_levant_are_read() -> None:
    """Arabic has two sets of names, and digits of its own."""
    for number, month in enumerate(LEVANT.split("|"), start=1):
        assert parse_published(f"٢٦ {month} ٢٠١٥", language="ar") == datetime(2015, number, 26, tzinfo=UTC), month


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2015年1月26日", None),
        ("2015年01月26日（月）", None),
        ("２０１５年１月２６日", None),
        ("平成27年1月26日", None),
        ("二〇一五年一月二十六日", None),
        ("2015年1月26日星期一", None),
        ("2015년 1월 26일", None),
        ("2015年1月26日 14:30", 14),
        ("2015年1月26日14時30分", 14),
        ("2015年1月26日 下午2:30", 14),
        ("2015年1月26日 午前9時30分", 9),
        ("2015년 1월 26일 오후 2시 30분", 14),
        ("26 de janeiro de 2015 às 14h30", 14),
        ("lundi 26 janvier 2015 à 14h30", 14),
        ("26º de janeiro de 2015", None),
        ("26. Januar 2015, 14:30 Uhr", 14),
    ],
)
def test_a_date_is_read_in_the_form_of_its_country(text: str, hour: int | None) -> None:
    """Digits, numerals, eras, weekdays and halves of the day are understood; the minute is kept."""
    expected = datetime(2015, 1, 26, hour or 0, 30 if hour else 0, tzinfo=UTC)
    assert parse_published(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2015年13月26日",
        "2015年2月30日",
        "十十年一月一日",
        "平成元年",
        "2015年1月",
        "1月26日",
        "二〇一五年一月三十二日",
        "26 جمادى 2015",
        "２０１５",
    ],
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    """Incomplete dates and days that no calendar of ours has are refused, whatever their script."""
    with pytest.raises(InvalidDate):
        parse_published(text)


def test_a_declared_language_decides_where_two_differ() -> None:
    """`listopada` is October in Croatian and November in Polish; English is read whatever is declared."""
    assert parse_published("26. listopada 2015", language="hr").month == 10
    assert parse_published("26 listopada 2015", language="pl").month == 11
    assert parse_published("26. siječnja 2015", language="hr").month == 1
    assert parse_published("26 May 2015", language="hr").month == 5


@pytest.mark.parametrize("language", ["xx", "th", "fa", "", "en-GB"])
def test_an_unknown_language_or_calendar_is_ignored(language: str) -> None:
    """Years of other calendars are never taken for ours, and a code that is none changes nothing."""
    with pytest.raises(InvalidDate):
        parse_published("26 มกราคม 2558", language=language)
    assert parse_published("26 janvier 2015", language=language).month == 1


@pytest.mark.parametrize("text", ["January 26, 2015", "2015-01-26", "soon", "", "26. März 2015"])
def test_a_western_date_stays_as_it_is(text: str) -> None:
    """What has no digits, months or forms of another script is unchanged."""
    assert to_western(text) == text


@pytest.mark.parametrize(
    "text",
    ["١١ آذار/مارس ٢٠٢٥", "11 مارس/آذار 2025", "11 آذار (مارس) 2025", "11 اذار 2025", "11 آذار - مارس 2025"],
)
def test_a_month_named_twice_is_one(text: str) -> None:
    """An Arabic date may name its month as the Levant does and as Egypt does, with or without the signs of alef."""
    assert parse_published(text) == datetime(2025, 3, 11, tzinfo=UTC)
