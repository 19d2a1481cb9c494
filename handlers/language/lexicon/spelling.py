"""How people really write: short forms, chat spellings, contractions, common slips."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handlers.language.lexicon.calendar import MONTHS, NUMBERS, SHORT, WEEKDAYS
from handlers.language.lexicon.networks import ALIASES

_CHAT = {
    "please": "pls plz plss pleas plees",
    "tomorrow": "tmrw tmr tmw tomoz tomo 2moro 2morrow 2mrw tmrrw",
    "tonight": "tonite 2nite 2night",
    "today": "tdy 2day todays",
    "you": "u ya yous",
    "your": "ur",
    "are": "r",
    "the": "teh da th",
    "this": "dis tihs thsi",
    "that": "dat taht",
    "these": "dese",
    "those": "dose",
    "and": "n nd adn",
    "before": "b4",
    "from": "frm",
    "thanks": "thx ty tnx thks cheers",
    "because": "cuz bc coz cos",
    "should": "shud shld shoud",
    "could": "cud cld",
    "would": "wud wld",
    "have": "hav hve",
    "minute": "min mins minutes minuts",
    "hour": "hr hrs hours",
    "second": "sec secs",
    "day": "days",
    "week": "wk wks weeks",
    "month": "mth mths months",
    "year": "years yr yrs",
    "weekend": "wknd wkend wkd",
    "weekends": "wknds",
    "post": "psot pots",
    "posts": "psots",
    "until": "til till untill untl",
    "through": "thru",
    "afternoon": "arvo",
    "noon": "midday",
    "lunchtime": "lunch lunchtimes lunches",
    "right now": "rn",
    "let me": "lemme",
    "going to": "gonna",
    "want to": "wanna",
    "have to": "gotta",
    "every day": "everyday",
    "reschedule": "resched",
    "schedule": "sched skedule",
    "move": "mv",
    "delete": "del",
    "remove": "rm",
    "video": "vid vdo vidoe",
    "videos": "vids",
    "picture": "pict",
    "hashtag": "hash-tag",
    "hashtags": "hash-tags",
    "emojis": "emoji emojies",
    "retry": "re-try",
    "resend": "re-send",
    "repost": "re-post",
    "reupload": "re-upload",
    "rerun": "re-run",
    "unpause": "un-pause",
    "unschedule": "un-schedule",
    "unstage": "un-stage",
    "staging": "stageing",
    "story": "storys",
    "program": "programme",
    "anything": "anythin",
    "everything": "evrything everythin everyting",
    "timezone": "tz time-zone",
    "optimal": "optimum",
}
_CONTRACTIONS = {
    "do not": "don't dont donot",
    "does not": "doesn't doesnt",
    "did not": "didn't didnt",
    "can not": "can't cant cannot",
    "will not": "won't wont",
    "is not": "isn't isnt",
    "are not": "aren't arent",
    "was not": "wasn't wasnt",
    "were not": "weren't werent",
    "has not": "hasn't hasnt",
    "have not": "haven't havent",
    "had not": "hadn't hadnt",
    "should not": "shouldn't shouldnt",
    "would not": "wouldn't wouldnt",
    "could not": "couldn't couldnt",
    "must not": "mustn't",
    "need not": "needn't",
    "ain not": "ain't aint",
    "i am": "i'm im",
    "i have": "i've ive",
    "i will": "i'll",
    "i would": "i'd",
    "we will": "we'll",
    "we have": "we've weve",
    "we would": "we'd",
    "we are": "we're",
    "you are": "you're",
    "you have": "you've",
    "they are": "they're theyre",
    "they will": "they'll",
    "they have": "they've",
    "he will": "he'll",
    "she will": "she'll",
    "it will": "it'll",
    "that will": "that'll",
    "let us": "let's lets",
    "it is": "it's",
    "that is": "that's thats",
    "there is": "there's theres",
    "here is": "here's heres",
    "what is": "what's whats",
    "what are": "what're",
    "when is": "when's whens",
    "where is": "where's wheres",
    "how is": "how's hows",
    "who is": "who's whos",
    "why is": "why's",
    "he is": "he's",
    "she is": "she's",
}


def _turned(table: Mapping[str, str]) -> dict[str, str]:
    return {form: word for word, forms in table.items() for form in forms.split()}


FORMS: Mapping[str, str] = MappingProxyType(
    {
        **_turned(_CHAT),
        **_turned(_CONTRACTIONS),
        **SHORT,
        **NUMBERS,
        **{alias: network for alias, network in ALIASES.items() if " " not in alias},
    }
)
"""Written form to the word (or words) the grammar reads."""

PAIRS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        **{
            (alias.split()[0], alias.split()[1]): network
            for alias, network in ALIASES.items()
            if " " in alias
        },
        ("lunch", "time"): "lunchtime",
        ("lunchtime", "time"): "lunchtime",
        ("week", "end"): "weekend",
        ("mid", "day"): "noon",
        ("time", "zone"): "timezone",
        ("hash", "tags"): "hashtags",
        ("every", "where"): "everywhere",
        ("every", "thing"): "everything",
    }
)
"""Words people split."""

REPAIRED: frozenset[str] = frozenset(
    {
        *WEEKDAYS,
        *(month for month in MONTHS if len(month) > 4),
        *(name for name in ALIASES if len(name) > 4 and " " not in name),
        *(
            "tomorrow today tonight yesterday morning afternoon evening night noon midnight "
            "weekend "
            "weekends weekday weekdays week weeks month hour hours minute minutes every daily "
            "weekly "
            "next until between after before later earlier now "
            "schedule reschedule stage staging publish post posts share upload cancel delete "
            "remove "
            "retry resend pause resume swap switch duplicate clone repeat move shift postpone "
            "delay "
            "queue spread preview validate connect disconnect undo show list status calendar "
            "caption hashtags emojis drafts draft shorten translate rewrite change everything "
            "everywhere platforms carousel article video videos picture photo image images clips "
            "failed timezone please immediately analytics scheduled published posted uploaded "
            "cancelled "
            "moved connected"
        ).split(),
    }
)
"""The closed lexicon that typos are repaired against; longer than three letters."""
