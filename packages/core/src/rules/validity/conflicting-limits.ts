import type { Service } from "../../compose/model/service.js";
import { asByteSize, asNumber, readValue, type Known } from "../../compose/model/value.js";
import { copy, remove } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import type { Scalar } from "../../compose/tree.js";
import { defineRule, unsafe } from "../rule.js";

/** One figure, two keys: Compose takes it from either of them, and wants them to agree where both are there. */
export default defineRule({
  category: "validity",
  summary: "A limit is set twice, as a key of the service and under deploy, and the two disagree.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/deploy/#resources", "https://github.com/compose-spec/compose-go/blob/main/loader/validate.go"],
  messages: {
    differ: ({ service, key, value, twin, other }: Pairing & { other: string }) =>
      `${service} has ${key}: ${value} and \`${twin}\`: ${other}. Compose refuses two values for one thing. Keep one of them.`,
    missing: ({ service, key, value, twin, block }: Pairing & { block: string }) =>
      `${service} has ${key}: ${value}, but its \`${block}\` does not repeat it, so Compose refuses the whole project. Add \`${twin}\`, or say everything in one place.`,
  },
  check(project, report) {
    for (const service of project.services) {
      for (const { key, twin, block, parse } of PAIRS) {
        const short = readValue(service.tree, service.path, [key], parse);
        if (short?.known !== true || (short.value === 0 && key !== "scale")) continue;
        const blockNode = service.get(...block);
        const node = service.get(...twin);
        const long = readValue(service.tree, service.path, twin, parse);
        // What cannot be read is another rule's business.
        if (blockNode?.kind !== "mapping" || long?.known === false || (node && !long)) continue;
        const pairing = { service: service.name, key, value: short.text, twin: twin.join(".") };
        if (long?.value === short.value) continue;
        if (!long && key === "scale") continue;
        report({
          at: atKey(short.origin),
          service,
          message: long ? ["differ", { ...pairing, other: long.text }] : ["missing", { ...pairing, block: block.join(".") }],
          related: [{ ...atKey((node ?? blockNode).origin), message: long ? "The other value" : "The block that lacks it" }],
          fix: long ? keepLong(short, pairing) : repeat(service, short, twin),
        });
      }
    }
  },
});

interface Pairing {
  readonly service: string;
  readonly key: string;
  readonly value: string;
  readonly twin: string;
}

interface Pair {
  readonly key: string;
  readonly twin: readonly string[];
  /** Where this exists, the twin has to be in it. */
  readonly block: readonly string[];
  readonly parse: (scalar: Scalar) => number | undefined;
}

const LIMITS = ["deploy", "resources", "limits"] as const;
const RESERVATIONS = ["deploy", "resources", "reservations"] as const;

/** Source: compose-go `loader/validate.go`, `checkConsistency`. */
const PAIRS: readonly Pair[] = [
  { key: "mem_limit", twin: [...LIMITS, "memory"], block: LIMITS, parse: asByteSize },
  { key: "cpus", twin: [...LIMITS, "cpus"], block: LIMITS, parse: asNumber },
  { key: "pids_limit", twin: [...LIMITS, "pids"], block: LIMITS, parse: asNumber },
  { key: "mem_reservation", twin: [...RESERVATIONS, "memory"], block: RESERVATIONS, parse: asByteSize },
  { key: "scale", twin: ["deploy", "replicas"], block: ["deploy"], parse: asNumber },
];

function keepLong({ path }: Known<number>, { key, twin }: Pairing): ReturnType<typeof unsafe> {
  return unsafe(`Remove ${key} and keep ${twin}`, "Which of the two values was meant, the file does not tell.", [remove(path)]);
}

function repeat(service: Service, { path }: Known<number>, twin: readonly string[]): ReturnType<typeof unsafe> {
  return unsafe(`Repeat it as ${twin.join(".")}`, "Compose has refused the project so far; from now on the limit holds.", [copy(path, [...service.path, ...twin])]);
}
