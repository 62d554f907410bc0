/**
 * Refuses the network, other programs and writing outside the temporary folder while the user's program runs. A guard rail, no wall: native modules are
 * not watched.
 */
import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { resolve, sep } from "node:path";
import process from "node:process";
import type { Channel } from "./channel.ts";

type AnyFunction = (...args: unknown[]) => unknown;
type Members = Record<string, unknown>;

const FIRST_IS_WRITTEN = [
  "writeFile",
  "appendFile",
  "mkdir",
  "mkdtemp",
  "rm",
  "rmdir",
  "unlink",
  "truncate",
  "chmod",
  "chown",
  "utimes",
  "createWriteStream",
];
const SECOND_IS_WRITTEN = ["rename", "copyFile", "cp", "symlink", "link"];

function refusal(what: string): Error {
  return Object.assign(new Error(`EPERM: a shape probe ${what}`), { code: "EPERM" });
}

/** Gives back a way to do something of our own without it. */
export function guard(temporary: string, channel: Channel): (own: () => void) => void {
  const allowed = resolve(temporary) + sep;
  let isOwn = false;
  const check = (path: unknown): void => {
    if (isOwn) return;
    if (typeof path !== "string" && !(path instanceof URL) && !Buffer.isBuffer(path)) return;
    const text = path instanceof URL ? decodeURI(path.pathname) : path.toString();
    if (!(resolve(text) + sep).startsWith(allowed)) throw refusal(`writes no files: ${text}`);
  };
  const watch = (holder: object, name: string, paths: readonly number[]): void =>
    replace(
      holder,
      name,
      (before) =>
        function (this: unknown, ...args) {
          for (const index of paths) check(args[index]);
          return before.apply(this, args);
        },
    );
  for (const holder of [fs, fs.promises]) {
    for (const name of FIRST_IS_WRITTEN) for (const each of [name, `${name}Sync`]) watch(holder, each, [0]);
    for (const name of SECOND_IS_WRITTEN)
      for (const each of [name, `${name}Sync`]) watch(holder, each, name === "rename" ? [0, 1] : [1]);
    for (const name of ["open", "openSync"])
      replace(
        holder,
        name,
        (before) =>
          function (this: unknown, ...args) {
            const [path, flags] = args;
            const writes =
              typeof flags === "string" ? /[wa+]/.test(flags) : typeof flags === "number" && (flags & 3) !== 0;
            if (writes) check(path);
            return before.apply(this, args);
          },
      );
  }
  for (const name of ["spawn", "spawnSync", "exec", "execSync", "execFile", "execFileSync", "fork"])
    replace(childProcess, name, () => () => {
      throw refusal("starts no other programs");
    });
  const noNetwork = (): never => {
    throw refusal("has no network");
  };
  replace(net.Socket.prototype, "connect", () => noNetwork);
  replace(net.Server.prototype, "listen", () => noNetwork);
  for (const name of ["send", "bind", "connect"]) replace(dgram.Socket.prototype, name, () => noNetwork);
  const asks = Object.keys(dns).filter((name) => /^(?:lookup|resolve|reverse)/.test(name));
  for (const name of asks)
    replace(dns, name, () => (...args) => {
      const back = args.at(-1);
      if (typeof back === "function") (back as AnyFunction)(refusal("has no network"));
    });
  for (const holder of [dns.promises, dns.promises.Resolver.prototype, dns.Resolver.prototype])
    for (const name of asks) replace(holder, name, () => () => Promise.reject(refusal("has no network")));
  replace(globalThis, "fetch", () => () => Promise.reject(refusal("has no network")));
  replace(process, "kill", () => () => {
    throw refusal("ends no programs");
  });
  replace(process, "exit", () => (code) => {
    channel.send("note", { text: `the program asked to end (exit ${String(Number(code ?? 0))})` });
    throw refusal("ends when it is done");
  });
  syncBuiltinESMExports();
  return (own) => {
    isOwn = true;
    own();
    isOwn = false;
  };
}

function replace(holder: object, name: string, make: (before: AnyFunction) => AnyFunction): void {
  const members = holder as Members;
  const before = members[name];
  if (typeof before === "function") members[name] = make(before as AnyFunction);
}
