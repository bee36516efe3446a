/** Asks the service next door how it is, for the healthcheck of its image: exit code 0 if it is ready. */
const url = `http://127.0.0.1:${process.env.PORT ?? "3000"}/healthz`;
try {
  const { ok } = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}

export {};
