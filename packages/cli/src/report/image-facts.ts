import type { FactName, Grounds, ImageFacts } from "@compose-lint/core/images";
import { printable } from "@compose-lint/workspace";
import { factText, sentences, TITLES, trialText } from "./fact-words.js";
import { penFor, type Ink } from "./pen.js";
import type { Look } from "./report.js";

const INKS: Readonly<Record<Grounds["confidence"], Ink>> = { ran: "green", read: "cyan", documented: "yellow", inferred: "red" };

/** What is known of an image and a service of it, for people: the facts with what they rest on, then the service to copy. */
export function showImage(reference: string, image: ImageFacts, service: string, look: Look): string {
  const pen = penFor(look);
  const { about, role, source, builtOn, variants, facts } = image;
  const names = Object.keys(facts) as readonly FactName[];
  const lines = [
    pen.ink("bold", printable(reference)),
    ...pen.paragraph({ sentence: `${about}. ${role ? `Role: ${role}. ` : ""}${source}` }),
    ...(builtOn ? pen.paragraph({ sentence: `It is built on ${builtOn}, of which the facts are.` }) : []),
    ...(variants.length > 0 ? pen.paragraph({ sentence: `By its tag it is: ${variants.join(", ")}.` }) : []),
    "",
    ...names.flatMap((name) => {
      const fact = facts[name];
      if (!fact) return [];
      return [
        ...pen.paragraph({ heading: [["bold", `${TITLES[name]}:`]], sentence: `${factText(name, facts)}.` }),
        ...pen.paragraph({ indent: 2, heading: [[INKS[fact.confidence], fact.confidence]], sentence: `${trialText(fact)}: ${sentences(...fact.evidence)}`, ink: "dim" }),
      ];
    }),
    ...(names.length === 0 ? pen.paragraph({ sentence: "Of this tag, nothing is known." }) : []),
    "",
    pen.ink("bold", "A hardened service, of nothing that is only believed:"),
    "",
    ...service.trimEnd().split("\n").map((line) => line.replace(/(?<=^|\s)#.*$/, (comment) => pen.ink("dim", comment))),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** For other programs; they rely on exactly this shape, so a change of it needs a new `version`. */
export function imageJson(reference: string, { family, about, source, role, variants, builtOn, facts }: ImageFacts, service: string): string {
  return `${JSON.stringify({ version: 1, image: reference, family, about, source, role: role ?? null, variants, builtOn: builtOn ?? null, facts, compose: service }, null, 2)}\n`;
}
