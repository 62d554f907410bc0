/** The modules that Node has: by name, with and without `node:`. What they give is unknown, but for paths that are written down. */
import { anyStr, str } from "../../interp/values.ts";
import type { Value } from "../../interp/values.ts";
import { join, normalized, parent } from "../paths.ts";
import { constantsOf } from "./constants.ts";
import { nativeFunction } from "./natives.ts";

const names =
  `assert async_hooks buffer child_process cluster crypto dgram dns events fs fs/promises http http2 https inspector module net os
  path perf_hooks process punycode querystring readline readline/promises repl stream stream/promises string_decoder test timers
  timers/promises tls tty url util v8 vm wasi worker_threads zlib`.split(/\s+/);

/** From texts to a text; `undefined` where that depends on the machine. The first is the path, if there is one. */
type PathFunction = (path: string | undefined, ...others: readonly string[]) => string | undefined;

const pathFunctions: Readonly<Record<string, PathFunction>> = {
  join: (path = "", ...others) => normalized([path, ...others].filter((part) => part !== "").join("/")),
  normalize: (path = "") => normalized(path),
  resolve: (path = "", ...others) => {
    const whole = [path, ...others].reduce(join, "");
    return whole.startsWith("/") ? whole : undefined;
  },
  dirname: (path = "") => (path.includes("/") ? parent(path) : undefined),
  basename: (path = "", extension = "") => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return name.endsWith(extension) ? name.slice(0, name.length - extension.length) : name;
  },
  extname: (path = "") => /[^/](\.[^./]*)$/.exec(path)?.[1] ?? "",
};

const paths: ReadonlyMap<string, Value> = new Map(
  Object.entries(pathFunctions).map(([name, run]) => [
    name,
    nativeFunction(`path.${name}`, (_, __, args) => {
      const known = constantsOf(args)?.filter((each) => typeof each === "string");
      const [first, ...others] = known ?? [];
      const path = known?.length === args.length ? run(first, ...others) : undefined;
      return path === undefined ? anyStr : str(path);
    }),
  ]),
);

export const hostModules: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map(
  names
    .flatMap((name) => [name, `node:${name}`])
    .map((name) => [name, /(^|:)path$/.test(name) ? paths : new Map<string, Value>()] as const),
);
