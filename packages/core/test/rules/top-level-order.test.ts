import { web } from "./check.js";
import { testRule } from "./table.js";

const late = (section: string, next: string): string => `\`${section}\` is out of order: it stands behind \`${next}\`. Put it in front of that, where readers expect it.`;

testRule("top-level-order", {
  reports: [
    ["services behind what they use", `volumes: {data: }\n${web("image: a")}`, [`2:1-9 info ${late("services", "volumes")}`]],
    ["a name at the end", `${web("image: a")}name: shop\n`, [`4:1-5 info ${late("name", "services")}`]],
    ["templates behind services", `${web("image: a")}x-a: {}\n`, [`4:1-4 info ${late("x-a", "services")}`]],
    ["in flow style", "{volumes: {}, services: {web: {image: a}}}\n", [`1:15-23 info ${late("services", "volumes")}`]],
    ["in each document", `${web("image: a")}---\nvolumes: {}\n${web("tty: true")}`, [`6:1-9 info ${late("services", "volumes")}`]],
    ["an order of one's own", `name: shop\nx-a: {}\n${web("image: a")}`, [`2:1-4 info ${late("x-a", "name")}`], { options: { order: ["x-", "name"] } }],
  ],
  accepts: [
    ["the usual order", `name: shop\ninclude: []\nx-a: {}\nx-b: {}\n${web("image: a")}models: {}\nnetworks: {}\nvolumes: {}\nconfigs: {}\nsecrets: {}\n`],
    ["what may stand in either order", `x-b: {}\nx-a: {}\n${web("image: a")}volumes: {}\nnetworks: {}\nsecrets: {}\nconfigs: {}\n`],
    ["a template whose parts are other templates", `x-a: &a {}\nx-b: {<<: *a}\n${web("image: a")}`],
    ["an anchor in front of its alias", "volumes:\n  data: &l {labels: {a: b}}\nservices:\n  web: {image: a, build: {context: ., x-l: *l}}\n"],
    ["an order of one's own", `${web("image: a")}name: shop\n`, { options: { order: ["services"] } }],
  ],
  fixes: [
    ["with the comments above them", `# data\nnetworks: {}\n\n# all\n${web("image: a")}\nname: shop\n`, `refused: it cannot be told whether the comment above its first part speaks of all that follow\n# data\nnetworks: {}\n\n# all\n${web("image: a")}\nname: shop\n`],
    ["in block style", `version: "3"\nvolumes:\n  data:\n\n# what runs\n${web("image: a")}`, `version: "3"\n# what runs\n${web("image: a")}\nvolumes:\n  data:\n`],
    ["in flow style", "{volumes: {}, services: {web: {image: a}}}\n", "{services: {web: {image: a}}, volumes: {}}\n"],
    ["below the comment at the top", `# The shop\n\nvolumes:\n  data:\n${web("image: a")}`, `# The shop\n\n${web("image: a")}volumes:\n  data:\n`],
    ["without their templates losing their anchors", `${web("image: a")}x-a: &a {tty: true}\nx-b: {<<: *a}\n`, `x-a: &a {tty: true}\nx-b: {<<: *a}\n${web("image: a")}`],
  ],
});
