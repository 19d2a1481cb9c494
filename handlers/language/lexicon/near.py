"""Real words that look like slips of the lexicon's words and are not.

English words among the 40,000 most frequent (by ``wordfreq``) that are as near to a word of the
lexicon as a typo is. They stay as they are: "moved" is a report and not the order "move".
"""

from __future__ import annotations

NEAR: frozenset[str] = frozenset(
    """
    afternoons afterwards alter analysis analytic analytical articles aster augusta auguste
    augusto augustus avril calendars canceled cancelled cancels cancer captioned captioning
    captions carousels cation caution cautions chance changed changer changers changes charge
    chips claps cline clip cloned clones close clove cone connected connector connects daft
    dailies dairy daisy dally daly dates decay delays delegate deleted deletes delicate
    depleted disconnected discontent drift drifts duplicated duplicates duplication earliest
    emery emoji evenings ever evers fabled filed foiled frida fridays hashtag hors horus
    imagines immediate instance instant instantly instead lager laker laser late latex latter
    layer linked linking lists liter mach mailing marc marco marcy marsh match mcknight merch
    moaning mondays mont monte months monty mornings moth mounting mourning mouth moved mover
    moves movie movies nicht nights parse paused pauses pests photon photos pictured pictures
    planing platform pleased pleases pleasure poets ports poses posit posits postcode posted
    poster posters posting postponed pots potts preparing previews proto publication
    publications published publisher publishes puncture queued queues remote removed remover
    removes repeal repeated repeater repeats repent reposted rescheduled resent resented
    resumed resumes retro retweet rewritten rewrote sage saturdays scare scheduled scheduler
    schedulers schedules scheduling sending shade shaft shake shale shame shane shape shard
    shared shares sharing shark sharp sharpe shave shifts shifty shire shirt shit shore
    shortened shorter shortest shown shows showy sift snare snitch spare spreads stabbing
    stacking staffing stag staged stager stages staining stake staking stale stalking stalling
    stamping standing stare staring starling starring starting startups starving state states
    stating stats statue statues statuses statutes stave staying stealing steaming stinging
    stitch storing sturdy sundae sundays sundry swamp swaps swatch swift switched switches
    thread threads thursdays tiktoker timeline todays translated translates translation
    translator tuesdays twister unload uploaded uploads validated validity vimeo weakened
    weakens weakly wednesdays weeds weeps youtuber youtubers
    """.split()
)
