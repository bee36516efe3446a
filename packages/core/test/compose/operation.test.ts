import { describe, expect, it } from "vitest";
import { append, applyOperations, arrange, copy, insert, remove, rename, respell, set, type Operation } from "../../src/compose/operation.js";
import { plainEqual, type Plain } from "../../src/compose/plain.js";

type Row = readonly [title: string, operations: readonly Operation[], before: Plain, after: Plain];

describe("operations mean", () => {
  it.each<Row>([
    ["set: a new value", [set(["a"], 1)], {}, { a: 1 }],
    ["set: another value", [set(["a", "b"], 1)], { a: { b: 2, c: 3 } }, { a: { b: 1, c: 3 } }],
    ["set: the mappings on the way", [set(["a", "b", "c"], [])], {}, { a: { b: { c: [] } } }],
    ["set: in an item of a list", [set(["a", 1, "b"], 2)], { a: [{ b: 0 }, { b: 1 }] }, { a: [{ b: 0 }, { b: 2 }] }],
    ["set: in place of a text on the way", [set(["a", "b"], 1)], { a: "text" }, { a: { b: 1 } }],
    ["set: a key that JavaScript knows", [set(["__proto__"], 1)], {}, JSON.parse('{"__proto__": 1}') as Plain],
    ["copy: a value", [copy(["a"], ["b"])], { a: { c: 1 } }, { a: { c: 1 }, b: { c: 1 } }],
    ["copy: an item", [copy(["a", 1], ["b"])], { a: [1, 2] }, { a: [1, 2], b: 2 }],
    ["copy: nothing if there is nothing", [copy(["a"], ["b"])], { c: 1 }, { c: 1 }],
    ["append: an item", [append(["a"], 2)], { a: [1] }, { a: [1, 2] }],
    ["append: a new list", [append(["a", "b"], 2)], {}, { a: { b: [2] } }],
    ["append: in place of what is no list", [append(["a"], 2)], { a: 1 }, { a: [2] }],
    ["remove: a key", [remove(["a", "b"])], { a: { b: 1, c: 2 } }, { a: { c: 2 } }],
    ["remove: an item", [remove(["a", 0])], { a: [1, 2] }, { a: [2] }],
    ["remove: the last key, which leaves an empty mapping", [remove(["a", "b"])], { a: { b: 1 } }, { a: {} }],
    ["rename: a key", [rename(["a", "b"], "c")], { a: { b: 1, d: 2 } }, { a: { c: 1, d: 2 } }],
    ["rename: nothing if there is nothing", [rename(["a"], "b")], { c: 1 }, { c: 1 }],
    ["insert: an item in front of another one", [insert(["a", 1], 5)], { a: [1, 2] }, { a: [1, 5, 2] }],
    ["insert: behind the last one", [insert(["a", 2], 5)], { a: [1, 2] }, { a: [1, 2, 5] }],
    ["insert: nothing if there is no list", [insert(["b", 0], 5)], { a: [1] }, { a: [1] }],
    ["arrange: the items of a list", [arrange(["a"], [2, 0])], { a: [1, 2, 3] }, { a: [3, 1, 2] }],
    ["arrange: nothing that counts in a mapping", [arrange(["a"], ["c", "b"])], { a: { b: 1, c: 2 } }, { a: { b: 1, c: 2 } }],
    ["respell: what was read as something else", [respell(["a"], "quoted", "1.10")], { a: 1.1 }, { a: "1.10" }],
    ["respell: nothing if it was read as such", [respell(["a"], "quoted")], { a: "b" }, { a: "b" }],
    ["one after the other", [set(["a"], 1), copy(["a"], ["b"]), remove(["a"])], {}, { b: 1 }],
    ["several: items go and come by their places before", [remove(["a", 0]), insert(["a", 2], 5), remove(["a", 1])], { a: [1, 2, 3] }, { a: [5, 3] }],
    ["several: items in front of one go in as they are named", [insert(["a", 1], 5), insert(["a", 1], 6)], { a: [1, 2] }, { a: [1, 5, 6, 2] }],
    ["several: an item takes the place of another one", [insert(["a", 0], 5), remove(["a", 0])], { a: [1, 2] }, { a: [5, 2] }],
    ["several: what lies in an item moves with it", [remove(["a", 0]), set(["a", 1, "b"], 5), remove(["a", 1, "c", 0])], { a: [{}, { b: 1, c: [7, 8] }] }, { a: [{ b: 5, c: [8] }] }],
    ["several: what lies under a key moves with it", [rename(["a"], "b"), set(["a", "c"], 5)], { a: { c: 1 } }, { b: { c: 5 } }],
    ["several: a list in an item is arranged where it was", [remove(["a", 0]), arrange(["a", 1], [1, 0])], { a: [[1], [2, 3]] }, { a: [[3, 2]] }],
  ])("%s", (_title, operations, before, after) => {
    const untouched = structuredClone(before);
    expect(plainEqual(applyOperations(before, operations), after)).toBe(true);
    expect(before).toEqual(untouched);
  });
});
