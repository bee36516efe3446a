import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { must } from "./machine.js";

/** Where a server finds its jars. */
export const JARS = "/usr/share/server-jars";

/** Puts jars of Maven Central, named by `group:artifact:version`, with all that they need, into a layer. */
export function addJars(folder: string, coordinates: readonly string[]): void {
  const target = join(folder, JARS);
  mkdirSync(target, { recursive: true });
  const project = join(folder, "..", `${String(process.pid)}-pom.xml`);
  const dependencies = coordinates.map((each) => each.split(":")).map(([group, artifact, version]) => `<dependency><groupId>${group ?? ""}</groupId><artifactId>${artifact ?? ""}</artifactId><version>${version ?? ""}</version></dependency>`);
  writeFileSync(project, `<project><modelVersion>4.0.0</modelVersion><groupId>test</groupId><artifactId>jars</artifactId><version>1</version><dependencies>${dependencies.join("")}</dependencies></project>`);
  try {
    must("mvn", "-q", "-B", "-f", project, "dependency:copy-dependencies", `-DoutputDirectory=${target}`, "-DincludeScope=runtime");
  } finally {
    rmSync(project);
  }
}
