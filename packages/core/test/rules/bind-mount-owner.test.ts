import { expect, it } from "vitest";
import { presetConfiguration } from "../../src/engine/configuration.js";
import { web } from "./check.js";
import { testRule } from "./table.js";

const every = { options: { everyUser: true } };
const grafana = (mount: string, ...more: readonly string[]): string => web("image: grafana/grafana:11.3.1", `volumes: [${mount}]`, ...more);
const app = (mount: string, ...more: readonly string[]): string => web("image: acme/app:1.0", 'user: "10001:10001"', `volumes: [${mount}]`, ...more);

testRule("bind-mount-owner", {
  reports: [
    [
      "the data of an image with its own user",
      grafana("./grafana:/var/lib/grafana"),
      ['4:15-41 warning web runs as user 472 and writes to ./grafana: where there is no such folder, Docker makes one for root, and web fails with "permission denied". Make the folder and give it to 472, or use a named volume.'],
    ],
    ["an absolute path", grafana("/srv/grafana:/var/lib/grafana"), ["4:15-44 warning web runs as user 472 and writes to /srv/grafana"]],
    ["a home folder", grafana("~/grafana:/var/lib/grafana"), ["4:15-41 warning"]],
    ["the long syntax", grafana("{type: bind, source: ./g, target: /var/lib/grafana, bind: {create_host_path: true}}"), ["4:15-98 warning"]],
    ["a folder above the data", grafana("./g:/var/lib"), ["4:15-27 warning"]],
    ["the image's own user again", grafana("./g:/var/lib/grafana", 'user: "472"'), ["4:15-35 warning"]],
    ["a default", grafana("'${DATA:-./g}:/var/lib/grafana'"), ["4:15-46 warning"]],
    ["Prometheus", web("image: quay.io/prometheus/prometheus:v3.0.0", "volumes: [./p:/prometheus]"), ["4:15-30 warning web runs as user 65534"]],
    ["Bitnami", web("image: bitnami/redis:7.4", "volumes: [./r:/bitnami/redis]"), ["4:15-33 warning web runs as user 1001"]],
    ["a user that people have, if asked to", web("image: jenkins/jenkins:lts", "volumes: [./j:/var/jenkins_home]"), ["4:15-36 warning web runs as user 1000"], every],
    ["any user, if asked to", app("./data:/app/data"), ["5:15-31 warning web runs as user 10001 and writes to ./data"], every],
    ["a service that only shares the folder", `${grafana("./g:/var/lib/grafana")}  copy: {image: alpine, command: ls, volumes: ["./g:/g"]}\n`, ["4:15-35 warning"]],
  ],
  accepts: [
    ["a named volume", `${grafana("g:/var/lib/grafana")}volumes: {g: {}}\n`],
    ["a read-only mount", grafana("./g:/var/lib/grafana:ro")],
    ["a folder that has to be there", grafana("{type: bind, source: ./g, target: /var/lib/grafana, bind: {create_host_path: false}}")],
    ["configuration", grafana("./provisioning:/etc/grafana/provisioning, ./grafana.ini:/etc/grafana/grafana.ini")],
    ["root", grafana("./g:/var/lib/grafana", 'user: "0:0"')],
    ["root by name", grafana("./g:/var/lib/grafana", "user: root"), every],
    ["a user from a variable", grafana("./g:/var/lib/grafana", 'user: "${UID:-1000}:${GID:-1000}"'), every],
    ["a user by name", app("./data:/data").replace("10001:10001", "app"), every],
    ["another user, unasked", grafana("./g:/var/lib/grafana", 'user: "1000"')],
    ["user 1000, unasked", web("image: jenkins/jenkins:lts", "volumes: [./j:/var/jenkins_home]")],
    ["any image, unasked", app("./data:/data")],
    ["an absolute path of any image", app("/srv/data:/data"), every],
    ["a file", app("./data.db:/data/data.db"), every],
    ["what is not called like data", app("./src:/app/src"), every],
    ["a service that gives the folder away", `${grafana("./g:/var/lib/grafana")}  init: {image: alpine, command: chown -R 472 /g, volumes: ["./g:/g"]}\n`],
    ["a service that gives all folders away", `${grafana("./d/g:/var/lib/grafana")}  init: {image: alpine, command: [sh, -c, "chown -R 472 /d/g"], volumes: ["./d:/d"]}\n`],
    ["an entrypoint of its own", grafana("./g:/var/lib/grafana", "entrypoint: [/start.sh]")],
    ["an image that gives up root", web("image: postgres:17", "volumes: ['./pg:/var/lib/postgresql/data']"), every],
    ["an older image", web("image: mcr.microsoft.com/mssql/server:2017-latest", "volumes: ['./m:/var/opt/mssql']"), every],
    ["a path that nobody set", grafana("'$DATA:/var/lib/grafana'")],
    ["an image that is built here", grafana("./g:/var/lib/grafana", "build: .")],
    ["Windows", grafana("./g:/var/lib/grafana", "platform: windows")],
    ["a fragment", web("volumes: ['./g:/var/lib/grafana']")],
    ["a provider", web("provider: {type: cloud}", "image: grafana/grafana")],
  ],
});

it("asks for every user in strict only", () => {
  const optionsIn = (preset: "production" | "strict"): unknown => presetConfiguration(preset).rules.find(({ rule }) => rule.name === "bind-mount-owner")?.options;
  expect([optionsIn("production"), optionsIn("strict")]).toEqual([undefined, { everyUser: true }]);
});
