import { applyEdits, offerFixes, presetConfiguration } from "@compose-lint/core";

const text = `services:
  db:
    image: postgres:17.2
    ports:
      - "5432:5432" # for the tests
`;
const files = { read: (path: string) => (path === "compose.yaml" ? text : undefined) };

// Each fix by itself, on the text as it is: what an editor puts behind its light bulb.
const offered = offerFixes(files, [{ files: ["compose.yaml"] }], presetConfiguration("recommended"), { unsafe: true });

for (const { diagnostics, edits } of offered) {
  const [{ rule, fix } = {}] = diagnostics;
  if (rule !== "unbound-port" || !fix) continue;
  console.log(`${fix.title} (${fix.safety}): ${fix.because}`);
  for (const [file, some] of edits) console.log(applyEdits(file.text, some).split("\n").find((line) => line.includes("5432")));
}
