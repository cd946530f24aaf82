"""Names of places as they stand beside or in place of authors: cities from which is reported, and countries."""

import re

_CITIES = (
    "abidjan|abu dhabi|abuja|accra|addis ababa|aden|ahmedabad|aleppo|algiers|almaty|amman|amsterdam|ankara"
    "|antananarivo|antwerp|asmara|astana|asunción|athens|atlanta|auckland|baghdad|bahrain|baku|bamako|bangalore"
    "|bangkok|bangui|barcelona|basra|beijing|beirut|belfast|belgrade|bengaluru|benghazi|berlin|bern|bhopal"
    "|birmingham|bogota|bogotá|bonn|boston|brasilia|brasília|bratislava|brazzaville|brisbane|bristol|brussels"
    "|bucharest|budapest|buenos aires|cairo|calcutta|canberra|cape town|caracas|cardiff|casablanca|chandigarh"
    "|chennai|chicago|chisinau|cleveland|cologne|colombo|conakry|copenhagen|dakar|damascus|dar es salaam|davos"
    "|delhi|detroit|dhaka|diyarbakir|djibouti|doha|donetsk|dubai|dublin|dushanbe|düsseldorf|edinburgh|erbil"
    "|frankfurt|freetown|gaza|gaza city|gdansk|glasgow|goma|grozny|guangzhou|guatemala city|hamburg|hanoi|harare"
    "|havana|helsinki|hiroshima|ho chi minh city|hong kong|honolulu|hyderabad|idlib|islamabad|istanbul|izmir"
    "|jakarta|jeddah|jerusalem|johannesburg|juba|kabul|kampala|kandahar|karachi|kathmandu|kharkiv|khartoum|kiev"
    "|kigali|kinshasa|kobane|kolkata|krakow|kuala lumpur|kuwait city|kyiv|köln|la paz|lagos|lahore|las vegas"
    "|leeds|leipzig|libreville|lima|lisbon|liverpool|ljubljana|london|los angeles|luanda|lucknow|lusaka"
    "|luxembourg|lviv|macau|madrid|malabo|managua|manchester|manila|maputo|marrakesh|marseille|mecca|melbourne"
    "|mexico city|miami|minneapolis|minsk|mogadishu|monrovia|montevideo|montreal|montréal|moscow|mosul|mumbai"
    "|munich|muscat|münchen|nagasaki|nairobi|new delhi|new york|new york city|niamey|nicosia|nouakchott|odesa"
    "|odessa|osaka|oslo|ottawa|ouagadougou|palermo|panama city|paris|peshawar|philadelphia|phnom penh"
    "|port-au-prince|port moresby|prague|pretoria|pristina|pyongyang|quetta|quito|rabat|ramallah|rangoon|raqqa"
    "|reykjavik|riga|rio de janeiro|riyadh|rome|rotterdam|san francisco|san josé|san salvador|san juan|sana’a"
    "|sanaa|sao paulo|são paulo|sarajevo|seattle|seoul|shanghai|shenzhen|singapore|skopje|srinagar|st petersburg"
    "|st\\. petersburg|stockholm|strasbourg|stuttgart|suva|taipei|tallinn|tashkent|tbilisi|tegucigalpa|tehran"
    "|tel aviv|the hague|thessaloniki|tirana|tokyo|toronto|tripoli|tunis|turin|ulaanbaatar|vancouver|vatican city"
    "|vienna|vientiane|vilnius|warsaw|washington|wien|windhoek|yangon|yaounde|yaoundé|yerevan|zagreb|zurich"
    "|zürich"
)
_COUNTRIES = (
    "afghanistan|algeria|argentina|australia|austria|bangladesh|belarus|belgium|bolivia|bosnia|brazil|britain"
    "|bulgaria|cambodia|cameroon|canada|chile|china|colombia|croatia|cuba|cyprus|czech republic|denmark|ecuador"
    "|egypt|england|estonia|ethiopia|finland|france|germany|ghana|greece|hungary|iceland|india|indonesia|iran"
    "|iraq|ireland|israel|italy|ivory coast|jamaica|japan|kazakhstan|kenya|kosovo|kuwait|latvia|lebanon|liberia"
    "|libya|lithuania|malaysia|mali|mexico|moldova|mongolia|morocco|mozambique|myanmar|namibia|nepal|netherlands"
    "|new zealand|nicaragua|niger|nigeria|north korea|norway|oman|pakistan|panama|paraguay|peru|philippines"
    "|poland|portugal|qatar|romania|russia|rwanda|saudi arabia|scotland|senegal|serbia|slovakia|slovenia|somalia"
    "|south africa|south korea|south sudan|spain|sri lanka|sudan|sweden|switzerland|syria|taiwan|tanzania"
    "|thailand|tunisia|turkey|uganda|ukraine|united kingdom|united states|uruguay|uzbekistan|venezuela|vietnam"
    "|wales|yemen|zambia|zimbabwe|u\\.?k|u\\.?s|usa|uae|d\\.?c"
)
# Names of people, too: places only where they are in capitals, or beside the name of an author.
_ALSO_NAMES = (
    "adelaide|alexandria|austin|brooklyn|charlotte|chelsea|dallas|denver|florence|geneva|georgia|houston|jackson"
    "|jordan|kingston|lincoln|lyon|madison|milan|orlando|oxford|phoenix|santiago|savannah|sofia|sydney|valencia"
    "|victoria|wellington"
)
_PLACE = re.compile(rf"(?:{_CITIES}|{_COUNTRIES})\.?(?:,? d\.?c\.?)?", re.IGNORECASE)
_MAYBE = re.compile(rf"(?:{_ALSO_NAMES})", re.IGNORECASE)
_IN = re.compile(r"^(?:in|à|aus|en|em|da)\s+", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?<=\w)(?:\s*/\s*|\s+[–-]\s+|\s+in\s+)(?:{_CITIES}|{_COUNTRIES}|{_ALSO_NAMES})\Z", re.IGNORECASE
)


def is_place(name: str) -> bool:
    """Return whether a name is that of a place, and of no person."""
    name = _IN.sub("", name)
    return _PLACE.fullmatch(name) is not None or (name.isupper() and _MAYBE.fullmatch(name) is not None)


def may_be_place(name: str) -> bool:
    """Return whether a name is that of a place, of which there may be people, too."""
    return is_place(name) or _MAYBE.fullmatch(name) is not None


def cut_place(name: str) -> str:
    """Return a name without the place behind it: "Ana Ruiz/Paris", "Ana Ruiz in Paris"."""
    return _BEHIND.sub("", name)
