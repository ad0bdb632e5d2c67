// Turns HTML from the clipboard into Markdown: of a web page, Word, Google Docs or a page of this site.
import TurndownService from "turndown";

const DROPPED = "script, style, title, meta, link, noscript, template, object, svg, button, select, input, textarea, audio, [hidden]";
// Without any of these, plain text says the same, and Markdown that was copied from an editor stays what it is.
const TELLING = "h1, h2, h3, h4, h5, h6, li, table, a[href], b, strong, em, i, code, pre, kbd, img[alt], blockquote, details, iframe, .path, .callout, .video";
const SCHEMES = ["http:", "https:", "mailto:", "tel:"];
// The players that sites put into their pages; find_video() knows the same addresses.
const PLAYER = /^https:\/\/(?:(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/|player\.vimeo\.com\/video\/|[\w.-]+\/videos\/embed\/)[^\s()<>]+$/i;
const CALLOUTS = ["note", "tip", "warning"];

const service = new TurndownService({ headingStyle: "atx", bulletListMarker: "-", codeBlockStyle: "fenced", emDelimiter: "*", hr: "---" });

const oneLine = (text) => text.replace(/\s+/g, " ").trim();

service.addRule("heading", {
  filter: ["h1", "h2", "h3", "h4", "h5", "h6"],
  // Answers begin at the second level and have three.
  replacement: (content, node) => {
    const text = oneLine(content.replaceAll("**", ""));
    return text && `\n\n${"#".repeat(Math.min(Math.max(Number(node.nodeName[1]), 2), 4))} ${text}\n\n`;
  },
});
service.addRule("item", {
  filter: "li",
  replacement: (content, node) => {
    const list = node.parentNode;
    const number = Number(list.getAttribute("start") ?? 1) + [...list.children].indexOf(node);
    const mark = list.nodeName === "OL" ? `${number}. ` : "- ";
    const text = content.trim().replace(/\n{2,}(?=\s*(?:- |\d+\. ))/g, "\n").replace(/\n(?!\n)/g, `\n${" ".repeat(mark.length)}`);
    return `${mark}${text}${node.nextElementSibling ? "\n" : ""}`;
  },
});
service.addRule("key", {
  filter: (node) => node.nodeName === "KBD" || node.classList?.contains("path"),
  replacement: (content, node) => `[[${oneLine(node.textContent)}]]`,
});
service.addRule("link", {
  filter: (node) => node.nodeName === "A" && node.hasAttribute("href"),
  replacement: (content, node) => {
    const words = oneLine(content);
    const address = addressOf(node);
    return words && address ? `[${words}](${/[()\s]/.test(address) ? `<${address}>` : address})` : words;
  },
});
service.addRule("image", {
  filter: "img",
  replacement: (content, node) => {
    const words = service.escape(oneLine(node.getAttribute("alt") ?? ""));
    const path = uploaded(node);
    return words && path ? `![${words}](${path})` : words;
  },
});
service.addRule("caption", {
  filter: (node) => node.nodeName === "FIGURE" && node.querySelectorAll("img[alt]").length === 1 && Boolean(captionOf(node)) && Boolean(uploaded(node.querySelector("img"))),
  replacement: (content, node) => {
    const image = node.querySelector("img");
    return shown(image.getAttribute("alt"), uploaded(image), captionOf(node));
  },
});
service.addRule("video", {
  filter: (node) => node.nodeName === "FIGURE" && node.classList.contains("video"),
  replacement: (content, node) => {
    const link = node.querySelector("a.video-link");
    const film = node.querySelector("video");
    const title = node.querySelector(".video-title")?.textContent ?? "";
    if (film) return shown(title, uploaded(film), captionOf(node).replace(title, ""));
    return link && title ? shown(title, addressOf(link), captionOf(node)) : content;
  },
});
service.addRule("player", {
  filter: "iframe",
  replacement: (content, node) => {
    const address = (node.getAttribute("src") ?? "").trim().replace(/^\/\//, "https://");
    return PLAYER.test(address) ? shown(node.getAttribute("title") || "Video", address, "") : "";
  },
});
service.addRule("summary", {
  filter: "summary",
  replacement: (content) => `<summary>${oneLine(content)}</summary>\n\n`,
});
service.addRule("details", {
  filter: (node) => node.nodeName === "DETAILS" && node.firstElementChild?.nodeName === "SUMMARY",
  replacement: (content) => `\n\n<details>\n${content.trim()}\n\n</details>\n\n`,
});
service.addRule("callout", {
  filter: (node) => node.classList?.contains("callout"),
  replacement: (content, node) => {
    const kind = CALLOUTS.find((each) => node.classList.contains(`callout-${each}`)) ?? "note";
    return `\n\n> [!${kind.toUpperCase()}]\n${content.trim().replace(/^/gm, "> ").replace(/ +$/gm, "")}\n\n`;
  },
});
service.addRule("table", {
  filter: "table",
  replacement: (content, node) => {
    const rows = [...node.rows].map((row) => [...row.cells].map((cell) => {
      // A cell is one line.
      const text = service.turndown(cell.innerHTML).replace(/\s*\n+\s*/g, " ").trim();
      return text.replace(/(?<!\\)\|/g, "\\|");
    }));
    const width = Math.max(0, ...rows.map((row) => row.length));
    // Tables of one column only arrange things.
    if (width < 2) return `\n\n${content.trim()}\n\n`;
    const line = (row) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? "").join(" | ")} |`;
    const [head, ...body] = rows;
    return `\n\n${[line(head), `|${" --- |".repeat(width)}`, ...body.map(line)].join("\n")}\n\n`;
  },
});

// The path of a file of this site; empty for others.
function uploaded(node) {
  const { origin, pathname } = new URL(node.getAttribute("src") ?? "", location.href);
  return origin === location.origin && pathname.startsWith("/media/") ? pathname : "";
}

function captionOf(figure) {
  return oneLine(figure.querySelector("figcaption")?.textContent ?? "");
}

function shown(words, address, caption) {
  const title = oneLine(caption) && ` "${oneLine(caption).replace(/[\\"&]/g, "\\$&")}"`;
  return address ? `\n\n![${service.escape(oneLine(words))}](${address}${title})\n\n` : words;
}

function addressOf(link) {
  const address = link.getAttribute("href").trim();
  try {
    const url = new URL(address, location.href);
    if (url.origin === location.origin) return url.pathname + url.search + url.hash;
    return SCHEMES.includes(url.protocol) ? address : "";
  } catch {
    return "";
  }
}

function renamed(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

// Google Docs says in styles what is bold, and wraps everything in a <b> that is not.
function readStyles(body) {
  for (const element of body.querySelectorAll("b[data-style], strong[data-style]")) {
    if (/font-weight:\s*(?:normal|[1-4]00)/.test(element.getAttribute("data-style"))) element.replaceWith(...element.childNodes);
  }
  for (const element of body.querySelectorAll("span[data-style]")) {
    const style = element.getAttribute("data-style");
    const isBold = /font-weight:\s*(?:bold|[6-9]00)/.test(style) && !element.closest("b, strong, h1, h2, h3, h4, h5, h6");
    const isSlanted = /font-style:\s*italic/.test(style);
    const inner = isSlanted ? renamed(element, "em") : element;
    if (isBold) {
      const strong = body.ownerDocument.createElement("strong");
      inner.replaceWith(strong);
      strong.append(inner);
    }
  }
}

// The lists of Word are paragraphs whose first words are a number or a bullet.
function readWordLists(body) {
  let open = [];
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const level = Number(/mso-list:[^;]*level(\d)/.exec(paragraph.getAttribute("data-style") ?? "")?.[1] ?? 0);
    const mark = level && paragraph.querySelector("span");
    if (!mark) {
      open = [];
      continue;
    }
    const name = /^\s*[\da-z]{1,4}[.)]/i.test(mark.textContent) ? "ol" : "ul";
    mark.remove();
    open = open.slice(0, level);
    while (open.length < level) {
      const list = body.ownerDocument.createElement(name);
      if (open.length) (open.at(-1).lastElementChild ?? open.at(-1)).append(list);
      else paragraph.before(list);
      open.push(list);
    }
    open.at(-1).append(renamed(paragraph, "li"));
  }
}

// The policy of the page forbids styles, and the browser complains of them even here. Attributes get another name.
function withoutStyles(html) {
  const bare = html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "");
  return bare.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

/**
 * Return the Markdown of a piece of HTML.
 * @param {string} html - from the clipboard
 * @returns {string} without HTML; empty if plain text says the same
 */
export function toMarkdown(html) {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  body.querySelectorAll(DROPPED).forEach((element) => element.remove());
  body.querySelectorAll(".callout-name").forEach((element) => element.remove());
  readWordLists(body);
  readStyles(body);
  if (!body.querySelector(TELLING)) return "";
  return service.turndown(body).replace(/\u00a0/g, " ").trim();
}
