// expect: ran (2, 1)
// places: 0, 0 known
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
for (const forbidden of [
  () => writeFileSync(new URL("./written.txt", import.meta.url), "x"),
  () => spawn("true"),
  () => process.kill(process.ppid, 0),
]) {
  try {
    forbidden();
    throw new Error("it was allowed");
  } catch (fault) {
    if (fault.code !== "EPERM") throw fault;
  }
}
await fetch("http://127.0.0.1:9").catch((fault) => console.log(fault.code));
export const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [3], units: 1 })] });
