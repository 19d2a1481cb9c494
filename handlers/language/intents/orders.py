"""Orders by their first words; in the order of their claims, the narrow shapes first."""

from __future__ import annotations

from handlers.language.intents.shape import Claim, Shape, first, opening

_CAPTION = r"(?:captions?|copy|text|wording|description|hashtags?|tags|emojis?|title|words)"
_ITS = r"(?:the |its |their |my |our |this |that |these |those )?"
_TIME_WORD = (
    r"(?:time|hour|date|day|slot|timing|schedule|publish(?:ing)? (?:time|date)|posting time|"
    r"time slot)"
)
_IT = r"(?:it|this|that|them|these|those|this one|that one|@ord)"
ORDERS: tuple[Shape, ...] = (
    opening(
        "undo",
        r"undo|scratch that",
        r"revert(?: (?:that|it|this|the last .*))?$",
        r"roll (?:that|it|this) back",
        r"take (?:that|it) back",
        r"go back (?:one|a) step",
    ),
    opening(
        "help",
        r"help(?: me)?(?: please)?(?: \.| \?)?$",
        r"commands(?: please)?(?: \?)?$",
        r"examples?$",
        r"show (?:me )?(?:the )?(?:help|commands|examples)",
    ),
    opening(
        "connections:disconnect",
        r"disconnect|unlink|log ?out|log out|sign out",
        r"remove (?:my |our |the )?@net (?:account|page|channel|profile|connection)",
    ),
    opening(
        "connections:connect",
        r"(?:re)?connect(?! ?ed)",
        r"re-connect",
        r"authori[sz]e",
        r"log ?in|sign in",
        r"(?:link|add|hook up|set up) (?:my |our |the |a |an |another |new )*@net (?:account|"
        r"page|channel|profile)s?",
        r"link (?:my |our |the )?@net",
        r"add (?:a |an |another )?(?:new )?account",
    ),
    opening(
        "connections:status",
        r"(?:list|show|check|display)(?: me)?(?: all| my| our| the)* (?:connected |linked )?"
        r"(?:accounts|connections|integrations)",
    ),
    opening(
        "settings:timezone",
        r".*\btimezone\b",
    ),
    opening(
        "list:view",
        r"(?:(?:show|switch|change|go|give|open|use|display)(?: me| us)?(?: to)?(?: the|"
        r" a)? )?(?P<view>month|week|list)(?:ly)?(?:-| )view",
    ),
    opening(
        "stage:remove",
        r"(?:clear|empty|reset|flush|clean)(?: out| up)? (?:everything (?:from|in) )?(?:the |"
        r"my |our )?(?:staging|stage|staged)",
        r"unstage",
        r"(?:remove|take|drop|delete|pull|get) .*(?:from|out of|off) (?:the |my )?(?:staging|"
        r"stage)(?: area)?",
    ),
    opening(
        "duplicate",
        r"duplicate|clone",
        r"copy(?! (?:should|is|for|must|needs))",
        r"repost|re-?share|repeat|reuse|recycle|republish",
        r"make (?:me )?(?:a|an|another|one more) (?:copy|duplicate|clone)",
        r"cross-?post",
        r"(?:post|publish|share|tweet) .*\b(?:again|once more|one more time)",
    ),
    opening(
        "best_time",
        r"@strategy (?:to (?:post|publish|share|upload|send)|(?:for|on) (?:@net|this|these|"
        r"it|posting|my|our|a).*\?|(?:for|on) @net$|\?)",
    ),
    opening(
        "edit_caption",
        rf"(?:add|append|prepend|put|insert|include|attach) .*(?:@tag|{_CAPTION})(?! image)",
        r"(?:add|append|prepend|insert) @quote",
        r"tag (?:it|this|that|these|them|the .*) with @tag",
        r"(?:remove|delete|drop|lose|strip|cut|clear|take out|get rid of|no|without|"
        rf"take) .*(?:{_CAPTION}|links?|urls?)\b(?! post)",
        r"(?:shorten|trim|lengthen|rewrite|rephrase|reword|translate|proofread|expand|"
        r"condense|tighten|polish|punch up|caption)",
        r"(?:change|edit|update|set|replace|fix|make|tweak|adjust|modify|correct|write|use|"
        rf"swap|keep|improve|redo|refresh|give) .*\b{_CAPTION}\b",
        rf"make {_ITS}?(?:{_IT} )?(?:@net (?:one|version|"
        r"post) )?(?:caption )?(?:sound )?(?:a bit |a little |much |way |"
        r"slightly )?(?:more )?(?:short(?:er)?|long(?:er)?|formal|casual|professional|"
        r"funnier|punchier|friendlier|concise|brief)",
        r"(?:fix|make|get|trim|cut) .*fits?\b",
        r"same caption",
        r"cut (?:it|this|that) down",
    ),
    opening(
        "settings",
        r".*\bfrom now on\b",
        r".*\bby default\b",
        r"(?:set|change|update|limit|cap|always|never|default|only ever) .*(?:default|max|"
        r"limit|per day|a day)",
        r"always|limit|cap",
        r"set (?:a |the )?(?:max|maximum|limit|cap|default)",
        r"@limit(?: on @net)?(?: from now on| always| by default)?$",
        r"(?:never|do not|not) .*@limit",
    ),
    opening(
        "retry",
        r"retry|resend|re-?attempt|reprocess|re-?upload|re-?submit",
        r"have another (?:go|try)",
        r"(?:try|send|upload|run|attempt|do|submit|fire) (?:.* )?again",
        r"give .* (?:another|a second|one more) (?:go|try|shot|chance|attempt)",
        r"try to (?:resend|send) .*again",
        r"(?:post|publish|share|repost|republish) .*\b(?:failed|failing|errored)\b.*",
    ),
    opening(
        "pause",
        r"pause|freeze|suspend|halt",
        r"hold(?! up)(?!.*\bas (?:a )?drafts?)",
        r"put .*on (?:hold|pause|ice)",
        r"stop (?:all |any |the |every )*(?:posting|posts|publishing|publication|scheduled|"
        r"queue|everything|@net (?:posts|posting|queue))",
        r"stop (?:all|everything|@net)(?: @t| until| for|$| \.| ,)",
        r"stop posting|mute",
        r"nothing (?:goes|should go) out",
    ),
    opening(
        "resume",
        r"resume|unpause|unfreeze|continue|reactivate|un-?hold|carry on",
        r"(?:restart|start) (?:posting|publishing|everything|the queue|@net|all|again)",
        r"lift the",
        r"(?:turn|switch) .*back on",
        r"take .*off (?:hold|pause)",
    ),
    opening(
        "reschedule",
        r"(?:change|swap|switch|update|set|adjust|edit|fix|make|modify|move|alter|"
        rf"correct) (?:{_ITS}|.* )?{_TIME_WORD}\b",
        r"find .*(?:@strategy|another time)",
        r"reschedule|postpone|delay|prepone|put off|put back|bump|advance",
        r"put .*\b(?:off|back) (?:to )?@(?:t|len|shift)",
        r"(?:bring|pull) .*(?:forward|earlier|ahead|in|up)",
        r"(?:bring|pull) .*(?:to|→) @t",
        rf"make {_IT} (?:for |at |on |go out (?:at |on )?)?@t",
        r"make .* @t (?:instead|rather)",
        r"switch .*(?:to|→) @t",
        r"set (?!.*\b(?:on|to|for) (?:the )?@net).* to @t",
        r"change .*(?:to|→|for|from) (?:the )?@t",
        r"change .* @t",
        r"set .*(?:back|earlier|later) @(?:len|shift)",
        r"(?:shift|move|push)(?! .*@now)(?! @now)(?! .*\bto (?:the )?@net)(?! .*\b(?:to|in|"
        r"into) (?:the )?(?:drafts?|staging))",
    ),
    opening(
        "swap",
        r"swap|switch|exchange|trade|flip|interchange|trade places",
    ),
    opening(
        "stage",
        r"stage|draft|prepare|prep|park",
        r"(?:put|add|load|place|drop|move|get|keep|save|hold|leave|store|pop|stick|"
        r"throw) .*(?:in|into|to|for|as|on) (?:the |a |an |my |our )?(?:staging|stage|"
        r"drafts?)\b",
        r"save .*for later",
        r"(?:get|make|have) .*\bready\b",
        r"set .*aside",
        r"put .*aside",
        r"only stage",
    ),
    opening(
        "cancel",
        r"cancel|unschedule|de-?schedule|scrap|kill|trash|bin|nix|axe|ditch|abort|discard",
        r"erase|call off|withdraw|delete|remove|dump|clear|wipe|get rid of",
        r"get .*(?:out of|off) (?:the |my |our )?(?:queue|schedule|calendar)",
        r"take (?:down|off|.* (?:down|off|out))",
        r"forget|pull|stop",
        r"(?:drop|lose)(?! (?:this|these|it|them|that|those)\b.*\b(?:on|to|onto|in|"
        r"into) (?:the )?@net)(?! @link)(?! .* @t on)(?! .*\b(?:on|onto) @net (?:at )?@t)",
    ),
    opening(
        "preview",
        r"preview|mock ?up",
        r"let me (?:see|preview|check)",
        r"let us (?:see|preview)",
        r"(?:show|give|send|see)(?: me| us)? (?:a |the )?(?:preview|mock ?up)",
        r"(?:show|see)(?: me| us)? (?:how|what) .*looks?",
    ),
    opening(
        "validate",
        r"validate|verify",
        r"check (?:if|whether|that|this|these|it|them|the .*(?:for|against|fits?|on|is ok|"
        r"limits?)|@ord|for)",
    ),
    opening(
        "explain_failure",
        r"explain|tell me why|diagnose|find out why",
    ),
    opening(
        "analytics",
        r"(?:show|give|get|pull|see|display|send|tell|compare|check)(?: me|"
        r" us)? .*\b(?:stats|statistics|analytics|metrics|numbers|performance|engagement|"
        r"insights|report|results|views|likes|reach|impressions|clicks|followers|performing|"
        r"top posts|success rate)",
        r"analy[sz]e",
        r"how .*perform",
    ),
    opening(
        "status",
        r"status",
        r"check (?:on|the status|status)",
        r"track",
        r"(?:show|give|tell)(?: me| us)? (?:the )?status",
    ),
    opening(
        "list",
        r"list|show|display|view|see(?! you| ya| u)|open|pull up|bring up",
        r"(?:give|get|tell|read|send) (?:me|us)",
        r"check (?:the |my |our )?(?:calendar|schedule|queue)",
    ),
    opening(
        "publish",
        r"publish|post|tweet|share|send|ship|blast|release|upload|air|launch|push|shoot",
        r"fire off|throw|go live|go|get|put|drop|stick|pop|slap|run|broadcast|announce",
        r"spread the word|deploy|hit",
        r"do(?! (?:we|i|you|they)\b)",
    ),
    opening(
        "schedule",
        r"schedule|program|queue|plan|book|slot|line up|set|arrange|slate|@strategy|space",
        r"roll out|use|pencil|add|fill|auto-?schedule|need|make|time|premiere|rapid|start",
        r"place|begin|keep|avoid|skip|@limit|distribute|have(?! we| i| you| they| there)|"
        r"let(?! me| us)|give",
    ),
)


def order(rest: str) -> Claim | None:
    """Return the order that ``rest`` begins with, and its words."""
    return first(ORDERS, rest)
