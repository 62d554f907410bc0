/** The modules that Node has: by name, with and without `node:`. What they give is unknown. */
import type { Value } from "../../interp/values.ts";

const names =
  `assert async_hooks buffer child_process cluster crypto dgram dns events fs fs/promises http http2 https inspector module net os
  path perf_hooks process punycode querystring readline readline/promises repl stream stream/promises string_decoder test timers
  timers/promises tls tty url util v8 vm wasi worker_threads zlib`.split(/\s+/);

export const hostModules: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map(
  names.flatMap((name) => [name, `node:${name}`]).map((name) => [name, new Map<string, Value>()] as const),
);
