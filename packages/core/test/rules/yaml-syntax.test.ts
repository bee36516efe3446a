import { describe, expect, it } from "vitest";
import { diagnose, web } from "./check.js";
import { testRule } from "./table.js";

testRule("yaml-syntax", {
  reports: [
    ["a key that stands twice", web("image: nginx", "image: redis"), ["4:5-10 error The key `image` stands twice in this mapping; Compose refuses the file. Remove one of the two."]],
    ["a key that stands twice in flow style", "services: {web: {image: a, 'image': b}}\n", ["1:28-35 error The key `image` stands twice"]],
    ["two merge keys", `x-a: &a {init: true}\nx-b: &b {tty: true}\n${web("<<: *a", "<<: *b", "image: nginx")}`, ["6:5-7 error A mapping can have only one `<<`. Merge several anchors with a list: `<<: [*first, *second]`."]],
    ["an alias without an anchor", web("image: nginx", "<<: *all"), ["4:9-13 error No anchor `&all` is defined above this alias."]],
    ["an alias inside its anchor", "x-a: &a\n  b: *a\nservices: {}\n", ["2:6-8 error This alias stands inside its own anchor"]],
    ["a tab", "services:\n\tweb:\n", ["2:1-2 error A tab "]],
    ["a bracket that is never closed", "services: [\n", ["2:1-1 error A bracket that was opened above is never closed."]],
    ["a key that is a number", `${web("image: nginx")}  80:\n    image: nginx\n`, ["4:3-5 error The key `80` is read as a number, but Compose wants text as a key. Put it in quotes."]],
    ["an empty file", "", ["1:1-1 error The file is empty. A Compose file has at least a `services:` section."]],
    ["a file of comments", "# nothing\n", ["1:"]],
  ],
  accepts: [
    ["a valid file", web("image: nginx")],
    ["a list of merge keys", `x-a: &a {init: true}\nx-b: &b {tty: true}\n${web("<<: [*a, *b]", "image: nginx")}`],
    ["the same key in two mappings", web("image: nginx", "build: {context: ., labels: {image: a}}")],
    ["an unknown key, which is another rule's", web("image: nginx", "enviroment: {}")],
  ],
});

describe("yaml-syntax", () => {
  it("shows the first of two equal keys as well", () => {
    const [diagnostic] = diagnose("yaml-syntax", web("image: nginx", "image: redis"));
    expect(diagnostic?.related.map(({ range, message }) => ({ range, message }))).toEqual([{ range: { start: 21, end: 26 }, message: "The first one is here." }]);
  });

  it("offers no fix", () => {
    expect(diagnose("yaml-syntax", "services: [\n").map(({ fix }) => fix)).toEqual([undefined]);
  });
});
