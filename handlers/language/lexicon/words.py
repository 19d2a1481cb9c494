"""Words around posts: what they are called, what frames them, and what is only grammar."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from handlers.language.schema import Kind, Status

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(("clip", "clips"), "clip"),
        **dict.fromkeys(("video", "videos", "reel", "reels", "vlog", "vlogs"), "video"),
        **dict.fromkeys(("image", "images", "pic", "pics", "photo", "photos"), "image"),
        **dict.fromkeys(("picture", "pictures", "pictur"), "image"),
        **dict.fromkeys(("carousel", "carousels"), "carousel"),
        **dict.fromkeys(("story", "stories"), "story"),
        **dict.fromkeys(("thread", "threads"), "thread"),
        **dict.fromkeys(("article", "articles"), "article"),
    }
)
NAME_ONLY_KINDS = frozenset({"vlog", "vlogs"})
"""Kinds of their own name: "the vlog" is a name, "this vlog" a video."""

STATUSES: Mapping[str, Status] = MappingProxyType(
    {
        **dict.fromkeys(("failed", "failing", "errored", "fail", "broken"), "failed"),
        **dict.fromkeys(("draft", "drafts"), "draft"),
        **dict.fromkeys(("published",), "published"),
        **dict.fromkeys(("cancelled", "canceled"), "cancelled"),
    }
)

POSTS = frozenset(
    """
    post posts one ones thing things upload uploads publication publications item items slot
    slots content piece pieces stuff material update entry entries tweet tweets pin
    """.split()
)
"""Nouns that mean any post; with nothing else they name none."""

PLURALS = frozenset(
    """
    posts ones things uploads publications items slots pieces entries tweets clips videos reels
    images pics photos pictures carousels stories threads articles drafts shorts
    """.split()
)

DEMONSTRATIVES = frozenset({"this", "these", "that", "those"})
PRONOUNS = frozenset({"it", "them"})
ARTICLES = frozenset({"the", "a", "an", "my", "our", "your", "their", "his", "her", "its"})

ALL = frozenset({"everything", "all", "queue", "lot"})

BREAKS = frozenset(
    """
    please instead should be been being get gets got goes go going gone because if so which who
    is are was were will need needs want wants can could would has have had did does do only
    again live performing doing perform published fail failed failing though unless otherwise
    also and then but or as instead into onto from via i we you they he she whatever when where
    why how what now to with without
    """.split()
)
"""Words that end a name and never stand in one that we take."""

FRAME = frozenset(
    """
    stage schedule publish post posts tweet share send ship blast release upload air launch push
    shoot fire go get put drop stick pop slap run broadcast announce program queue plan book
    slot line set arrange slate space roll use pencil add fill need make time premiere rapid
    start place begin keep avoid skip distribute have let give move reschedule shift postpone
    delay prepone bump advance bring pull change swap switch update adjust edit fix modify alter
    cancel unschedule scrap kill trash bin nix axe ditch abort discard erase call withdraw
    delete remove dump clear wipe take forget stop lose rid retry resend try another chance
    attempt shot reupload rerun again duplicate clone copy repost reshare repeat reuse recycle
    republish crosspost pause freeze suspend halt hold stop posting publishing publication
    resume unpause unfreeze continue restart reactivate exchange trade flip prepare prep draft
    drafts drafting park save staging staged unstage area preview validate verify check show
    list display view see open tell explain status track analytics stats statistics metrics
    performance engagement insights report results views likes reach impressions clicks
    followers numbers rate success best worst top undo connect disconnect reconnect link unlink
    account accounts page channel profile connection connected find look looks like fit fits ok
    okay fine good enough ready right long short size format up out off down on over across in
    at for of by to from with into onto via per about around through across during forward back
    earlier later ahead sooner before after until aside please kindly just maybe perhaps also
    too only even still yet already really quickly asap thanks thank hey hi hello ok fyi pls
    sure anyway anyways btw lol cheers sometime anytime some any every each other whole entire
    it them this that these those there here everything all both the a an my our your their its
    his her i we you he she they me us him is are was were be been being do does did has had
    will would can could should may might shall must what when where why how which who whom
    whose and or but so then than as if because hour hours date day time slot timing times
    platform platforms network networks content channel request caption text title minute week
    month mode plan burst going gone goes went scheduled upcoming pending queued planned coming
    next last left got happened wrong went problem problems issue issues error errors reason
    anything something nothing not no never many much more less few several lots live instead
    rather together separately order once twice position positions number numbers calendar
    agenda overview queue lineup drip spread let's lets happening happen work works working
    allowed valid further notice view weekly monthly daily same needful want wants needs wish
    like love rather prefer is there
    """.split()
)
"""Words that are grammar or part of an order; at the edges of a run of words they name nothing."""

NAMEABLE = frozenset(
    """
    launch report results release program plan link announcement story copy review newsletter
    """.split()
)
"""Words of orders that are also what content is called ("post the report")."""

TAIL = frozenset(
    """
    up out off down on over across in at for of by to from with into onto via per about around
    through back forward a an the and or so then too also only just please live again
    first my our it this
    """.split()
)
"""Words that end no name."""

CAPTION_FRAME = frozenset(
    """
    caption captions replace tag text copy wording description words title hashtags hashtag tags
    emojis links url urls link shorten trim lengthen rewrite rephrase reword translate proofread
    expand condense tighten polish shorter longer short long more formal casual professional
    funnier punchier friendlier concise brief bit little way much slightly sound sounding
    characters limit version same new first line end beginning start bottom top append prepend
    insert include attach strip cut say says read reads be english german french spanish italian
    portuguese dutch polish japanese chinese korean arabic hindi turkish swedish danish
    norwegian finnish greek russian ukrainian czech hebrew tone language relevant some couple
    few
    """.split()
)

LANGUAGES = frozenset(
    """
    arabic chinese czech danish dutch english finnish french german greek hebrew hindi italian
    japanese korean norwegian polish portuguese russian spanish swedish turkish ukrainian
    """.split()
)
