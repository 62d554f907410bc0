/** The processes of this machine that were started with a variable, where Linux shows them: nothing of a probe may be left. */
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";

export function processesWith(variable: string): readonly string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(variable);
    } catch {
      return false; // it has ended meanwhile
    }
  });
}
