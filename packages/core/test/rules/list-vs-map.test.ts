import { web } from "./check.js";
import { testRule } from "./table.js";

const mixed = (key: string, form: string, wanted: string, service = "web"): string => `\`${key}\` of ${service} is a ${form}, elsewhere in this file it is a ${wanted}. Write it as a ${wanted} too.`;
const unwanted = (key: string, form: string, wanted: string, service = "web"): string => `\`${key}\` of ${service} is a ${form}. Write it as a ${wanted}.`;
const mappings = "  b: {image: a, environment: {A: a}, labels: {a: b}}\n";
const lists = "  b: {image: a, environment: [A=a], labels: [a=b]}\n  c: {image: a, environment: [A=a], labels: [a=b]}\n";
const list = { options: { form: "list" } };
const mapping = { options: { form: "mapping" } };

testRule("list-vs-map", {
  reports: [
    ["a list among mappings", web("image: a", "environment:", "  - A=a") + mappings, [`4:5-16 info ${mixed("environment", "list", "mapping")}`]],
    ["a mapping among lists", web("image: a", "environment:", "  A: a", "labels: {a: b}") + lists, [`4:5-16 info ${mixed("environment", "mapping", "list")}`, `6:5-11 info ${mixed("labels", "mapping", "list")}`]],
    ["labels of both kinds", web("image: a", "labels: {a: b}", "deploy: {labels: [a=b]}"), [`5:14-20 info ${mixed("deploy.labels", "list", "mapping")}`]],
    ["lists if mappings are wanted", web("image: a", "environment: [A=a]"), [`4:5-16 info ${unwanted("environment", "list", "mapping")}`], mapping],
    ["mappings if lists are wanted", web("image: a", "environment: {A: a}"), [`4:5-16 info ${unwanted("environment", "mapping", "list")}`], list],
  ],
  accepts: [
    ["one form", web("image: a", "environment: {B: b}") + mappings],
    ["another form for another key", web("image: a", "environment: {A: a}", "labels: [a=b]")],
    ["empty ones", web("image: a", "environment: []") + mappings],
    ["aliases", `x-e: &e [A=a]\n${web("image: a", "environment: *e")}${mappings}`],
    ["what is merged", `x-e: &e {A: a}\n${web("image: a", "environment:", "  <<: *e", "  B: b")}`, list],
    ["what others merge", web("image: a", "environment: &e {A: a}") + "  b: {image: a, environment: {<<: *e, B: b}}\n", list],
    ["names with variables, which only a list replaces", web("image: a", 'labels: ["traefik.http.routers.${NAME}.rule=a"]') + mappings],
    ["names that a mapping would lose", web("image: a", "environment: [x-a=b]") + mappings],
    ["two of one name", web("image: a", "environment: [A=a, A=b]") + mappings],
    ["values that a mapping changes", web("image: a", "environment: {A: 1.10, B: b}"), list],
    ["text of several lines", web("image: a", "environment:", "  A: |", "    b", "    c"), list],
    ["keys that may be either", web("image: a", "sysctls: [a=b]", "build: {context: ., args: [A=a]}") + mappings],
  ],
  fixes: [
    ["a list in block style", web("image: a", "environment: # all", "  # one", "  - A=a # two", '  - "B=b: c"', "  - C", "  - D=", "  - E=8080") + mappings, web("image: a", "environment: # all", "  # one", "  A: a # two", '  B: "b: c"', "  C:", '  D: ""', '  E: "8080"') + mappings],
    ["a list without indentation", web("image: a", "environment:", "- A=a", "# two", "- B=b", "# ports", "ports: ['80:80']") + mappings, web("image: a", "environment:", "  A: a", "  # two", "  B: b", "# ports", "ports: ['80:80']") + mappings],
    ["a list in flow style", web("image: a", "environment: [A=a, 'B=b,c', C]") + mappings, web("image: a", "environment: {A: a, B: 'b,c', C: null}") + mappings],
    ["a list with variables", web("image: a", "environment:", "  - A=${A}", "  - B=${B:-b c}$$", "  - C=a=b") + mappings, web("image: a", "environment:", "  A: ${A}", "  B: ${B:-b c}$$", "  C: a=b") + mappings],
    ["a list in JSON", '{"services": {"web": {"image": "a", "environment": ["A=a"]}}}\n', '{"services": {"web": {"image": "a", "environment": {"A": "a"}}}}\n', mapping],
    ["a mapping in block style", web("image: a", "environment:", "  A: a # two", "  # three", '  B: "b # c"', "  C:", "  D: 80", "  E: true", '  F: ""'), web("image: a", "environment:", "  - A=a # two", "  # three", '  - "B=b # c"', "  - C", "  - D=80", "  - E=true", "  - F="), list],
    ["a mapping in flow style", web("image: a", 'environment: {A: a, B: "${B}", C: null}'), web("image: a", 'environment: [A=a, "B=${B}", C]'), list],
    ["labels", web("image: a", "labels:", '  - "traefik.http.routers.a.rule=Host(`b`)"') + mappings, web("image: a", "labels:", "  traefik.http.routers.a.rule: Host(`b`)") + mappings],
    ["of a service that others extend", "services:\n  base: {image: a, environment: [A=a]}\n  web: {extends: base, environment: [B=b]}\n", "services:\n  base: {image: a, environment: {A: a}}\n  web: {extends: base, environment: {B: b}}\n", mapping],
    ["in each document", `${web("image: a", "environment: [A=a]")}---\n${web("environment: [B=b]")}`, `${web("image: a", "environment: {A: a}")}---\n${web("environment: {B: b}")}`, mapping],
  ],
});
