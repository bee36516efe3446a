import type { Report } from "./report.js";
import { locationOf } from "./places.js";
import { element, xmlDocument } from "./xml.js";

/** JUnit's XML, for the test reports of pipelines: a suite for each file, in which each finding is a failed test; a file without any has passed. */
export function reportJunit({ files }: Report): string {
  const suites = files.map(({ path, diagnostics }) => {
    const cases = diagnostics.map(({ rule, severity, message, place }) =>
      element("testcase", { name: `${rule} at ${locationOf(place)}`, classname: path, time: "0" }, [element("failure", { type: severity, message: `${locationOf(place)}: ${message}` })]),
    );
    const passed = element("testcase", { name: "no findings", classname: path, time: "0" });
    return element("testsuite", { name: path, tests: Math.max(1, cases.length), failures: cases.length, errors: 0, time: "0" }, cases.length === 0 ? [passed] : cases);
  });
  const failures = files.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0);
  const tests = files.reduce((sum, { diagnostics }) => sum + Math.max(1, diagnostics.length), 0);
  return xmlDocument(element("testsuites", { name: "compose-lint", tests, failures, errors: 0, time: "0" }, suites));
}
