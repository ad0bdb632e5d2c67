"""Word lists of the style rules."""

# No step begins with these.
NEVER_VERBS = frozenset(
    """
    a an the this that these those your you we our i it its their they there my his her he she is are was
    were will would can could should must may might
    """.split()
)
# Words that introduce the action, as in "In Settings, choose …".
INTRODUCTIONS = frozenset(
    """
    after again also as at before below beside between both by during either finally first for from here
    if in inside last later near next now on once only optionally otherwise on second then third to under
    unless until upon when where while with within without
    """.split()
)
# Words before the verb.
SKIPPED = frozenset("do don't don’t never not always please carefully simply just".split())

IRREVERSIBLE = frozenset(
    "delete close cancel withdraw deactivate erase terminate wipe unpublish destroy".split()
)
# Closing these can be undone by opening them again.
REVERSIBLE_OBJECTS = frozenset(
    """
    app application banner box browser dialog dialogue door drawer file folder lid menu message notice
    panel pop-up popup program screen settings sidebar tab tabs tour window windows
    """.split()
)
FINAL_PHRASES = (
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

EMPTY_LINK_WORDS = frozenset(
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
