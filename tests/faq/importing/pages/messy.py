"""Messy pages for tests, written by hand and generated."""

from hypothesis import strategies as st

PAGE = """\
Your question: How can I give back my berth?

How do I give up my berth at the harbour?

To give up your berth:

  1. Go to Settings › Berths › Click the Give up link.
  2. If nothing is owed, click the button to confirm.

DON\\'T MISS:\u00a0 How do you paint a hull?

How do I move to another berth?

  1. 1 – Look at the plan. It hangs in the office. …
  2. 2 – Ask the warden\\_in\\_charge.
  3. 12 Reasons To Love Wood (And Varnish)

Can I stay overnight?

This opens the side menu. From there, select Guests. Click on Add guest. Click on Add guest. \
Important: two nights at most.

Is the harbour open?

Yes, it is open all year. However,&nbsp;the office is closed in Jan\u200buary.

Related:

- Where do I buy rope?
- Harbours of the world
"""

WORDS = st.text("abcdeé \u00df\u4e2d", min_size=1, max_size=12).map(lambda w: f"w{w.strip()}x")
SENTENCE = st.builds(
    lambda words, end: f"{' '.join(words).capitalize()}{end}",
    st.lists(WORDS, min_size=1, max_size=6),
    st.sampled_from(
        [".", "!", " …", "", ":", "?", ". …", "*", "\\_", "**b**", " [a](/b)", " <i>c</i>", "`"]
    ),
)
QUESTION = st.builds(
    lambda words: f"How do I {' '.join(words)}?", st.lists(WORDS, min_size=1, max_size=5)
)
LINE = st.one_of(
    SENTENCE,
    QUESTION,
    st.builds(lambda a, b: f"{a} {b}", SENTENCE, SENTENCE),
    st.builds(lambda n, s: f"{n}. {s}", st.integers(1, 12), SENTENCE),
    st.builds(lambda n, s: f"  {n}. {n}) Click {s}", st.integers(1, 12), SENTENCE),
    st.builds(lambda m, s: f"{m} {s}", st.sampled_from("-*•>"), SENTENCE),
    st.builds(lambda m, q: f"{m} {q}", st.sampled_from(["#", "##", "Q:", "3.", "    "]), QUESTION),
    st.builds(lambda q: f"Related: {q}", QUESTION),
    st.sampled_from(
        ["", "", "", "---", "Read more:", "```", "| a | b |", "|---|---|", "Was this page helpful?"]
    ),
)
LINES = st.lists(LINE, max_size=25)
PAGES = LINES.map("\n".join)

TAGS = st.sampled_from("p div h1 h2 h3 li ul ol b strong em span td table blockquote dt".split())
HTML = st.recursive(
    st.one_of(SENTENCE, QUESTION).map(lambda said: said.replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda tag, children, closes: f"<{tag}>{' '.join(children)}{f'</{tag}>' if closes else ''}",
        TAGS,
        st.lists(inner, min_size=1, max_size=4),
        st.booleans(),
    ),
    max_leaves=15,
)
