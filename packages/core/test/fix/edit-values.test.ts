import { describe, expect, it } from "vitest";
import { append, remove, set } from "../../src/compose/operation.js";
import { web } from "../rules/check.js";
import { patch } from "./patch.js";
import { table } from "./table.js";

const at = ["services", "web"];

table("an item is added to a list", [append([...at, "cap_drop"], "ALL")], [
  ["in block style", web("cap_drop:", "  - A", "init: true"), web("cap_drop:", "  - A", "  - ALL", "init: true")],
  ["without indentation", web("cap_drop:", "- A", "init: true"), web("cap_drop:", "- A", "- ALL", "init: true")],
  ["with much indentation", web("cap_drop:", "     -   A"), web("cap_drop:", "     -   A", "     - ALL")],
  ["without a final line break", web("cap_drop:", "  - A").trimEnd(), web("cap_drop:", "  - A", "  - ALL").trimEnd()],
  ["with CRLF", "services:\r\n  web:\r\n    cap_drop:\r\n      - A\r\n", "services:\r\n  web:\r\n    cap_drop:\r\n      - A\r\n      - ALL\r\n"],
  ["behind a comment", web("cap_drop:", "  - A # no ping"), web("cap_drop:", "  - A # no ping", "  - ALL")],
  ["behind items that are commented out", web("cap_drop:", "  - A", "  # - B", "init: true"), web("cap_drop:", "  - A", "  # - B", "  - ALL", "init: true")],
  ["before a remark below it", web("cap_drop:", "  - A", "  # that is all"), web("cap_drop:", "  - A", "  - ALL", "  # that is all")],
  ["behind literal text", web("cap_drop:", "  - |-", "    A", "init: true"), web("cap_drop:", "  - |-", "    A", "  - ALL", "init: true")],
  ["in the quotes of all others", web("cap_drop: ['A', 'B']"), web("cap_drop: ['A', 'B', 'ALL']")],
  ["plain among mixed quotes", web("cap_drop: ['A', B]"), web("cap_drop: ['A', B, ALL]")],
  ["with a comma at the end", web("cap_drop: [A, ]"), web("cap_drop: [A, ALL ]")],
  ["on lines of their own", web("cap_drop: [", "  A, # a", "  B # b", "]"), web("cap_drop: [", "  A, # a", "  B, # b", "  ALL", "]")],
  ["with a comma on lines of their own", web("cap_drop: [", "  A,", "]"), web("cap_drop: [", "  A,", "  ALL", "]")],
  ["that is empty", web("cap_drop: [] # none"), web("cap_drop: [ALL] # none")],
  ["that is empty but for blanks", web("cap_drop: [ ]"), web("cap_drop: [ALL]")],
  ["that does not exist", web("image: a"), web("image: a", "cap_drop:", "  - ALL")],
  ["of JSON", '{"services": {"web": {"cap_drop": ["A"]}}}', '{"services": {"web": {"cap_drop": ["A", "ALL"]}}}'],
  ["of JSON that does not exist", '{"services": {"web": {"image": "a"}}}', '{"services": {"web": {"image": "a", "cap_drop": ["ALL"]}}}'],
  ["with an anchor", web("cap_drop: &drop", "  - A"), web("cap_drop: &drop", "  - A", "  - ALL")],
  ["that is no list", web("cap_drop: A"), "refused: the present value is no list"],
]);

table("an item is added to what may be a list", [append([...at, "tmpfs"], "/tmp")], [
  ["in block style", web("tmpfs: '/run' # pid", "init: true"), web("tmpfs:", "  - '/run' # pid", "  - /tmp", "init: true")],
  ["in a file whose lists are not indented", web("ports:", "- 80", "tmpfs: /run"), web("ports:", "- 80", "tmpfs:", "- /run", "- /tmp")],
  ["in flow style", "services: {web: {tmpfs: /run}}\n", "services: {web: {tmpfs: [/run, /tmp]}}\n"],
  ["but not to folded text", web("tmpfs: >-", "  /run"), "refused: the list is written in a form that is not edited"],
]);

describe("several items", () => {
  it("become one new list", () => {
    expect(patch(web("image: a"), ["A", "B"].map((item) => append([...at, "cap_drop"], item)))).toBe(web("image: a", "cap_drop:", "  - A", "  - B"));
  });
});

table("a value is replaced", [set([...at, "stop_signal"], "a b")], [
  ["plain", web("stop_signal: x # why", "init: true"), web("stop_signal: a b # why", "init: true")],
  ["in single quotes", web("stop_signal: 'x'"), web("stop_signal: 'a b'")],
  ["in double quotes", web('stop_signal: "x"'), web('stop_signal: "a b"')],
  ["in flow style", "services: {web: {stop_signal: x, init: true}}\n", "services: {web: {stop_signal: a b, init: true}}\n"],
  ["with an anchor", web("stop_signal: &s x"), web("stop_signal: &s a b")],
  ["of two lines", web("stop_signal: x", "  y"), web("stop_signal: a b")],
  ["in the default of a variable", web("stop_signal: '${S:-x}'"), web("stop_signal: '${S:-a b}'")],
  ["not for a variable alone", web("stop_signal: $S"), "refused: the present value comes from a variable"],
  ["not a variable within text", web("stop_signal: x${S:-x}"), "refused: the present value comes from a variable"],
  ["literal text", web("stop_signal: |-", "  x"), web("stop_signal: a b")],
  ["a list", web("stop_signal: [x]"), web("stop_signal: a b")],
  ["a list with a comment, which stays", web("stop_signal:", "  - x # why"), web("stop_signal: a b # why")],
  ["not a list with comments inside", web("stop_signal:", "  - x # why", "  - y"), "unproven: the edit would lose a comment"],
]);

table("a missing value is written", [set([...at, "labels"], { a: "b c" })], [
  ["on lines of its own", web("labels:", "init: true"), web("labels:", "  a: b c", "init: true")],
  ["below a comment on the line", web("labels: # ours", "init: true"), web("labels: # ours", "  a: b c", "init: true")],
  ["in flow style", "services: {web: {labels: , init: true}}\n", "services: {web: {labels: {a: b c}, init: true}}\n"],
]);

table("a key is removed", [remove([...at, "privileged"])], [
  ["with its line", web("image: a", "privileged: true", "init: true"), web("image: a", "init: true")],
  ["at the end", web("image: a", "privileged: true"), web("image: a")],
  ["at the end without line break", web("image: a", "privileged: true").trimEnd(), web("image: a").trimEnd()],
  ["as the first one", web("privileged: true", "image: a"), web("image: a")],
  ["as the only one", web("privileged: true"), "services:\n  web: {}\n"],
  ["as the only one below a comment", web("# why", "privileged: true # hm"), "services:\n  web: {}\n    # why\n    # hm\n"],
  ["but not the comments", web("# why", "privileged: true # hm", "image: a"), web("# why", "# hm", "image: a")],
  ["with one of two blank lines", web("image: a", "", "privileged: true", "", "init: true"), web("image: a", "", "init: true")],
  ["with CRLF", "services:\r\n  web:\r\n    image: a\r\n    privileged: true\r\n    init: true\r\n", "services:\r\n  web:\r\n    image: a\r\n    init: true\r\n"],
  ["in flow style", "services: {web: {image: a, privileged: true, init: true}}\n", "services: {web: {image: a, init: true}}\n"],
  ["first in flow style", "services: {web: {privileged: true, image: a}}\n", "services: {web: {image: a}}\n"],
  ["last in flow style", "services: {web: {image: a, privileged: true}}\n", "services: {web: {image: a}}\n"],
  ["last in flow style with a comma", "services: {web: {image: a, privileged: true,}}\n", "services: {web: {image: a,}}\n"],
  ["alone in flow style", "services: {web: {privileged: true}}\n", "services: {web: {}}\n"],
  ["in front of a comment in flow style", "services: {web: {\n  privileged: true, # why\n  image: a\n}}\n", "services: {web: {\n  # why\n  image: a\n}}\n"],
  ["behind a comment in flow style", "services: {web: {\n  image: a, # pinned\n  privileged: true\n}}\n", "services: {web: {\n  image: a # pinned\n}}\n"],
  ["behind a comment and a comma in flow style", "services: {web: {\n  image: a # pinned\n  , privileged: true\n}}\n", "services: {web: {\n  image: a # pinned\n}}\n"],
  ["of JSON", '{"services": {"web": {\n  "image": "a",\n  "privileged": true\n}}}\n', '{"services": {"web": {\n  "image": "a"\n}}}\n'],
  ["with an explicit key", web("? privileged", ": true", "image: a"), web("image: a")],
  ["that is not there", web("image: a"), "refused: the key is not written where it takes effect"],
  ["that another document says", `${web("privileged: true")}---\n${web("image: a")}`, `services:\n  web: {}\n---\n${web("image: a")}`],
  ["that several documents say", `${web("image: a", "privileged: true")}---\n${web("image: b", "privileged: true")}`, `${web("image: a")}---\n${web("image: b")}`],
]);

table("a key of an item is removed", [remove([...at, "post_start", 0, "privileged"])], [
  ["behind another one", web("post_start:", "  - command: a", "    privileged: true"), web("post_start:", "  - command: a")],
  ["behind the dash", web("post_start:", "  - privileged: true", "    command: a"), web("post_start:", "  - command: a")],
  ["behind the dash, but not its comment", web("post_start:", "  - privileged: true # why", "    command: a"), web("post_start:", "  - # why", "    command: a")],
]);

table("a value with a dollar sign is written so that it names no variable", [set([...at, "healthcheck", "test"], ["CMD-SHELL", 'pg_isready -U "$POSTGRES_USER"']), set([...at, "x-price"], "5 $"), append([...at, "dns_search"], "$a")], [
  ["in block style", web("image: a"), web("image: a", "dns_search:", "  - $$a", "healthcheck:", "  test:", "    - CMD-SHELL", '    - pg_isready -U "$$POSTGRES_USER"', "x-price: 5 $")],
]);

table("a key is put in place of another one", [set([...at, "environment", "A_FILE"], "/a", { after: "A" }), remove([...at, "environment", "A"])], [
  ["at the end of a mapping", web("environment:", "  B: b", "  A: a"), web("environment:", "  B: b", "  A_FILE: /a")],
  ["between others", web("environment:", "  B: b", "  A: a", "  C: c"), web("environment:", "  B: b", "  A_FILE: /a", "  C: c")],
  ["that was the only one", web("environment:", "  A: a"), web("environment:", "  A_FILE: /a")],
  ["at the end of a list", web("environment:", "  - B=b", "  - A=a", "  - C=c"), web("environment:", "  - B=b", "  - C=c", "  - A_FILE=/a")],
  ["in flow style", web("environment: {B: b, A: a, C: c}"), web("environment: {B: b, A_FILE: /a, C: c}")],
  ["that was the only one in flow style", web("environment: {A: a}"), web("environment:", "  A_FILE: /a")],
  ["at the end in flow style", web("environment: {B: b, A: a}"), web("environment: {B: b, A_FILE: /a}")],
]);
