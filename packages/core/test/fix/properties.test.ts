import { describe } from "vitest";
import { describeOperations, ONE_FILE } from "./operation-properties.js";

describe("a file in any style", () => {
  describeOperations(false, ONE_FILE);
});
