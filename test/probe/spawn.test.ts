/** Programs that do not mean well, in a real process: none outlives its limits, none leaves anything running. Node plays the part of the runner. */
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { memoryOfTask } from "../../server/src/probe/run/processes.ts";
import { runChild } from "../../server/src/probe/run/spawn.ts";
import type { ChildEnd } from "../../server/src/probe/run/spawn.ts";

interface Ran extends ChildEnd {
  readonly lines: readonly string[];
}

async function run(
  script: string,
  limits: {
    seconds?: number;
    memory?: number;
    cancel?: AbortSignal;
    input?: () => Promise<string | undefined>;
  } = {},
): Promise<Ran> {
  const lines: string[] = [];
  const { seconds = 20, memory = 2 ** 40, cancel, input = () => Promise.resolve("") } = limits;
  const end = await runChild({
    command: process.execPath,
    args: ["-e", `const tell = (text) => require("fs").writeSync(1, "\\u001e" + text + "\\n");\n${script}`],
    folder: tmpdir(),
    variables: process.env,
    input,
    seconds,
    memory,
    ...(cancel === undefined ? {} : { cancel }),
    onLine: (line) => lines.push(line.slice(1)),
  });
  return { ...end, lines };
}

/** Processes with these words in their command line. */
function running(words: string): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(words);
    } catch {
      return false;
    }
  });
}

describe("a program in a process of its own", () => {
  test("that ends has ended", async () => {
    expect(await run('tell("a"); console.log("printed"); tell("b")')).toEqual({
      ending: { kind: "finished" },
      lines: ["a", "b"],
      output: "printed\n",
    });
  });

  test("that never ends is stopped, and what it told is kept", async () => {
    const { ending, lines } = await run('tell("begun"); for (;;);', { seconds: 1 });
    expect(ending).toEqual({ kind: "too-long", seconds: 1 });
    expect(lines).toEqual(["begun"]);
  });

  test("that ignores the request to stop is killed", async () => {
    const { ending } = await run('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000);', { seconds: 1 });
    expect(ending.kind).toBe("too-long");
  });

  test("that eats memory is stopped", async () => {
    const { ending } = await run("const kept = []; setInterval(() => kept.push(Buffer.alloc(2e7, 1)), 20);", {
      memory: 3e8,
    });
    expect(ending.kind).toBe("too-much-memory");
  });

  test("that is cancelled is gone", async () => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 300);
    expect((await run("setInterval(() => {}, 1000);", { cancel: cancel.signal })).ending).toEqual({
      kind: "cancelled",
    });
  });

  test("that waits for its input has as long as it takes, and none to wait for is its end", async () => {
    const later = (text: string | undefined) => (): Promise<string | undefined> =>
      new Promise((resolve) => setTimeout(() => resolve(text), 1500));
    const echo = 'tell("ready"); tell(require("fs").readFileSync(0, "utf8"))';
    expect(await run(echo, { seconds: 1, input: later("asked") })).toMatchObject({
      ending: { kind: "finished" },
      lines: ["ready", "asked"],
    });
    expect(await run(echo, { input: later(undefined) })).toMatchObject({
      ending: { kind: "cancelled" },
      lines: ["ready"],
    });
  });

  test("that ends itself says with what", async () => {
    expect((await run("process.exit(3)")).ending).toEqual({ kind: "ended-itself", code: 3 });
    expect((await run('process.kill(process.pid, "SIGSEGV")')).ending).toEqual({
      kind: "ended-itself",
      signal: "SIGSEGV",
    });
  });

  test("that is not there is told", async () => {
    const end = await runChild({
      command: "/nowhere/python",
      args: [],
      folder: tmpdir(),
      variables: {},
      input: () => Promise.resolve(""),
      seconds: 5,
      memory: 2 ** 40,
      onLine: () => undefined,
    });
    expect(end.ending).toMatchObject({ kind: "not-started" });
  });

  test.runIf(process.platform === "linux")("leaves no child behind, in its group or out of it", async () => {
    const words = `shapeline-left-behind-${String(process.pid)}`;
    const child = (options: string): string =>
      `require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000); '${words}'"], ${options}).unref();`;
    const script = `${child('{ stdio: "ignore" }')} ${child('{ stdio: "ignore", detached: true }')} ${child('{ stdio: "inherit" }')}`;
    const { ending } = await run(`${script} setTimeout(() => process.exit(0), 400);`);
    expect(ending.kind).toBe("finished");
    expect(running(words)).toEqual([]);
  });

  test("whose output is endless keeps only its end", async () => {
    const { output } = await run('for (let i = 0; i < 20000; i++) console.log("line " + i);');
    expect(output.length).toBeLessThanOrEqual(16_000);
    expect(output.endsWith("line 19999\n")).toBe(true);
  });
});

/** What Windows tells; the rest of it is not tested here. */
test.each([
  ['"python.exe","4711","Console","1","1,234,567 K"\r\n', 1_234_567 * 1024],
  ['"python.exe","4711","Console","1","1.234.567 K"\r\n', 1_234_567 * 1024],
  ['"python.exe","4711","Console","1","234\u00a0567 K"\r\n', 234_567 * 1024],
  ["INFO: No tasks are running which match the specified criteria.\r\n", undefined],
])("memory in %j", (line, bytes) => {
  expect(memoryOfTask(line)).toBe(bytes);
});
