import { describe, expect, it } from "vitest";
import { append, insert, remove, set, type Operation } from "../../src/compose/operation.js";
import { web } from "../rules/check.js";
import { patch } from "./patch.js";
import { table } from "./table.js";

const at = ["services", "web"];
const item = (index: number): readonly (string | number)[] => [...at, "dns", index];

table("an item is put in front of another one", [insert(item(1), "9.9.9.9")], [
  ["in block style", web("dns:", "  - 1.1.1.1", "  - 8.8.8.8"), web("dns:", "  - 1.1.1.1", "  - 9.9.9.9", "  - 8.8.8.8")],
  ["without indentation", web("dns:", "- 1.1.1.1", "- 8.8.8.8"), web("dns:", "- 1.1.1.1", "- 9.9.9.9", "- 8.8.8.8")],
  ["in its quotes", web("dns:", "  - '1.1.1.1'", "  - '8.8.8.8'"), web("dns:", "  - '1.1.1.1'", "  - '9.9.9.9'", "  - '8.8.8.8'")],
  ["above its comments", web("dns:", "  - 1.1.1.1 # one", "  # eight", "  - 8.8.8.8"), web("dns:", "  - 1.1.1.1 # one", "  - 9.9.9.9", "  # eight", "  - 8.8.8.8")],
  ["behind the last one, if there is none", web("dns:", "  - 1.1.1.1 # one"), web("dns:", "  - 1.1.1.1 # one", "  - 9.9.9.9")],
  ["in flow style", web("dns: [1.1.1.1, 8.8.8.8]"), web("dns: [1.1.1.1, 9.9.9.9, 8.8.8.8]")],
  ["on a line of its own", web("dns: [", "  1.1.1.1,", "  # eight", "  8.8.8.8", "]"), web("dns: [", "  1.1.1.1,", "  9.9.9.9,", "  # eight", "  8.8.8.8", "]")],
  ["of JSON", '{"services": {"web": {"dns": [\n  "1.1.1.1",\n  "8.8.8.8"\n]}}}\n', '{"services": {"web": {"dns": [\n  "1.1.1.1",\n  "9.9.9.9",\n  "8.8.8.8"\n]}}}\n'],
  ["with CRLF", "services:\r\n  web:\r\n    dns:\r\n      - 1.1.1.1\r\n      - 8.8.8.8\r\n", "services:\r\n  web:\r\n    dns:\r\n      - 1.1.1.1\r\n      - 9.9.9.9\r\n      - 8.8.8.8\r\n"],
]);

table("an item is put in front of all others", [insert(item(0), "9.9.9.9")], [
  ["in block style", web("dns: # ours", "  - 1.1.1.1"), web("dns: # ours", "  - 9.9.9.9", "  - 1.1.1.1")],
  ["above the comments", web("dns:", "  # one", "  - 1.1.1.1"), web("dns:", "  - 9.9.9.9", "  # one", "  - 1.1.1.1")],
  ["in flow style", web("dns: [1.1.1.1]"), web("dns: [9.9.9.9, 1.1.1.1]")],
  ["in flow style of several lines", web("dns: [", "  1.1.1.1 # one", "]"), web("dns: [", "  9.9.9.9,", "  1.1.1.1 # one", "]")],
  ["where a single value stands for a list", web("dns: 1.1.1.1 # one"), web("dns:", "  - 9.9.9.9", "  - 1.1.1.1 # one")],
  ["where a single value stands for a list, in flow style", "services: {web: {dns: 1.1.1.1}}\n", "services: {web: {dns: [9.9.9.9, 1.1.1.1]}}\n"],
]);

table("an item is put in front of one behind a dash", [insert([...at, "post_start", 0, "command", 0], "a")], [
  ["in block style", web("post_start:", "  - command:", "      - b"), web("post_start:", "  - command:", "      - a", "      - b")],
  ["in flow style", web("post_start:", "  - command: [b]"), web("post_start:", "  - command: [a, b]")],
]);

table("an item is replaced", [set(item(1), "9.9.9.9")], [
  ["in block style", web("dns:", "  - 1.1.1.1", "  - 8.8.8.8 # eight"), web("dns:", "  - 1.1.1.1", "  - 9.9.9.9 # eight")],
  ["in its quotes", web('dns: [1.1.1.1, "8.8.8.8"]'), web('dns: [1.1.1.1, "9.9.9.9"]')],
  ["with its anchor", web("dns:", "  - 1.1.1.1", "  - &d 8.8.8.8"), web("dns:", "  - 1.1.1.1", "  - &d 9.9.9.9")],
  ["of JSON", '{"services": {"web": {"dns": ["1.1.1.1", "8.8.8.8"]}}}', '{"services": {"web": {"dns": ["1.1.1.1", "9.9.9.9"]}}}'],
  ["that is an alias, for this list alone", `x-d: &d 8.8.8.8\n${web("dns: [1.1.1.1, *d]")}`, `x-d: &d 8.8.8.8\n${web("dns: [1.1.1.1, 9.9.9.9]")}`],
]);

table("an item is replaced by a mapping", [set([...at, "ports", 0], { target: 80, published: "8080" })], [
  ["in block style", web("ports:", "  - 8080:80 # web", "  - 81"), web("ports:", "  - target: 80 # web", '    published: "8080"', "  - 81")],
  ["with many blanks behind the dash", web("ports:", "  -   8080:80", "  - 81"), web("ports:", "  -   target: 80", '      published: "8080"', "  - 81")],
  ["in flow style", web("ports: [8080:80]"), web('ports: [{target: 80, published: "8080"}]')],
  ["in place of a mapping", web("ports:", "  -   target: 81", "      mode: host", "  - 82"), web("ports:", "  -   target: 80", '      published: "8080"', "  - 82")],
  ["but not with an anchor", web("ports:", "  - &p 8080:80"), "refused: the item has an anchor"],
  ["but not over a comment", web("ports:", "  - target: 81", "    # why", "    mode: host"), "unproven: the edit would lose a comment"],
]);

table("a mapping in a list is replaced by text", [set([...at, "post_start", 0], { command: "b" })], [
  ["that ends in literal text", web("post_start:", "  - command: |", "      a", "  - command: c"), web("post_start:", "  - command: b", "  - command: c")],
]);

table("the only item of a single value is replaced", [set([...at, "tmpfs", 0], "/run")], [
  ["in its place", web("tmpfs: '/tmp' # all"), web("tmpfs: '/run' # all")],
  ["in flow style", "services: {web: {tmpfs: /tmp}}\n", "services: {web: {tmpfs: /run}}\n"],
  ["of several lines", web("tmpfs: >-", "  /tmp"), web("tmpfs:", "  - /run")],
]);

table("an item is removed", [remove(item(1))], [
  ["with its line", web("dns:", "  - 1.1.1.1", "  - 8.8.8.8", "  - 9.9.9.9"), web("dns:", "  - 1.1.1.1", "  - 9.9.9.9")],
  ["at the end", web("dns:", "- 1.1.1.1", "- 8.8.8.8", "init: true"), web("dns:", "- 1.1.1.1", "init: true")],
  ["at the end of a file without line break", web("dns:", "- 1.1.1.1", "- 8.8.8.8").trimEnd(), web("dns:", "- 1.1.1.1").trimEnd()],
  ["at the end of a file without line break, below blank lines", web("dns:", "- 1.1.1.1", "", "", "- 8.8.8.8").trimEnd(), web("dns:", "- 1.1.1.1").trimEnd()],
  ["but not its comments", web("dns:", "  - 1.1.1.1", "  # eight", "  - 8.8.8.8 # Google"), web("dns:", "  - 1.1.1.1", "  # eight", "  # Google")],
  ["with CRLF", "services:\r\n  web:\r\n    dns:\r\n      - 1.1.1.1\r\n      - 8.8.8.8\r\n", "services:\r\n  web:\r\n    dns:\r\n      - 1.1.1.1\r\n"],
  ["in flow style", web("dns: [1.1.1.1, 8.8.8.8, 9.9.9.9]"), web("dns: [1.1.1.1, 9.9.9.9]")],
  ["at the end in flow style", web("dns: [1.1.1.1, 8.8.8.8]"), web("dns: [1.1.1.1]")],
  ["at the end with a blank and a comma", web("dns: [ 1.1.1.1, 8.8.8.8, ]"), web("dns: [ 1.1.1.1, ]")],
  ["with its line in flow style", web("dns: [", "  1.1.1.1,", "  8.8.8.8,", "  9.9.9.9", "]"), web("dns: [", "  1.1.1.1,", "  9.9.9.9", "]")],
  ["with its line at the end in flow style", web("dns: [", "  1.1.1.1,", "  8.8.8.8", "]"), web("dns: [", "  1.1.1.1", "]")],
  ["but not its comments in flow style", web("dns: [", "  1.1.1.1, # one", "  8.8.8.8 # eight", "]"), web("dns: [", "  1.1.1.1 # one", "  # eight", "]")],
  ["behind a comment and a comma on the next line", web("dns: [", "  1.1.1.1 # one", "  , 8.8.8.8 # eight", "  , 9.9.9.9", "]"), web("dns: [", "  1.1.1.1 # one", "  # eight", "  , 9.9.9.9", "]")],
  ["but not the comment beside it, behind a line that has none", web("dns: [", "  '1.1.1.1',", "  '8.8.8.8' # eight", "]"), web("dns: [", "  '1.1.1.1' # eight", "]")],
  ["at the end of a line in flow style", web("dns: [1.1.1.1, 8.8.8.8,", "  9.9.9.9]"), web("dns: [1.1.1.1,", "  9.9.9.9]")],
  ["of JSON", '{"services": {"web": {"dns": ["1.1.1.1", "8.8.8.8"]}}}', '{"services": {"web": {"dns": ["1.1.1.1"]}}}'],
  ["that is an alias", `x-d: &d 8.8.8.8\n${web("dns:", "  - 1.1.1.1", "  - *d")}`, `x-d: &d 8.8.8.8\n${web("dns:", "  - 1.1.1.1")}`],
  ["but not one that others use", `${web("dns:", "  - 1.1.1.1", "  - &d 8.8.8.8")}  api:\n    dns: *d\n`, "unproven: the edited file would have a new fault"],
]);

table("the only item is removed", [remove(item(0))], [
  ["in block style", web("dns:", "  - 1.1.1.1", "init: true"), web("dns: []", "init: true")],
  ["without indentation", web("dns:", "- 1.1.1.1", "init: true"), web("dns: []", "init: true")],
  ["behind an anchor", web("dns: &d", "- 1.1.1.1"), web("dns: &d []")],
  ["but not the comments", web("dns: # ours", "# one", "- 1.1.1.1 # Cloudflare", "init: true"), web("dns: [] # ours", "# one", "# Cloudflare", "init: true")],
  ["in flow style", web("dns: [1.1.1.1]"), web("dns: []")],
  ["in flow style with a comma", web("dns: [1.1.1.1,]"), web("dns: []")],
  ["in flow style of several lines", web("dns: [", "  1.1.1.1, # one", "]"), web("dns: [", "  # one", "]")],
  ["without line break at the end", web("dns:", "- 1.1.1.1").trimEnd(), web("dns: []").trimEnd()],
  ["that is a single value", web("dns: 1.1.1.1 # one"), web("dns: [] # one")],
]);

table("all items are removed", [remove(item(0)), remove(item(1))], [
  ["in block style", web("dns:", "  - 1.1.1.1 # one", "  - 8.8.8.8", "init: true"), web("dns: []", "  # one", "init: true")],
  ["in flow style", web("dns: [1.1.1.1, 8.8.8.8]"), web("dns: []")],
  ["at the end of a file without line break", web("dns:", "  - 1.1.1.1", "  - 8.8.8.8").trimEnd(), web("dns: []").trimEnd()],
]);

table("three items are removed", [remove(item(0)), remove(item(1)), remove(item(2))], [
  ["at the end of a file without line break", web("dns:", "  - 1.1.1.1", "  - 8.8.8.8", "  - 9.9.9.9").trimEnd(), web("dns: []").trimEnd()],
]);

table("some items are removed", [remove(item(1)), remove(item(2))], [
  ["at the end", web("dns:", "  - 1.1.1.1", "  - 8.8.8.8", "  - 9.9.9.9").trimEnd(), web("dns:", "  - 1.1.1.1").trimEnd()],
  ["at the end in flow style", web("dns: [1.1.1.1, 8.8.8.8, 9.9.9.9]"), web("dns: [1.1.1.1]")],
  ["in the middle in flow style", web("dns: [1.1.1.1, 8.8.8.8, 9.9.9.9, 4.4.4.4]"), web("dns: [1.1.1.1, 4.4.4.4]")],
]);

table("an item goes and another one comes", [remove(item(1)), append([...at, "dns"], "9.9.9.9")], [
  ["in block style", web("dns:", "  - 1.1.1.1", "  - 8.8.8.8"), web("dns:", "  - 1.1.1.1", "  - 9.9.9.9")],
  ["in flow style", web("dns: [1.1.1.1, 8.8.8.8]"), web("dns: [1.1.1.1, 9.9.9.9]")],
]);

table("a mapping in a list loses keys", [remove([...at, "post_start", 0, "user"]), remove([...at, "post_start", 0, "privileged"])], [
  ["at the end", web("post_start:", "  - command: a", "    user: b", "    privileged: true"), web("post_start:", "  - command: a")],
  ["behind the dash", web("post_start:", "  - user: b", "    privileged: true", "    command: a"), web("post_start:", "  - command: a")],
  ["behind the dash and at the end", web("post_start:", "  - user: b", "    command: a", "    privileged: true"), web("post_start:", "  - command: a")],
]);

table("a list from an alias is changed for one service", [append([...at, "dns"], "9.9.9.9")], [
  ["whose last item is an alias itself", `x-d: [&d 8.8.8.8]\n${web("dns:", "  - *d")}`, `x-d: [&d 8.8.8.8]\n${web("dns:", "  - *d", "  - 9.9.9.9")}`],
  ["that is an alias", `x-d: &d\n  - "8.8.8.8" # eight\n${web("dns: *d")}`, `x-d: &d\n  - "8.8.8.8" # eight\n${web("dns:", '  - "8.8.8.8"', '  - "9.9.9.9"')}`],
]);

table("an item is added behind all others", [append([...at, "dns"], "9.9.9.9")], [
  ["in brackets of which only the last one has its own line", web("dns: [ 1.1.1.1", "    ]"), web("dns: [ 1.1.1.1, 9.9.9.9", "    ]")],
  ["behind a comma, in brackets of which only the last one has its own line", web("dns: [ 1.1.1.1, # one", "    ]"), web("dns: [ 1.1.1.1, 9.9.9.9, # one", "    ]")],
  ["of the last line in brackets", web("dns: [", "    1.1.1.1, 8.8.8.8", "    ]"), web("dns: [", "    1.1.1.1, 8.8.8.8,", "    9.9.9.9", "    ]")],
]);

describe("an item is written in any spelling", () => {
  it.each<readonly [title: string, operation: Operation, before: string, after: string]>([
    ["a port in short syntax", append([...at, "ports"], "127.0.0.1:80:80"), web("ports: [81]"), web("ports: [81, 127.0.0.1:80:80]")],
    ["a mount in short syntax", append([...at, "volumes"], "./a:/b:ro"), web("image: a"), web("image: a", "volumes:", "  - ./a:/b:ro")],
    ["a mount in short syntax, in a folder", set([...at, "volumes"], ["./a:/b"]), web("image: a"), web("image: a", "volumes:", "  - ./a:/b")],
    ["a list as a mapping", set([...at, "environment"], ["A=b"]), web("image: a"), web("image: a", "environment:", "  - A=b")],
  ])("%s", (_title, operation, before, after) => {
    expect(patch(before, [operation])).toBe(after);
  });
});
