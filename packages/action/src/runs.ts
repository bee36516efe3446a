/** The variables that a runner of GitHub starts an Action with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The command, started once. */
export interface Run {
  readonly args: readonly string[];
  readonly env: Environment;
  /** Whether its exit code is that of the Action; else it only fails if it could not do its job. */
  readonly decides: boolean;
}

/**
 * The event that runs with the rights of the base for what a stranger has written. A review reads that by way of the API and runs nothing of
 * it, while a configuration that is checked out may be a program.
 */
const TARGET = "pull_request_target";

/** Exit code of the command if it could not do its job. */
export const FAILURE = 2;

/**
 * The runs of the command that an Action's inputs ask for.
 * @throws Error, for whoever has written the workflow, if an input makes no sense.
 */
export function runsFor(environment: Environment): readonly Run[] {
  const input = inputsIn(environment);
  const token = input("token");
  const event = environment["GITHUB_EVENT_NAME"];
  const isReviewed = switchOf("review", input("review")) && (event === "pull_request" || event === TARGET);
  // What comes out of a run ends up in a public log: the token is for the one that needs it.
  const env = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("INPUT_") && name !== "GITHUB_TOKEN"));
  const common = [...option("--preset", input("preset")), ...option("--config", input("config")), ...option("--baseline", input("baseline"))];
  const lint: Run = {
    // Where a review comments on lines, annotations would say the same twice.
    args: [
      ...common,
      ...option("--fail-on", input("fail-on")),
      ...["--format", isReviewed ? "stylish" : "github"],
      ...report("markdown", environment["GITHUB_STEP_SUMMARY"]),
      ...report("sarif", input("sarif-file")),
      "--",
      ...linesOf(input("paths")),
    ],
    env,
    decides: true,
  };
  const review: Run = { args: ["review", ...common], env: { ...env, GITHUB_TOKEN: token }, decides: false };
  if (event === TARGET) {
    if (!isReviewed) throw new Error(`On ${TARGET} only a review is safe, and the input review is false. Use pull_request instead.`);
    return [{ ...review, args: [...review.args, ...option("--fail-on", input("fail-on"))], decides: true }];
  }
  return isReviewed ? [lint, review] : [lint];
}

/** The Action's exit code, from those of the runs. */
export function exitCodeOf(ended: readonly { readonly run: Run; readonly code: number }[]): number {
  return ended.find(({ run, code }) => code !== 0 && (run.decides || code >= FAILURE))?.code ?? 0;
}

/** A runner hands an input over as `INPUT_` and its name in capitals. Source: GitHub's "Metadata syntax", inputs. */
function inputsIn(environment: Environment): (name: string) => string {
  return (name) => environment[`INPUT_${name.replaceAll(" ", "_").toUpperCase()}`]?.trim() ?? "";
}

function switchOf(name: string, value: string): boolean {
  if (!/^(?:true|false|)$/i.test(value)) throw new Error(`The input ${name} is true or false, not ${JSON.stringify(value)}.`);
  return value.toLowerCase() === "true";
}

function option(name: string, value: string): readonly string[] {
  return value === "" ? [] : [`${name}=${value}`];
}

function report(format: string, file: string | undefined): readonly string[] {
  return file === undefined || file === "" ? [] : ["--format", format, "--output-file", file];
}

function linesOf(text: string): readonly string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
