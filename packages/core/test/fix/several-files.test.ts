import { describe, expect, it } from "vitest";
import { append, arrange, copy, insert, remove, rename, set, type Operation } from "../../src/compose/operation.js";
import { web } from "../rules/check.js";
import { patchFiles, type PatchOptions, type Texts } from "./patch.js";

const at = ["services", "web"];
const base = (...lines: readonly string[]): Texts => ({ "compose.yaml": web(...lines) });
const override = (...lines: readonly string[]): Texts => ({ "compose.override.yaml": web(...lines) });
const onlyOverride: PatchOptions = { editable: ["compose.override.yaml"] };
const onlyBase: PatchOptions = { editable: ["compose.yaml"] };

/** What a project's files are, and those that change. */
type Row = readonly [title: string, operation: Operation | readonly Operation[], before: Texts, after: Texts | string, options?: PatchOptions];

function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    it.each(rows.map(([title, ...row]) => [title, row] as const))("%s", (_title, [asked, before, after, options]) => {
      expect(patchFiles(before, "kind" in asked ? [asked] : asked, options)).toEqual(after);
    });
  });
}

const init = set([...at, "init"], true);
const user = set([...at, "user"], "b");

table("two files that are laid over each other", [
  ["get a new key in the first one", init, { ...base("image: a"), ...override("user: a") }, base("image: a", "init: true")],
  ["get a new key in the second one, if only that has the service", init, { "compose.yaml": "services: {}\n", ...override("image: a") }, override("image: a", "init: true")],
  ["are changed where the value is that counts", user, { ...base("user: c"), ...override("image: a", "user: a # why") }, override("image: a", "user: b # why")],
  ["are changed in the first one, where only that says it", user, { ...base("user: a # why"), ...override("image: a") }, base("user: b # why")],
  ["lose a key wherever it stands", remove([...at, "user"]), { ...base("image: a", "user: c"), ...override("user: a", "tty: true") }, { ...base("image: a"), ...override("tty: true") }],
  ["lose a variable in both forms", remove([...at, "environment", "A"]), { ...base("environment:", "  A: a", "  B: b"), ...override("environment:", "  - A=c", "  - C=c") }, { ...base("environment:", "  B: b"), ...override("environment:", "  - C=c") }],
  ["lose a name in both forms", remove([...at, "networks", "a"]), { ...base("networks: [a, b]"), ...override("networks: {a: {}, c: {}}") }, { ...base("networks: [b]"), ...override("networks: {c: {}}") }],
  ["get a new name for a key wherever it stands", rename([...at, "x-a"], "x-b"), { ...base("x-a: {c: d}"), ...override("x-a: {e: f}") }, { ...base("x-b: {c: d}"), ...override("x-b: {e: f}") }],
  ["get an item at the end of the last list", append([...at, "cap_drop"], "C"), { ...base("cap_drop: [A]"), ...override("cap_drop: [B]") }, override("cap_drop: [B, C]")],
  ["get an item in the only list", append([...at, "cap_drop"], "C"), { ...base("cap_drop: [A]"), ...override("image: a") }, base("cap_drop: [A, C]")],
  ["get an item beside a single value", append([...at, "tmpfs"], "/c"), { ...base("tmpfs: /a"), ...override("tmpfs: /b") }, override("tmpfs:", "  - /b", "  - /c")],
  ["get an item in front of another one", insert([...at, "cap_drop", 1], "C"), { ...base("cap_drop: [A]"), ...override("cap_drop: [B]") }, override("cap_drop: [C, B]")],
  ["lose an item where it stands", remove([...at, "cap_drop", 0]), { ...base("cap_drop: [A]"), ...override("cap_drop: [B]") }, base("cap_drop: []")],
  ["have items that are not put in order across them", arrange([...at, "cap_drop"], [1, 0]), { ...base("cap_drop: [A]"), ...override("cap_drop: [B]") }, "refused: the list is written in a form that is not edited"],
  ["get a variable in the last list", set([...at, "environment", "C"], "c"), { ...base("environment: {A: a}"), ...override("environment: [B=b]") }, override("environment: [B=b, C=c]")],
  ["have a value copied from one to the other", copy([...at, "mem_limit"], [...at, "memswap_limit"]), { ...base("image: a"), ...override('mem_limit: "${M:-1g}"') }, base("image: a", 'memswap_limit: "${M:-1g}"')],
  ["get a key behind the one that takes effect", copy([...at, "mem_limit"], [...at, "memswap_limit"], { after: "mem_limit" }), { ...base("mem_limit: 1g", "tty: true"), ...override("mem_limit: 2g", "init: true") }, override("mem_limit: 2g", "memswap_limit: 2g", "init: true")],
  ["have a plain text copied into JSON", copy([...at, "hostname"], [...at, "domainname"]), { "compose.yaml": '{"services": {"web": {"image": "a"}}}', ...override("hostname: b") }, { "compose.yaml": '{"services": {"web": {"image": "a", "domainname": "b"}}}' }],
  ["have a text in quotes copied into JSON", copy([...at, "hostname"], [...at, "domainname"]), { "compose.yaml": '{"services": {"web": {"image": "a"}}}', ...override("hostname: 'b'") }, { "compose.yaml": '{"services": {"web": {"image": "a", "domainname": "b"}}}' }],
  ["keep what one replaces in the other", set([...at, "ports", 0, "host_ip"], "127.0.0.1"), { ...base("ports: [80:80]"), ...override("ports: !override [81:81]") }, override("ports: !override [127.0.0.1:81:81]")],
  ["keep their own line breaks", [init, user], { "compose.yaml": "services:\r\n  web:\r\n    image: a\r\n", ...override("user: a") }, { "compose.yaml": "services:\r\n  web:\r\n    image: a\r\n    init: true\r\n", ...override("user: b") }],
]);

table("a file that may not be changed", [
  ["is overruled by the other one", user, { ...base("user: a"), ...override("image: a") }, override("image: a", "user: b"), onlyOverride],
  ["is overruled deeper down", set([...at, "deploy", "resources", "limits", "pids"], 5), { ...base("deploy:", "  resources:", "    limits: {pids: 3}"), ...override("image: a", "deploy:", "  mode: global") }, override("image: a", "deploy:", "  mode: global", "  resources:", "    limits:", "      pids: 5"), onlyOverride],
  ["is overruled in a short form", set([...at, "build", "target"], "dev"), { ...base("build: ."), ...override("image: a") }, override("image: a", "build:", "  target: dev"), onlyOverride],
  ["gets a new key in the other one", init, { ...base("image: a"), ...override("user: a") }, override("user: a", "init: true"), onlyOverride],
  ["gets a new key in the other one, below what is new there", set([...at, "logging", "driver"], "local"), { ...base("logging: {options: {a: b}}"), ...override("user: a") }, override("user: a", "logging:", "  driver: local"), onlyOverride],
  ["gets an item by the other one", append([...at, "cap_drop"], "B"), { ...base("cap_drop: [A]"), ...override("image: a") }, override("image: a", "cap_drop:", "  - B"), onlyOverride],
  ["gets a variable by the other one", set([...at, "environment", "A"], "b"), { ...base("environment: {A: a}"), ...override("environment:", "  B: b") }, override("environment:", "  B: b", "  A: b"), onlyOverride],
  ["gets a section by the other one", set(["volumes", "data"], {}), { ...base("image: a"), ...override("user: a") }, { "compose.override.yaml": `${web("user: a")}\nvolumes:\n  data: {}\n` }, onlyOverride],
  ["is not overruled by one that it is laid over", user, { ...base("image: a"), ...override("user: a") }, "refused: it is written in compose.override.yaml, which is not among the files to be fixed", onlyBase],
  ["is not overruled where only it has the service", user, { ...base("user: a"), "compose.override.yaml": "services: {api: {image: a}}\n" }, "refused: it is written in compose.yaml, which is not among the files to be fixed", onlyOverride],
  ["loses nothing", remove([...at, "user"]), { ...base("user: a"), ...override("image: a") }, "refused: it is written in compose.yaml, which is not among the files to be fixed", onlyOverride],
  ["loses nothing that another one says as well", remove([...at, "user"]), { ...base("user: a"), ...override("user: b") }, "refused: it is written in compose.yaml, which is not among the files to be fixed", onlyOverride],
  ["keeps its names", rename([...at, "x-a"], "x-b"), { ...base("x-a: c"), ...override("image: a") }, "refused: it is written in compose.yaml, which is not among the files to be fixed", onlyOverride],
  ["keeps its items", set([...at, "cap_drop", 0], "B"), { ...base("cap_drop: [A]"), ...override("image: a") }, "refused: it is written in compose.yaml, which is not among the files to be fixed", onlyOverride],
  ["keeps its order", arrange(at, ["user", "image"]), { ...base("image: a", "user: b"), ...override("tty: true") }, "refused: it is written in compose.yaml, which is not among the files to be fixed", onlyOverride],
  ["is overruled where it takes a value from an anchor", user, { "compose.yaml": `x-a: &a {user: a}\n${web("<<: *a", "image: a")}`, ...override("tty: true") }, override("user: b", "tty: true"), onlyOverride],
  ["is overruled where it takes a list from an anchor", append([...at, "cap_drop"], "B"), { "compose.yaml": `x-a: &a [A]\n${web("cap_drop: *a")}`, ...override("tty: true") }, override("tty: true", "cap_drop:", "  - B"), onlyOverride],
]);

const include = "include: [other.yaml]\n";

table("a file that is included", [
  ["gets a new key", init, { "compose.yaml": include, "other.yaml": web("image: a") }, { "other.yaml": web("image: a", "init: true") }],
  ["is changed", user, { "compose.yaml": include, "other.yaml": web("user: a") }, { "other.yaml": web("user: b") }],
  ["loses a key", remove([...at, "user"]), { "compose.yaml": include, "other.yaml": web("image: a", "user: a") }, { "other.yaml": web("image: a") }],
  ["is overruled if it may not be changed", user, { "compose.yaml": include + web("tty: true"), "other.yaml": web("user: a") }, { "compose.yaml": include + web("user: b", "tty: true") }, onlyBase],
  ["is not changed if it may not be", user, { "compose.yaml": include, "other.yaml": web("user: a") }, "refused: it is written in other.yaml, which is not among the files to be fixed", onlyBase],
  ["gets no key if it may not be changed", init, { "compose.yaml": include, "other.yaml": web("user: a") }, "refused: it is written in other.yaml, which is not among the files to be fixed", onlyBase],
]);

const extending = (...lines: readonly string[]): string => web("extends: {file: other.yaml, service: base}", ...lines);
const other = (...lines: readonly string[]): Texts => ({ "other.yaml": web(...lines).replace("web:", "base:") });

table("a service that extends one of another file", [
  ["gets a new key", init, { "compose.yaml": extending("image: a"), ...other("user: a") }, { "compose.yaml": extending("image: a", "init: true") }],
  ["overrules what it inherits", user, { "compose.yaml": extending("image: a"), ...other("user: a") }, { "compose.yaml": extending("image: a", "user: b") }],
  ["overrules a part of what it inherits", set([...at, "logging", "options", "tag"], "b"), { "compose.yaml": extending("image: a"), ...other("logging: {driver: local, options: {tag: a}}") }, { "compose.yaml": extending("image: a", "logging:", "  options:", "    tag: b") }],
  ["overrules a part beside its own", set([...at, "labels", "a"], "c"), { "compose.yaml": extending("labels: {b: b}"), ...other("labels: {a: a}") }, { "compose.yaml": extending("labels: {b: b, a: c}") }],
  ["overrules a part beside its own list", set([...at, "labels", "a"], "c"), { "compose.yaml": extending("labels: [b=b]"), ...other("labels: {a: a}") }, { "compose.yaml": extending("labels: [b=b, a=c]") }],
  ["adds to what it inherits", append([...at, "cap_drop"], "B"), { "compose.yaml": extending("image: a"), ...other("cap_drop: [A]") }, { "compose.yaml": extending("image: a", "cap_drop:", "  - B") }],
  ["adds to its own, with what it inherits", append([...at, "cap_drop"], "C"), { "compose.yaml": extending("cap_drop: [B]"), ...other("cap_drop: [A]") }, { "compose.yaml": extending("cap_drop: [B, C]") }],
  ["adds a variable", set([...at, "environment", "B"], "b"), { "compose.yaml": extending("image: a"), ...other("environment: [A=a]") }, { "compose.yaml": extending("image: a", "environment:", "  B: b") }],
  ["does not get rid of what it inherits", remove([...at, "user"]), { "compose.yaml": extending("image: a"), ...other("user: a") }, "refused: the key is inherited by `extends`, and cannot be taken out of one service alone"],
  ["does not get rid of a part of it", remove([...at, "labels", "a"]), { "compose.yaml": extending("image: a"), ...other("labels: {a: a}") }, "refused: the value is inherited by `extends`, and cannot be taken back in one service alone"],
  ["does not change items that it inherits", set([...at, "ports", 0, "host_ip"], "127.0.0.1"), { "compose.yaml": extending("image: a"), ...other("ports: [80:80]") }, "refused: the list is inherited by `extends`, which can only add to it"],
  ["loses a key of its own only if nothing is under it", remove([...at, "user"]), { "compose.yaml": extending("image: a", "user: b"), ...other("user: a") }, "unproven: the edit would change something else as well"],
]);

table("a service that extends one of its own file", [
  ["overrules what it inherits", user, { "compose.yaml": `${web("extends: base")}  base:\n    image: a\n    user: a\n` }, { "compose.yaml": `${web("extends: base", "user: b")}  base:\n    image: a\n    user: a\n` }],
  ["is inherited from, and so not changed for itself alone", user, { "compose.yaml": `${web("image: a", "user: a")}  api:\n    extends: web\n` }, "unproven: the edit would change something else as well"],
]);
