import { testRule } from "./table.js";

/** A file that only `docker compose` takes: it has a name. */
const compose = (definition: string, keys = "image: nginx, networks: [back]"): string => `name: shop\nservices:\n  web: {${keys}}\nnetworks:\n  back: {${definition}}\n`;

testRule("overlay-attachable", {
  reports: [
    ["none", compose("driver: overlay"), ['5:3-7 info web cannot join the overlay network back ("not manually attachable"): with `docker compose` it is a plain container, and the network is for swarm services only. Set `attachable: true`.']],
    ["false", compose("driver: overlay, attachable: false"), ["5:27-37 info web cannot join"]],
    ["a service that a stack refuses", "services:\n  web: {build: ., networks: [back]}\nnetworks:\n  back: {driver: overlay}\n", ["4:3-7 info"]],
    ["a key that a stack refuses", "services:\n  web: {image: x, mem_limit: 1g}\nnetworks:\n  default: {driver: overlay}\n", ["4:3-10 info web cannot join the overlay network default"]],
  ],
  accepts: [
    ["true", compose("driver: overlay, attachable: true")],
    ["a value that nobody set", compose("driver: overlay, attachable: $A")],
    ["another driver", compose("driver: bridge")],
    ["a driver that nobody set", compose("driver: $D")],
    ["an external network", compose("driver: overlay, external: true")],
    ["a network that nobody uses", compose("driver: overlay", "image: nginx")],
    ["a stack", "services:\n  web: {image: x, networks: [back]}\nnetworks:\n  back: {driver: overlay}\n"],
  ],
  fixes: [
    ["not without being asked", compose("driver: overlay"), compose("driver: overlay")],
    ["in flow style", compose("driver: overlay"), compose("driver: overlay, attachable: true"), { unsafe: true }],
    ["in block style", "name: a\nservices:\n  web:\n    image: x\nnetworks:\n  default:\n    driver: overlay # to the other host\n", "name: a\nservices:\n  web:\n    image: x\nnetworks:\n  default:\n    driver: overlay # to the other host\n    attachable: true\n", { unsafe: true }],
    ["a written false", compose("driver: overlay, attachable: false"), compose("driver: overlay, attachable: true"), { unsafe: true }],
  ],
});
