import { printable } from "@compose-lint/workspace";

/** A part of a page, ready to be put in. Only the functions of this file make one, so that nothing gets in unescaped. */
export interface Html {
  readonly html: string;
}

/** Nothing is loaded and nothing runs, whatever the page may hold. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE = `
:root { color-scheme: light dark; --edge: #8884; --error: #c62828; --warning: #b26a00; --info: #1565c0; --more: #2e7d32; }
@media (prefers-color-scheme: dark) { :root { --error: #ef6b6b; --warning: #ffb74d; --info: #64b5f6; --more: #81c784; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--edge); overflow-wrap: anywhere; }
article { border: 1px solid var(--edge); border-radius: 6px; margin: 1rem 0; padding: .5rem 1rem; }
article > h3 { font: 600 .9rem/1.4 ui-monospace, monospace; margin: .25rem 0; overflow-wrap: anywhere; }
pre, code { font: .85rem/1.4 ui-monospace, monospace; }
pre { overflow-x: auto; margin: .5rem 0; }
ul { padding-left: 1.25rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
.added { color: var(--more); } .removed { color: var(--error); }
small { opacity: .8; }
table { border-collapse: collapse; } td, th { border: 1px solid var(--edge); padding: .25rem .5rem; text-align: left; }
`;

/** For `pre`, as text may hold no line breaks of its own. */
export const LINE_BREAK: Html = { html: "\n" };

/** Any text so that a page shows it as it is, on one line. */
export function text(content: string): Html {
  return { html: printable(content).replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`) };
}

type Tag = "h1" | "h2" | "h3" | "p" | "ul" | "li" | "pre" | "code" | "strong" | "small" | "span" | "section" | "article" | "details" | "summary" | "table" | "thead" | "tbody" | "tr" | "td" | "th";

/** An element; text in it is escaped. */
export function tag(name: Tag, content: readonly (Html | string)[], className?: string): Html {
  const inner = content.map((part) => (typeof part === "string" ? text(part).html : part.html)).join("");
  return { html: `<${name}${className === undefined ? "" : ` class="${text(className).html}"`}>${inner}</${name}>${INLINE.has(name) ? "" : "\n"}` };
}

const INLINE: ReadonlySet<Tag> = new Set<Tag>(["code", "strong", "small", "span"]);

/** A link to a page of the web; anything else stays text. */
export function link(address: string | undefined, label: string): Html {
  if (address === undefined || !/^https?:\/\//.test(address)) return text(label);
  return { html: `<a href="${text(address).html}" rel="noopener noreferrer">${text(label).html}</a>` };
}

/** A page of one file: sections one below the other, with more style if that of all pages does not do. */
export function htmlPage(title: string, sections: readonly Html[], style = ""): string {
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${text(title).html}</title>`,
    `<style>${STYLE}${style}</style>`,
    "</head>",
    "<body>",
    ...sections.map(({ html }) => html.trimEnd()),
    "</body>",
    "</html>",
    "",
  ].join("\n");
}
