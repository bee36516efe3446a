import { web } from "./check.js";
import { testRule } from "./table.js";

const unset = (name: string, effect: string): string => `Nothing here sets ${name}: where it is empty, ${effect}. Write \${${name}:?} so that Compose stops and says so, or give a default with :-.`;

testRule("unset-variable", {
  reports: [
    ["a tag", web("image: app:${TAG}"), [`3:12-22 info ${unset("TAG", '"app:" is no image')}`]],
    ["a registry", web("image: $REGISTRY/app"), [`3:12-25 info ${unset("REGISTRY", '"/app" is no image')}`]],
    ["a whole image", web("image: $IMAGE"), [`3:12-18 info ${unset("IMAGE", "the service has no image")}`]],
    ["a published port", web("image: x", "ports: ['${PORT}:80']"), [`4:13-25 info ${unset("PORT", "Docker picks any free port of the host")}`]],
    ["a container's port", web("image: x", "ports: ['80:${PORT}']"), [`4:13-25 info ${unset("PORT", 'Compose refuses "80:" as a port')}`]],
    ["an address", web("image: x", "ports: ['${IP}:80:80']"), [`4:13-26 info ${unset("IP", "the port is open on every interface of the host")}`]],
    ["two variables", web("image: x", "ports: ['${A}:${B}']"), ['4:13-24 info Nothing here sets A and B: where they are empty, Compose refuses ":" as a port. Write ${A:?} so']],
    ["a long port", web("image: x", "ports: [{target: 80, published: $PORT}]"), [`4:37-42 info ${unset("PORT", "Docker picks any free port of the host")}`]],
    ["a folder", web("image: x", "volumes:", "  - ${DATA}/db:/db"), [`5:9-23 info ${unset("DATA", "/db of the host is mounted")}`]],
    ["a whole source", web("image: x", "volumes: ['$DATA:/db']"), [`4:15-26 info ${unset("DATA", 'Compose refuses ":/db" as a volume')}`]],
    ["a long mount", web("image: x", "volumes: [{type: bind, source: $DATA, target: /db}]"), [`4:36-41 info ${unset("DATA", "Compose refuses the empty path")}`]],
    ["a build context", web("build: $DIR"), [`3:12-16 info ${unset("DIR", "the whole project folder is the build context")}`]],
    ["a number", web("image: x", "scale: $N"), [`4:12-14 info ${unset("N", "Compose refuses the empty value")}`]],
    ["a truth value", `${web("image: x")}networks: {n: {internal: "$I"}}\n`, [`4:26-30 info ${unset("I", "Compose refuses the empty value")}`]],
    ["a size and a duration", web("image: x", "mem_limit: $M", "stop_grace_period: $S"), ["4:16-18 info", "5:24-26 info"]],
    ["a variable in a default", web("image: 'app:${TAG:-$VERSION}'"), [`3:12-34 info ${unset("VERSION", '"app:" is no image')}`]],
    ["a shared place once", "x-base: &base {image: 'app:$TAG'}\nservices:\n  a: *base\n  b: *base\n", ["1:23-33 info"]],
  ],
  accepts: [
    ["a default", web("image: app:${TAG:-1}", "ports: ['${PORT-80}:80']")],
    ["a variable that must be set", web("image: app:${TAG:?}", "ports: ['${PORT?which}:80']")],
    ["an alternative", web("image: app${TAG:+:}1")],
    ["a variable of .env", web("image: app:${TAG}"), { env: "TAG=1\n" }],
    ["what may be empty", web("image: ${TEAM}app:1", "environment: {A: $A}", "command: run $B", "hostname: $C", "container_name: $D")],
    ["what every login has", web("image: x", "volumes: ['$HOME/x:/x', '${PWD}:/y', '${PWD}/$X:/z']")],
    ["what Compose sets", web("image: app:${COMPOSE_PROJECT_NAME}")],
    ["a folder below another", web("image: x", "volumes: ['./data/$NAME:/x']", "build: ./$NAME")],
    ["an escaped dollar sign", web("image: x", "volumes: ['./$$DATA:/x']")],
  ],
});
