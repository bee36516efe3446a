import { testRule } from "./table.js";

const late = (service: string, next: string): string => `${service} stands behind ${next}, out of alphabetical order. Put it in front of that.`;
const services = (...names: readonly string[]): string => `services:\n${names.map((name) => `  ${name}: {image: a}\n`).join("")}`;

testRule("service-order", {
  reports: [
    ["a service behind one with a later name", services("web", "db"), [`3:3-5 info ${late("db", "web")}`]],
    ["the first of several", services("app", "web", "proxy", "cache"), [`4:3-8 info ${late("proxy", "web")}`]],
    ["numbers by their size", services("web10", "web2"), [`3:3-7 info ${late("web2", "web10")}`]],
    ["in flow style", "services: {web: {image: a}, db: {image: b}}\n", [`1:29-31 info ${late("db", "web")}`]],
    ["in each document", `${services("a", "b")}---\n${services("d", "c")}`, [`7:3-4 info ${late("c", "d")}`]],
    ["what stands behind others that take from the same base", "services:\n  base: &base {image: a}\n  web: *base\n  app: *base\n  db: {image: b}\n", [`4:3-6 info ${late("app", "web")}`]],
  ],
  accepts: [
    ["alphabetical order", services("app", "App2", "db", "web")],
    ["numbers by their size", services("web2", "web10")],
    ["one service", services("web")],
    ["a base in front of those that take from it", "services:\n  template: &t {image: a}\n  app: *t\n  db:\n    <<: *t\n    user: b\n"],
    ["a file that has no services", "volumes: {}\n"],
  ],
  fixes: [
    ["in block style", "services:\n  # the shop\n  web:\n    image: a\n\n  # its data\n  db: # big\n    image: b\n", "services:\n  # its data\n  db: # big\n    image: b\n\n  # the shop\n  web:\n    image: a\n"],
    ["in flow style", "services: {web: {image: a}, db: {image: b}}\n", "services: {db: {image: b}, web: {image: a}}\n"],
    ["behind the one that they take from", "services:\n  web: {image: a}\n  z: &z {image: b}\n  app: *z\n", "services:\n  z: &z {image: b}\n  app: *z\n  web: {image: a}\n"],
    ["not below headings", "services:\n  # --- front ---\n  web: {image: a}\n  # --- back ---\n  db: {image: b}\n", "refused: it cannot be told whether the comment above its first part speaks of all that follow\nservices:\n  # --- front ---\n  web: {image: a}\n  # --- back ---\n  db: {image: b}\n"],
  ],
});
