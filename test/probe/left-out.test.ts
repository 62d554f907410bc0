/** A script's statement that fails for want of a file, a package or the network is left out, and with it what needs it; the model below is run. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noteText } from "../../server/src/probe/notes.ts";
import type { ProbeReport } from "../../server/src/probe/report.ts";
import { buildProber, probeText } from "./model-files.ts";
import type { BuiltProber } from "./model-files.ts";

let prober: BuiltProber;
let folder: string;
beforeAll(async () => {
  prober = await buildProber();
  folder = mkdtempSync(join(import.meta.dirname, "tmp-")); // below node_modules: the script needs its library
});
afterAll(() => {
  prober.remove();
  rmSync(folder, { recursive: true, force: true });
});

const model = `const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 2 })] });`;
const probe = (text: string): Promise<ProbeReport> => {
  const path = join(folder, "main.mjs");
  writeFileSync(path, `import * as tf from "@tensorflow/tfjs";\n${text}`);
  return probeText(prober, { path, text: `import * as tf from "@tensorflow/tfjs";\n${text}` }, { device: "cpu" });
};
const notesOf = ({ notes }: ProbeReport): readonly string[] =>
  notes.map((note) => `${note.place === undefined ? "" : `${String(note.place.line)}: `}${noteText(note)}`);

test("a file: what is made of its data is told with it, through functions too", async () => {
  const report = await probe(`import fs from "node:fs";
const rows = JSON.parse(fs.readFileSync("rows.json", "utf8"));
const mean = () => tf.mean(tf.tensor2d(rows));
const center = mean();
const { width, height } = rows[0];
${model}
model.predict(tf.ones([3, 4]));
`);
  expect(notesOf(report)).toEqual([
    expect.stringMatching(/^3: Left out: Error: ENOENT: .*rows\.json'; and with it lines 5–6, which need it$/),
  ]);
  expect([report.outcome, report.outputs]).toEqual(["ran", ["(2, 2)"]]);
});

test("a package that only shows does nothing; of one that gives numbers, what needs it is told with it", async () => {
  const report = await probe(`import { plot } from "nodeplotlib";
import { parse } from "no-such-csv";
const rows = parse("1,2");
plot([{ y: [1] }]);
${model}
`);
  expect(notesOf(report)).toMatchInlineSnapshot(`
    [
      "nodeplotlib is not installed: what the script does with it does nothing",
      "3: Left out: no-such-csv is not installed; and with it line 4, which needs it",
    ]
  `);
  expect([report.outcome, report.outputs]).toEqual(["ran", ["(2, 2)"]]);
});

test("loops and branches", async () => {
  const report = await probe(`import fs from "node:fs";
const images = [];
for (const name of fs.readdirSync("images")) images.push(name);
if (images[0].length > 3) console.log("never");
${model}
`);
  expect(notesOf(report)).toMatchInlineSnapshot(`
    [
      "4: Left out: Error: ENOENT: no such file or directory, scandir 'images'; and with it line 5, which needs it",
    ]
  `);
  expect(report.outcome).toBe("ran");
});

test("the network", async () => {
  const report = await probe(`const csv = await (await fetch("https://localhost/data.csv")).text();
const lines = csv.split("\\n");
${model}
`);
  expect(notesOf(report)).toMatchInlineSnapshot(`
    [
      "2: Left out: Error: EPERM: a shape probe has no network; and with it line 3, which needs it",
    ]
  `);
  expect(report.outcome).toBe("ran");
});

test("what is undefined in the program itself ends it: a fault of its own", async () => {
  const report = await probe(`${model}\nconst n = undefinedName + 1;\nmodel.predict(tf.ones([2, 5]));\n`);
  expect(report.summary).toMatch(/^The program broke off in line 3 of main\.mjs: ReferenceError: undefinedName/);
});
