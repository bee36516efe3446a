import { web } from "./check.js";
import { testRule } from "./table.js";

const late = (port: number, next: number, service = "web"): string => `Port ${String(port)} of ${service} stands behind ${String(next)}. Put it in front of that, so that the numbers rise.`;
const ports = (...lines: readonly string[]): string => web("image: a", "ports:", ...lines.map((line) => `  - ${line}`));

testRule("port-order", {
  reports: [
    ["a smaller port behind a greater one", ports("443:443", "80:80"), [`6:9-14 info ${late(80, 443)}`]],
    ["numbers, not texts", ports("8080:80", "9:9"), [`6:9-12 info ${late(9, 8080)}`]],
    ["by the port of the host", ports("8080:1", "8000:2"), [`6:9-15 info ${late(8000, 8080)}`]],
    ["by the port of the container if Docker picks the other", ports("443", "80"), [`6:9-11 info ${late(80, 443)}`]],
    ["in any spelling", ports("127.0.0.1:8080:80/tcp", '"53:53/udp"', "{target: 22, published: 22}"), [`6:9-20 info ${late(53, 8080)}`]],
    ["ranges by their first port", ports("9000:9000", "8000-8010:8000-8010"), [`6:9-28 info ${late(8000, 9000)}`]],
    ["a variable by its default", ports("${A:-443}:443", "${B:-80}:80"), [`6:9-20 info ${late(80, 443)}`]],
    ["in each service that shares them", `x-p: &p ['443:443', '80:80']\nservices:\n  web: {image: a, ports: *p}\n  api: {image: a, ports: *p}\n`, [`1:21-28 info ${late(80, 443)}`, `1:21-28 info ${late(80, 443, "api")}`]],
    ["in each of several documents", `${ports("80:80", "443:443")}---\n${web("ports: ['22:22', '9:9']")}`, [`10:22-27 info ${late(9, 22)}`]],
  ],
  accepts: [
    ["rising numbers", ports("22:22", "80:80", "8000-8010:8000-8010", "8080:80")],
    ["equal numbers", ports("53:53/udp", "53:53/tcp", "127.0.0.2:53:53")],
    ["ports that are not known", ports("443:443", "${PORT}:80", "22:22")],
    ["ports that are not known in long syntax", ports("443:443", "{target: 80, published: '${PORT}'}", "22:22")],
    ["each document by itself", `${ports("80:80", "443:443")}---\n${web("ports: ['22:22', '23:23']")}`],
    ["ports that are only exposed", web("image: a", "expose: ['443', '80']")],
    ["no ports", web("image: a", "ports: []")],
  ],
  fixes: [
    ["in block style", ports("443:443 # tls", "80:80"), ports("80:80", "443:443 # tls")],
    ["in flow style", web("image: a", 'ports: ["443:443", \'80:80\']'), web("image: a", 'ports: [\'80:80\', "443:443"]')],
    ["in long syntax", ports("target: 443\n        published: '443'", "target: 80\n        published: '80'"), ports("target: 80\n        published: '80'", "target: 443\n        published: '443'")],
    ["ranges", ports("9000:9000", "8000-8002:8000-8002", "22:22"), ports("22:22", "8000-8002:8000-8002", "9000:9000")],
    ["where services share them", `x-p: &p ['443:443', '80:80']\nservices:\n  web: {image: a, ports: *p}\n  api: {image: a, ports: *p}\n`, `x-p: &p ['80:80', '443:443']\nservices:\n  web: {image: a, ports: *p}\n  api: {image: a, ports: *p}\n`],
    ["where a service inherits them", "services:\n  base: {image: a, ports: ['443:443', '80:80']}\n  web: {extends: base}\n", "services:\n  base: {image: a, ports: ['80:80', '443:443']}\n  web: {extends: base}\n"],
    ["in each of several documents", `${ports("443:443", "80:80")}---\n${web("ports: ['22:22', '9:9']")}`, `${ports("80:80", "443:443")}---\n${web("ports: ['9:9', '22:22']")}`],
  ],
});
