"""Capitals as datelines write them, and their countries: a report from one names its leaders without the country."""

CAPITALS = {
    "abuja": "nigeria", "accra": "ghana", "addis ababa": "ethiopia", "algiers": "algeria", "amman": "jordan",
    "amsterdam": "netherlands", "ankara": "turkey", "athens": "greece", "baghdad": "iraq", "baku": "azerbaijan",
    "bangkok": "thailand", "beijing": "china", "beirut": "lebanon", "belgrade": "serbia", "berlin": "germany",
    "berne": "switzerland", "bogota": "colombia", "bratislava": "slovakia", "brasilia": "brazil",
    "bucharest": "romania", "budapest": "hungary", "buenos aires": "argentina", "cairo": "egypt",
    "canberra": "australia", "caracas": "venezuela", "colombo": "sri lanka", "copenhagen": "denmark",
    "damascus": "syria", "dhaka": "bangladesh", "dublin": "ireland", "hanoi": "vietnam", "harare": "zimbabwe",
    "havana": "cuba", "helsinki": "finland", "islamabad": "pakistan", "jakarta": "indonesia", "jerusalem": "israel",
    "kabul": "afghanistan", "kathmandu": "nepal", "khartoum": "sudan", "kyiv": "ukraine", "kiev": "ukraine",
    "lima": "peru", "lisbon": "portugal", "london": "britain", "madrid": "spain", "manila": "philippines",
    "mexico city": "mexico", "minsk": "belarus", "moscow": "russia", "nairobi": "kenya", "new delhi": "india",
    "oslo": "norway", "ottawa": "canada", "paris": "france", "prague": "czech republic", "pretoria": "south africa",
    "pyongyang": "north korea", "riga": "latvia", "riyadh": "saudi arabia", "rome": "italy", "santiago": "chile",
    "seoul": "south korea", "sofia": "bulgaria", "stockholm": "sweden", "tallinn": "estonia", "tbilisi": "georgia",
    "tehran": "iran", "tokyo": "japan", "tripoli": "libya", "tunis": "tunisia", "vienna": "austria",
    "vilnius": "lithuania", "warsaw": "poland", "washington": "us", "wellington": "new zealand", "zagreb": "croatia",
}  # fmt: skip
