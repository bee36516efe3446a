import { web } from "./check.js";
import { testRule } from "./table.js";

const plain = (port: string, service = "web"): string => `The port ${port} of ${service} is not in quotes. Compose reads all ports alike, other readers take some, such as 22:22, for another number: quote all of them.`;
const ports = (...lines: readonly string[]): string => web("image: a", "ports:", ...lines.map((line) => `  - ${line}`));

testRule("port-quotes", {
  reports: [
    ["a pair", ports("8080:80", '"443:443"'), [`5:9-16 info ${plain("8080:80")}`]],
    ["a number", ports("80"), [`5:9-11 info ${plain("80")}`]],
    ["a range once", ports("8000-8010:8000-8010"), [`5:9-28 info ${plain("8000-8010:8000-8010")}`]],
    ["a variable, known or not", ports("${PORT}:80", "${OTHER:-81}:81/udp"), [`5:9-19 info ${plain("${PORT}:80")}`, `6:9-28 info ${plain("${OTHER:-81}:81/udp")}`]],
    ["exposed ports", web("image: a", "expose: [3000, 3001-3005]"), [`4:14-18 info ${plain("3000")}`, `4:20-29 info ${plain("3001-3005")}`]],
    ["what is shared, for each service", `x-p: &p {ports: [80]}\nservices:\n  web: {image: a, <<: *p}\n  api: {image: a, <<: *p}\n`, [`1:18-20 info ${plain("80")}`, `1:18-20 info ${plain("80", "api")}`]],
    ["in JSON", '{"services": {"web": {"image": "a", "ports": [80]}}}\n', [`1:47-49 info ${plain("80")}`]],
  ],
  accepts: [
    ["quotes of either kind", ports('"80:80"', "'443'")],
    ["the long syntax", ports("{target: 80, published: 8080}")],
    ["a tag", ports("!!str 80")],
    ["other numbers", web("image: a", "dns: [1.1.1.1]", "environment: {PORT: 80}")],
    ["templates that nothing uses", `x-p: {ports: [80]}\n${web("image: a")}`],
  ],
  fixes: [
    ["in block style", ports("8080:80 # web", "443"), ports('"8080:80" # web', '"443"')],
    ["in flow style, in the quotes of the file", "services: {web: {image: 'a', ports: [80, 8080-8081:80-81], expose: [3000]}}\n", "services: {web: {image: 'a', ports: ['80', '8080-8081:80-81'], expose: ['3000']}}\n"],
    ["in JSON", '{"services": {"web": {"image": "a", "ports": [80]}}}\n', '{"services": {"web": {"image": "a", "ports": ["80"]}}}\n'],
    ["a variable", ports("${PORT}:80"), ports('"${PORT}:80"')],
    ["where it is shared", `x-p: &p {ports: [80]}\nservices:\n  web: {image: a, <<: *p}\n  api: {image: a, <<: *p}\n`, `x-p: &p {ports: ["80"]}\nservices:\n  web: {image: a, <<: *p}\n  api: {image: a, <<: *p}\n`],
    ["where it is inherited and added to", "services:\n  base: {image: a, ports: [80]}\n  web: {extends: base, ports: [81]}\n", 'services:\n  base: {image: a, ports: ["80"]}\n  web: {extends: base, ports: ["81"]}\n'],
    ["in each of several documents", `${ports("80")}---\n${web("ports: [81]", "expose: [82]")}`, `${ports('"80"')}---\n${web('ports: ["81"]', 'expose: ["82"]')}`],
  ],
});
