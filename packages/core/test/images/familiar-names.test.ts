import { expect, it } from "vitest";
import { familiarNames } from "../../src/images/familiar-names.js";
import { projectOf } from "../compose/model/service-of.js";

it("knows the names of a service, of its image, and of its users and databases, and no secret", () => {
  const project = projectOf("name: shop\nservices:\n  db:\n    image: acme/postgres:17\n    environment: {POSTGRES_USER: shopkeeper, POSTGRES_DB: orders, POSTGRES_PASSWORD: s3cret, X_USERNAME: $WHO}\n");
  expect(project.services.map((service) => familiarNames(project, service))).toEqual([["shop", "db", "acme/postgres", "shopkeeper", "orders"]]);
});
