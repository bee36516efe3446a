import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { remove, set } from "../../compose/operation.js";
import { atValue, placeKey } from "../../compose/place.js";
import { baseImageOf, builtImageOf } from "../../images/dockerfile-of.js";
import { startCommandOf } from "../../images/start-command.js";
import { stopSignalsOf, type StopSignals } from "../../images/stop-signals.js";
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
      const known = runsImageProgram(service) ? signalsOf(service) : undefined;
      const effect = known?.others[signal];
      const isUncatchable = signal === "SIGKILL" || signal === "SIGSTOP";
      if (!isUncatchable && effect === undefined) continue;
      const advice = adviceOn(stopSignal ? "stop_signal" : "STOPSIGNAL", known?.graceful);
      const message = effect === undefined ? (["uncatchable", { service: service.name, signal, advice }] as const) : (["other", { service: service.name, signal, effect, advice }] as const);
      if (stopSignal) {
        const because = "The program is now given time to end its work, so that a stop can take as long as the grace period.";
        const fix = known ? unsafe(`Stop it by ${known.graceful}`, because, [set(stopSignal.path, known.graceful)]) : unsafe("Remove the stop signal, so that the image's own is sent", because, [remove(stopSignal.path)]);
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

function signalsOf(service: Service): StopSignals | undefined {
  const image = baseImageOf(service);
  return image && stopSignalsOf(image);
}

/** Whether the server that the image is for is what runs: with a command of their own, people start something else, or a shell around it. */
function runsImageProgram(service: Service): boolean {
  const start = startCommandOf(service);
  if (!start) return true;
  const [program] = start.words ?? [];
  return !start.hasEntrypoint && program !== undefined && /^-|^(?:postgres|nginx|httpd-foreground|apache2-foreground|php-fpm)$/.test(program);
}
