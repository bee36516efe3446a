import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const unknown = (key: string, meant: string): string => `error \`${key}\` is not a key of service \`web\`. Did you mean \`${meant}\`?`;

testRule("schema", {
  reports: [
    ["a slip of the keyboard", web("image: nginx", "enviroment: {A: b}"), [`4:5-15 ${unknown("enviroment", "environment")}`]],
    ["flow style", "services: {web: {image: nginx, enviroment: {}}}\n", [`1:32-42 ${unknown("enviroment", "environment")}`]],
    ["a merged key", `x-all: &all {enviroment: {}}\n${web("<<: *all", "image: nginx")}`, [`1:14-24 ${unknown("enviroment", "environment")}`]],
    ["a wrong type", web("image: nginx", "user: 1000"), ["4:11-15 error `services.web.user` must be text"]],
    ["an empty section", "services:\n", ["1:1-9 error `services` has no value"]],
    ["a key of a service at the top level", `${web("image: nginx")}mem_limit: 1g\n`, ["4:1-10 error `mem_limit`"]],
    ["a default of the wrong type", web("image: nginx", "privileged: ${P:-maybe}"), ["4:17-28 error `privileged` must be true or false."]],
    ["a value of .env of the wrong type", web("image: nginx", "privileged: $P"), ["4:17-19 error `privileged` must be true or false"], { env: "P=maybe" }],
    ["a provider as well", web("provider: {type: cloud}", "enviroment: {}"), [`4:5-15 ${unknown("enviroment", "environment")}`]],
    ["Windows as well", web("image: nginx", "isolation: process", "enviroment: {}"), [`5:5-15 ${unknown("enviroment", "environment")}`]],
  ],
  accepts: [
    ["a valid file", web("image: nginx", "environment: [A=b]", "x-own: 1")],
    ["the long and the short syntax", web("image: nginx", "ports: [80, '81:81', {target: 82}]")],
    ["a value that nobody set", web("image: nginx", "privileged: $P")],
    ["a key that stands twice, which is another rule's", web("image: nginx", "image: nginx")],
  ],
  fixes: [
    ["nothing without being asked", web("image: nginx", "enviroment: {}"), web("image: nginx", "enviroment: {}")],
    ["the key", web("image: nginx", "enviroment: # ours", "  A: b"), web("image: nginx", "environment: # ours", "  A: b"), unsafe],
    ["the key in its quotes", '{"services": {"web": {"image": "nginx", "enviroment": {}}}}\n', '{"services": {"web": {"image": "nginx", "environment": {}}}}\n', unsafe],
    ["a key whose value has a short form", web("image: nginx", "depend_on: [api]", "port: [80]", "volume: [a:/b]") + "  api: {image: nginx}\n", web("image: nginx", "depends_on: [api]", "ports: [80]", "volumes: [a:/b]") + "  api: {image: nginx}\n", unsafe],
    ["no key whose value would be wrong", web("image: nginx", "enviroment: 5"), `refused: the edited file would have a new fault\n${web("image: nginx", "enviroment: 5")}`, unsafe],
    ["no key that is there already", web("image: nginx", "enviroment: {}", "environment: {}"), web("image: nginx", "enviroment: {}", "environment: {}"), unsafe],
  ],
});
