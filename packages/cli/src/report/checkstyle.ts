import { locationNumbers } from "./places.js";
import type { Report } from "./report.js";
import { element, xmlDocument } from "./xml.js";

/** Checkstyle's XML, which many tools of Java and of review read. */
export function reportCheckstyle({ files }: Report): string {
  const withFindings = files.filter(({ diagnostics }) => diagnostics.length > 0);
  const elements = withFindings.map(({ path, diagnostics }) =>
    element(
      "file",
      { name: path },
      diagnostics.map(({ rule, severity, message, place }) => {
        const { line, column } = locationNumbers(place);
        return element("error", { line, column, severity, message, source: `compose-lint.${rule}` });
      }),
    ),
  );
  return xmlDocument(element("checkstyle", { version: "4.3" }, elements));
}
