/**
 * A value as JSON that is as harmless to look at as to read. JSON may hold characters that a terminal obeys, and the logs of pipelines obey
 * `##[command]` wherever it stands; escaped they mean the same to whoever parses it.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent)
    .replace(/[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/##(?=\w*\[)/g, "#\\u0023");
}
