import { flag, list, named, orNothing, setFlag, struct, text, texts, textsByName, unlessExtension, whole, closedStruct, type Print } from "./print.js";

const network = struct({
  name: text, driver: text, driver_opts: textsByName,
  ipam: orNothing(struct({ driver: text, config: list(closedStruct({ subnet: text, gateway: text, ip_range: text, aux_addresses: textsByName })), options: textsByName })),
  external: flag, internal: flag, attachable: flag, labels: textsByName, enable_ipv4: setFlag, enable_ipv6: setFlag,
});

const volume = struct({ name: text, driver: text, driver_opts: textsByName, external: flag, labels: textsByName });

const fileObject = {
  name: text, file: text, environment: text, external: flag, labels: textsByName, driver: text, driver_opts: textsByName, template_driver: text,
};

/** The content of a secret is never shown. */
const secret = struct(fileObject);

const config = struct({ ...fileObject, content: text });

/** What comes from a variable is told by its name alone. */
const configOfAnySource: Print = (node) => {
  const hasVariable = node.kind === "mapping" && node.entries.has("environment");
  return hasVariable ? secret(node) : config(node);
};

/** The sections beside `services`, with the fields of compose-go's types. Their names may begin with `x-`, those of models may not. */
export const RESOURCES: ReadonlyMap<string, Print> = new Map([
  ["networks", named(network)],
  ["volumes", named(volume)],
  ["secrets", named(secret)],
  ["configs", named(configOfAnySource)],
  ["models", unlessExtension(struct({ name: text, model: text, context_size: whole, runtime_flags: texts }))],
]);
