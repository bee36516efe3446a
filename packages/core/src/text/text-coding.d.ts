/** The part of the WHATWG Encoding standard that core uses; every browser and Node have it, TypeScript's ES library does not. */
declare class TextDecoder {
  constructor(encoding?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(input: Uint8Array, options?: { readonly stream?: boolean }): string;
}

/** Its counterpart, as every JavaScript runtime has it. */
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
