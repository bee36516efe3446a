import { web } from "./check.js";
import { testRule } from "./table.js";

const late = (key: string, next: string, service = "web"): string => `\`${key}\` of ${service} is out of order: it stands behind \`${next}\`. Put it in front of that, where readers expect it.`;
/** The order that dclint asks for where nobody says another. */
const DCLINT = "image build container_name depends_on volumes volumes_from configs secrets environment env_file ports networks network_mode extra_hosts command entrypoint working_dir restart healthcheck logging labels user isolation".split(" ");

testRule("service-key-order", {
  reports: [
    ["a key behind one that comes later", web("ports: ['80:80']", "image: a"), [`4:5-10 info ${late("image", "ports")}`]],
    ["the first of several, and what it should stand in front of", web("image: a", "labels: {}", "ports: []", "user: b", "command: c"), [`5:5-10 info ${late("ports", "labels")}`]],
    ["in flow style", "services: {web: {ports: [], image: a}}\n", [`1:29-34 info ${late("image", "ports")}`]],
    ["each service by itself", `${web("user: b", "image: a")}  api:\n    tty: true\n    image: c\n`, [`4:5-10 info ${late("image", "user")}`, `7:5-10 info ${late("image", "tty", "api")}`]],
    ["each document by itself", `${web("image: a")}---\n${web("tty: true", "user: b")}`, [`8:5-9 info ${late("user", "tty")}`]],
    ["a template that is a service", `services:\n  base: &base\n    tty: true\n    image: a\n  web: *base\n`, [`4:5-10 info ${late("image", "tty", "base")}`]],
    ["what stands behind keys that nobody knows", web("x-note: a", "image: b"), [`4:5-10 info ${late("image", "x-note")}`]],
    ["a merge key that is not the first", `x-a: &a {tty: true}\n${web("image: a", "<<: *a")}`, [`5:5-7 info ${late("<<", "image")}`]],
    ["an order of one's own", web("image: a", "user: b"), [`4:5-9 info ${late("user", "image")}`], { options: { order: ["user"] } }],
    ["the usual order behind one's own", web("user: b", "ports: []", "image: a"), [`5:5-10 info ${late("image", "ports")}`], { options: { order: ["user"] } }],
    ["dclint's order", web("image: a", "restart: always", "environment: {}"), [`5:5-16 info ${late("environment", "restart")}`], { options: { order: DCLINT } }],
  ],
  accepts: [
    ["the usual order", web("image: a", "restart: always", "user: b", "command: c", "environment: {}", "volumes: []", "ports: []", "depends_on: []", "healthcheck: {}", "labels: {}", "deploy: {}")],
    ["dclint's order if asked for", web("image: a", "volumes: []", "environment: {}", "ports: []", "restart: always"), { options: { order: DCLINT } }],
    ["a merge key in front, whatever order", `x-a: &a {tty: true}\n${web("<<: *a", "user: b", "image: a")}`, { options: { order: ["user", "image"] } }],
    ["keys that arrive by a merge key", `x-a: &a {image: a}\n${web("<<: *a", "user: b")}`],
    ["keys that arrive by extends", `services:\n  base: {image: a}\n  web:\n    extends: base\n    tty: true\n`],
    ["a template that is none", `x-a: &a {tty: true, image: a}\n${web("<<: *a")}`],
    ["keys of a service that is an alias", "x-a: &a {tty: true, image: a}\nservices: {web: *a}\n"],
    ["keys of other mappings", web("image: a", "build: {target: c, context: .}", "healthcheck: {retries: 3, test: b}")],
    ["keys that nobody knows", web("image: a", "x-b: c", "x-a: d")],
    ["an anchor in front of its alias", web("volumes: &v ['.:/a']", "x-v: *v")],
    ["an anchor in front of its alias, whatever order", web("image: a", "labels: &l {a: b}", "environment: *l")],
    ["a service without a body", "services: {web: }\n"],
  ],
  fixes: [
    ["in block style", web("ports:", "  - '80:80' # web", "# what", "image: a # pinned", "user: b"), web("# what", "image: a # pinned", "user: b", "ports:", "  - '80:80' # web")],
    ["and blank lines stay", web("tty: true").concat("\n    image: a\n    user: b\n"), web("image: a").concat("\n    user: b\n    tty: true\n")],
    ["in flow style", "services: {web: {ports: ['80:80'], image: a}}\n", "services: {web: {image: a, ports: ['80:80']}}\n"],
    ["in JSON", '{"services": {"web": {"ports": ["80:80"], "image": "a"}}}\n', '{"services": {"web": {"image": "a", "ports": ["80:80"]}}}\n'],
    ["with what is merged", `x-a: &a {tty: true}\n${web("image: a", "<<: *a")}`, `x-a: &a {tty: true}\n${web("<<: *a", "image: a")}`],
    ["of a service that others take over", "services:\n  base: &base\n    tty: true\n    image: a\n  web: *base\n", "services:\n  base: &base\n    image: a\n    tty: true\n  web: *base\n"],
    ["of a service that others extend", "services:\n  base:\n    tty: true\n    image: a\n  web:\n    extends: base\n    user: b\n", "services:\n  base:\n    image: a\n    tty: true\n  web:\n    extends: base\n    user: b\n"],
    ["in each document", `${web("tty: true", "image: a")}---\n${web("tty: true", "user: b")}`, `${web("image: a", "tty: true")}---\n${web("user: b", "tty: true")}`],
    ["in an order of one's own", web("image: a", "ports: []", "user: b"), web("user: b", "image: a", "ports: []"), { options: { order: ["user"] } }],
    ["but not around a comment that belongs to neither", `${web("tty: true")}\n    # what\n\n    image: a\n`, `refused: it cannot be told to which of its parts a comment between them belongs\n${web("tty: true")}\n    # what\n\n    image: a\n`],
  ],
});
