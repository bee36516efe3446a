/**
 * Imports what stands at an address that is known only when the command runs. It is a file of its own because code that is taken from
 * V8's cache cannot do that: the bundled command leaves this one out, and requires it beside itself.
 */
export async function importModule(address: string): Promise<unknown> {
  return await import(address);
}
