import type { Project } from "../../compose/load.js";
import { assignmentOf } from "../../compose/model/assignment.js";
import { definitionsOf, type Definition } from "../../compose/model/definition.js";
import { knownValue } from "../../compose/model/value.js";
import { rename, set } from "../../compose/operation.js";
import { atKey } from "../../compose/place.js";
import { defineRule, unsafe } from "../rule.js";

/** The one option that the driver reads. Source: moby `libnetwork/drivers/overlay/ov_network.go`. */
const OPTION = "com.docker.network.driver.mtu";

/** What Docker takes for the MTU between the nodes if nobody says it, and what it takes off for VXLAN. Source: moby, `maxMTU`. */
const ASSUMED = 1500;
const VXLAN = 50;

const BECAUSE = "The network has to be made anew, for which everything on it has to be stopped.";

interface Facts {
  readonly network: string;
  readonly mtu: number;
  readonly underlay: number;
}

/** Of an overlay network, the option is the MTU of the network below; Docker takes the room for VXLAN off by itself. */
export default defineRule({
  category: "networking",
  summary: "An overlay network that is not told, or is told in the wrong way, which MTU the network between its nodes has.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://github.com/moby/moby/blob/master/daemon/libnetwork/drivers/overlay/ov_network.go", "https://github.com/moby/libnetwork/issues/2661"],
  options: {
    underlayMtu: { type: "integer", default: 0, minimum: 0, description: "The MTU of the network that connects the nodes, such as 1460 or 9001; 0 if it is not known." },
  },
  messages: {
    wrongKey: ({ network, key }: { network: string; key: string }) =>
      `Docker does not read the option ${key} of an overlay network, so ${network} is made for an MTU of ${ASSUMED} between the nodes. Call it ${OPTION}; its value is the MTU between the nodes.`,
    tooLarge: ({ network, mtu, underlay }: Facts) =>
      `${network} is made for an MTU of ${mtu} between the nodes, and they have ${underlay}: small packets get through, large ones get lost. Set ${OPTION} to ${underlay}; Docker takes the ${VXLAN} bytes of VXLAN off by itself.`,
    tooSmall: ({ network, mtu, underlay }: Facts) =>
      `${network} is made for an MTU of ${mtu} between the nodes, and they have ${underlay}, so that packets are smaller than they need to be. Set ${OPTION} to ${underlay}; Docker takes the ${VXLAN} bytes of VXLAN off by itself.`,
  },
  check(project, report, { underlayMtu: underlay }: { underlayMtu: number }) {
    for (const { key: network, driverOptions, origin, path } of ownOverlays(project)) {
      const option = assignmentOf(OPTION, driverOptions);
      const wrong = option ? undefined : driverOptions.find(({ name }) => /(?:^|[._-])mtu$/i.test(name));
      if (wrong) {
        report({ at: atKey(wrong.origin), message: ["wrongKey", { network, key: wrong.name }], fix: unsafe(`Call it ${OPTION}`, BECAUSE, [rename(wrong.path, OPTION)]) });
        continue;
      }
      if (underlay <= 0 || option?.value?.known === false) continue;
      const written = Number(knownValue(option?.value) ?? 0);
      // To Docker, 0 is not set.
      const mtu = written === 0 ? ASSUMED : written;
      if (Number.isNaN(mtu) || mtu === underlay) continue;
      const isTooLarge = mtu > underlay;
      report({
        at: atKey(option ? option.origin : origin),
        message: [isTooLarge ? "tooLarge" : "tooSmall", { network, mtu, underlay }],
        ...(isTooLarge ? {} : { severity: "info" }),
        fix: unsafe(`Set ${OPTION} to ${String(underlay)}`, BECAUSE, [set([...path, "driver_opts", OPTION], String(underlay))]),
      });
    }
  },
});

function ownOverlays(project: Project): readonly Definition[] {
  return [...definitionsOf(project, "network").values()].filter(({ driver, external }) => knownValue(driver) === "overlay" && (external === undefined || knownValue(external) === false));
}
