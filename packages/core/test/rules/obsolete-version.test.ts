import { web } from "./check.js";
import { testRule } from "./table.js";

const obsolete = "warning Compose ignores `version` and prints a warning at every command. Remove it.";
const services = web("image: nginx");

testRule("obsolete-version", {
  reports: [
    ["a version", `version: "3.8"\n\n${services}`, [`1:1-8 ${obsolete}`]],
    ["a number, at the end", `${services}version: 3.8\n`, [`4:1-8 ${obsolete}`]],
    ["flow style", "{version: '3', services: {web: {image: nginx}}}\n", [`1:2-9 ${obsolete}`]],
    ["JSON", '{"version": "3", "services": {}}\n', [`1:2-11 ${obsolete}`]],
    ["behind a BOM", `\uFEFFversion: '3'\n${services}`, [`1:1-8 ${obsolete}`]],
    ["an alias", `x-v: &v '3'\nversion: *v\n${services}`, [`2:1-8 ${obsolete}`]],
    ["a variable", `version: "\${VERSION:-3}"\n${services}`, [`1:1-8 ${obsolete}`]],
    ["a variable of .env", `version: $VERSION\n${services}`, [`1:1-8 ${obsolete}`], { env: "VERSION=3" }],
  ],
  accepts: [
    ["no version", services],
    ["an extension", `x-version: "3"\n${services}`],
    ["a variable of that name", web("image: nginx", "environment: {version: '3'}")],
  ],
  fixes: [
    ["with the blank line below it at the top", `version: "3.8"\n\n${services}`, services],
    ["without a blank line", `version: '2'\n${services}`, services],
    ["with one of two blank lines", `name: shop\n\nversion: '2'\n\n${services}`, `name: shop\n\n${services}`],
    ["below a comment", `# The shop.\nversion: '2'\n\n${services}`, `# The shop.\n\n${services}`],
    ["but not its own comment", `version: '2' # old\n${services}`, `# old\n${services}`],
    ["below a document marker", `---\nversion: '2'\n\n${services}`, `---\n${services}`],
    ["at the end", `${services}version: '2'\n`, services],
    ["at the end, with the blank line above it", `${services}\nversion: '2'`, services.trimEnd()],
    ["with CRLF and BOM", `\uFEFFversion: '2'\r\n\r\nservices:\r\n  web: {image: nginx}\r\n`, "\uFEFFservices:\r\n  web: {image: nginx}\r\n"],
    ["in flow style", "{version: '3', services: {web: {image: nginx}}}\n", "{services: {web: {image: nginx}}}\n"],
    ["not unasked in a file for a swarm", `version: '3.8'\n${web("image: nginx", "deploy: {placement: {constraints: [node.role == worker]}}")}`, `version: '3.8'\n${web("image: nginx", "deploy: {placement: {constraints: [node.role == worker]}}")}`],
    ["in a file for a swarm, if asked", `version: '3.8'\n${web("image: nginx", "deploy: {placement: {constraints: [node.role == worker]}}")}`, web("image: nginx", "deploy: {placement: {constraints: [node.role == worker]}}"), { unsafe: true }],
    ["not where its anchor is used", `version: &v '3'\nx-v: *v\n${services}`, `refused: the edited file would have a new fault\nversion: &v '3'\nx-v: *v\n${services}`],
  ],
});
