import { values } from "./mutations.js";

/** As much of the reference schema as samples are made from. */
export interface ReferenceSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, ReferenceSchema>>;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ReferenceSchema>>;
  readonly patternProperties?: Readonly<Record<string, ReferenceSchema>>;
  readonly items?: ReferenceSchema;
  readonly oneOf?: readonly ReferenceSchema[];
}

type Wrap = (value: unknown) => unknown;

/** Documents that set each key of the schema, wherever it can stand, to values of every kind. */
export function* exercise(schema: ReferenceSchema): Generator {
  yield* samples(schema, schema, (value) => value);
}

function* samples(root: ReferenceSchema, part: ReferenceSchema, wrap: Wrap): Generator {
  const schema = resolve(root, part);
  for (const value of [...values(), ...words, ...lists, ...edges(schema), ...mappings(root, schema)]) yield wrap(value);
  for (const branch of schema.oneOf ?? []) yield* samples(root, branch, wrap);

  if (schema.items) yield* samples(root, schema.items, (value) => wrap([value]));

  const least = smallest(root, schema);
  for (const [key, held] of Object.entries(schema.properties ?? {})) {
    yield* samples(root, held, (value) => wrap({ ...least, [key]: value }));
  }
  for (const [pattern, held] of Object.entries(schema.patternProperties ?? {})) {
    const key = pattern.includes("x-") ? "x-own" : "nofile";
    yield* samples(root, held, (value) => wrap({ ...least, [key]: value }));
  }
}

const words = ["all", "ALL", "all\n", "always", "xalwaysx", "every_1d", "every_", "a", "ab", "é", "30s", "1000", "true"];
const lists = [["a"], ["a", "b"], [[]], [null], [{}, {}], [1, "1"], [1, 1], [{ x: 1, y: 2 }, { y: 2, x: 1 }], ["__proto__", "b"]];

/** Numbers at and beyond the limits, and the allowed words with their neighbours. */
function* edges({ minimum, maximum, enum: allowed }: ReferenceSchema): Generator {
  for (const limit of [minimum, maximum]) if (limit !== undefined) yield* [limit, limit - 1, limit + 1, limit + 0.5];
  for (const word of allowed ?? []) yield* [word, `${String(word)}x`, [word]];
}

/** Mappings with keys left out, and with names of every kind. */
function* mappings(root: ReferenceSchema, schema: ReferenceSchema): Generator {
  const least = smallest(root, schema);
  yield least;
  for (const key of schema.required ?? []) yield Object.fromEntries(Object.entries(least).filter(([other]) => other !== key));
  for (const name of ["x-own", "X-own", "ax-own", "a b", "", "\n", "a\nb", "é", "A.b_c-1", "nofile", "NOFILE", "constructor", "x"]) {
    for (const value of [null, 1, "x", ["x"], [1], {}, { x: 1 }]) yield { ...least, [name]: value };
  }
}

/** The least mapping that the schema accepts, so that what is added to it decides. */
function smallest(root: ReferenceSchema, schema: ReferenceSchema): Record<string, unknown> {
  return Object.fromEntries((schema.required ?? []).map((key) => [key, plain(root, schema.properties?.[key] ?? {})]));
}

function plain(root: ReferenceSchema, part: ReferenceSchema): unknown {
  const schema = resolve(root, part);
  if (schema.enum) return schema.enum[0];
  return [schema.type].flat().includes("array") ? [] : "x";
}

function resolve(root: ReferenceSchema, part: ReferenceSchema): ReferenceSchema {
  const name = part.$ref?.slice("#/$defs/".length);
  return name === undefined ? part : (root.$defs?.[name] ?? {});
}
