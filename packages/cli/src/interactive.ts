import type { ProposedFix } from "@compose-lint/core";
import type { Decider } from "./repair.js";
import { showDiff } from "./report/diff.js";
import { penFor, SAFETY_INK, SEVERITY_INK, type Pen } from "./report/pen.js";
import { locationOf } from "./report/places.js";
import { identityOf, type Look } from "./report/report.js";
import { HEADER_LINES, unifiedDiff } from "./unified-diff.js";

/** Somebody who can be asked. */
export interface Terminal {
  readonly look: Look;
  write(text: string): void;
  /**
   * @returns what was typed before Enter; nothing if there is no more to come (Ctrl-D).
   * @throws Interrupted on Ctrl-C.
   */
  ask(question: string): Promise<string | undefined>;
  /**
   * Nothing more is asked.
   * @throws Interrupted if Ctrl-C came after the last answer.
   */
  close(): Promise<void>;
}

const HELP: readonly (readonly [key: string, meaning: string])[] = [
  ["y", "make this change"],
  ["n", "leave it"],
  ["a", "make this and all further changes of this rule that are as safe"],
  ["q", "leave this and all others; what was accepted so far is made"],
  ["?", "print this help"],
];

/** Puts every change to a person, one by one. */
export function interactively(terminal: Terminal): Decider {
  const pen = penFor(terminal.look);
  const declined = new Set<string>();
  const answers = new Map<string, boolean>();
  const acceptedKinds = new Set<string>();
  let isOver = false;
  let hasAsked = false;

  const decide = async (change: ProposedFix): Promise<boolean> => {
    const [{ rule, fix } = {}] = change.diagnostics;
    const kind = `${rule ?? ""} ${fix?.safety ?? ""}`;
    if (acceptedKinds.has(kind)) return true;
    if (isOver) return false;
    hasAsked = true;
    terminal.write(`${describe(change, pen).join("\n")}\n${hunksOf(change, terminal.look)}`);
    for (;;) {
      const answer = await terminal.ask(`${pen.ink("bold", "Make this change?")} [y,n,a,q,?] `);
      if (answer === undefined) terminal.write("\n");
      switch (answer?.trim().toLowerCase()) {
        case "y":
        case "yes":
          return true;
        case "n":
        case "no":
          return false;
        case "a":
          acceptedKinds.add(kind);
          return true;
        case undefined:
        case "q":
          isOver = true;
          return false;
        case "":
          break;
        default:
          terminal.write(HELP.map(([key, meaning]) => `  ${pen.ink("bold", key)} - ${meaning}\n`).join(""));
      }
    }
  };

  return {
    declined,
    async finish() {
      await terminal.close();
      if (hasAsked) terminal.write("\n");
    },
    async decide(change) {
      const identities = change.diagnostics.map(identityOf);
      // If all has to be done again, because something broke on the way, nobody is asked twice.
      const key = identities.join("\n");
      const answer = answers.get(key) ?? (await decide(change));
      answers.set(key, answer);
      if (!answer) for (const identity of identities) declined.add(identity);
      return answer;
    },
  };
}

function describe({ diagnostics }: ProposedFix, pen: Pen): readonly string[] {
  const [first] = diagnostics;
  if (!first?.fix) return [];
  const { title, safety, because } = first.fix;
  return [
    "",
    ...diagnostics.flatMap(({ severity, rule, message, place }) => [pen.ink("bold", locationOf(place)), ...pen.paragraph({ indent: 2, heading: [[SEVERITY_INK[severity], severity], ["bold", `${rule}:`]], sentence: message })]),
    ...pen.paragraph({ indent: 2, heading: [[SAFETY_INK[safety], `${safety} change:`]], sentence: `${title}.` }),
    ...pen.paragraph({ indent: 4, sentence: because, ink: "dim" }),
  ];
}

/** What this change alone does. The names of files are shown only where it is more than one, or another one than that of the finding. */
function hunksOf(change: ProposedFix, look: Look): string {
  const files = change.preview();
  const isPlain = files.length === 1 && files[0]?.path === change.diagnostics[0]?.place.file.path;
  return files.map(({ path, before, after }) => showDiff(unifiedDiff(path, before, after).split("\n").slice(isPlain ? HEADER_LINES : 0).join("\n"), look)).join("");
}
