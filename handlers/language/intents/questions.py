"""Questions and fragments that are no orders: "what's on tonight?", "why did it fail"."""

from __future__ import annotations

from handlers.language.intents.shape import Claim, Shape, anywhere, first

QUESTIONS: tuple[Shape, ...] = (
    anywhere(
        "undo",
        r"^(?:undo|never ?mind that(?: last)?)\b",
    ),
    anywhere(
        "help",
        r"^(?:what (?:can|do|else can) (?:you|i|we) (?:do|say|ask|type)|how (?:do|can|does|"
        r"should|would) (?:i|we|you|this|it|one|the bot) (?:go about |even )?(?:schedule|"
        r"post|publish|stage|use|work|cancel|move|reschedule|retry|pause|resume|connect|edit|"
        r"change|delete|swap|duplicate|preview|undo|start|get started|set|add|make|approve|"
        r"see|list)|how to|how does (?:this|it|that) (?:bot )?work|what are (?:the|"
        r"your) (?:commands|options)|who are you|what are you|what is this bot|"
        r"i need (?:some )?help|can you help|.*\bhelp me (?:with|understand)|"
        r"what (?:commands|kind of (?:commands|things)))",
    ),
    anywhere(
        "connections:status",
        r"^(?:is|are) .*\b(?:linked|hooked up|logged in)(?: \?)?$",
        r"(?:connected|connection|logged in|authori[sz]ed|linked (?:accounts?|to)|(?:token|"
        r"login) .*expire)",
        r"^(?:which|what|list|show)(?: me)?(?: my| our| the| all)* accounts",
        r"^accounts\b",
    ),
    anywhere(
        "explain_failure",
        r"(?:^| )(?:why|how come|what (?:is|was) the (?:error|reason|problem|"
        r"issue))\b.*(?:fail|not|error|wrong|reject|refus|stuck|late|block|declin|problem|"
        r"break|broke|crash)",
        r"^why (?:did|is|was|are|were|has|have|do|does)",
        r"what (?:went|is|was|has gone) wrong",
        r"what happened (?:to|with)",
        r"(?:reason|cause) (?:for|of|why|behind)",
        r"what (?:is|was) the error",
        r"what (?:caused|made) .*fail",
        r"failure reason",
    ),
    anywhere(
        "best_time",
        r"when (?:do|does|are|is) (?:my |our |the )?(?:people|users|followers|audience|everyone) ",
        r"@strategy (?:to|for|on|in)\b.*",
        r"^@strategy (?:\?|$)",
        r"when (?:is|are|would be|will be|do|does) .*@strategy",
        r"(?:what|which) .*@strategy",
        r"when (?:should|do|can|must|would) (?:i|we|you)(?: best)? (?:post|publish|share|"
        r"send|schedule|put|release|upload)",
        r"what time (?:should|is|do|works|would)\b",
        r"which (?:time|day|hour) (?:is|works|should)",
        r"when (?:is|are) (?:my|our|the) (?:audience|followers|people) ",
        r"is @t (?:a )?@strategy",
        r"best (?:day|hour)",
    ),
    anywhere(
        "validate",
        r"(?:will|does|would|do|can|is|are|did) .*\b(?:fits?|too (?:long|big|large|short|"
        r"small)|(?:ok|okay|good|fine|valid|allowed|accepted|ready|right size|suitable|"
        r"compliant|within)(?: enough)? (?:to go )?(?:for|on|in|by|the)|meets?|pass|"
        r"work on)\b",
        r"(?:any|are there|is there) .*(?:problems?|issues?|warnings?) ",
        r"(?:problems?|issues?|anything wrong) with",
        r"\b(?:ok|okay|fine|good) with (?:this|these|it|the|my|our)\b",
        r"right (?:size|format|length|ratio) for",
        r"(?:is|are) .*\b(?:ok|okay|allowed|valid|ready)(?: \?)?$",
    ),
    anywhere(
        "preview",
        r"(?:how|what) (?:will|would|does|do|is|are|it) .*look",
        r"what (?:will|would|does) .*look like",
        r"(?:can|could|may) (?:i|we) (?:see|have a look at|look at) (?!.*(?:calendar|"
        r"schedule|queue|plan)).*",
    ),
    anywhere(
        "analytics",
        r"\b(?:likes|views|clicks|shares|comments) (?:on|for|of|did)\b",
        r"\b(?:stats|statistics|analytics|metrics|performance|performing|performed|"
        r"engagement|insights|impressions|success rate|click(?:s| rate)|reach|followers?)\b",
        r"how many (?:views|likes|clicks|shares|comments|people|impressions|followers)",
        r"how (?:did|do|does|is|are|has|have|was|were|well) .*\b(?:do|doing|go|perform(?:ing|"
        r"ed)?|done|land|fare)(?: so far)?(?: \?| @t| on @net)*$",
        r"(?:top|best|worst|best performing|most (?:liked|viewed|"
        r"popular)) (?:@net )?(?:posts?|tweets?|clips?|videos?|reels?|content|one)",
    ),
    anywhere(
        "status",
        r"^(?:is|are|was|were) (?!there )(?:.* )?\b(?:published|posted|live|out|up|done|sent|"
        r"scheduled|"
        r"uploaded|going out|still|stuck|finished|ready|processed|queued)\b",
        r"^(?:did|has|have) .*(?:go(?:ne)? (?:out|up|live|through)|publish(?:ed)?|posted?|"
        r"uploaded?|been (?:published|posted|sent|scheduled|uploaded)|sent|work(?:ed)?|"
        r"make it|succeed(?:ed)?|get (?:posted|published))",
        r"^(?:when|what time|at what time|what day) (?:is|are|does|do|will|did|was|were) .*",
        r"^how (?:is|are) .*(?:going|coming along|progressing)",
        r"^how far",
        r"^where (?:is|are)",
        r"\bstatus\b",
    ),
    anywhere(
        "list",
        r"^(?:my |our |the )?(?:posts|tweets|reels|clips|videos|content|stuff) .*\?$",
        r"^anything (?:stuck|failing|failed|wrong)\b",
        r"^(?:what|which|whats|anything|any|is there anything|are there any|do (?:we|i) have|"
        r"have (?:we|i) got|how many (?!views|likes))\b.*(?:\bon\b|@t|@net|scheduled|next|"
        r"queue|coming|going|goes?|left|posts?|have|got|pending|planned|drafts?|failed|up\b|"
        r"out\b|lined|staged|today)",
        r"^(?:upcoming|pending|queued|agenda|calendar|scheduled|my (?:posts|drafts|queue|"
        r"calendar|schedule)|our (?:posts|drafts|queue|calendar|schedule)|the (?:calendar|"
        r"queue|schedule|agenda|plan|line-?up)|queue|drafts|overview|schedule for @t|today|"
        r"line-?up)\b",
        r"^(?:@t|@net) (?:'s )?(?:calendar|schedule|agenda|queue|plan|line-?up|overview)",
        r"^(?:month|week|list) view",
        r"^(?:failed|draft|published|cancelled|scheduled|queued) (?:@net )?(?:posts?|ones|"
        r"drafts?|tweets?)",
    ),
)
CLEAR_WISHES: tuple[Shape, ...] = (
    anywhere(
        "reschedule",
        r"^(?:everything|all|it|this|these|those|both|the|my|our)\b.* (?:should|must|needs? to|"
        r"has to|"
        r"have to) (?:be )?(?:move|moved|shift|shifted|rescheduled|pushed|"
        r"postponed) (?:back )?(?:to|by) ",
    ),
)
"""Wishes whose words leave no doubt, also where a sentence sounds like a report."""

WISHES: tuple[Shape, ...] = (
    anywhere(
        "edit_caption",
        r"^(?:the |my )?(?:new )?(?:caption|copy|text|wording|description)(?: for @net|"
        r" of .*)?(?: (?:should|is|must|needs|to|:|reads)|$)",
        r"^(?:same )?(?:caption|copy|text)(?: but)?",
        r"^(?:shorter|longer|more (?:formal|casual)|less formal)",
        r"^(?:too (?:long|short|formal))",
        r"^(?:more|fewer|less|no) (?:emojis|hashtags)",
    ),
    anywhere(
        "reschedule",
        r"→ @t",
        r"\b(?:want|like|need|needs|have) (?:it |this |that |them )?(?:to )?(?:be )?(?:move|"
        r"moved|go out|shift|shifted)\b.*@t",
        r"(?:should|must|needs to|can|could|has to|to) (?:now )?(?:go out|go|be(?: posted|"
        r" published| moved)?|move|run) .*@t.*\binstead\b",
        r"@shift(?: please)?(?: \?)?$",
        r"@instead\b",
        r"\binstead(?: \?| please)*$",
    ),
    anywhere(
        "publish",
        r"(?:this|that|it|these|those|them|one|video|clip|reel|post|photo|pic|image|"
        r"story) (?:goes|go|should go|needs to go|can go|to go|is for|are for|must go|"
        r"has to go|to be posted) .*@net",
        r"(?:goes|go) (?:on|in|to|up on|out on|live on) (?:the )?@net",
    ),
)


def question(rest: str) -> Claim | None:
    """Return which read-only question ``rest`` asks."""
    return first(QUESTIONS, rest)


def wish(rest: str) -> Claim | None:
    """Return what a sentence without an order wants, if its shape says so."""
    return first(WISHES, rest)


def clear_wish(rest: str) -> Claim | None:
    """Return what a sentence without an order wants beyond doubt."""
    return first(CLEAR_WISHES, rest)
