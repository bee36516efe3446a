import { knownWords } from "../../compose/model/command.js";
import { programOf } from "../../compose/model/program.js";
import type { Service } from "../../compose/model/service.js";
import { remove, set } from "../../compose/operation.js";
import { atValue } from "../../compose/place.js";
import { pulledImageOf } from "../../images/pulled-image.js";
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
    uncatchable: ({ service, signal, better }: { service: string; signal: string; better?: string }) =>
      signal === "SIGSTOP"
        ? `SIGSTOP only freezes ${service}: at every stop it waits for nothing and is then killed. ${advice(better)}`
        : `No program can handle SIGKILL: at every stop ${service} is cut off in whatever it is doing. ${advice(better)}`,
    other: ({ service, signal, effect, better }: { service: string; signal: string; effect: string; better: string }) => `By ${signal}, ${service} does not stop in good order: it ${effect}. ${advice(better)}`,
  },
  check(project, report) {
    for (const service of project.services) {
      const { stopSignal } = programOf(service);
      if (service.kind !== "linux" || stopSignal?.known !== true) continue;
      const signal = stopSignal.value;
      const known = runsImageProgram(service) ? signalsOf(service) : undefined;
      const effect = known?.others[signal];
      const isUncatchable = signal === "SIGKILL" || signal === "SIGSTOP";
      if (!isUncatchable && effect === undefined) continue;
      const because = "The program is now given time to end its work, so that a stop can take as long as the grace period.";
      report({
        at: atValue(stopSignal.origin),
        service,
        message:
          known && effect !== undefined
            ? ["other", { service: service.name, signal, effect, better: known.graceful }]
            : ["uncatchable", { service: service.name, signal, ...(known ? { better: known.graceful } : {}) }],
        fix: known ? unsafe(`Stop it by ${known.graceful}`, because, [set(stopSignal.path, known.graceful)]) : unsafe("Remove the stop signal, so that the image's own is sent", because, [remove(stopSignal.path)]),
      });
    }
  },
});

function advice(better: string | undefined): string {
  return better === undefined ? "Take stop_signal away, so that the image's own signal is sent." : `Set stop_signal to ${better}.`;
}

function signalsOf(service: Service): StopSignals | undefined {
  const image = pulledImageOf(service);
  return image && stopSignalsOf(image);
}

/** Whether the server that the image is for is what runs: with a command of their own, people start something else, or a shell around it. */
function runsImageProgram(service: Service): boolean {
  const { entrypoint, command } = programOf(service);
  if (entrypoint) return false;
  if (!command) return true;
  const [program] = knownWords(command) ?? [];
  return program !== undefined && /^-|^(?:postgres|nginx|httpd-foreground|apache2-foreground|php-fpm)$/.test(program);
}
