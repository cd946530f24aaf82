"""Messages that ask nothing of the articles: greetings, thanks, questions about the program and what it holds.

Greetings, thanks and farewells of other languages are understood, too; the reply is in English.
"""

# Single words, in lower case, by what they are about; others may surround them.
_WORDS = {
    "greeting": "hi hello hey hiya howdy greetings yo hallo morning evening afternoon welcome test testing"
    " sup wassup hru bonjour bonsoir salut hola hallo moin servus aloha namaste salaam salam shalom buongiorno merhaba"
    " privet konnichiwa مرحبا привет 你好 こんにちは שלום",
    "thanks": "thank thanks thx ty cheers merci danke gracias grazie obrigado obrigada arigato شكرا спасибо 谢谢",
    "ok": "ok okay k fine great cool nice good perfect super awesome wow yes yeah yep no nope sure hm hmm lol haha"
    " please sorry right alright understood",
    "bye": "bye goodbye ciao farewell adieu adios tschüss",
    "about": "help start menu commands",
}
# What may surround those words: "hello there", "thanks a lot", "ok thank you very much".
AROUND = frozenset(
    """\
there all everyone everybody again a lot so much very many you thank for your the that it is was its good dateline bot
friend helped helps helpful useful answers answered me my question this great perfect wonderful to and then now day
night morning evening afternoon nice have see later man mate bro dude buddy""".split()
)
# Whole messages, without punctuation.
_PHRASES = {
    "greeting": """\
good day|good morning|good evening|good afternoon|how are you|how are you doing|how are you today|how is it going
hows it going|whats up|what is up|nice to meet you|pleased to meet you|are you there|are you ready|you there
guten tag|guten morgen|guten abend|grüß gott|grüezi|buenos dias|buenos días|buenas tardes|bom dia|buona sera|ça va
comment ça va|wie geht es dir|que tal|qué tal|ni hao|can we talk|let us talk|i am bored|i love you|do you love me""",
    "thanks": """\
thank you|no thanks|no thank you|that helps|that is helpful|thats helpful|good answer|good bot|well done|good job
great job|great answer|muchas gracias|vielen dank|merci beaucoup|much appreciated""",
    "ok": """\
never mind|nevermind|stop|cancel|forget it|no problem|i see|got it|i understand|you are welcome""",
    "bye": """\
good night|see you|see you later|take care|that is all|thats all|have a nice day|quit|exit|bye bye|au revoir
auf wiedersehen|hasta luego|hasta la vista|arrivederci|see you soon""",
    "about": """\
who are you|what are you|what is your name|whats your name|are you a bot|are you an ai|are you human|are you a robot
what can you do|what can you do for me|what can i ask|what can i ask you|what should i ask|what do you do
what do you know|what are you for|what is this|whats this|what is dateline|how do you work|how does this work
how does it work|how do i use this|how do i use it|what questions can i ask|what kind of questions can i ask
what can i do here|what is in here|whats in here|what is in this archive|what does this archive hold
what do you have|can you help me|can you help|help me|i need help|tell me about yourself|who made you|who built you
what else can you do|tell me what you can do|what can this do|what is this archive|show me what you can do
what topics do you have|what topics do you know|what do you know about|who created you|who owns you|who runs you
what model are you|which model are you|what llm are you|what model do you use|which model do you use|what ai are you
do you use ai|do you use chatgpt|how were you made|how were you trained|how old are you|where are you from
where do you live|are you free|are you open source|are you sentient|do you have feelings|do you have a name
can you think|can you hear me|can you learn|do you remember me|do you speak french|do you speak german
do you speak spanish|do you speak english|what languages do you speak|which languages do you speak
what language do you speak|i do not understand|i dont understand|i do not get it|i dont get it|tell me a joke
tell me a story|tell me something|sing a song|write a poem|write me a poem|write an essay|talk to me|what now
what should i do|where do i start|give me a summary|give me the summary|give me a summary of this|summary|a summary
summarize|summarise|summarize this|summarise this|summarize that|summarise that|summarize it|summarise it
can you summarize|can you summarise|can you summarize this|can you summarise this|can you give me a summary
can you summarize it|make a summary|tldr|write a summary|give me an overview|an overview|overview""",
    "dispute": """\
wrong|incorrect|false|untrue|nonsense|rubbish|useless|really|you are wrong|youre wrong|that is wrong|thats wrong
this is wrong|it is wrong|its wrong|your answer is wrong|wrong answer|the answer is wrong|that answer is wrong
this answer is wrong|that is not right|thats not right|this is not right|that is not true|thats not true
this is not true|that is incorrect|thats incorrect|you are incorrect|this is incorrect|that is not correct
thats not correct|that is false|thats false|this is false|not true|not right|not correct|i disagree|i do not agree
i dont agree|i do not believe you|i dont believe you|i do not believe that|i dont believe that|you are lying|you lie
you lied|liar|are you lying|you made that up|did you make that up|are you sure|are you certain
are you sure about that|are you really sure|you are mistaken|you made a mistake|there is a mistake|can i trust you
why should i trust you|bad answer|bad bot|stupid bot|you suck|you are stupid|you are dumb|you are useless
you are bad|this is useless|that is nonsense|this is nonsense|thats nonsense|that is not what i asked
thats not what i asked|that is not what i meant|thats not what i meant|you did not answer my question
you didnt answer my question|that does not answer my question|that doesnt answer my question|that is not an answer
thats not an answer|not helpful|that is not helpful|thats not helpful|that does not help|that doesnt help
this does not help|you misunderstood|you misunderstood me|you did not understand|you didnt understand
you dont understand|you do not understand""",
    "sources": """\
what sources do you have|which sources do you have|what are your sources|what sources are there|list your sources
which sources are there|what sources do you use|which sources do you use|what newspapers do you have|list sources
which newspapers do you have|what articles do you have|what sources are in this archive|show sources
where do your articles come from|where does your information come from|where do you get your information""",
    "latest": """\
what is new|whats new|what is the news|whats the news|what is the latest news|whats the latest news|latest news|news
what is the latest|whats the latest|what is in the news|whats in the news|any news|what news do you have|todays news
what happened today|whats happening|what is happening|show me the news|the news|headlines|latest headlines
the latest|what are the headlines|what are the latest headlines|show me the latest news|give me the news
give me the latest news|what is in the news today|whats in the news today|what is new today|whats new today
anything new|news summary|give me a news summary|summarize the news|summarise the news|give me a summary of the news
give me an overview of the news|summary of the news|surprise me|tell me the news|tell me something interesting
tell me something new|what is important|what is interesting|what is going on|whats going on""",
}
# What the program may be taken for: "are you ChatGPT?", "is this an AI?".
_TAKEN_FOR = """\
chatgpt|chat gpt|gpt|gpt4|gpt 4|gpt5|gpt 5|openai|claude|gemini|grok|siri|alexa|bard|copilot|perplexity|deepseek
llama|google|wikipedia|ai|an ai|a bot|a chatbot|a robot|a machine|a computer|a program|a language model|a person
a human|an llm|llm|real|alive|human|dateline|a search engine|a journalist|a real person|a human being"""
_TAKING = ("are you", "is this", "you are", "am i talking to", "so you are")
_ABOUT = frozenset(
    f"{start} {name}" for start in _TAKING for name in _TAKEN_FOR.replace("\n", "|").split("|")
) - {"is this real", "is this alive", "is this human"}  # fmt: skip
TALK = {
    kind: frozenset(
        (*_WORDS.get(kind, "").split(), *_PHRASES.get(kind, "").replace("\n", "|").split("|"))
    ) - {""} | (_ABOUT if kind == "about" else frozenset())
    for kind in (*_WORDS, "sources", "latest", "dispute")
}  # fmt: skip
SHORT = {
    "u": "you", "ya": "you", "r": "are", "ur": "your", "wat": "what", "wut": "what", "wot": "what", "whats": "what is",
    "whos": "who is", "thats": "that is", "youre": "you are", "im": "i am", "hows": "how is", "pls": "please",
    "plz": "please",
}  # fmt: skip
"""Words as they are typed in a hurry, and those they stand for."""
AFTER = frozenset("please bot dateline man mate bro dude buddy sir then again".split())
"""What may follow a whole message: "give me a summary please"."""
WORDS = frozenset(word for words in _WORDS.values() for word in words.split())
