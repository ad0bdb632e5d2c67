"""Lists of English words by what they do in a sentence."""

# A sentence that begins with one of these tells what to do.
STEP_VERBS = frozenset(
    """
    accept add apply ask cancel change check choose clear click close complete confirm contact
    copy create delete disable double-click download drag edit enable end enter fill find
    follow give go head hit hover install launch leave locate log look navigate open paste pay
    pick press provide read refresh reload remove repeat request restart return review
    right-click save scan scroll search select send set sign start submit swipe switch tap tick
    toggle turn type uncheck unplug untick update upload use verify visit wait write
    """.split()
)
# Steps begin with the others too, but so do descriptions: “Share your files over a network.”
VERBS = STEP_VERBS | frozenset(
    """
    access activate adjust agree allow answer append approve arrange assign attach avoid back
    be begin blame block book bookmark bring browse build buy calculate call carry charge
    check-in claim collapse collect combine come compare configure connect consider continue
    convert correct count customise customize cut deactivate decide decline define describe
    deselect disconnect discuss dismiss dispute do draw drop duplicate e-mail email empty
    ensure erase estimate examine expand explain export filter finish fix focus format forward
    gather get grant handle hide highlight hold identify ignore import include increase inform
    insert invite join jump keep label learn let limit link list listen lock lower make manage
    mark match measure mention merge message move mute name note notify obtain offer order
    organise organize pack pause pin place plan play plug point post prepare preview print
    proceed propose protect publish pull put raise receive reconnect record reduce refer refuse
    register reinstall reject release remember remind rename renew replace reply report require
    reset resize resolve respond restore restrict resubmit resume retry revoke rotate run
    schedule secure see separate share show skip slide sort speak specify spell state stay stop
    store subscribe swap sweep take talk tell terminate test thank touch track transfer
    translate treat try undo unfollow uninstall unlink unlock unmute unpublish unsubscribe
    upgrade validate view walk watch wipe wish withdraw work zoom
    """.split()
)
# Those that are as often nouns: “name and address”, “terms and view”.
NOUN_VERBS = frozenset(
    """
    access answer back be book call charge contact cut download e-mail email end format
    increase label limit link list log message name note offer order place plan record reply
    report request review search start state test transfer update upload use view work
    """.split()
)
# What follows these is often the name of a button, a menu or a page.
SCREEN_VERBS = frozenset(
    "choose click double-click press right-click select tap tick toggle untick uncheck check open".split()
)
# What questions begin with.
QUESTION_WORDS = frozenset(
    """
    am are can could did do does has have how is may might must shall should was were what when
    where which who whom whose why will would
    """.split()
)
# Words that hold a sentence together.
FUNCTION_WORDS = frozenset(
    """
    a about all also am an and any are as at be been being but by can could did do does down
    for from had has have he her here his i if in into is it its just may me might must my no
    not of off on or our out over shall she should so some than that the their then there these
    they this those to too under up very was we were will with would you your
    """.split()
)
