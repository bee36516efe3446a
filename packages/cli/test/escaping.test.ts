import { describe, expect, it } from "vitest";
import { atLineStart, codeSpan, escapeMarkdown, printable } from "@compose-lint/workspace";
import { link, tag, text } from "../src/report/html.js";
import { jsonText } from "../src/report/json-text.js";
import { element, escapeXml } from "../src/report/xml.js";

describe("text for logs", () => {
  it.each([
    ["##[error]x", "#\ufffd[error]x"],
    ["a ##vso[task.setvariable]", "a #\ufffdvso[task.setvariable]"],
    ["##teamcity[x]", "#\ufffdteamcity[x]"],
    ["## a heading", "## a heading"],
  ])("%s", (given, shown) => {
    expect(printable(given)).toBe(shown);
  });

  it.each([
    ["::error::x", "\ufffd:error::x"],
    ["  ::error::x", "  \ufffd:error::x"],
    ["a ::1", "a ::1"],
    [":x", ":x"],
  ])("at the beginning of a line: %s", (given, shown) => {
    expect(atLineStart(given)).toBe(shown);
  });
});

describe("JSON", () => {
  it("means the same, and is harmless to look at", () => {
    const value = { "a\u009b\u202e##[x]": ["##vso[y]", "###[z]", "\u2028"] };
    expect(JSON.parse(jsonText(value))).toEqual(value);
    expect(jsonText(value)).not.toMatch(/[\u007f-\u009f\u2028\u202e]|##\w*\[/);
  });
});

describe("XML", () => {
  it.each([
    ["<a href=\"x\">'&'</a>", "&lt;a href=&quot;x&quot;&gt;&apos;&amp;&apos;&lt;/a&gt;"],
    ["]]>", "]]&gt;"],
    ["a\nb\tc\r", "a&#10;b&#9;c&#13;"],
    ["\u0000\u0008\u001b[31m\u001f", "\ufffd\ufffd\ufffd[31m\ufffd"],
    ["\ufffe\uffff", "\ufffd\ufffd"],
    ["\ud800x\udc00", "\ufffdx\ufffd"],
    ["é 🐳", "é 🐳"],
    ["\u009b\u202e\u2028", "&#155;&#8238;&#8232;"],
    ["##[error]", "#&#35;[error]"],
  ])("%j", (given, escaped) => {
    expect(escapeXml(given)).toBe(escaped);
  });

  it("leaves out what has no value", () => {
    expect(element("a", { b: 1, c: undefined }, [element("d", {})])).toBe('<a b="1">\n  <d/>\n</a>');
  });
});

describe("Markdown", () => {
  it.each([
    ["a | b", "a \\| b"],
    ["`code` *x* _y_ ~~z~~", "\\`code\\` \\*x\\* \\_y\\_ \\~\\~z\\~\\~"],
    ["<script>&amp;", "&lt;script&gt;&amp;amp;"],
    ["[x](javascript:y)", "\\[x\\](javascript:y)"],
    ["@octocat #12", "@&#8203;octocat #&#8203;12"],
    ["https://evil.example www.evil.example", "https:&#47;/evil.example www&#46;evil.example"],
    ["$x$", "&#36;x&#36;"],
    ["a\nb", "a\ufffdb"],
    ["\\|", "\\\\\\|"],
  ])("%j", (given, escaped) => {
    expect(escapeMarkdown(given)).toBe(escaped);
  });

  it.each([
    ["a", "`a`"],
    ["a`b``c", "``` a`b``c ```"],
    ["a|b", "`a\\|b`"],
    ["a\nb", "`a\ufffdb`"],
  ])("code: %j", (given, span) => {
    expect(codeSpan(given)).toBe(span);
  });
});

describe("HTML", () => {
  it("shows any text as it is", () => {
    expect(tag("p", ["</script><b onclick='x'>&"]).html).toBe("<p>&#60;/script&#62;&#60;b onclick=&#39;x&#39;&#62;&#38;</p>\n");
    expect(text("a\u0000\u202eb\nc").html).toBe("a\ufffd\ufffdb\ufffdc");
  });

  it("links to the web only", () => {
    expect(link('https://x.example/"><b>', "x").html).toBe('<a href="https://x.example/&#34;&#62;&#60;b&#62;" rel="noopener noreferrer">x</a>');
    expect(link("javascript:alert(1)", "x").html).toBe("x");
  });
});
