import { programOf } from "../../compose/model/program.js";
import { remove, set } from "../../compose/operation.js";
import { atValue, placeKey } from "../../compose/place.js";
import { factsThatHold } from "../../images/catalogue/invocation.js";
import { supportFrom } from "../../images/catalogue/trust.js";
import { builtImageOf } from "../../images/dockerfile-of.js";
import { defineRule, unsafe } from "../rule.js";

/** A program chooses itself by which signal it ends in good order; SIGKILL and SIGSTOP leave it no choice. */
export default defineRule({
  category: "lifecycle",
  summary: "The stop signal of a service makes its program stop in disorder, or not at all.",
  severity: "warning",
  presets: ["recommended", "production", "strict"],
  fixable: "unsafe",
  tags: [],
  references: ["https://docs.docker.com/reference/compose-file/services/#stop_signal", "https://docs.docker.com/reference/dockerfile/#stopsignal"],
  asksImages: ["stop"],
  messages: {
    uncatchable: ({ service, signal, advice }: { service: string; signal: string; advice: string }) =>
      signal === "SIGSTOP"
        ? `SIGSTOP only freezes ${service}: at every stop it waits for nothing and is then killed. ${advice}`
        : `No program can handle SIGKILL: at every stop ${service} is cut off in whatever it is doing. ${advice}`,
    other: ({ service, signal, effect, advice }: { service: string; signal: string; effect: string; advice: string }) => `By ${signal}, ${service} does not stop in good order: it ${effect}. ${advice}`,
  },
  check(project, report) {
    const told = new Set<string>();
    for (const service of project.services) {
      const { stopSignal } = programOf(service);
      const written = stopSignal ?? builtImageOf(service)?.stopSignal;
      if (service.kind !== "linux" || written?.known !== true) continue;
      const signal = written.value;
      const held = factsThatHold(service);
      const known = held?.facts.stop?.confidence === "inferred" ? undefined : held?.facts.stop;
      const effect = known?.others?.[signal];
      const isUncatchable = signal === "SIGKILL" || signal === "SIGSTOP";
      if (!isUncatchable && effect === undefined) continue;
      const advice = adviceOn(stopSignal ? "stop_signal" : "STOPSIGNAL", known?.signal);
      const message = effect === undefined ? (["uncatchable", { service: service.name, signal, advice }] as const) : (["other", { service: service.name, signal, effect, advice }] as const);
      if (stopSignal) {
        const because = "The program is now given time to end its work, so that a stop can take as long as the grace period.";
        const support = held && known && supportFrom(held, ["stop"]);
        const fix = known ? { ...unsafe(`Stop it by ${known.signal}`, because, [set(stopSignal.path, known.signal)]), ...(support ? { support } : {}) } : unsafe("Remove the stop signal, so that the image's own is sent", because, [remove(stopSignal.path)]);
        report({ at: atValue(stopSignal.origin), service, message, fix });
      } else if ("place" in written && !told.has(placeKey(written.place))) {
        // Several services may be built from one Dockerfile.
        told.add(placeKey(written.place));
        report({ at: written.place, service, message });
      }
    }
  },
});

function adviceOn(key: "stop_signal" | "STOPSIGNAL", better: string | undefined): string {
  return better === undefined ? `Take ${key} away, so that the image's own signal is sent.` : `Set ${key} to ${better}.`;
}
