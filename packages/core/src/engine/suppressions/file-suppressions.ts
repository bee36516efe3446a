import type { Suppression } from "../../rules/suppression.js";
import type { SourceFile } from "../../text/source-file.js";
import type { YamlNode } from "../../yaml/nodes.js";
import { lineScopes, type Lines } from "./line-scope.js";
import { countUpTo } from "./sorted.js";

/** Comments by the rules that they name; under `all`, those that name none. Of equal ones, the first. */
class ByRule {
  private readonly named = new Map<string, Suppression>();
  private bare: Suppression | undefined;

  add(suppression: Suppression): void {
    if (suppression.rules === "all") this.bare ??= suppression;
    else for (const { name } of suppression.rules) if (!this.named.has(name)) this.named.set(name, suppression);
  }

  for(rule: string): Suppression | undefined {
    return this.named.get(rule) ?? this.bare;
  }
}

interface Stretch extends Lines {
  readonly comments: ByRule;
}

/**
 * Which comment of a file hides what. Of several that could, one does: the one about the fewest lines. A finding counts where it is
 * placed, whatever way led there.
 */
export class FileSuppressions {
  private readonly lines = new Map<number, ByRule>();
  /** Services, in order. */
  private readonly stretches: Stretch[] = [];
  /** `disable` and `enable`, in order, by the rule that they name. */
  private readonly switches = new Map<string, Suppression[]>();
  private readonly file = new ByRule();

  /** `suppressions` in the order of the text. */
  constructor(
    private readonly source: SourceFile,
    roots: readonly YamlNode[],
    suppressions: readonly Suppression[],
  ) {
    const scopeOf = lineScopes(source, roots);
    const services = new Map<number, Stretch>();
    for (const suppression of suppressions) {
      switch (suppression.kind) {
        case "disable-file":
          this.file.add(suppression);
          break;
        case "disable":
        case "enable":
          for (const name of suppression.rules === "all" ? [ALL] : suppression.rules.map((rule) => rule.name)) this.addSwitch(name, suppression);
          break;
        case "disable-line":
        case "disable-next-line": {
          const scope = scopeOf(suppression);
          if (scope) this.addLines(suppression, scope, services);
        }
      }
    }
    this.stretches.push(...[...services.values()].sort((a, b) => a.first - b.first));
  }

  private addSwitch(rule: string, suppression: Suppression): void {
    const known = this.switches.get(rule);
    if (known) known.push(suppression);
    else this.switches.set(rule, [suppression]);
  }

  private addLines(suppression: Suppression, scope: Lines, services: Map<number, Stretch>): void {
    if (scope.first === scope.last) {
      const line = this.lines.get(scope.first) ?? new ByRule();
      this.lines.set(scope.first, line);
      line.add(suppression);
    } else {
      const stretch = services.get(scope.first) ?? { ...scope, comments: new ByRule() };
      services.set(scope.first, stretch);
      stretch.comments.add(suppression);
    }
  }

  /** The comment that hides what a rule finds at an offset. */
  hiding(rule: string, offset: number): Suppression | undefined {
    const { line } = this.source.lines.positionAt(offset);
    return this.lines.get(line)?.for(rule) ?? this.ofService(rule, line) ?? this.ofBlock(rule, offset) ?? this.file.for(rule);
  }

  private ofService(rule: string, line: number): Suppression | undefined {
    // In flow style, one service may begin in the line in which another one ends.
    for (let index = countUpTo(this.stretches, ({ first }) => first <= line) - 1, tries = 0; index >= 0 && tries < 2; index -= 1, tries += 1) {
      const stretch = this.stretches[index];
      const found = stretch && line <= stretch.last ? stretch.comments.for(rule) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  private ofBlock(rule: string, offset: number): Suppression | undefined {
    const last = this.lastWord(rule, offset);
    return last?.kind === "disable" ? last : undefined;
  }

  /** The last `disable` or `enable` above an offset that is about a rule. */
  private lastWord(rule: string, offset: number): Suppression | undefined {
    const [a, b] = [rule, ALL].map((name) => {
      const some = this.switches.get(name) ?? [];
      return some[countUpTo(some, ({ place }) => place.range.start <= offset) - 1];
    });
    return !a || (b && b.place.range.start > a.place.range.start) ? b : a;
  }

  /** Of the rules that an `enable` names, those that were not disabled; of one that names none, whether nothing was. */
  endedInVain({ rules, place: { range } }: Suppression): readonly string[] | "all" {
    const isOpen = (rule: string): boolean => this.lastWord(rule, range.start - 1)?.kind === "disable";
    if (rules !== "all") return rules.map(({ name }) => name).filter((name) => !isOpen(name));
    return [...this.switches.keys()].some(isOpen) ? [] : "all";
  }
}

/** No rule has this name. */
const ALL = "*";
