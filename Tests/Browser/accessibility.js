// Finds what keeps people from using a page: the parts of WCAG 2.2 AA that a program can judge.
// Runs in the page; returns a list of sentences, empty for none.
const faults = [];
const fault = (rule, element, detail = "") =>
  faults.push(`${rule}: ${element ? element.outerHTML.slice(0, 120) : ""} ${detail}`.trim());
const all = (css) => [...document.querySelectorAll(css)];
const isShown = (element) =>
  element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

// 3.1.1 Language of page; 2.4.2 Page titled; 1.3.1 and 2.4.1 landmarks and headings.
if (!["sv", "en"].includes(document.documentElement.lang)) fault("no language", null);
if (document.title.trim().length < 5) fault("no title", null);
for (const landmark of ["header", "nav", "main", "footer"]) {
  if (!document.querySelector(landmark)) fault(`no ${landmark}`, null);
}
if (all("main").length !== 1) fault("more than one main", null);
if (all("h1").length !== 1) fault("not one h1", null);
let level = 0;
for (const heading of all("h1, h2, h3, h4, h5, h6").filter(isShown)) {
  const next = Number(heading.tagName[1]);
  if (next > level + 1) fault("heading skips a level", heading);
  level = next;
  if (!heading.textContent.trim()) fault("empty heading", heading);
}
const skip = document.querySelector("body > a");
if (!skip || !document.querySelector(skip.getAttribute("href"))) fault("no way past the header", skip);

// 4.1.1 Ids are unique; 1.3.1 and 4.1.2 names of everything that can be used.
const ids = all("[id]").map((element) => element.id);
for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) {
  fault("id twice", null, id);
}
for (const element of all("[aria-labelledby], [aria-describedby]")) {
  for (const name of ["aria-labelledby", "aria-describedby"]) {
    const id = element.getAttribute(name);
    if (id && !document.getElementById(id)) fault("label leads nowhere", element);
  }
}
const nameOf = (element) =>
  (element.getAttribute("aria-label") || "").trim() ||
  (element.getAttribute("aria-labelledby") || "").split(" ").map(
    (id) => document.getElementById(id)?.textContent.trim() ?? "").join(" ").trim() ||
  [...(element.labels ?? [])].map((label) => label.textContent.trim()).join(" ") ||
  (["A", "BUTTON", "SUMMARY"].includes(element.tagName) ? element.textContent.trim() : "");
for (const element of all("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
  if (!nameOf(element)) fault("no name", element);
}
for (const group of all("fieldset")) {
  if (!group.querySelector("legend")?.textContent.trim()) fault("group without legend", group);
}
for (const region of all("nav, [role=region]")) {
  if (!region.getAttribute("aria-label")) fault("region without name", region);
}

// 1.3.1 Tables.
for (const table of all("table")) {
  if (!table.querySelector("caption")?.textContent.trim()) fault("table without caption", table);
  for (const heading of table.querySelectorAll("th")) {
    if (!heading.scope) fault("th without scope", heading);
  }
}

// 2.1.1 What scrolls can be scrolled by keyboard.
for (const element of all("*")) {
  const style = getComputedStyle(element);
  const scrolls = element.scrollWidth > element.clientWidth + 1 &&
    ["auto", "scroll"].includes(style.overflowX) ||
    element.scrollHeight > element.clientHeight + 1 && ["auto", "scroll"].includes(style.overflowY);
  const usable = element.tabIndex >= 0 || element.querySelector("a, button, input, summary");
  if (scrolls && element.tagName !== "HTML" && element.tagName !== "TEXTAREA" && !usable) {
    fault("scrolls without keyboard", element);
  }
}

// 2.5.8 Targets have 24 by 24 pixels, but for links in a sentence.
for (const element of all("button, input:not([type=hidden]), select, summary, nav a")) {
  if (!isShown(element)) continue;
  const box = element.getBoundingClientRect();
  const label = element.labels?.[0]?.getBoundingClientRect();
  const height = Math.max(box.height, label && element.type !== "text" ? label.height : 0);
  if (Math.min(height, Math.max(box.width, label?.width ?? 0)) < 23.5) {
    fault("target too small", element, `${box.width}×${box.height}`);
  }
}

// 1.4.3 Contrast of text: 4.5 to 1, or 3 to 1 where it is large.
const channels = (color) => {
  const numbers = color.match(/[\d.]+/g).map(Number);
  return { rgb: numbers.slice(0, 3), alpha: numbers.length > 3 ? numbers[3] : 1 };
};
const luminance = (rgb) => {
  const [r, g, b] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const backOf = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const { rgb, alpha } = channels(getComputedStyle(at).backgroundColor);
    if (alpha > 0.99) return rgb;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const judged = new Set();
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.textContent.trim() || judged.has(element) || !isShown(element)) continue;
  judged.add(element);
  const style = getComputedStyle(element);
  const light = luminance(channels(style.color).rgb), dark = luminance(backOf(element));
  const contrast = (Math.max(light, dark) + 0.05) / (Math.min(light, dark) + 0.05);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  if (contrast < (isLarge ? 3 : 4.5)) fault("contrast", element, contrast.toFixed(2));
}

// 1.4.10 Nothing is wider than the window.
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth + 1) {
  const wide = all("body *").filter(
    (element) => element.getBoundingClientRect().right > root.clientWidth + 1 &&
      !element.closest(".scroll"));
  fault("wider than the window", wide.at(-1), `${root.scrollWidth} of ${root.clientWidth}`);
}
return faults;
