/** The way from this process to the parent: JSON text sequences on standard output. What the user's program prints goes to standard error. */
import { writeSync } from "node:fs";
import process from "node:process";

export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column?: number;
}

export type Fields = Readonly<Record<string, unknown>>;

export interface Channel {
  send(kind: string, fields?: Fields): void;
}

const MOST_CALLS = 5000;

export function openChannel(): Channel {
  const toError = process.stderr.write.bind(process.stderr);
  process.stdout.write = toError;
  let calls = 0;
  const write = (record: object): void => {
    const text = Buffer.from(`\u001e${JSON.stringify(record)}\n`);
    for (let from = 0; from < text.length;) {
      try {
        from += writeSync(1, text, from);
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code !== "EAGAIN") return; // nobody listens any more
      }
    }
  };
  return {
    send(kind, fields = {}) {
      if (kind === "layer" || kind === "operation") {
        calls += 1;
        if (calls === MOST_CALLS + 1)
          write({ kind: "note", text: `more than ${String(MOST_CALLS)} calls: the rest is not listed` });
        if (calls > MOST_CALLS) return;
      }
      write({ kind, ...fields });
    },
  };
}
