import { imageFactsOf } from "@compose-lint/core/images";

const { about, role, facts } = imageFactsOf("postgres:17-alpine") ?? {};
console.log(about, role);
// Every fact tells how it is known; `evidence` and `asOf` tell from what, and since when.
console.log(facts?.stop?.signal, facts?.stop?.confidence);
