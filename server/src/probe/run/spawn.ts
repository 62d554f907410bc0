/**
 * Runs a program that nobody has vetted: in a process group of its own, for a limited time and memory, until it ends, is cancelled or is stopped. After
 * that nothing of it is left. What it says is handed on line by line, so that a program that is stopped has told what it did.
 */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import process from "node:process";
import type { Ending } from "../trace.ts";
import { endGroup, endMarked, MARK, memoryOf } from "./processes.ts";

export interface ChildOrder {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Goes to its standard input; asked for when the program has been started, and where there is none, it is ended. */
  readonly input: () => Promise<string | undefined>;
  /** From when it has its input. */
  readonly seconds: number;
  /** Bytes of memory that it may have. */
  readonly memory: number;
  readonly cancel?: AbortSignal;
  readonly onLine: (line: string) => void;
}

export interface ChildEnd {
  readonly ending: Ending;
  /** The end of what it printed. */
  readonly output: string;
}

/** Between the request to stop and the end: time to say where it was. */
const GRACE = 1000;
const WATCH = 150;
const LONGEST_LINE = 4_000_000;
const KEPT_OUTPUT = 16_000;

export async function runChild(order: ChildOrder): Promise<ChildEnd> {
  if (order.cancel?.aborted === true) return { ending: { kind: "cancelled" }, output: "" };
  const mark = randomUUID();
  const child = spawn(order.command, [...order.args], {
    cwd: order.folder,
    env: { ...order.variables, [MARK]: mark },
    detached: process.platform !== "win32",
    windowsHide: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  const keep = (text: string): void => {
    output = (output + text).slice(-KEPT_OUTPUT);
  };
  readLines(child.stdout, order.onLine, keep);
  child.stderr.setEncoding("utf8").on("data", keep);
  child.stdin.on("error", () => undefined); // it may end before it has read
  try {
    const ending = await watch(child, order);
    return { ending, output };
  } finally {
    // The group may have outlived its first process, and a part of it may have left the group.
    endGroup(child.pid, "SIGKILL");
    await endMarked(mark);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

function watch(child: ChildProcess, order: ChildOrder): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let reason: Ending | undefined;
    let kill: NodeJS.Timeout | undefined;
    const stop = (why: Ending): void => {
      if (reason !== undefined) return;
      reason = why;
      endGroup(child.pid, "SIGTERM");
      // A program may ignore the request; one that eats the memory may not be waited for.
      kill = setTimeout(() => endGroup(child.pid, "SIGKILL"), why.kind === "too-much-memory" ? 0 : GRACE);
    };
    let timer: NodeJS.Timeout | undefined;
    const start = async (): Promise<void> => {
      const input = await order.input();
      if (input === undefined) stop({ kind: "cancelled" });
      if (input === undefined || ended) return;
      child.stdin?.end(input);
      timer = setTimeout(() => stop({ kind: "too-long", seconds: order.seconds }), order.seconds * 1000);
    };
    let watchdog: NodeJS.Timeout | undefined;
    const watchMemory = async (): Promise<void> => {
      const bytes = await memoryOf(child.pid);
      if (bytes !== undefined && bytes > order.memory) stop({ kind: "too-much-memory", bytes });
      if (!ended) watchdog = setTimeout(() => void watchMemory(), WATCH);
    };
    let ended = false;
    void watchMemory();
    start().catch((fault: unknown) => {
      stop({ kind: "cancelled" });
      reject(fault instanceof Error ? fault : new Error(String(fault)));
    });
    const cancel = (): void => stop({ kind: "cancelled" });
    order.cancel?.addEventListener("abort", cancel, { once: true });
    const finish = (ending: Ending): void => {
      clearTimeout(timer);
      ended = true;
      clearTimeout(watchdog);
      clearTimeout(kill);
      order.cancel?.removeEventListener("abort", cancel);
      resolve(reason ?? ending);
    };
    child.on("error", (fault) => finish({ kind: "not-started", reason: fault.message }));
    // `exit`, not `close`: a grandchild may hold the pipes for ever.
    child.on("exit", (code, signal) => {
      setImmediate(() =>
        finish(
          code === 0
            ? { kind: "finished" }
            : {
                kind: "ended-itself",
                ...(code === null ? {} : { code }),
                ...(signal === null ? {} : { signal }),
              },
        ),
      );
    });
  });
}

function readLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void, keep: (text: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LONGEST_LINE) rest = "";
    for (const line of lines) {
      if (line.startsWith("\u001e")) onLine(line);
      else keep(`${line}\n`);
    }
  });
}
