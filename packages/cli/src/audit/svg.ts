import { text, type Html } from "../report/html.js";

type SvgName = "svg" | "g" | "rect" | "line" | "path" | "circle" | "text" | "title";

/** An element of a drawing; text in it and in its attributes is escaped. */
export function shape(name: SvgName, attributes: Readonly<Record<string, string | number>>, content: readonly (Html | string)[] = []): Html {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(typeof value === "number" ? String(Math.round(value * 10) / 10) : value).html}"`);
  const inner = content.map((part) => (typeof part === "string" ? text(part).html : part.html)).join("");
  return { html: `<${name}${given.join("")}>${inner}</${name}>` };
}
