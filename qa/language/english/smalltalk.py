"""Messages that ask nothing: greetings, thanks, and questions about the program itself."""

# Whole messages, in lower case, without punctuation.
WORDS = frozenset(
    """\
hi hello hey thank hiya howdy greetings yo hallo ok okay k fine great cool nice good perfect super awesome wow thanks
thx ty
cheers bye goodbye ciao farewell yes yeah yep no nope sure help hm hmm lol haha please sorry welcome test testing
morning evening afternoon right alright understood""".split()
)
# What may surround those words: "hello there", "thanks a lot", "ok thank you very much".
AROUND = frozenset(
    """\
there all everyone everybody again a lot so much very many you thank for your the that it is was its good dateline bot
friend to and then now day night morning evening afternoon nice have see later my""".split()
)
PHRASES = frozenset(
    """\
thank you|good day|good night|see you|see you later|take care|never mind|nevermind|i see|got it|i understand
no thanks|no thank you|that is all|thats all|how are you|how are you doing|how is it going|hows it going|whats up
what is up|who are you|what are you|what is your name|whats your name|are you a bot|are you an ai|are you human
are you a robot|are you there|what can you do|what can you do for me|what can i ask|what can i ask you
what should i ask|what do you do|what do you know|what are you for|what is this|whats this|what is dateline
how do you work|how does this work|how does it work|how do i use this|how do i use it|what questions can i ask
what kind of questions can i ask|what can i do here|what is in here|whats in here|what is in this archive
what does this archive hold|what do you have|what sources do you have|which sources do you have
what articles do you have|can you help me|can you help|help me|i need help|tell me about yourself
who made you|who built you|nice to meet you|pleased to meet you|you are welcome|have a nice day|what else can you do
tell me what you can do|what can this do|what is this archive|show me what you can do""".replace("\n", "|").split("|")
)
