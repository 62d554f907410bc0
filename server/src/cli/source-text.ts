/** From the bytes of a source file to its text: UTF-8, or what Python's encoding comment declares; of a notebook, that of its code cells. */
import type { Result } from "../base/result.ts";
import { err, ok } from "../base/result.ts";
import { joinCells, readNotebook } from "../project/notebook-cells.ts";
import type { JoinedCells } from "../project/notebook-cells.ts";
import type { Host } from "./host.ts";

export function readSource(host: Host, path: string): Result<string, string> {
  let bytes: Uint8Array;
  try {
    bytes = host.readBytes(path);
  } catch (fault) {
    return err(`cannot be read: ${reasonOf(fault)}`);
  }
  return decode(bytes, path.endsWith(".py"));
}

/** A program to analyse; a notebook is the text of its code cells. */
export interface Program {
  readonly text: string;
  readonly cells?: JoinedCells;
}

export function readProgram(host: Host, path: string): Result<Program, string> {
  const source = readSource(host, path);
  if (!source.ok || !isNotebook(path)) return source.ok ? ok({ text: source.value }) : source;
  const cells = readNotebook(source.value);
  if (!cells.ok) return cells;
  const joined = joinCells(cells.value);
  return ok({ text: joined.text, cells: joined });
}

export const isNotebook = (path: string): boolean => path.endsWith(".ipynb");

function decode(bytes: Uint8Array, isPython: boolean): Result<string, string> {
  const encoding = (isPython ? declaredEncoding(bytes) : undefined) ?? "utf-8";
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return err(`cannot be decoded as ${encoding}`);
  }
}

/**
 * Puts a changed text in the place of the one that was read. Only UTF-8 is written, with its byte-order mark if it had one: gives the reason where
 * the file is something else or cannot be written.
 */
export function writeSource(host: Host, path: string, before: string, after: string): string | undefined {
  try {
    const bytes = host.readBytes(path);
    const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "\uFEFF" : "";
    const encoder = new TextEncoder();
    if (!sameBytes(encoder.encode(mark + before), bytes)) return "is not UTF-8, or has changed: not fixed";
    host.writeBytes(path, encoder.encode(mark + after));
    return undefined;
  } catch (fault) {
    return `cannot be written: ${reasonOf(fault)}`;
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** PEP 263: a comment in one of the first two lines. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 400));
  const [first = "", second = ""] = head.split(/\r\n|\r|\n/);
  const cookie = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
  const blank = /^[ \t\f]*(#.*)?$/;
  const name = cookie.exec(first)?.[1] ?? (blank.test(first) ? cookie.exec(second)?.[1] : undefined);
  return name
    ?.toLowerCase()
    .replaceAll("_", "-")
    .replace(/^utf-?8(-sig)?$/, "utf-8")
    .replace(/^(iso-)?latin-?1$/, "latin1");
}

/** "no such file or directory" of "ENOENT: no such file or directory, open …". */
function reasonOf(fault: unknown): string {
  const message = fault instanceof Error ? fault.message : String(fault);
  return /^[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
