import { testRule } from "./table.js";

const network = (...lines: readonly string[]): string => `services:\n  web:\n    image: nginx\n    networks: [back]\nnetworks:\n  back:\n${lines.map((line) => `    ${line}\n`).join("")}`;
const mtu = (value: string): readonly string[] => ["driver: overlay", "driver_opts:", `  com.docker.network.driver.mtu: ${value}`];
const cloud = { options: { underlayMtu: 1460 } };
const jumbo = { options: { underlayMtu: 9001 } };
const set = (value: string): string => `Set com.docker.network.driver.mtu to ${value}; Docker takes the 50 bytes of VXLAN off by itself.`;

testRule("overlay-mtu", {
  reports: [
    ["none", network("driver: overlay"), [`6:3-7 warning back is made for an MTU of 1500 between the nodes, and they have 1460: small packets get through, large ones get lost. ${set("1460")}`], cloud],
    ["a larger one", network(...mtu('"1500"')), ["9:7-36 warning back is made for an MTU of 1500"], cloud],
    ["0, which is none", network(...mtu("0")), ["9:7-36 warning back is made for an MTU of 1500"], cloud],
    ["a smaller one", network(...mtu("1410")), [`9:7-36 info back is made for an MTU of 1410 between the nodes, and they have 1460, so that packets are smaller than they need to be. ${set("1460")}`], cloud],
    ["none on a network with large packets", network("driver: overlay"), ["6:3-7 info back is made for an MTU of 1500 between the nodes, and they have 9001"], jumbo],
    ["a key that Docker does not read", network("driver: overlay", "driver_opts:", "  com.docker.network.bridge.mtu: 1460"), ["9:7-36 warning Docker does not read the option com.docker.network.bridge.mtu of an overlay network, so back is made for an MTU of 1500 between the nodes. Call it com.docker.network.driver.mtu; its value is the MTU between the nodes."]],
    ["the name alone", network("driver: overlay", "driver_opts:", '  mtu: "1460"'), ["9:7-10 warning Docker does not read the option mtu"], cloud],
    ["a default", network(...mtu("${MTU:-1500}")), ["9:7-36 warning"], cloud],
    ["a driver by default", network('driver: "${DRIVER:-overlay}"'), ["6:3-7 warning"], cloud],
    ["flow style", "services: {a: {image: x}}\nnetworks: {default: {driver: overlay}}\n", ["2:12-19 warning default is made"], cloud],
  ],
  accepts: [
    ["anything while the underlay is not known", network("driver: overlay")],
    ["the same", network(...mtu('"1460"')), cloud],
    ["none where Docker's assumption is right", network("driver: overlay"), { options: { underlayMtu: 1500 } }],
    ["a value that nobody set", network(...mtu("$MTU")), cloud],
    ["two keys, one of them the right one", network(...mtu("1460"), "  mtu: 1400"), cloud],
    ["an option that is no MTU", network("driver: overlay", "driver_opts:", '  encrypted: "true"')],
    ["such a key of another driver", network("driver: bridge", "driver_opts:", "  com.docker.network.bridge.mtu: 1460")],
    ["no number", network(...mtu("large")), cloud],
    ["another driver", network("driver: bridge"), cloud],
    ["a driver that nobody set", network("driver: $DRIVER"), cloud],
    ["an external network", network("external: true", "driver: overlay"), cloud],
    ["a network that may be external", network("external: ${EXTERNAL}", "driver: overlay"), cloud],
  ],
  fixes: [
    ["not without being asked", network("driver: overlay"), network("driver: overlay"), cloud],
    ["a new block", network("driver: overlay"), network("driver: overlay", "driver_opts:", '  com.docker.network.driver.mtu: "1460"'), { ...cloud, unsafe: true }],
    ["beside other options", network("driver: overlay", "driver_opts:", '  encrypted: "true"'), network("driver: overlay", "driver_opts:", '  encrypted: "true"', '  com.docker.network.driver.mtu: "1460"'), { ...cloud, unsafe: true }],
    ["the written one", network(...mtu('"1500" # as the nodes')), network(...mtu('"1460" # as the nodes')), { ...cloud, unsafe: true }],
    ["the right name", network("driver: overlay", "driver_opts:", '  mtu: "1460" # as the nodes'), network("driver: overlay", "driver_opts:", '  com.docker.network.driver.mtu: "1460" # as the nodes'), { unsafe: true }],
    ["in flow style", "services: {a: {image: x}}\nnetworks: {default: {driver: overlay}}\n", 'services: {a: {image: x}}\nnetworks: {default: {driver: overlay, driver_opts: {com.docker.network.driver.mtu: "1460"}}}\n', { ...cloud, unsafe: true }],
  ],
});
