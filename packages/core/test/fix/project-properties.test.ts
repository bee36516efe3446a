import { describe } from "vitest";
import { describeOperations, ONE_FILE } from "./operation-properties.js";

describe("a project of several files in any style", () => {
  describeOperations(true, [...ONE_FILE, "arrives by override", "arrives by include", "tags"]);
});
