/** As `importModule`, whose file is loaded when somebody needs it: few runs import anything. */
export async function importModule(address: string): Promise<unknown> {
  const { importModule: importNow } = await import("./import-module.js");
  return await importNow(address);
}
