import type { Project } from "../load.js";
import { remember } from "../remember.js";
import type { Service } from "./service.js";

/** The Linux containers of a project that are all there: nothing of them stands in a file that is not known here. */
export const containersOf = remember((project: Project): readonly Service[] => project.services.filter(({ kind, complete }) => kind === "linux" && complete));

/** The containers that are meant to run until somebody stops them. */
export const longRunningOf = remember((project: Project): readonly Service[] => containersOf(project).filter(({ isJob }) => !isJob));

/** The services of a project by name. */
export const servicesByName = remember((project: Project): ReadonlyMap<string, Service> => new Map(project.services.map((service) => [service.name, service])));
