"""Messages that ask nothing of the articles: greetings, thanks, questions about the program and what it holds."""

# Single words, in lower case, by what they are about; others may surround them.
_WORDS = {
    "greeting": "hi hello hey hiya howdy greetings yo hallo morning evening afternoon welcome test testing",
    "thanks": "thank thanks thx ty cheers",
    "ok": "ok okay k fine great cool nice good perfect super awesome wow yes yeah yep no nope sure hm hmm lol haha"
    " please sorry right alright understood",
    "bye": "bye goodbye ciao farewell",
    "about": "help",
}
# What may surround those words: "hello there", "thanks a lot", "ok thank you very much".
AROUND = frozenset(
    """\
there all everyone everybody again a lot so much very many you thank for your the that it is was its good dateline bot
friend to and then now day night morning evening afternoon nice have see later my""".split()
)
# Whole messages, without punctuation.
_PHRASES = {
    "greeting": """\
good day|good morning|good evening|good afternoon|how are you|how are you doing|how are you today|how is it going
hows it going|whats up|what is up|nice to meet you|pleased to meet you|are you there""",
    "thanks": """\
thank you|no thanks|no thank you|that helps|that is helpful|thats helpful|good answer|good bot|well done""",
    "ok": """\
never mind|nevermind|i see|got it|i understand|you are welcome""",
    "bye": """\
good night|see you|see you later|take care|that is all|thats all|have a nice day|quit|exit|bye bye""",
    "about": """\
who are you|what are you|what is your name|whats your name|are you a bot|are you an ai|are you human|are you a robot
what can you do|what can you do for me|what can i ask|what can i ask you|what should i ask|what do you do
what do you know|what are you for|what is this|whats this|what is dateline|how do you work|how does this work
how does it work|how do i use this|how do i use it|what questions can i ask|what kind of questions can i ask
what can i do here|what is in here|whats in here|what is in this archive|what does this archive hold|what do you have
can you help me|can you help|help me|i need help|tell me about yourself|who made you|who built you
what else can you do|tell me what you can do|what can this do|what is this archive|show me what you can do
what topics do you have|what topics do you know|what do you know about""",
    "sources": """\
what sources do you have|which sources do you have|what are your sources|what sources are there|list your sources
which sources are there|what sources do you use|which sources do you use|what newspapers do you have|list sources
which newspapers do you have|what articles do you have|what sources are in this archive|show sources
where do your articles come from|where does your information come from|where do you get your information""",
    "latest": """\
what is new|whats new|what is the news|whats the news|what is the latest news|whats the latest news|latest news|news
what is the latest|whats the latest|what is in the news|whats in the news|any news|what news do you have|todays news
what happened today|whats happening|what is happening|show me the news|the news|headlines|latest headlines|the latest
what are the headlines|what are the latest headlines|show me the latest news|give me the news|give me the latest news
what is in the news today|whats in the news today|what is new today|whats new today|anything new""",
}
TALK = {
    kind: frozenset(
        (*_WORDS.get(kind, "").split(), *_PHRASES.get(kind, "").replace("\n", "|").split("|"))
    ) - {""}
    for kind in (*_WORDS, "sources", "latest")
}  # fmt: skip
WORDS = frozenset(word for words in _WORDS.values() for word in words.split())
