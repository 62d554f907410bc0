/** Which statements of the user's file were left out, and which of these only for want of what an earlier one would have made. */
import type { Outline } from "./tolerant.ts";

export interface LeftOut {
  /** The line of the first statement that was left out, if this one failed for want of it; and the line that it stands in. */
  take(number: number): { readonly line: number | undefined; readonly cause: number | undefined };
  /** The line that asks for a module. */
  lineOf(request: string): number | undefined;
  /** A module that there is none of: the probed file asks for it, or another. */
  lose(request: string, isOwn: boolean): void;
  /** Those that other files asked for. */
  readonly elsewhere: readonly string[];
}

export function noteLeftOut({ statements, imports }: Outline): LeftOut {
  /** Names that have no value, or not all of it, by the line that should have given it. */
  const lost = new Map<string, number>();
  const elsewhere: string[] = [];
  const lineOf = (request: string): number | undefined =>
    statements.find(({ asks }) => asks.some((name) => imports.get(request)?.includes(name)))?.line;
  return {
    lineOf,
    take(number) {
      const uses = statements[number];
      if (uses === undefined) return { line: undefined, cause: undefined };
      const { line, gives, asks } = uses;
      const cause = asks.map((name) => lost.get(name)).find((each) => each !== undefined);
      for (const name of gives) if (!lost.has(name)) lost.set(name, cause ?? line);
      return { line, cause };
    },
    elsewhere,
    lose(request, isOwn) {
      if (!isOwn) elsewhere.push(request);
      else for (const name of imports.get(request) ?? []) lost.set(name, lineOf(request) ?? 1);
    },
  };
}
