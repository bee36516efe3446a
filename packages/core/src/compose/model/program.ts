import { remember } from "../remember.js";
import type { Scalar } from "../tree.js";
import { normalizeSignal } from "../values/signal.js";
import { readCommand, type Command } from "./command.js";
import type { Service } from "./service.js";
import { asDuration, asFlag, asText, readerOf, type Value } from "./value.js";

/** What runs as the first process of a container, and how it is asked to stop. What is absent is the image's own. */
export interface Program {
  readonly entrypoint: Command | undefined;
  readonly command: Command | undefined;
  /** Whether Docker's tini comes first and starts the rest. */
  readonly init: Value<boolean> | undefined;
  /** By its one name, such as `SIGQUIT`. */
  readonly stopSignal: Value<string> | undefined;
  /** Milliseconds; 10,000 where it is absent. */
  readonly stopGracePeriod: Value<number> | undefined;
  readonly workingDirectory: Value<string> | undefined;
}

export const programOf = remember((service: Service): Program => {
  const read = readerOf(service.tree, service.path);
  return {
    entrypoint: readCommand(service.get("entrypoint"), [...service.path, "entrypoint"]),
    command: readCommand(service.get("command"), [...service.path, "command"]),
    init: read(asFlag, "init"),
    stopSignal: read(asSignal, "stop_signal"),
    stopGracePeriod: read(asDuration, "stop_grace_period"),
    workingDirectory: read(asText, "working_dir"),
  };
});

const asSignal = ({ value }: Scalar): string | undefined => normalizeSignal(String(value));
