"""What kind of word a word is, by lists and endings: enough to tell where a phrase may begin and end.

English has lists of its own; other languages have YAKE's stop words only, which is enough to keep function words
from the ends of a phrase.
"""

from __future__ import annotations

from enum import IntEnum

__all__ = ["GENERIC", "Kind", "context", "kind_of"]


class Kind(IntEnum):
    """What a word can be in a phrase."""

    NOUN = 0  # may stand anywhere: a noun, or a word that we know nothing of
    ADJECTIVE = 1  # may begin a phrase and stand inside it, not end it
    FUNCTION = 2  # ends a run of words
    VERB = 3  # ends a run of words
    ADVERB = 4  # ends a run of words
    NUMBER = 5  # may follow a name ("Windows 95"), else ends a run
    OTHER = 6  # addresses and other things that are no words


_FUNCTION = {
    "determiner": "the a an this that these those our its their his her my your each every some any all both such no "
    "another other several many most more few which whose what certain various different same own",
    "preposition": "of in on at by for with from into onto over under between among through via within without "
    "against about across along around during per toward towards upon than as like beyond behind above below near "
    "despite regarding concerning including except off out up down beside besides beneath amid versus vs",
    "auxiliary": "is are was were be been being am has have had having do does did doing 's isn't aren't wasn't weren't "
    "hasn't haven't hadn't doesn't don't didn't",
    "subject": "to can could may might must shall should will would cannot can't couldn't won't wouldn't shouldn't i we "
    "you he she it they who not also then there let let's i'm i'd i'll i've we're we've we'll we'd you're you've "
    "you'll you'd they're they've they'll they'd he's she's it's that's there's who's what's",
    "conjunction": "and or but nor yet so if because while whereas although though unless until since when where why "
    "how whether once plus either neither",
}
_CONTEXT = {word: name for name, line in _FUNCTION.items() for word in line.split()}

_FUNCTION_EXTRA = frozenset(
    ["too", "very", "just", "even", "only", "still", "again", "ever", "never", "always", "often", "sometimes", "maybe", "perhaps", "quite", "rather", "almost", "already", "else", "instead", "otherwise", "however", "therefore", "thus", "hence", "moreover", "furthermore", "nevertheless", "nonetheless", "meanwhile", "besides", "indeed", "anyway", "someone", "anyone", "everyone", "nobody", "something", "anything", "everything", "nothing", "somebody", "anybody", "everybody", "somewhere", "anywhere", "everywhere", "here", "now", "today", "yesterday", "tomorrow", "yes", "yeah", "ok", "okay", "please", "thanks", "hello", "hi", "hey", "sorry", "oh", "well", "lol", "imo", "imho", "btw", "iirc", "afaik", "fwiw", "tldr", "etc", "eg", "ie", "e.g", "i.e", "et", "al", "ibid", "wrt", "w.r.t", "ain't", "gonna", "wanna", "gotta", "kinda", "sorta", "able", "much", "less", "least", "enough", "first", "second", "third", "last", "next", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "hundred", "thousand", "million", "billion", "zero", "one", "ones", "dozen", "dozens", "half", "couple", "us", "me", "him", "them", "himself", "herself", "itself", "themselves", "ourselves", "yourself", "myself", "oneself", "mine", "yours", "hers", "theirs", "ours", "whoever", "whatever", "whichever", "whenever", "wherever", "per", "unlike", "amongst", "whilst", "upon", "ago", "away", "together", "apart", "aside", "back", "forth", "twice", "whom", "lot", "lots", "bit", "further", "mere", "latter", "former", "respective", "respectively", "op", "edit", "update", "tl", "dr", "p.s"]
)

_VERBS = (  # bases that a phrase never begins or ends with, in any form but the participles told apart below
    "accept accomplish achieve acknowledge acquire adapt add address admit adopt advise affect afford agree aim allow "
    "announce anticipate appear apply appreciate argue arise arrive ask assert assign assume assure attain attempt "
    "attract avoid bear become befall beg begin behave believe belong bother bring build buy call care carry catch cause "
    "cease characterize choose cite claim clarify classify come commit compare compensate compete complain comply "
    "comprise compute conclude conduct confess confirm confront confuse consider consist constitute construct contain "
    "contend continue contribute convert convince cope create deal decide declare deem defend define delete deliver "
    "demonstrate deny depend depict deploy derive describe deserve destroy detect determine develop devise devote "
    "differ diminish disagree disappear discard discover discuss dislike dismiss disprove distinguish do draw drop earn "
    "eat elaborate eliminate embed emerge emphasize employ enable encounter encourage enhance enjoy ensure entail "
    "enter establish evaluate evolve examine exceed exclude exhibit exist expand expect explain exploit explore express "
    "extend extract facilitate fail fall feel fill find finish fit fix focus follow forbid force forget forgive "
    "formulate gain gather generate get give go grab grant grow guarantee guess guide handle happen hate hear help hold "
    "hope identify ignore illustrate imagine implement imply impose improve incorporate increase incur indicate induce "
    "infer inform inhibit insist install integrate intend interact interpret introduce invent invest investigate "
    "involve justify keep kill know lack lay lead learn leave lend let lie like live locate look lose love maintain make "
    "manage mean measure meet mention minimize maximize miss modify motivate move need neglect notice obtain occur offer "
    "omit operate optimize ought outline overcome owe own participate pay perceive perform permit persuade place play "
    "point pose possess postulate predict prefer prepare prescribe preserve presume pretend prevent proceed produce "
    "promise promote propose prohibit protect prove provide publish pull pursue push put quantify question quit quote "
    "raise reach react read realize recall receive recognize recommend reconsider reconstruct recover reduce refer "
    "refine reflect refuse refute regard reject relate rely remain remember remind remove render repeat replace reply "
    "report represent require resolve respond restrict result retain retrieve return reveal run satisfy save say see "
    "seek seem select sell send serve set settle share show shrink simplify simulate sit solve sound speak specify "
    "spend stand start state stay stem stick stop strengthen strive study subscribe succeed suffer suffice suggest suit "
    "summarize support suppose surround survive suspect sustain tackle tailor take talk teach tell tend think threaten "
    "throw tolerate transform translate treat try turn underlie undergo understand undertake use utilize validate vary "
    "verify view violate visit wait want warn watch win wish wonder work worry worsen write yield realise recognise "
    "emphasise minimise maximise optimise utilise summarise characterise analyse analyze apologize apologise blame "
    "concede exaggerate thank upvote downvote assess correspond coincide resemble necessitate allocate adjust alter "
    "amount assist attend await bind borrow break capture cast check clean climb close collect combine compile confine "
    "connect consume copy correct count cover cut dare delay demand describe design desire discourage display divide "
    "drive ease enforce estimate exchange execute exercise experience experiment fear fight figure finance fly frame fund "
    "gauge govern hide highlight hit hurt initiate inspect join judge jump launch leverage lift limit link list "
    "listen lower mark match matter mind mix monitor note observe open order pass pick plan post practice present press "
    "prevail print process program project proof purchase rank rate record register release rest review ride rise risk "
    "roll rule sample scale search score shape shift ship sign slow sort source split spread stress stretch strike "
    "structure submit supply surprise switch target test touch trace track trade train transfer travel trigger trust "
    "type update upgrade value vote walk wear weigh wonder"
).split()
_NOUNS_TOO = frozenset(  # bases above that are nouns as often: only their -ed and -ing forms are held for verbs
    ["address", "aim", "attempt", "care", "cause", "claim", "compete", "deal", "demand", "design", "desire", "display", "estimate", "exchange", "exercise", "experience", "experiment", "fear", "fight", "figure", "finance", "fit", "fix", "focus", "force", "frame", "fund", "gain", "guarantee", "guess", "guide", "handle", "help", "hope", "influence", "judge", "lack", "lead", "lie", "limit", "link", "list", "love", "lower", "mark", "match", "matter", "measure", "mind", "mix", "model", "monitor", "move", "need", "note", "offer", "order", "own", "pass", "pay", "place", "plan", "play", "point", "post", "practice", "present", "press", "print", "process", "program", "project", "promise", "proof", "purchase", "push", "question", "quote", "rank", "rate", "record", "register", "release", "report", "rest", "result", "return", "review", "ride", "rise", "risk", "rule", "run", "sample", "save", "scale", "score", "search", "set", "shape", "share", "shift", "ship", "show", "sign", "slow", "sort", "sound", "source", "split", "spread", "stand", "start", "state", "stay", "stem", "stick", "stop", "stress", "stretch", "strike", "structure", "study", "suit", "supply", "support", "surprise", "suspect", "switch", "talk", "target", "test", "threat", "touch", "trace", "track", "trade", "train", "transfer", "travel", "treat", "trigger", "trust", "try", "turn", "type", "update", "upgrade", "use", "value", "view", "visit", "vote", "wait", "walk", "watch", "wear", "win", "wish", "wonder", "work", "worry", "yield", "amount", "break", "call", "capture", "cast", "check", "copy", "correct", "count", "cover", "cut", "drive", "ease", "fall", "hit", "hold", "increase", "jump", "launch", "leverage", "lift", "live", "open", "pick", "raise", "reply", "roll", "fly", "experience", "delay", "contract", "measure", "blame", "access", "sell", "buy", "kill", "draw", "drop", "sit", "reach", "read", "tackle", "thank", "clean", "close", "slow", "dare", "fear", "hide", "visit", "walk"]
)
_IRREGULAR = frozenset(
    ["became", "began", "brought", "built", "bought", "came", "caught", "chose", "chosen", "did", "done", "drew", "drawn", "drove", "driven", "ate", "eaten", "fell", "fallen", "felt", "found", "fought", "forgot", "forgotten", "gave", "given", "went", "gone", "got", "gotten", "grew", "grown", "heard", "held", "hid", "hidden", "kept", "knew", "known", "laid", "led", "left", "lent", "let", "lost", "made", "meant", "met", "paid", "put", "quit", "read", "ran", "rose", "risen", "said", "saw", "seen", "sought", "sold", "sent", "shook", "shown", "sat", "spoke", "spoken", "spent", "stood", "stuck", "struck", "took", "taken", "taught", "told", "thought", "threw", "thrown", "understood", "underwent", "wore", "won", "wrote", "written", "showed", "dealt", "hoped", "tried", "tries", "applied", "applies", "carries", "denied", "denies", "implied", "implies", "relied", "relies", "satisfies", "satisfied", "varies", "varied", "occurred", "occurring", "referred", "preferring", "arose", "arisen", "undergone", "undertaken", "undertook", "overcame", "withdrew", "proven", "shall", "meant", "bore", "borne", "broke", "chosen", "flew", "froze", "lay", "lain", "sang", "sank", "swore", "swam"]
)

_ADJECTIVES = frozenset(
    ["good", "bad", "great", "big", "small", "large", "huge", "tiny", "little", "old", "new", "novel", "recent", "current", "previous", "next", "final", "initial", "main", "major", "minor", "key", "important", "significant", "relevant", "interesting", "useful", "possible", "impossible", "potential", "likely", "unlikely", "sure", "clear", "obvious", "simple", "easy", "hard", "difficult", "complex", "complicated", "real", "true", "false", "actual", "whole", "entire", "full", "complete", "total", "partial", "specific", "general", "particular", "special", "common", "typical", "usual", "normal", "similar", "different", "equal", "equivalent", "high", "low", "higher", "lower", "highest", "lowest", "long", "short", "longer", "shorter", "fast", "slow", "faster", "slower", "early", "late", "earlier", "better", "best", "worse", "worst", "strong", "weak", "stronger", "weaker", "wide", "narrow", "broad", "deep", "rich", "poor", "efficient", "effective", "successful", "necessary", "sufficient", "appropriate", "suitable", "reasonable", "practical", "theoretical", "available", "existing", "proposed", "so-called", "well-known", "first-ever", "additional", "extra", "further", "alternative", "overall", "careful", "serious", "severe", "extreme", "nice", "fine", "cool", "dumb", "stupid", "smart", "crazy", "weird", "funny", "silly", "fair", "unfair", "wrong", "right", "happy", "sad", "glad", "afraid", "aware", "capable", "responsible", "popular", "famous", "modern", "ancient", "young", "future", "past", "present", "basic", "fundamental", "essential", "crucial", "critical", "considerable", "substantial", "numerous", "multiple", "single", "double", "various", "diverse", "certain", "given", "able", "unable", "ready", "free", "open", "closed", "hot", "cold", "warm", "dark", "bright", "dry", "wet", "heavy", "light", "thin", "thick", "sharp", "smooth", "rough", "safe", "dangerous", "cheap", "expensive", "costly", "worth", "public", "private", "local", "global", "national", "international", "social", "political", "economic", "financial", "legal", "medical", "physical", "mental", "personal", "human", "natural", "artificial", "digital", "virtual", "online", "offline", "foreign", "domestic", "direct", "indirect", "active", "passive", "positive", "negative", "neutral", "central", "internal", "external", "primary", "secondary", "annual", "daily", "weekly", "monthly", "random", "linear", "nonlinear", "optimal", "minimal", "maximal", "finite", "infinite", "discrete", "continuous", "dynamic", "static", "stable", "unstable"]
)
_ADJECTIVE_ENDS = ("ous", "ive", "able", "ible", "ful", "less", "ical", "ary", "ish", "est", "lar", "esque")
_NOUNS_ANYWAY = frozenset(
    ["archive", "drive", "motive", "objective", "perspective", "alternative", "initiative", "native", "detective", "incentive", "narrative", "executive", "representative", "table", "variable", "cable", "vegetable", "bible", "crucible", "vocabulary", "dictionary", "library", "boundary", "summary", "salary", "diary", "secretary", "commentary", "documentary", "glossary", "canary", "anniversary", "adversary", "beneficiary", "subsidiary", "intermediary", "test", "rest", "guest", "west", "forest", "interest", "request", "quest", "harvest", "protest", "contest", "nest", "chest", "breast", "finish", "fish", "dish", "british", "english", "spanish", "polish", "collar", "dollar", "scholar", "pillar", "grammar", "calendar", "technical", "chemical", "medical", "handful", "derivative", "additive", "collective", "initiative", "executive", "relative", "adjective", "directive", "olive", "hive", "dive", "deliverable", "consumable", "wearable", "renewable", "executable", "observable", "radical", "critical", "receivable", "five", "unless", "february", "january", "missionary", "mercenary", "military", "judiciary", "pharmaceutical", "biological", "theoretical", "bus", "virus", "campus", "census", "consensus", "locus", "nucleus", "radius", "status", "stimulus", "focus", "genus", "bonus", "corpus", "apparatus", "chorus"]
)
_NOT_ADVERB = frozenset(
    ["family", "supply", "reply", "anomaly", "assembly", "ally", "belly", "bully", "fly", "italy", "july", "jelly", "lily", "monopoly", "poly", "rally", "apply", "ugly", "friendly", "elderly", "likely", "early", "only", "daily", "holy", "assembly", "homily", "butterfly", "multiply", "comply", "rely", "imply", "duopoly", "oligopoly"]
)
_ADVERBS = frozenset(
    ["apart", "twice", "alike", "altogether", "forward", "backward", "upwards", "downwards", "inside", "outside", "abroad", "overseas", "nowadays", "later", "sooner", "soon", "far", "long-term", "instead", "somehow", "seldom", "likewise", "nonetheless", "fast", "hard"]
) - {"fast", "hard", "long-term"}


GENERIC = frozenset(
    ["thing", "things", "people", "person", "man", "men", "woman", "women", "guy", "guys", "lot", "lots", "author", "authors", "year", "years", "day", "days", "week", "weeks", "month", "months", "time", "times", "hour", "hours", "minute", "minutes", "point", "points", "argument", "arguments", "comment", "comments", "post", "posts", "thread", "threads", "reason", "reasons", "way", "ways", "example", "examples", "case", "cases", "fact", "facts", "idea", "ideas", "question", "questions", "answer", "answers", "problem", "problems", "issue", "issues", "kind", "kinds", "sort", "sorts", "type", "types", "part", "parts", "side", "sides", "number", "numbers", "amount", "amounts", "end", "start", "beginning", "place", "places", "world", "life", "stuff", "matter", "matters", "part", "something", "anything", "everything", "statement", "statements", "opinion", "opinions", "view", "views", "sense", "word", "words", "definition", "definitions", "situation", "situations", "result", "results", "effect", "effects", "difference", "differences", "article", "articles", "paper", "papers", "section", "sections", "figure", "figures", "table", "tables", "chapter", "work", "works", "study", "studies", "approach", "approaches", "method", "methods", "use", "uses", "user", "something", "set", "sets", "value", "values", "level", "levels", "order", "orders", "term", "terms", "name", "names", "list", "lists", "line", "lines", "form", "forms", "group", "groups", "respect", "basis", "role", "aspect", "aspects", "addition", "detail", "details", "feature", "features", "property", "properties", "purpose", "purposes", "area", "areas", "field", "fields", "process", "step", "steps", "change", "changes", "position", "positions", "top", "bottom", "rest", "majority", "minority", "today", "tomorrow", "thanks", "discussion", "discussions", "debate", "debates", "conversation", "response", "responses", "reply", "replies", "claim", "claims", "evidence", "proof", "assumption", "assumptions", "conclusion", "conclusions", "premise", "premises", "topic", "topics", "subject", "link", "links", "source", "sources", "site", "website", "page", "pages", "story", "book", "books", "title", "edit", "update", "delta", "op", "sub", "subreddit", "upvote", "downvote", "mod", "mods", "account", "bit", "piece", "pieces", "couple", "bunch", "ton", "tons", "deal", "everyone", "someone", "anyone", "nobody", "one", "ones", "experience", "experiences", "mind", "thought", "thoughts", "feeling", "feelings", "belief", "beliefs", "hand", "hands", "eye", "eyes", "head", "heart", "body", "home", "house", "room", "door", "course", "context", "background", "information", "paragraph", "sentence", "sentences", "quote", "quotes", "reference", "references", "appendix", "abstract", "introduction", "keywords", "category", "categories", "acknowledgement", "acknowledgements", "implication", "implications", "scenario", "scenarios", "possibility", "possibilities", "ability", "abilities", "choice", "choices", "option", "options", "chance", "chances", "risk", "concern", "concerns", "need", "needs", "goal", "goals", "attempt", "effort", "efforts", "intent", "good", "bad", "right", "wrong", "truth", "lie", "ways", "moment", "period", "age", "date", "past", "future", "present", "state", "condition", "conditions", "standard", "standards", "degree", "extent", "scale", "size", "length", "range", "rate", "amount", "total", "average", "percent", "percentage", "half", "majority", "scope", "person's", "kid", "kids", "child", "children", "friend", "friends", "family", "guy", "dude", "folks", "folk", "humans", "human", "being", "beings", "performance", "comparison", "analysis", "evaluation", "advantage", "advantages", "disadvantage", "disadvantages", "limitation", "limitations", "solution", "solutions", "technique", "techniques", "system", "systems", "application", "applications", "implementation", "development", "requirement", "requirements", "observation", "observations", "assumption", "characteristics", "manner", "importance", "existence", "presence", "absence", "lack", "kind-of", "viewpoint", "perspective", "perspectives", "stance", "consensus", "disagreement", "agreement", "objection", "objections", "counterargument", "counterarguments", "rebuttal", "logic", "logical", "criticism", "critique", "explanation", "explanations", "interest", "interests", "help", "call", "calls", "look", "looks", "note", "notes", "talk", "try", "turn"]
)
"""Nouns that say nothing of what a text is about when they stand alone."""


def _forms(base: str) -> set[str]:
    """The forms of a regular verb: -s, -ed, -ing."""
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    forms = {base, base + "s", stem + "ed", stem + "ing"}
    if base.endswith("y") and base[-2] not in "aeiou":
        forms |= {base[:-1] + "ies", base[:-1] + "ied"}
    elif base.endswith(("s", "sh", "ch", "x", "z")):
        forms.add(base + "es")
    if len(base) > 2 and base[-1] in "bdgmnprtl" and base[-2] in "aeiou" and base[-3] not in "aeiou":
        forms |= {base + base[-1] + "ed", base + base[-1] + "ing"}
    return forms


_FINITE = frozenset(
    form
    for base in _VERBS
    for form in _forms(base)
    if base not in _NOUNS_TOO and not form.endswith(("ing", "ed"))
)
_GERUNDS = frozenset(form for base in _VERBS for form in _forms(base) if form.endswith("ing"))
_PARTICIPLES = frozenset(form for base in _VERBS for form in _forms(base) if form.endswith("ed"))


def kind_of(lower: str, *, stop: frozenset[str], english: bool) -> Kind:
    """What kind a word is.

    Args:
        lower: the word in lower case, apostrophes plain.
        stop: the language's stop words.
        english: whether the English lists and endings apply.

    Example:
        >>> [kind_of(w, stop=frozenset({"the"}), english=True).name for w in ("the", "license", "famous", "1990")]
        ['FUNCTION', 'NOUN', 'ADJECTIVE', 'NUMBER']
    """
    if not any(char.isalpha() for char in lower):
        return Kind.NUMBER
    if not english:
        return Kind.FUNCTION if lower in stop or len(lower) == 1 else Kind.NOUN
    if lower in _CONTEXT or lower in _FUNCTION_EXTRA or "'" in lower:
        return Kind.FUNCTION
    if lower in _FINITE or lower in _IRREGULAR:
        return Kind.VERB
    if (lower.endswith("ly") and len(lower) > 4 and lower not in _NOT_ADVERB) or lower in _ADVERBS:
        return Kind.ADVERB
    if lower in _ADJECTIVES or lower in _PARTICIPLES:
        return Kind.ADJECTIVE
    if lower in stop and lower not in GENERIC:
        return Kind.FUNCTION
    if lower.endswith(_ADJECTIVE_ENDS) and lower not in _NOUNS_ANYWAY and len(lower) > 5:
        return Kind.ADJECTIVE
    return Kind.NOUN


def context(lower: str, kind: Kind) -> str:
    """The kind of neighbour that a word is to a phrase: what stands before and after tells a noun from a verb.

    Example:
        >>> context("the", Kind.FUNCTION), context("quickly", Kind.ADVERB)
        ('determiner', 'adverb')
    """
    if kind in (Kind.FUNCTION, Kind.VERB):
        return _CONTEXT.get(lower, "verb" if kind is Kind.VERB else "other")
    return {Kind.ADVERB: "adverb", Kind.NUMBER: "number"}.get(kind, "content")
