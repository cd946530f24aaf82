"""Articles, and abbreviations that end with a full stop."""

import re

ARTICLE = re.compile(r"\b(a|an|the)\b")
ABBREVIATION = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|Bros|Jr|Sr|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Capt|St|Mt|Ft|Jan|Feb|Aug|Sept|Oct"
    r"|Nov|Dec|Ala|Ariz|Calif|Colo|Conn|Fla|Ga|Ky|Md|Mich|Minn|Okla|Pa|Tenn|Va|Vt|Wis|Wyo)\."
)
