/** There are programs enough: right ones of 30 to 150 lines, and as many wrong ones, of PyTorch and of Keras. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = import.meta.dirname;
const lineCount = (path: string): number => readFileSync(path, "utf8").trimEnd().split("\n").length;
const ofWholeLength = (kind: string): readonly string[] =>
  readdirSync(join(folder, kind))
    .filter((file) => file.endsWith(".py"))
    .filter((file) => lineCount(join(folder, kind, file)) >= 30 && lineCount(join(folder, kind, file)) <= 150);

test.each(["", "keras/"])(
  "there are sixty right programs of 30 to 150 lines, and as many wrong ones (%s)",
  (library) => {
    expect(ofWholeLength(`${library}right`).length).toBeGreaterThanOrEqual(60);
    expect(ofWholeLength(`${library}wrong`).length).toBeGreaterThanOrEqual(60);
  },
);
