import fc, { type GeneratorValue } from "fast-check";
import type { ProjectRequest } from "../../src/compose/load.js";
import type { Texts } from "./patch.js";
import { Alias, Anchored, isMapping, Printer, printJson, Tagged, type Dice, type Hand, type Value } from "./print-file.js";
import { RandomModel } from "./random-model.js";

/** A small Compose project as somebody may have written it: a random model in random hands. */
export interface RandomProject {
  readonly texts: Texts;
  readonly request: ProjectRequest;
  readonly services: readonly string[];
  /** Each stands in the files exactly once. */
  readonly comments: readonly string[];
  /** What can be seen in its files: ways of writing, and ways by which values arrive. */
  readonly styles: ReadonlySet<string>;
  /** The services that others take something from: what is written there is not changed for one alone. */
  readonly lenders: ReadonlySet<string>;
}

type Sections = Readonly<Record<string, Value>>;

/** Chance out of a generator, so that a failure shrinks. */
export function diceOf(g: GeneratorValue): Dice {
  return {
    chance: (percent) => g(fc.nat, { max: 99 }) > 99 - percent,
    pick: (...options) => options[g(fc.nat, { max: options.length - 1 })] ?? options[0],
  };
}

/** Draws one project: a file, or a few that are laid over each other, included or extended. */
export function randomProject(dice: Dice): RandomProject {
  return new ProjectMaker(dice).make();
}

class ProjectMaker {
  private readonly styles = new Set<string>();
  private readonly lenders = new Set<string>();
  private readonly comments: string[] = [];
  private readonly texts: Record<string, string> = {};

  constructor(private readonly dice: Dice) {}

  make(): RandomProject {
    const { chance } = this.dice;
    const isJson = chance(8);
    const model = new RandomModel(this.dice, isJson);
    const names = ["web", "db", "api"].slice(0, this.dice.pick(1, 2, 2, 3));
    const templates = model.templates();
    const shared = new Set(Object.keys(templates).map((key) => key.slice(2)));
    const services: Record<string, Value> = Object.fromEntries(names.map((name, index) => [name, model.service(name, names.slice(0, index), shared)] as const));
    const files = ["compose.yaml"];
    const other = this.dice.pick("nothing", "nothing", "nothing", "override", "include", "extended file");
    if (!isJson) this.share(services, names);
    if (chance(15)) this.extend(services, model, names, shared);
    const include = other === "include" ? { include: this.include(model) } : {};
    if (other === "extended file") this.extendFile(services, model);
    const main: Sections = { ...(chance(10) ? { name: "shop" } : {}), ...include, ...templates, services, ...model.resources() };
    const further = !isJson && chance(8) ? [{ services: Object.fromEntries(model.some(names, 70).map((name) => [name, model.service(name, [], new Set(), "override")] as const)) }] : [];
    this.write("compose.yaml", [main, ...further.filter((document) => Object.keys(document.services).length > 0)], isJson);
    if (other === "override") {
      this.override(model, names);
      files.push("compose.override.yaml");
    }
    if (other !== "nothing") this.styles.add(other);
    return { texts: this.texts, request: { files }, services: names, comments: this.comments, styles: this.styles, lenders: this.lenders };
  }

  /** Services that are, or merge, one another; and values that one takes from the other. */
  private share(services: Record<string, Value>, [first = "", second, third]: readonly string[]): void {
    const origin = services[first];
    if (second === undefined || origin === undefined || !isMapping(origin)) return;
    if (this.dice.chance(10)) {
      this.styles.add("shared services");
      this.lenders.add(first);
      services[first] = new Anchored(first, origin);
      services[second] = this.dice.chance(50) ? new Alias(`*${first}`) : { "<<": new Alias(`*${first}`), ...(this.dice.chance(50) ? { restart: "on-failure" } : {}), image: "other" };
    } else if (this.dice.chance(15)) {
      const [key, held] = Object.entries(origin).find(([name, value]) => ["healthcheck", "labels", "tmpfs", "volumes", "logging"].includes(name) && !(value instanceof Alias)) ?? [];
      const target = services[third ?? second];
      if (key === undefined || held === undefined || target === undefined || !isMapping(target)) return;
      this.styles.add("shared values");
      this.lenders.add(first);
      services[first] = { ...origin, [key]: new Anchored("held", held) };
      services[third ?? second] = { ...target, [key]: new Alias("*held") };
    }
  }

  private extend(services: Record<string, Value>, model: RandomModel, names: readonly string[], shared: ReadonlySet<string>): void {
    const [first = ""] = names;
    const derived = services[first];
    if (derived === undefined || !isMapping(derived)) return;
    this.styles.add("extends");
    this.lenders.add("base");
    services["base"] = model.service("base", [], shared, "base");
    services[first] = { extends: this.dice.pick<Value>("base", { service: "base" }), ...derived };
  }

  private extendFile(services: Record<string, Value>, model: RandomModel): void {
    const derived = services["web"];
    if (derived === undefined || !isMapping(derived) || "extends" in derived) return;
    services["web"] = { extends: { file: "base.yaml", service: "common" }, ...derived };
    this.write("base.yaml", [{ services: { common: model.service("common", [], new Set(), "base") } }]);
  }

  private include(model: RandomModel): Value {
    this.write("included.yaml", [{ services: { inner: model.service("inner", [], new Set()) }, ...model.resources() }]);
    return [this.dice.pick<Value>("included.yaml", { path: "included.yaml" })];
  }

  private override(model: RandomModel, names: readonly string[]): void {
    const chosen = model.some(names, 70);
    const services = Object.fromEntries([...(chosen.length > 0 ? chosen : names)].map((name) => [name, this.reset(model.service(name, [], new Set(), "override"))] as const));
    this.write("compose.override.yaml", [{ services }]);
  }

  /** What an override says of a list may replace it. */
  private reset(service: Value): Value {
    const entries = Object.entries(service as Sections);
    return Object.fromEntries(entries.map(([key, value]) => [key, ["ports", "volumes", "cap_drop"].includes(key) && this.dice.chance(15) ? new Tagged("!override", value) : value] as const));
  }

  private write(path: string, documents: readonly Sections[], isJson = false): void {
    const { chance, pick } = this.dice;
    if (isJson) {
      this.styles.add("JSON");
      this.texts[path] = this.finish(printJson(documents[0] ?? {}, pick("", "  ", "    ", "\t")), false);
      return;
    }
    const oddities = chance(50) ? 10 : 0;
    const printer = new Printer(this.hand(oddities), this.dice, this.styles, path.slice(0, 1) + (path.includes("override") ? "o" : ""));
    const apart = chance(50);
    const written = documents.map((document) => printer.document(document, apart));
    if (documents.length > 1) this.styles.add("several documents");
    const isMarked = chance(10);
    if (isMarked) this.styles.add("document markers");
    const text = (isMarked ? pick("---\n", `--- # start of ${path}.\n`, `# first of ${path}.\n---\n`) : "") + written.join(pick("\n---\n", "\n...\n---\n")) + (isMarked && chance(50) ? "\n..." : "");
    this.comments.push(...printer.comments, ...(/^(?:--- )?(# (?:start|first) of \S+)/.exec(text)?.slice(1) ?? []));
    this.texts[path] = this.finish(text, true);
  }

  private hand(oddities: number): Hand {
    const { pick } = this.dice;
    return {
      indent: pick(2, 2, 4, 1, 3),
      sequenceIndent: pick(2, 0, 4, 2),
      quotedKeys: pick(0, 0, 3, 40),
      flow: pick(0, 5, 25, 80),
      flowLines: pick(0, 0, 30),
      comments: pick(0, 0, 20, 50),
      tabs: pick(0, 0, 0, 20),
      trailingBlanks: pick(0, 0, 10),
      oddities,
    };
  }

  /** Line breaks, a mark at the beginning, and the end of a file. */
  private finish(text: string, isYaml: boolean): string {
    const { chance, pick } = this.dice;
    const end = chance(85) ? pick("\n", "\n", "\n\n\n") : "";
    if (end === "") this.styles.add("no final line break");
    const isWindows = chance(15);
    if (isWindows) this.styles.add("CRLF");
    const hasMark = isYaml && chance(5);
    if (hasMark) this.styles.add("BOM");
    const whole = (hasMark ? "\uFEFF" : "") + text + end;
    return isWindows ? whole.replaceAll("\n", "\r\n") : whole;
  }
}
