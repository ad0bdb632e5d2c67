// Contents of a long answer: marks the heading or step that one is at, and closes the fold that was used.

const rail = document.querySelector(".rail");
const links = [...document.querySelectorAll(".contents a")];
const targets = new Map(links.map((link) => [link.hash, document.getElementById(decodeURIComponent(link.hash.slice(1)))]));
// One is at what began last above this part of the window.
const LINE = 0.3;

function mark() {
  let here = "";
  for (const [hash, target] of targets) {
    if (target.getBoundingClientRect().top <= innerHeight * LINE) here = hash;
  }
  for (const link of links) {
    if (link.hash !== here) {
      link.removeAttribute("aria-current");
    } else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "location");
      // scrollIntoView would move the page too.
      if (rail.contains(link)) rail.scrollTop = link.offsetTop - rail.clientHeight / 2;
    }
  }
}

const observer = new IntersectionObserver(mark, { rootMargin: `0px 0px ${-100 * (1 - LINE)}% 0px` });
for (const target of targets.values()) observer.observe(target);

document.querySelector(".contents-fold").addEventListener("click", (event) => {
  if (event.target.closest("a")) event.currentTarget.open = false;
});
