/** What a document holds that XML 1.0 can; all other characters are shown as U+FFFD. Source: XML 1.0, production 2 (Char). */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** An element with its attributes and what is in it; each on lines of its own. Attributes without a value are left out. */
export function element(name: string, attributes: Readonly<Record<string, string | number | undefined>>, children: readonly string[] = []): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : ` ${key}="${escapeXml(String(value))}"`)).join("");
  if (children.length === 0) return `<${name}${written}/>`;
  return `<${name}${written}>\n${children.map((child) => child.replace(/^/gm, "  ")).join("\n")}\n</${name}>`;
}

export function xmlDocument(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

/**
 * Text for an attribute. Line breaks are written as references, or they would be read as spaces; so are controls and marks of direction that a
 * terminal may obey, and what the logs of pipelines obey.
 */
export function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, "\ufffd")
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\t\n\r\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (character) => `&#${String(character.charCodeAt(0))};`)
    .replace(/##(?=\w*\[)/g, "#&#35;");
}
