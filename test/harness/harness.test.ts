/** The harness must fail where a suite is wrong: a test that cannot fail proves nothing. */
import { describe, expect, test } from "vitest";
import { readAssertions } from "./assertions.ts";
import { parseSuite } from "./parse-suite.ts";
import { runSuiteTest } from "./run-suite-test.ts";

async function failuresOf(markdown: string): Promise<readonly string[]> {
  const [only] = parseSuite("suite.md", markdown).tests;
  if (only === undefined) throw new Error("there is no test");
  const { failures } = await runSuiteTest("suite.md", only, undefined);
  return failures.map(({ line, message }) => `${String(line)}: ${message}`);
}

const suite = (...blocks: readonly string[]): string => `# Suite\n\n${blocks.join("\n\n")}\n`;
const python = (code: string, attributes = ""): string => `\`\`\`python${attributes}\n${code}\n\`\`\``;

const layer = "import torch\nfrom torch import nn\nfc = nn.Linear(20, 10)\n";
const wrong = "y = fc(torch.randn(2, 30))";
const right = "y = fc(torch.randn(2, 20))";

describe("assertions", () => {
  test("a report that nobody asserted fails, at its line of the Markdown", async () => {
    expect(await failuresOf(suite(python(layer + wrong)))).toEqual([
      '7: unexpected error: 5 [feature-mismatch] "`fc` expects 20 features but gets 30: the last axis of (2, 30)."',
    ]);
  });

  test.each([
    ["y = fc(torch.randn(2, 20))  # error", "nothing is reported"],
    [`${wrong}  # warning`, "warning"],
    [`${wrong}  # error: [channel-mismatch]`, "[channel-mismatch]"],
    [`${wrong}  # error: "something else"`, '"something else"'],
    [`${wrong}  # error: 7`, "error: 7"],
    [`${wrong}\n#   ^^ error`, "5–6"],
    [`${right}  # value: 3`, "the value is not known, not 3"],
    [`${right}  # error: [`, "cannot read the assertion"],
  ])("%s fails", async (line, message) => {
    const failures = await failuresOf(suite(python(layer + line)));
    expect(failures.some((failure) => failure.includes(message))).toBe(true);
  });

  test.each([
    [`${wrong}  # error: 5 [feature-mismatch] "gets 30" 💡`],
    [`# error: [feature-mismatch]\n${wrong}`],
    [`${wrong}\n#   ^^^^^^^^^^^^^^^^^^^^^^ error: "gets 30"`],
    [`${right}  # no-error`],
    ["n = 4 * 8  # value: 32"],
  ])("%s holds", async (line) => {
    expect(await failuresOf(suite(python(layer + line)))).toEqual([]);
  });

  test("words in strings are no assertions", () => {
    expect(readAssertions('text = "# error"\n', true).assertions).toEqual([]);
  });
});

describe("shapes", () => {
  test.each([
    ["(2, 10)", undefined],
    ["(N, 10)", undefined],
    ["(2, 12)", "[shape-comment-mismatch]"],
    ["(N, N)", "[shape-comment-mismatch]"],
  ])("%s", async (shape, message) => {
    const failures = await failuresOf(suite(python(`${layer}${right}  # shape: ${shape}`)));
    expect(failures.length > 0).toBe(message !== undefined);
    expect(failures.join("\n")).toContain(message ?? "");
  });

  test("of what is not known are not proved", async () => {
    const failures = await failuresOf(suite(python("from elsewhere import load\nx = load()  # shape: (2, 10)")));
    expect(failures).toEqual(["5: nothing is known of x"]);
  });

  test("share their names within a function", async () => {
    const code =
      "import torch\ndef f():\n    x = torch.randn(2, 3)  # shape: (A, B)\n    return x.sum(1)  # shape: (B,)\nf()";
    expect((await failuresOf(suite(python(code)))).join("\n")).toContain("which is not proved to be (B,)");
  });
});

describe("fixes", () => {
  const before = python(`${layer}${wrong}  # error`);

  test("the right code after the fix holds", async () => {
    const after = python(`${layer.replace("20", "30")}${wrong}`, ' fix="Set in_features to 30"');
    expect(await failuresOf(suite(before, after))).toEqual([]);
  });

  test.each([
    ["Set in_features to 31", layer.replace("20", "30"), "no fix “Set in_features to 31” is offered"],
    ["Set in_features to 30", layer.replace("20", "40"), "gives:"],
  ])("“%s” and other code fail", async (title, code, message) => {
    const failures = await failuresOf(suite(before, python(code + wrong, ` fix="${title}"`)));
    expect(failures.join("\n")).toContain(message);
  });

  test("an unwanted fix fails", async () => {
    const failures = await failuresOf(suite(python(`${layer}${wrong}  # error`, " no-fix")));
    expect(failures.join("\n")).toContain("no fix was expected");
  });
});

describe("form", () => {
  test.each([
    ["# A\n\n```python\nx = 1\n```\n\n## B\n", "must not have blocks of its own"],
    ["# A\n\n```python stge=2\nx = 1\n```\n", "unknown attribute stge"],
    ["# A\n\n```python\nx = 1\n", "not closed"],
    ["```python\nx = 1\n```\n", "under a heading"],
  ])("%j is refused", (markdown, message) => {
    expect(() => parseSuite("suite.md", markdown)).toThrow(message);
  });

  test("blocks of other languages are only shown", () => {
    expect(parseSuite("suite.md", "# A\n\n```sh\nls\n```\n").tests).toEqual([]);
  });

  test("files are named by the line before their block", async () => {
    const named = (path: string, code: string): string => `\`${path}\`:\n\n${python(code)}`;
    const library = named("layers.py", "from torch import nn\nfc = nn.Linear(20, 10)");
    const script = named(
      "train.py",
      "import torch\nfrom layers import fc\ny = fc(torch.randn(2, 20))  # shape: (2, 10)",
    );
    expect(await failuresOf(suite(library, script))).toEqual([]);
  });

  test("a later stage is understood as if it had been the first", async () => {
    const stages = suite(python(`${layer}${right}`), python(`${layer}${wrong}  # error`, " stage=2"));
    expect(await failuresOf(stages)).toEqual([]);
  });
});
