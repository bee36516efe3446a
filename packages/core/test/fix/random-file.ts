import fc, { type GeneratorValue } from "fast-check";
import type { ProjectRequest } from "../../src/compose/load.js";
import type { Texts } from "./patch.js";
import { Alias, Anchored, isMapping, Printer, printJson, Tagged, type Dice, type Hand, type Value } from "./print-file.js";
import { RandomModel } from "./random-model.js";

/** A small Compose project as somebody may have written it: a random model in random hands. */
export interface RandomProject {
  readonly texts: Texts;
  readonly request: ProjectRequest;
  /** Each stands in the files exactly once. */
  readonly comments: readonly string[];
  /** The ways of writing that can be seen in each of its files. */
  readonly styles: ReadonlyMap<string, ReadonlySet<string>>;
  /** The services that others take something from: what is written there is not changed for one alone. */
  readonly lenders: ReadonlySet<string>;
}

/** What a project is drawn for. */
export interface Wish {
  /** Keys of services, some of which it has for sure. */
  readonly about: readonly [string, ...string[]];
  /** Whether it has more than one file. */
  readonly hasSeveralFiles: boolean;
}

type Sections = Readonly<Record<string, Value>>;

/** Chance out of a generator, so that a failure shrinks. */
export function diceOf(g: GeneratorValue): Dice {
  return {
    chance: (percent) => percent > 0 && g(fc.nat, { max: 99 }) > 99 - percent,
    pick: (...options) => options[options.length === 1 ? 0 : g(fc.nat, { max: options.length - 1 })] ?? options[0],
  };
}

/** Draws one project: a file, or a few that are laid over each other, included or extended. */
export function randomProject(dice: Dice, wish: Wish): RandomProject {
  return new ProjectMaker(dice, wish).make();
}

class ProjectMaker {
  private readonly styles = new Map<string, Set<string>>();
  private readonly lenders = new Set<string>();
  private readonly comments: string[] = [];
  private readonly texts: Record<string, string> = {};
  private readonly isJson: boolean;
  private readonly model: RandomModel;

  constructor(
    private readonly dice: Dice,
    private readonly wish: Wish,
  ) {
    this.isJson = dice.chance(6);
    this.model = new RandomModel(dice, wish.about, this.isJson);
  }

  make(): RandomProject {
    const { chance, pick } = this.dice;
    const { model, isJson } = this;
    const names = ["web", "db", "api"].slice(0, pick(1, 1, 1, 2, 2, 3));
    const services: Record<string, Value> = Object.fromEntries(names.map((name, index) => [name, model.service(name, { others: names.slice(0, index), mayShare: true })] as const));
    const other = this.wish.hasSeveralFiles ? pick("override", "override", "include", "extended file") : undefined;
    if (!isJson) this.share(services, names);
    if (chance(12)) this.extend(services, names);
    if (other === "extended file") this.extendFile(services);
    const include = other === "include" ? { include: this.include() } : {};
    const main: Sections = { ...(chance(5) ? { name: "shop" } : {}), ...include, ...model.templates(), services, ...model.resources() };
    this.write("compose.yaml", [main, ...(!isJson && chance(8) ? [this.laidOver(names)] : [])], isJson);
    if (other === "override") this.write("compose.override.yaml", [this.laidOver(names, true)]);
    const files = ["compose.yaml", ...(other === "override" ? ["compose.override.yaml"] : [])];
    return { texts: this.texts, request: { files }, comments: this.comments, styles: this.styles, lenders: this.lenders };
  }

  /** Services that are, or merge, one another; and values that one takes from the other. */
  private share(services: Record<string, Value>, [first = "", second, third]: readonly string[]): void {
    const origin = services[first];
    if (second === undefined || origin === undefined || !isMapping(origin)) return;
    if (this.dice.chance(8)) {
      this.lenders.add(first);
      services[first] = new Anchored(first, origin);
      services[second] = this.dice.chance(30) ? new Alias(`*${first}`) : { "<<": new Alias(`*${first}`), ...(this.dice.chance(50) ? { restart: "on-failure" } : {}), image: "other" };
    } else if (this.dice.chance(15)) {
      const [key, held] = Object.entries(origin).find(([name, value]) => SHARED.includes(name) && !(value instanceof Alias)) ?? [];
      const target = services[third ?? second];
      if (key === undefined || held === undefined || target === undefined || !isMapping(target)) return;
      this.lenders.add(first);
      services[first] = { ...origin, [key]: new Anchored("held", held) };
      services[third ?? second] = { ...target, [key]: new Alias("*held") };
    }
  }

  private extend(services: Record<string, Value>, [first = ""]: readonly string[]): void {
    const derived = services[first];
    if (derived === undefined || !isMapping(derived)) return;
    this.lenders.add("base");
    services["base"] = this.model.service("base", { mayShare: true, isPartOf: "heir" });
    services[first] = { extends: this.dice.pick<Value>("base", { service: "base" }), ...derived };
  }

  private extendFile(services: Record<string, Value>): void {
    const derived = services["web"];
    if (derived === undefined || !isMapping(derived) || "extends" in derived) return;
    services["web"] = { extends: { file: "base.yaml", service: "common" }, ...derived };
    this.write("base.yaml", [{ services: { common: this.model.service("common", { isPartOf: "heir" }) } }]);
  }

  private include(): Value {
    this.write("included.yaml", [{ services: { inner: this.model.service("inner") }, ...this.model.resources() }]);
    return [this.dice.pick<Value>("included.yaml", { path: "included.yaml" })];
  }

  /** What is said once more of some services. In a file of its own, it may take back what was said before. */
  private laidOver(names: readonly string[], mayReplace = false): Sections {
    const some = this.model.some(names, 70);
    const services = (some.length > 0 ? some : names).map((name) => {
      const said = Object.entries(this.model.service(name, { isPartOf: "service" }) as Sections).map(([key, value]) => [key, mayReplace && REPLACED.includes(key) && this.dice.chance(15) ? new Tagged("!override", value) : value] as const);
      return [name, said.length === 0 ? { restart: "always" } : Object.fromEntries(said)] as const;
    });
    return { services: Object.fromEntries(services) };
  }

  private write(path: string, documents: readonly Sections[], isJson = false): void {
    const { chance, pick } = this.dice;
    const styles = new Set<string>();
    this.styles.set(path, styles);
    if (isJson) {
      styles.add("JSON");
      this.texts[path] = this.finish(printJson(documents[0] ?? {}, pick("", "  ", "    ", "\t")), false, styles);
      return;
    }
    const printer = new Printer(this.hand(), this.dice, styles, path.slice(0, 1) + (path.includes("override") ? "o" : ""));
    const isApart = chance(50);
    const written = documents.map((document) => printer.document(document, isApart));
    if (documents.length > 1) styles.add("several documents");
    const isMarked = chance(10);
    if (isMarked) styles.add("document markers");
    const text = (isMarked ? pick("---\n", `--- # start of ${path}.\n`, `# first of ${path}.\n---\n`) : "") + written.join(pick("\n---\n", "\n...\n---\n")) + (isMarked && chance(50) ? "\n..." : "");
    this.comments.push(...printer.comments, ...(/^(?:--- )?(# (?:start|first) of \S+)/.exec(text)?.slice(1) ?? []));
    this.texts[path] = this.finish(text, true, styles);
  }

  private hand(): Hand {
    const { chance, pick } = this.dice;
    return {
      indent: pick(2, 2, 4, 1, 3),
      sequenceIndent: pick(2, 0, 4, 2),
      quotedKeys: pick(0, 0, 3, 40),
      flow: pick(0, 5, 25, 80),
      flowLines: pick(0, 0, 30),
      comments: pick(0, 0, 20, 50),
      tabs: pick(0, 0, 0, 20),
      trailingBlanks: pick(0, 0, 10),
      oddities: chance(50) ? 10 : 0,
    };
  }

  /** Line breaks, a mark at the beginning, and the end of a file. */
  private finish(text: string, isYaml: boolean, styles: Set<string>): string {
    const { chance, pick } = this.dice;
    const end = chance(85) ? pick("\n", "\n", "\n\n\n") : "";
    if (end === "") styles.add("no final line break");
    const isWindows = chance(15);
    if (isWindows) styles.add("CRLF");
    const hasMark = isYaml && chance(8);
    if (hasMark) styles.add("BOM");
    const whole = (hasMark ? "\uFEFF" : "") + text + end;
    return isWindows ? whole.replaceAll("\n", "\r\n") : whole;
  }
}

/** Values that services take from each other by an alias. */
const SHARED: readonly string[] = ["healthcheck", "labels", "tmpfs", "volumes", "logging", "environment", "cap_drop", "deploy"];

/** Lists that an override may replace instead of adding to them. */
const REPLACED: readonly string[] = ["ports", "volumes", "cap_drop"];
