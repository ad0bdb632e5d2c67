"""The words by which the rules know steps, labels and links that say nothing."""

# What one does with a screen, then what one does elsewhere, as steps begin with it.
VERBS = frozenset(
    """
    accept access activate add adjust agree allow answer append apply approve arrange ask assign attach
    avoid back be begin blame block book bookmark bring browse build buy calculate call cancel carry change
    charge check check-in choose claim
    clear click close collapse collect combine come compare complete configure confirm connect consider
    contact continue convert copy correct count create customise customize cut deactivate decide decline
    define delete deselect describe disable disconnect discuss dismiss dispute do double-click
    download drag draw drop duplicate edit email e-mail empty enable end ensure enter erase estimate
    examine expand explain export fill filter find finish fix focus follow format forward gather get give
    go grant handle hide highlight hold hover identify ignore import include increase inform insert install
    invite join jump keep label launch learn leave let limit link list listen locate lock log look lower
    make manage mark match measure mention merge message move mute name navigate note notify obtain offer
    open order organise organize pack paste pause pay pick pin place plan play plug point post prepare press
    preview print proceed propose protect provide publish pull put raise read receive reconnect record
    reduce refer refresh refuse register reinstall reject release reload remember remind remove rename renew
    repeat replace reply report request require reset resize resolve respond restart restore restrict
    resubmit resume retry return review revoke right-click rotate run save scan schedule scroll search
    secure see select send separate set share show sign skip slide sort speak specify spell start
    state stay stop store submit subscribe swap sweep swipe switch take talk tap tell terminate test thank
    tick toggle touch track transfer translate treat try turn type uncheck undo unfollow uninstall unlink
    unlock unmute unplug unpublish unsubscribe untick update upgrade upload use validate verify view visit
    wait walk watch withdraw wish wipe work write zoom
    """.split()
)

# After "and" these are as often no verbs: "name and address", "terms and view".
NOUNS_TOO = frozenset(
    """
    access address answer back be book call charge contact cut date download e-mail email end file format
    increase label last limit link list log message name note offer order place plan record reply report
    request review right search start state test transfer update upload use view work
    """.split()
)

# No step begins with these. Those that lead up to the action, as in "In Settings, choose…", may.
NO_VERBS = frozenset(
    """
    a an the this that these those your you we our i it its their they there my his her he she is are was
    were will would can could should must may might
    """.split()
)
LEAD_UP = frozenset(
    """
    after again also as at before below beside between both by during either finally first for from here
    if in inside last later near next now on once only optionally otherwise on second then third to under
    unless until upon when where while with within without
    """.split()
)
NOT = frozenset("do don't don’t never not always please carefully simply just".split())

# After these stands what is written on the screen.
ON_SCREEN = frozenset(
    "choose click double-click press right-click select tap tick toggle untick uncheck check open".split()
)

IRREVERSIBLE = frozenset(
    "delete close cancel withdraw deactivate erase terminate wipe unpublish destroy".split()
)
# One opens them again at once.
HARMLESS = frozenset(
    """
    app application banner box browser dialog dialogue door drawer file folder lid menu message notice
    panel pop-up popup program screen settings sidebar tab tabs tour window windows
    """.split()
)
FOR_EVER = (
    "cannot be undone",
    "can't be undone",
    "can’t be undone",
    "cannot undo",
    "can't undo",
    "can’t undo",
    "no way back",
    "cannot be reversed",
    "irreversible",
    "irrevocable",
    "irrevocably",
    "permanently",
    "cannot be restored",
    "cannot be recovered",
    "for good",
)

SAY_NOTHING = frozenset(
    (
        "click",
        "click here",
        "clicking here",
        "here",
        "this",
        "this link",
        "this page",
        "link",
        "read more",
        "learn more",
        "more",
        "see here",
        "hier",
        "hier klicken",
        "klicken sie hier",
        "klick hier",
        "mehr",
        "aquí",
        "aqui",
        "haga clic aquí",
        "haz clic aquí",
        "más",
    )
)

# With them a title begins that is a question, whether or not its mark was forgotten.
ASKING = frozenset(
    """
    am are can could did do does has have how is may might must shall should was were what when where
    which who whom whose why will would
    """.split()
)
