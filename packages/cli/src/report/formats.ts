import type { Reporter } from "./report.js";

/** How a report can be written; the first one is for people, and what one gets without asking. */
export const FORMATS = ["stylish", "compact", "json", "jsonl", "sarif", "github", "gitlab", "rdjson", "checkstyle", "junit", "markdown", "html"] as const;

export type Format = (typeof FORMATS)[number];

/** A report that somebody wants. */
export interface WantedReport {
  readonly format: Format;
  /** Where to write it; absent for standard output. */
  readonly file?: string;
}

/** The formats that show what fixes would do to the text, which takes as long as fixing. */
const SHOWS_FIXES: ReadonlySet<Format> = new Set<Format>(["sarif", "rdjson", "html"]);

export function showsFixes({ format }: WantedReport): boolean {
  return SHOWS_FIXES.has(format);
}

/** Whether a format shows what an audit makes of the projects. */
export function showsAudit({ format }: WantedReport): boolean {
  return format === "html";
}

/** Loads what writes a format, and nothing else. */
export async function reporterFor(format: Format): Promise<Reporter> {
  switch (format) {
    case "stylish":
      return (await import("./stylish.js")).reportStylish;
    case "compact":
      return (await import("./compact.js")).reportCompact;
    case "json":
      return (await import("./json.js")).reportJson;
    case "jsonl":
      return (await import("./json.js")).reportJsonLines;
    case "sarif":
      return (await import("./sarif.js")).reportSarif;
    case "github":
      return (await import("./github.js")).reportGithub;
    case "gitlab":
      return (await import("./gitlab.js")).reportGitlab;
    case "rdjson":
      return (await import("./rdjson.js")).reportRdjson;
    case "checkstyle":
      return (await import("./checkstyle.js")).reportCheckstyle;
    case "junit":
      return (await import("./junit.js")).reportJunit;
    case "markdown":
      return (await import("./job-summary.js")).reportMarkdown;
    case "html":
      return (await import("./html-page.js")).reportHtml;
  }
}
