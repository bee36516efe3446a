import { atValue } from "../../compose/place.js";
import { defineRule } from "../rule.js";

/** Compose takes any text for an image; Docker refuses it when it is to be pulled or built. */
export default defineRule({
  category: "images",
  summary: "The name of an image is not one that Docker accepts.",
  severity: "error",
  presets: ["recommended", "production", "strict"],
  tags: [],
  references: ["https://docs.docker.com/reference/cli/docker/image/tag/#description", "https://github.com/distribution/reference/blob/main/regexp.go"],
  messages: {
    invalid: ({ service, fault, advice }: Fault & { service: string }) => `Docker refuses the image of ${service}: ${fault}. ${advice}`,
    upperCase: ({ service, host }: { service: string; host: string }) => `Docker looks for the image of ${service} on a machine called ${host}: names of repositories have no capital letters, so it takes that for a registry. Write it in lower case.`,
  },
  check(project, report) {
    for (const service of project.services) {
      const { name, image } = service;
      // An empty name is the business of `missing-image`.
      if (image?.known !== true || image.value === "" || service.kind === "provider") continue;
      const fault = faultOf(image.value);
      const [, host] = /^([^/.:]*[A-Z][^/.:]*)\//.exec(image.value) ?? [];
      if (fault) report({ at: atValue(image.origin), service, message: ["invalid", { service: name, ...fault }] });
      else if (host !== undefined) report({ at: atValue(image.origin), service, message: ["upperCase", { service: name, host }] });
    }
  },
});

interface Fault {
  readonly fault: string;
  readonly advice: string;
}

/** Why Docker refuses a reference, if it does. Source: distribution/reference, `regexp.go`, `normalize.go`, `reference.go`. */
function faultOf(text: string): Fault | undefined {
  if (/\s/.test(text)) return { fault: "there is a blank in its name", advice: "Remove it." };
  if (/^[a-z]+:\/\//i.test(text)) return { fault: "an image has no scheme", advice: `Remove \`${text.slice(0, text.indexOf("://") + 3)}\`.` };
  if (/^[a-f0-9]{64}$/.test(text)) return { fault: "64 hexadecimal digits are an image's ID, not its name", advice: "Name the image." };
  const [name = "", ...digests] = text.split("@");
  if (digests.length > 1) return { fault: "there is more than one @ in it", advice: "Leave one digest." };
  const [digest] = digests;
  const digestFault = digest === undefined ? undefined : faultOfDigest(digest);
  if (digestFault) return digestFault;

  const slash = name.lastIndexOf("/");
  const colon = name.indexOf(":", slash + 1);
  const tag = colon === -1 ? undefined : name.slice(colon + 1);
  const path = colon === -1 ? name : name.slice(0, colon);
  if (tag === "") return { fault: "there is no tag behind the colon", advice: "Name a version, or remove the colon." };
  if (tag !== undefined && tag.length > 128) return { fault: `its tag has ${String(tag.length)} characters, and 128 is the most`, advice: "Use a shorter one." };
  if (tag !== undefined && !/^\w[\w.-]*$/.test(tag)) return { fault: `\`${tag}\` is no tag`, advice: "A tag has letters, digits, `_`, `.` and `-`, and begins with none of the last two." };
  return faultOfName(path);
}

function faultOfName(path: string): Fault | undefined {
  const parts = path.split("/");
  const [first = "", ...rest] = parts;
  const hasRegistry = parts.length > 1 && (/[.:A-Z]/.test(first) || first === "localhost");
  if (hasRegistry && !REGISTRY.test(first)) return { fault: `\`${first}\` is no name of a registry`, advice: "Write its host, and a port if it needs one." };
  const components = hasRegistry ? rest : parts;
  if (components.join("/") !== components.join("/").toLowerCase()) return { fault: "names of repositories have no capital letters", advice: `Write \`${[...(hasRegistry ? [first] : []), ...components].join("/").replace(/[A-Z]/g, (letter) => letter.toLowerCase())}\`.` };
  const wrong = components.find((component) => !COMPONENT.test(component));
  if (wrong === undefined) return path.length > 255 ? { fault: "its name is longer than 255 characters", advice: "Use a shorter one." } : undefined;
  return wrong === "" ? { fault: "there is an empty part between its slashes", advice: "Remove a slash." } : { fault: `\`${wrong}\` is no part of a name`, advice: "It has lower-case letters and digits, and single `.`, one or two `_`, or `-` between them." };
}

const HOST_PART = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
const REGISTRY = new RegExp(`^(?:${HOST_PART}(?:\\.${HOST_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;

/** Digits that each algorithm has. Source: opencontainers/go-digest. */
const DIGITS: ReadonlyMap<string, number> = new Map([["sha256", 64], ["sha384", 96], ["sha512", 128]]);

function faultOfDigest(digest: string): Fault | undefined {
  const [algorithm = "", digits = ""] = digest.split(/:(.*)/s);
  const length = DIGITS.get(algorithm);
  if (length === undefined) return { fault: "its digest does not begin with `sha256:`", advice: "Copy the whole digest." };
  if (digits.length !== length) return { fault: `its digest has ${String(digits.length)} digits instead of ${String(length)}`, advice: "Copy the whole digest." };
  return /^[a-f0-9]*$/.test(digits) ? undefined : { fault: "its digest has characters other than 0-9 and a-f", advice: "Copy it again, in lower case." };
}
