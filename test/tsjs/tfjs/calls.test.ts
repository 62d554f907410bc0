/** The stubs of TensorFlow.js against what the library itself gives. */
import { describe, expect, test } from "vitest";
import { printTensor } from "../../../server/src/shape/index.ts";
import { analyse } from "../project.ts";
import { calls } from "./calls.ts";

/** The result of a call: its type, or `null` where something is reported. */
function resultOf(call: string): string | null | undefined {
  const text = `import * as tf from "@tensorflow/tfjs";\nconst result = ${call};\n`;
  const facts = analyse({ "/work/main.js": text }, "/work/main.js");
  if (facts.broken.length > 0) return null;
  const at = text.indexOf("result =");
  const value = facts.values.find(({ span }) => span.start === at);
  return value === undefined ? undefined : printTensor(value.tensor);
}

describe.each(Object.entries(calls))("%s", (_, pairs) => {
  test.each(pairs)("%s", (call, result) => {
    expect(resultOf(call)).toBe(result);
  });
});
