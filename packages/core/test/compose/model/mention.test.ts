import { expect, it } from "vitest";
import { mentionOf } from "../../../src/compose/model/mention.js";
import { serviceOf } from "./service-of.js";

it.each([
  ["environment: {DB_HOST: db}", "host"],
  ["environment: [DB_SERVER=db]", "host"],
  ["environment: {URL: 'postgres://u:p@db/app'}", "host"],
  ["environment: {URL: 'http://db'}", "host"],
  ["environment: {BROKERS: 'a:1,db:2'}", "host"],
  ["command: serve --host db", "host"],
  ["command: [serve, --db-address=db]", "host"],
  ["entrypoint: [wait-for-it, 'db:5432', --]", "host"],
  ["environment: {NAME: db}", "word"],
  ["command: [backup, db]", "word"],
  ["environment: {HOST: db.example.com}", undefined],
  ["environment: {HOST: db-main}", undefined],
  ["environment: {HOST: my-db}", undefined],
  ["environment: {HOST: old.db}", undefined],
  ["environment: {HOST: $DB}", undefined],
  ["environment: {DB: mydb}", undefined],
  ["image: db", undefined],
])("finds the name db in %s", (keys, expected) => {
  expect(mentionOf(serviceOf(keys), "db")).toBe(expected);
});

it("takes a name for what it is, not for a pattern", () => {
  expect(mentionOf(serviceOf("environment: {HOST: axb}"), "a.b")).toBeUndefined();
  expect(mentionOf(serviceOf("environment: {HOST: a.b}"), "a.b")).toBe("host");
});
