"""The words by which the rules know steps, labels and links that say nothing."""

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
