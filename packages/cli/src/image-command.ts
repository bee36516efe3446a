import { loadProject, type Project } from "@compose-lint/core";
import { imageFactsOf, knownImages, parseImageReference, type ImageFacts } from "@compose-lint/core/images";
import { Command, Option } from "commander";
import { namesLike, printable, Trouble } from "@compose-lint/workspace";
import { readCommandLine } from "./command-line.js";
import { hardenedService } from "./hardened-service.js";
import { imageJson, showImage } from "./report/image-facts.js";
import type { Look } from "./report/report.js";

/** What may be said after `image`. */
export function imageCommand(): Command {
  return new Command("compose-lint image")
    .description("Tells what is known of an image, with the evidence, and shows a hardened service of it.")
    .argument("<image>")
    .addOption(new Option("--format <format>", "stylish (default) or json").choices(["stylish", "json"]).default("stylish"))
    .addOption(new Option("--color").hideHelp())
    .option("--no-color", "no colours, which only a terminal gets")
    .helpOption("-h, --help", "print this help")
    .allowExcessArguments(false);
}

/**
 * Does what `image`, the first of the words, asks for.
 * @returns what to print.
 * @throws Trouble if it makes no sense, or if nothing is known of the image.
 */
export function tellOfImage([, ...words]: readonly string[], lookFor: (color: boolean | undefined) => Look): string {
  const command = imageCommand();
  const asked = readCommandLine(command, words);
  if (asked) return asked.text;
  const { format, color } = command.opts<{ readonly format: "stylish" | "json"; readonly color?: boolean }>();
  const image = command.args[0] ?? "";
  const { facts, serviceOf } = knownImage(image);
  const service = hardenedService(image, serviceOf);
  return format === "json" ? imageJson(image, facts, service) : showImage(image, facts, service, lookFor(color));
}

interface KnownImage {
  readonly facts: ImageFacts;
  /** A service of the image, as core reads it. */
  readonly serviceOf: (user?: string) => Project["services"][number];
}

/**
 * What is known of an image that somebody typed, as in a Compose file: with its variables, if they have defaults.
 * @throws Trouble if nothing is, with those that may be meant.
 */
function knownImage(typed: string): KnownImage {
  if (typed === "" || /[\s\p{C}"'`\\]/u.test(typed)) throw new Trouble(`'${printable(typed)}' is no name of an image.`);
  const { repository } = parseImageReference(typed.replace(/\$\{.*\}|\$\w+/g, ""));
  const name = /[^/]*$/.exec(repository)?.[0] ?? "";
  const serviceOf = (user?: string): Project["services"][number] => {
    const text = JSON.stringify({ services: { [SERVICE_NAME.test(name) ? name : "app"]: { image: typed, ...(user === undefined ? {} : { user }) } } });
    const [service] = loadProject({ read: (path) => (path === FILE ? text : undefined) }, { files: [FILE] }).services;
    if (!service) throw new Trouble(`'${printable(typed)}' is no name of an image.`);
    return service;
  };
  const { image } = serviceOf();
  if (!image?.known) throw new Trouble(`which image '${printable(typed)}' is depends on a variable that has no default.`);
  const facts = imageFactsOf(image.value);
  if (facts) return { facts, serviceOf };
  const meant = likeNames(image.value);
  throw new Trouble(`nothing is known of the image '${printable(typed)}'.${meant.length === 0 ? "" : `\n  (Did you mean ${meant.join(" or ")}?)`}`);
}

const FILE = "compose.yaml";
const SERVICE_NAME = /^[a-zA-Z0-9][\w.-]*$/;

/** Known images that are called like it, wherever they are from. */
function likeNames(image: string): readonly string[] {
  const names = knownImages().filter((name) => !name.includes("*"));
  const { repository } = parseImageReference(image);
  const byAll = namesLike(repository, names);
  return byAll.length > 0 ? byAll : namesLike(repository.slice(repository.lastIndexOf("/") + 1), names);
}
