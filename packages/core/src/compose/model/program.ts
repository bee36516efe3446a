import { remember } from "../remember.js";
import type { Scalar } from "../tree.js";
import { normalizeSignal } from "../values/signal.js";
import { readCommand, type Command } from "./command.js";
import type { Service } from "./service.js";
import { asDuration, asFlag, asText, present, readerOf, type Value } from "./value.js";

/** What runs as the first process of a container, and how it is asked to stop. What is absent is the image's own. */
export interface Program {
  readonly entrypoint?: Command;
  readonly command?: Command;
  /** Whether Docker's tini comes first and starts the rest. */
  readonly init?: Value<boolean>;
  /** By its one name, such as `SIGQUIT`. */
  readonly stopSignal?: Value<string>;
  /** Milliseconds; 10,000 where it is absent. */
  readonly stopGracePeriod?: Value<number>;
  readonly workingDirectory?: Value<string>;
}

export const programOf = remember((service: Service): Program => {
  const read = readerOf(service.tree, service.path);
  return present({
    entrypoint: readCommand(service.get("entrypoint"), [...service.path, "entrypoint"]),
    command: readCommand(service.get("command"), [...service.path, "command"]),
    init: read(asFlag, "init"),
    stopSignal: read(asSignal, "stop_signal"),
    stopGracePeriod: read(asDuration, "stop_grace_period"),
    workingDirectory: read(asText, "working_dir"),
  });
});

const asSignal = ({ value }: Scalar): string | undefined => normalizeSignal(String(value));
