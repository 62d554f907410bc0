/** The processes of a probe, as the platform shows them: how much memory they have, and how to end all of them. */
import { execFile, execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { promisify } from "node:util";

/** A variable of the environment that every process of one probe inherits, whatever group it moves to. */
export const MARK = "SHAPELINE_PROBE_RUN";

export function endGroup(pid: number | undefined, signal: "SIGTERM" | "SIGKILL"): void {
  if (pid === undefined) return;
  try {
    if (process.platform === "win32") execFileSync("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    else process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

/** Ends what has left the group: only Linux lets us see whose child a process once was. Looks until there is none. */
export async function endMarked(mark: string): Promise<void> {
  if (process.platform !== "linux") return;
  for (let attempt = 0; attempt < 20; attempt++) {
    const found = processes().filter(
      (pid) => whileThere(() => environmentOf(pid).includes(`${MARK}=${mark}`)) === true,
    );
    if (found.length === 0) return;
    for (const pid of found) whileThere(() => process.kill(pid, "SIGKILL"));
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Resident memory of the process and its descendants, of the process alone where the platform tells no more. */
export async function memoryOf(pid: number | undefined): Promise<number | undefined> {
  if (pid === undefined) return undefined;
  if (process.platform === "linux") {
    const all = [pid, ...descendants(pid)].map((each) => whileThere(() => residentMemory(each)) ?? 0);
    return all.reduce((sum, bytes) => sum + bytes, 0);
  }
  try {
    if (process.platform === "win32")
      return memoryOfTask(await told("tasklist", ["/fi", `pid eq ${String(pid)}`, "/fo", "csv", "/nh"]));
    return Number((await told("ps", ["-o", "rss=", "-p", String(pid)])).trim()) * 1024;
  } catch {
    return undefined; // it has ended
  }
}

async function told(command: string, args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(command, [...args], { encoding: "utf8", timeout: 3000 })).stdout;
}

/** `"python.exe","4711","Console","1","1,234,567 K"`; how thousands are parted depends on the language. */
export function memoryOfTask(line: string): number | undefined {
  const [, kilobytes] = /"([^"]*)\s?K"\s*$/.exec(line) ?? [];
  const digits = kilobytes?.replace(/\D/g, "");
  return digits === undefined || digits === "" ? undefined : Number(digits) * 1024;
}

function residentMemory(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, "utf8"));
  return Number(line?.[1] ?? 0) * 1024;
}

function descendants(pid: number): readonly number[] {
  const path = `/proc/${String(pid)}/task/${String(pid)}/children`;
  const children = (whileThere(() => readFileSync(path, "utf8")) ?? "").split(" ").filter((text) => text !== "");
  return children.map(Number).flatMap((child) => [child, ...descendants(child)]);
}

function processes(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number);
}

function environmentOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${String(pid)}/environ`, "utf8").split("\0");
}

/** A process may end while it is looked at. */
function whileThere<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
