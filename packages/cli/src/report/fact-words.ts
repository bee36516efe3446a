import type { Fix } from "@compose-lint/core";
import type { Drop, Fact, FactName, Facts, Grounds, Need, StartUser } from "@compose-lint/core/images";

/** What a fact about an image is called. */
export const TITLES: Readonly<Record<FactName, string>> = {
  user: "start user",
  drop: "change of user",
  otherUser: "other user",
  capabilities: "capabilities",
  ports: "ports",
  data: "data",
  files: "read-only root",
  stop: "stop",
  pid1: "process 1",
  tools: "tools",
  healthcheck: "own healthcheck",
  probe: "probe",
  secrets: "secrets",
  firstStart: "first start",
  memory: "memory",
  processes: "processes",
  elevation: "what gains privileges",
  maintenance: "maintenance",
};

/** What a fix rests on, in a line: `because: capabilities of postgres, ran 2026-11-21`; none if that is no knowledge about an image. */
export function supportLines({ support = [] }: Fix): readonly string[] {
  const told = support.map((each) => `${TITLES[each.fact]} of ${each.image}, ${each.confidence} ${dateOf(each)}`);
  return told.length === 0 ? [] : [`because: ${[...new Set(told)].join("; ")}`];
}

/** When it was tried, or when somebody looked. */
function dateOf({ confidence, ran, asOf }: Grounds): string {
  return confidence === "ran" && ran ? ran.date : asOf;
}

/** Since when a fact is known, and whether it was run: `2026-11-21 with PostgreSQL 17.11`, `2026-11-21, not run`. */
export function trialText(grounds: Grounds): string {
  const { confidence, ran } = grounds;
  return `${dateOf(grounds)}${confidence === "ran" ? (ran ? ` with ${ran.version}` : "") : ", not run"}`;
}

/** A fact in plain words. */
export function factText(name: FactName, facts: Facts): string {
  // The name has picked the words for that very fact.
  const write = WORDS[name] as (fact: NonNullable<Facts[FactName]>) => string;
  const fact = facts[name];
  return fact ? sentences(write(fact), fact.note) : "";
}

/** Sentences in one line, and parts of one with semicolons between them; without the last full stop. */
export function sentences(...parts: readonly (string | false | undefined)[]): string {
  return parts
    .flatMap((part) => (part ? [part.trim().replace(/\s+/g, " ").replace(/\.$/, "")] : []))
    .reduce((text, part) => (text === "" ? part : `${text}${/^\p{Lu}/u.test(part) ? "." : ";"} ${part}`), "");
}

const WORDS: { readonly [Name in FactName]: (fact: Fact<NonNullable<Facts[Name]>>) => string } = {
  user: (fact) => `it starts as ${userText(fact)}`,
  drop: dropText,
  otherUser: ({ user }) => `it runs with user: "${user}" as well, and then needs no capability`,
  capabilities: ({ needs, without, noNewPrivileges }) =>
    sentences(needs.length === 0 ? "it needs none" : needs.map(needText).join("; "), without !== undefined && needs.length > 0 && `without them it ${without}`, noNewPrivileges && `no-new-privileges is ${noNewPrivileges}`),
  ports: ({ exposed }) => exposed.map(({ port, protocol }) => (protocol === "tcp" ? String(port) : `${port}/${protocol}`)).join(", ") || "none",
  data: ({ folders }) => folders.map(({ path, declared }) => `${path} (${declared ? "a volume" : "no volume"} by itself)`).join(", ") || "it keeps none",
  files: ({ readOnlyRoot, writes = [] }) =>
    sentences(readOnlyRoot === "unknown" ? "whether it runs with it is not known" : `it ${readOnlyRoot} with it`, writes.length > 0 ? `beside its data it writes to ${writes.map(({ path, holds }) => `${path} (${holds})`).join(", ")}` : readOnlyRoot === "works" && "beside its data it writes nothing"),
  stop: ({ signal, gracePeriod, because, others = {} }) => sentences(`it stops by ${signal}${gracePeriod ? `, within ${gracePeriod}` : ""}`, because, ...Object.entries(others).map(([other, effect]) => `by ${other} it ${effect}`)),
  pid1: ({ program, init, handsOver, model }) => sentences(`${program}${init ? `, with the init ${init} in front` : ""}`, model, !handsOver && "a command does not become process 1"),
  tools: ({ shell, present = [], absent = [] }) => sentences(shell && (shell === "none" ? "no shell" : `sh is ${shell}`), present.length > 0 && `there: ${present.join(", ")}`, absent.length > 0 && `not there: ${absent.join(", ")}`),
  healthcheck: ({ declared }) => (declared ? "it has one" : "none"),
  probe: ({ test, doubt }) => sentences(`[${test.map((word) => JSON.stringify(word)).join(", ")}]`, doubt),
  secrets: ({ credentials = [], fromFile = [], fileVariable }) =>
    sentences(credentials.length > 0 ? `credentials: ${credentials.join(", ")}` : "no credentials", fileVariable && fromFile.length > 0 && `from a file named by ${fileVariable}: ${fromFile.join(", ")}`),
  firstStart: ({ takes, temporaryServer }) => sentences(takes && `it may take ${takes}`, temporaryServer && "a server that is only there for its setup runs meanwhile"),
  memory: ({ shared, heapVariables = [] }) => [...(shared === undefined ? [] : [`shm_size: ${shared}`]), ...(heapVariables.length === 0 ? [] : [`its heap is set by ${heapVariables.join(", ")}`])].join("; "),
  processes: ({ limit, because }) => `it has to be allowed ${String(limit)}, because ${because}`,
  elevation: ({ programs }) => (programs.length === 0 ? "nothing in it gains privileges but su, mount, passwd and the like" : `these gain privileges: ${programs.join(", ")}`),
  maintenance: ({ state, instead }) => `${state}${instead ? `; instead: ${instead}` : ""}`,
};

function userText(user: StartUser): string {
  if (user.starts === "root") return "root";
  const id = idText(user);
  return user.name === undefined ? `uid ${id}` : `${user.name}${id === "" ? "" : ` (${id})`}`;
}

function dropText(drop: Drop): string {
  if (drop.who === "nobody") return "everything stays who it started as";
  const id = idText(drop);
  return `${drop.who === "everything" ? "the server becomes" : "only its workers become"} ${drop.to}${id === "" ? "" : ` (${id})`}, by ${drop.by}`;
}

function idText({ uid, gid }: { readonly uid?: number; readonly gid?: number }): string {
  return [uid, gid].flatMap((id) => (id === undefined ? [] : [String(id)])).join(":");
}

/** `SETUID at every start, because gosu makes postgres of root`. */
function needText(need: Need): string {
  return `${need.capability}${need.or ? ` (or ${need.or.join(", ")})` : ""} ${occasionText(need)}, because ${need.because}`;
}

const OCCASIONS: Readonly<Record<Need["when"][number], string>> = {
  "every-start": "at every start",
  "first-start": "at the first start",
  "later-starts": "at later starts",
  probe: "for the probe",
  stop: "to stop",
  "foreign-data": "for data of another owner, as in a bind mount",
  "some-setups": "in some setups",
  option: "for an option",
};

/** When a capability is needed: `at the first start and to stop`. */
export function occasionText({ when }: Pick<Need, "when">): string {
  return when.map((occasion) => OCCASIONS[occasion]).join(" and ");
}
