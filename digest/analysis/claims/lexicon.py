"""A lexicon of words and phrases by their function in an argument, found in one pass over the words.

The families follow the literature on argument mining (Stab and Gurevych 2017: discourse and modality indicators;
Hyland 2005: hedges and boosters; Wilson, Wiebe and Hoffmann 2005: evaluation); the lists are our own. The weight of
each family is learned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

FAMILIES: Mapping[str, str] = {
    "reason": "because | since | as a result of | due to | for this reason | for that reason | the reason | given that"
    " | after all | owing to | thanks to | that is why | that's why | this is why | which is why | on account of",
    "conclusion": "therefore | thus | hence | so | consequently | as a result | it follows | this means | that means"
    " | which means | in conclusion | in short | to sum up | basically | ultimately | in the end | the point is"
    " | my point | the bottom line | all in all | clearly | implies | then",
    "contrast": "but | however | yet | although | though | even though | whereas | nevertheless | nonetheless | still"
    " | on the other hand | in contrast | instead | rather | despite | in spite of | while | unlike | conversely"
    " | on the contrary | otherwise | regardless | that said | that being said | having said that | even if | even so",
    "addition": "also | moreover | furthermore | in addition | additionally | besides | as well | plus"
    " | on top of that"
    " | first | firstly | second | secondly | third | thirdly | finally | lastly | for one | another | not to mention",
    "example": "for example | for instance | e g | such as | like when | imagine | suppose | let's say"
    " | say you | consider"
    " | take the | case in point | namely | example | examples | scenario | analogy | hypothetical | specifically",
    "experience": "i've seen | i have seen | i've had | i had | i was | i used to | i remember | i know someone"
    " | i know people | a friend | my friend | my friends | friend of mine | my wife | my husband | my mother"
    " | my father"
    " | my mom | my dad | my parents | my family | my brother | my sister | my job | my boss | my company | my school"
    " | i work | i worked | i grew up | when i | where i live | i live in | in my experience | personally | i own"
    " | i bought | i went | i got | i met | i tried | years ago | last year | last week | once | growing up"
    " | i've been",
    "source": "according to | study | studies | research | researchers | scientists | statistics | data | evidence"
    " | source | sources | article | wikipedia | report | survey | poll | paper | experiment | figures | proof | link"
    " | percent | http | https | www | quote | quoted | citation | documented",
    "opinion": "i think | i believe | i feel | i feel like | in my opinion | imo | imho | in my view | my view"
    " | my opinion"
    " | i would argue | i'd argue | i'd say | i would say | it seems | seems to me | i find | i consider | i guess"
    " | i don't think | i do not think | i don't believe | i do not believe | i doubt | i suspect | i'm convinced"
    " | i am convinced | i hold | my belief | as far as i | i suppose | i'm not sure | i don't see | i see",
    "stance_verb": "i agree | i disagree | agree | disagree | i concede | concede | you're right | you are right"
    " | you're wrong | fair point | good point | fair enough | true | exactly | wrong | incorrect | correct"
    " | valid | false"
    " | i understand | i get | granted | admittedly | of course | sure | yes | no | yeah | absolutely | nope | indeed",
    "duty": "should | shouldn't | must | mustn't | ought | need to | needs to | have to | has to | need"
    " | needs | supposed to"
    " | had better | deserve | deserves | responsible | responsibility | obligation | right to | rights"
    " | allowed | ought to",
    "ability": "can | can't | cannot | could | couldn't | able | unable | possible | impossible | capable",
    "prediction": "will | won't | would | wouldn't | going to | gonna | likely | unlikely | inevitable | inevitably",
    "hedge": "may | might | maybe | perhaps | probably | possibly | somewhat | fairly | sort of | kind of | generally"
    " | usually | often | sometimes | mostly | tend to | tends to | tend | seem | seems | apparently"
    " | seemingly | in general"
    " | typically | presumably | relatively | roughly | almost | potentially | arguably | at least | as far as",
    "booster": "always | never | definitely | certainly | obviously | absolutely | totally | completely | entirely"
    " | undoubtedly | really | very | extremely | literally | simply | no doubt | without a doubt | in fact | actually"
    " | by far | far more | incredibly | highly | truly | everyone | nobody | no one | nothing | every | only | all",
    "praise": "good | better | best | great | important | valuable | useful | beneficial | benefit | benefits | fair"
    " | effective | efficient | superior | healthy | safe | right | moral | justified | reasonable | worth | necessary"
    " | essential | worthwhile | advantage | advantages | positive | helps | helpful | legitimate | valid | reliable",
    "blame": "bad | worse | worst | terrible | awful | harmful | harm | harms | dangerous | unfair | unjust | immoral"
    " | wrong | stupid | dumb | ridiculous | absurd | useless | pointless | meaningless | unnecessary"
    " | inferior | flawed"
    " | problem | problems | issue | issues | fault | evil | toxic | disgusting | silly | nonsense | bullshit"
    " | fallacy"
    " | ineffective | wasteful | negative | inefficient | risk | risky | irrelevant | unreasonable"
    " | hypocritical | fails",
    "comparison": "more | less | than | most | least | as much as | as many | compared to | compared | similar"
    " | similarly"
    " | same | equal | equally | different | difference | just as | like | unlike | versus | vs | equivalent",
    "condition": "if | unless | as long as | provided | assuming | in case | whether | without | only if"
    " | when | whenever",
    "negation": "not | no | never | none | nothing | neither | nor | don't | doesn't | didn't | isn't | aren't"
    " | wasn't"
    " | weren't | won't | wouldn't | can't | cannot | couldn't | shouldn't | hasn't | haven't | hardly"
    " | barely | ain't | without",
    "definition": "means | defined | definition | define | is when | refers to | is called | in other words | that is"
    " | i mean | i e | meaning | term | word | essentially | by definition | concept | idea",
    "past": "was | were | had | did | been | went | said | got | made | came | saw | took | became | happened"
    " | started"
    " | used | wasn't | weren't | didn't | told | thought | felt | found | left",
    "copula": "is | isn't | are | aren't | it's | that's | there's | they're | he's | she's | we're | what's"
    " | am | be | i'm",
    "reader": "you | your | you're | you've | you'd | yours | yourself | you'll | op | op's",
    "self": "i | me | my | i'm | i've | i'd | i'll | mine | myself | im | ive",
    "we": "we | us | our | we're | we've | society | humanity | everybody",
    "others": "they | them | their | he | she | his | her | him | they're | people | someone | somebody | many"
    " | some | others",
    "question_word": "what | why | how | who | where | which | whose | do you | does | is there | are you | would you"
    " | can you | could you | did you | have you | isn't | don't you | aren't | what about | how about"
    " | what if | what makes",
    "courtesy": "thanks | thank you | thank | please | sorry | apologies | welcome | cheers | hello | hi | hey"
    " | good luck"
    " | appreciate | upvote | upvoted | upvotes | downvote | downvotes | downvoted | glad | hope | happy to | pleasure"
    " | enjoy | kudos | bravo | well said | well done | nice | congrats | congratulations",
    "about_talk": "edit | edited | update | tl dr | tldr | ninja edit | delta | deltas | this post"
    " | this thread | this sub"
    " | subreddit | my post | op | original post | cmv | change my view | change my mind | changed my view"
    " | changed my mind | convince me | convinced me | comment | comments | reply | replies | rule | moderator"
    " | mods | flagged | title | thread | discussion | this site | posting | reposted | repost | ninja | typo | mobile"
    " | disclaimer | context | background | read | explain | elaborate | clarify | response | respond | wall of text",
    "laughter": "lol | haha | lmao | rofl | hehe | joke | joking | jk | kidding | xd | heh | pun | pun intended",
    "attribution": "you said | you say | you're saying | you are saying | you claim | you mentioned | your argument"
    " | your point | your claim | your view | your logic | some say | people say | some people | people think"
    " | they say"
    " | some might | one might | you might | many people | others say | argue | argues | argument | claim"
    " | claims | counter"
    " | the argument | say that | claim that | argue that | you seem | you can say | one could | would say",
}
"""The phrases of each family, separated by bars, so that they are easy to read and extend."""


def _index() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for family, phrases in FAMILIES.items():
        for phrase in phrases.split("|"):
            first, *rest = phrase.split()
            index.setdefault(first, []).append((tuple(rest), family))
    return {first: tuple(entries) for first, entries in index.items()}


_INDEX = _index()


def families_in(words: Sequence[str]) -> Iterator[str]:
    """The families of all phrases that occur, in reading order; one for each occurrence.

    Args:
        words: lower case, with plain apostrophes.

    Example:
        >>> list(families_in("suppose you should".split()))
        ['example', 'reader', 'duty']
    """
    for at, word in enumerate(words):
        for rest, family in _INDEX.get(word, ()):
            if not rest or tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                yield family
