import { describe, expect, test } from "vitest";
import { parseDockerfile, type Instruction } from "../../src/dockerfile/instructions.js";

/** An instruction as a table can hold it: keyword, flags, then its words or its text. */
function show({ keyword, flags, text, words, heredocs, trigger }: Instruction): string {
  const options = [...flags].map(([name, value]) => `--${name}=${value}`);
  const documents = heredocs.map(({ name, text: content }) => `${name}:${JSON.stringify(content)}`);
  return [keyword, ...options, trigger ? `{${show(trigger)}}` : words ? JSON.stringify(words) : text, ...(trigger ? [] : documents)].filter((part) => part !== "").join(" ");
}

function shown(...lines: readonly string[]): readonly string[] | undefined {
  return parseDockerfile(lines.join("\n"))?.map(show);
}

describe("parseDockerfile", () => {
  test.each<readonly [title: string, lines: readonly string[], instructions: readonly string[] | undefined]>([
    ["one instruction a line", ["FROM alpine", "USER app", ""], ["FROM alpine", "USER app"]],
    ["empty lines and comments", ["# about", "", "  # more", "FROM alpine"], ["FROM alpine"]],
    ["lower case", ["from alpine as base", "user app"], ["FROM alpine as base", "USER app"]],
    ["blanks around", ["  FROM   alpine  ", "\tUSER\tapp\t"], ["FROM alpine", "USER app"]],
    ["a carriage return before each line feed", ["FROM alpine\r", "RUN a \\\r", "  b\r", ""], ["FROM alpine", "RUN a   b"]],
    ["a byte order mark", ["\uFEFFFROM alpine"], ["FROM alpine"]],
    ["lines that go on", ["FROM alpine", "RUN a && \\", "    b"], ["FROM alpine", "RUN a &&     b"]],
    ["blanks behind the backslash", ["FROM alpine", "RUN a \\  ", "b"], ["FROM alpine", "RUN a b"]],
    ["comments and empty lines in between", ["FROM alpine", "RUN a \\", "  # why", "", "  && b"], ["FROM alpine", "RUN a   && b"]],
    ["a comment behind the last line does not go on", ["FROM alpine", "RUN a", "# b \\", "USER app"], ["FROM alpine", "RUN a", "USER app"]],
    ["two backslashes end a line", ["FROM alpine", "RUN a \\\\", "USER app"], ["FROM alpine", "RUN a \\\\", "USER app"]],
    ["a backslash at the end of the file", ["FROM alpine", "RUN a \\"], ["FROM alpine", "RUN a"]],
    ["the JSON form", ["FROM alpine", 'CMD ["a", "b c"]', "ENTRYPOINT []"], ["FROM alpine", 'CMD ["a","b c"]', "ENTRYPOINT []"]],
    ["the JSON form on several lines", ["FROM alpine", "CMD [\\", '  "a", \\', '  "b"]'], ["FROM alpine", 'CMD ["a","b"]']],
    ["what is no JSON is a text", ["FROM alpine", "CMD ['a', 'b']", 'CMD ["a", "b"', "RUN [ -f a ] || b"], ["FROM alpine", "CMD ['a', 'b']", 'CMD ["a", "b"', "RUN [ -f a ] || b"]],
    ["JSON with something behind it is a text", ["FROM alpine", 'CMD ["a"] b'], ["FROM alpine", 'CMD ["a"] b']],
    ["a list of something else than texts", ["FROM alpine", "CMD [1]"], undefined],
    ["flags", ["FROM --platform=linux/amd64 alpine", "COPY --from=build --chown=a:b x y"], ["FROM --platform=linux/amd64 alpine", "COPY --from=build --chown=a:b x y"]],
    ["flags on lines of their own", ["FROM alpine", "HEALTHCHECK --interval=5m \\", "  --timeout=3s \\", "  CMD curl -f localhost"], ["FROM alpine", "HEALTHCHECK --interval=5m --timeout=3s CMD curl -f localhost"]],
    ["quoted flags", ["FROM alpine", `RUN --mount="type=secret,id=a b" c`], ["FROM alpine", "RUN --mount=type=secret,id=a b c"]],
    ["two hyphens end the flags", ["FROM alpine", "RUN -- --x"], ["FROM alpine", "RUN --x"]],
    ["a healthcheck as a list", ["FROM alpine", 'HEALTHCHECK CMD ["a"]', "HEALTHCHECK none"], ["FROM alpine", 'HEALTHCHECK ["a"]', "HEALTHCHECK none"]],
    ["a healthcheck of another kind", ["FROM alpine", "HEALTHCHECK curl localhost"], undefined],
    ["a here-document", ["FROM alpine", "RUN <<EOF", "a", "# b", "EOF", "USER app"], ["FROM alpine", 'RUN <<EOF EOF:"a\\n# b\\n"', "USER app"]],
    ["an indented here-document", ["FROM alpine", "RUN <<-EOF", "\ta", "\tEOF", "USER app"], ["FROM alpine", 'RUN <<-EOF EOF:"a\\n"', "USER app"]],
    ["a quoted here-document", ["FROM alpine", "COPY <<'END OF' /x", "COPY <<\"EOF\" /x", "USER", "EOF"], undefined],
    ["a here-document with quotes", ["FROM alpine", 'COPY <<"EOF" /x', "USER", "EOF"], ["FROM alpine", 'COPY <<"EOF" /x EOF:"USER\\n"']],
    ["two here-documents", ["FROM alpine", "COPY <<a <<b /x/", "1", "a", "2", "b"], ["FROM alpine", 'COPY <<a <<b /x/ a:"1\\n" b:"2\\n"']],
    ["a here-document for another program", ["FROM alpine", "RUN python3 <<EOF && x", "print()", "EOF"], ["FROM alpine", 'RUN python3 <<EOF && x EOF:"print()\\n"']],
    ["a here-document without an end", ["FROM alpine", "RUN <<EOF", "a"], undefined],
    ["what only looks like one", ["FROM alpine", `RUN echo "<<EOF" '<<EOF' <<< x`, "USER app"], ["FROM alpine", `RUN echo "<<EOF" '<<EOF' <<< x`, "USER app"]],
    ["a here-document is nothing to CMD", ["FROM alpine", "CMD cat <<EOF", "USER app"], ["FROM alpine", "CMD cat <<EOF", "USER app"]],
    ["a trigger", ["FROM alpine", "ONBUILD user app"], ["FROM alpine", "ONBUILD {USER app}"]],
    ["a trigger with a here-document", ["FROM alpine", "ONBUILD RUN <<EOF", "a", "EOF"], ["FROM alpine", 'ONBUILD {RUN <<EOF EOF:"a\\n"}']],
    ["a trigger that may not be one", ["FROM alpine", "ONBUILD FROM x"], undefined],
    ["an unknown instruction", ["FROM alpine", "USR app"], undefined],
    ["a template", ["FROM alpine", "{% if x %}", "USER app", "{% endif %}"], undefined],
    ["Docker's own frontend", ["# syntax=docker/dockerfile:1.7-labs", "# check=skip=all", "FROM alpine"], ["FROM alpine"]],
    ["a copy of it", ["#syntax = mirror.example/docker/dockerfile-upstream@sha256:0", "FROM alpine"], ["FROM alpine"]],
    ["another frontend", ["# syntax=example/buildpack:1", "FROM alpine"], undefined],
    ["another frontend that comes too late", ["# about", "# syntax=example/buildpack:1", "FROM alpine"], ["FROM alpine"]],
    ["the escape directive, unchanged", ["# escape=\\", "FROM alpine"], ["FROM alpine"]],
    ["the escape directive for Windows", ["# syntax=docker/dockerfile:1", "# Escape = `", "FROM alpine"], undefined],
    ["an interpreter", ["#!/usr/bin/env -S docker build -f", "# syntax=example/x", "FROM alpine"], undefined],
    ["a file that is not text", ["FROM alpine\0"], undefined],
    ["nothing", [""], []],
  ])("%s", (_title, lines, instructions) => {
    expect(shown(...lines)).toEqual(instructions);
  });

  test("knows where an instruction stands", () => {
    const text = "\uFEFF# a\r\n  FROM alpine  \r\nRUN a \\\r\n  # b\r\n  && c <<EOF\r\nd\r\nEOF\r\n";
    expect(parseDockerfile(text)?.map(({ range: { start, end } }) => text.slice(start, end))).toEqual(["FROM alpine", "RUN a \\\r\n  # b\r\n  && c <<EOF"]);
  });

  test.each(["FROM a\n" + " ".repeat(400_000) + "x", "FROM a\nRUN " + "<<a ".repeat(200_000), "FROM a\nRUN " + "'\"".repeat(200_000), "FROM a\nRUN " + "x \\\n# y\n\n".repeat(80_000), "FROM a\nCMD " + "[".repeat(500_000), "FROM a\nRUN" + " --a=\"".repeat(150_000), "FROM a\nRUN " + "\\ ".repeat(400_000)])("takes no longer for what is made to be slow", (text) => {
    const start = performance.now();
    parseDockerfile(text);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
