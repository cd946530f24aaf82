"""Other names of the same thing, one group a line: any of a group may stand for any other.

Written by hand: those that news in English uses side by side. Countries and their people are in
`qa.language.english.world.demonyms`. A name in capitals alone is found only as it is written here.
"""

import re

_WORD = r"[A-ZÀ-Þ][\w’'-]*[\w]"
KNOWN_AS = (
    re.compile(rf"(?P<name>{_WORD}(?: {_WORD}){{0,3}}), (?:\w+ ){{0,2}}known as [“\"]?(?P<short>[A-Z]{{3,5}})\b"),
    re.compile(rf"\b[Kk]nown as [“\"]?(?P<short>[A-Z]{{3,5}}),?[”\"]? (?P<name>{_WORD}(?: {_WORD}){{0,3}})"),
)
"""That a person is known by his initials."""
FULL_NAME = re.compile(rf"(?<![\w’'-])(?<![A-Z]\w )(?:{_WORD} ){{1,3}}{_WORD}(?! [A-Z])")
"""Two words with a capital, or more, and no other around them."""

GROUPS = """
US | U.S. | USA | U.S.A. | United States | United States of America | America
UK | U.K. | United Kingdom | Britain | Great Britain
EU | E.U. | European Union
UN | U.N. | United Nations
UAE | U.A.E. | United Arab Emirates | Emirates
WHO | W.H.O. | World Health Organization | World Health Organisation
WTO | World Trade Organization | World Trade Organisation
IMF | International Monetary Fund
NATO | Nato | North Atlantic Treaty Organization
OPEC | Opec | Organization of the Petroleum Exporting Countries
Fed | Federal Reserve | US central bank | American central bank
ECB | European Central Bank | eurozone central bank
Bank of England | BoE | British central bank | UK central bank
Bank of Japan | BoJ | BOJ | Japanese central bank
SEC | Securities and Exchange Commission
FDA | Food and Drug Administration
CDC | Centers for Disease Control and Prevention | Centers for Disease Control
FBI | Federal Bureau of Investigation
CIA | Central Intelligence Agency
NHS | National Health Service
NASA | Nasa | National Aeronautics and Space Administration
ESA | European Space Agency
IAEA | International Atomic Energy Agency
ICC | International Criminal Court
IOC | International Olympic Committee
WFP | World Food Programme | World Food Program
UNHCR | UN refugee agency | U.N. refugee agency
Unicef | UNICEF | UN children's agency
Unesco | UNESCO
Fifa | FIFA | world football's governing body | world soccer's governing body | world football | world soccer
Uefa | UEFA | European football's governing body
NYSE | New York Stock Exchange
NTSB | National Transportation Safety Board
FAA | Federal Aviation Administration
EPA | Environmental Protection Agency
DOJ | DoJ | Justice Department | Department of Justice
SCOTUS | US Supreme Court | U.S. Supreme Court
GOP | Republican Party | Republicans
Labour | Labour Party
Tories | Tory Party | Conservative Party | Conservatives
Lib Dems | LibDems | Liberal Democrats | Liberal Democrat Party
IRA | Irish Republican Army
PKK | Kurdistan Workers' Party | Kurdistan Workers Party
YPG | People's Protection Units | Peoples Protection Units
SDF | Syrian Democratic Forces
ISIS | Isis | ISIL | Isil | Islamic State | IS | Daesh
Al-Qaeda | al-Qaeda | Al Qaeda | al Qaeda | al-Qaida | Al-Qaida
Hezbollah | Hizbollah | Hizbullah
Kobane | Kobani | Ayn al-Arab | Ain al-Arab
Kyiv | Kiev
Kharkiv | Kharkov
Odesa | Odessa
Lviv | Lvov
Dnipro | Dnepr | Dnipropetrovsk
Mykolaiv | Mykolayiv | Nikolaev
Chernobyl | Chornobyl
Zaporizhzhia | Zaporizhia | Zaporozhye
Donbas | Donbass
Luhansk | Lugansk
Mumbai | Bombay
Kolkata | Calcutta
Chennai | Madras
Bengaluru | Bangalore
Beijing | Peking
Guangzhou | Canton
Yangon | Rangoon
Ho Chi Minh City | Saigon
Mecca | Makkah
Medina | Madinah
Raqqa | Raqqah | Ar-Raqqah
Idlib | Edlib
Fallujah | Falluja
Benghazi | Bengazi
Sanaa | Sana'a | Sana
Hodeidah | Hodeida | Hudaydah
Khartoum | Khartum
N'Djamena | Ndjamena
Astana | Nur-Sultan
Istanbul | Constantinople
Turkey | Turkiye | Türkiye
Myanmar | Burma
Czech Republic | Czechia
Ivory Coast | Cote d'Ivoire | Côte d'Ivoire
Eswatini | Swaziland
Cape Verde | Cabo Verde
East Timor | Timor-Leste
North Macedonia | Macedonia
Netherlands | Holland
DRC | D.R.C. | Democratic Republic of the Congo | Democratic Republic of Congo | DR Congo
Vatican | Holy See
Falklands | Falkland Islands | Malvinas
New York City | NYC
Los Angeles | L.A.
Washington DC | Washington D.C. | Washington, D.C.
"""

AMBIGUOUS = frozenset(("us", "who", "it", "is", "fed", "sec", "tories", "labour", "emirates"))
"""Names that are found only with their capitals: in small letters they are other words, or parts of other names."""

WITHOUT_THE = frozenset(("America", "Britain", "Great Britain"))
WITH_THE = frozenset(("US", "U.S.", "USA", "U.S.A.", "United States", "United States of America", "UK", "U.K.")) | {
    "United Kingdom"
}
"""Names of one country, of which some have an article. Before a noun they are adjectives: "the US president"."""
