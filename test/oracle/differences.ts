/** A difference between the oracle and us that is meant to be: which lines of a comparison it explains, and a reason. */
export interface KnownDifference {
  readonly line: RegExp;
  readonly because: string;
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    line: /^\.services\.[^.]+\.pre_start\[\d+\]\.networks: nothing here, /,
    because: "From 2.16 on, compose-go hands all of a service down to its `pre_start` hooks; before, and in the recorded cases, a hook gets the image and nothing else.",
  },
  {
    line: /^\.services\.[^.]+\.(?:x-)?develop: |^\.services\.[^.]+\.develop\.watch\[\d+\]\.(?:x-initialSync|initial_sync): /,
    because: "From 2.16 on, compose-go reads the extensions `x-develop` and `x-initialSync` as the keys that came of them; before, they meant nothing to the loader.",
  },
  {
    // In no other file: `dependency-cycle` is tested by itself.
    line: /^we load it, Compose does not: dependency cycle detected: vault -> consul -> vault$/,
    because: "A stack is for `docker stack deploy`, which ignores `depends_on`: that Compose would refuse it for a circle is not told.",
  },
];
