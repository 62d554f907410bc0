/**
 * What PyTorch, Keras and TensorFlow.js said when wrong programs were run: Python's are those of `test/programs`, scripts stand beside their text. Of each text
 * the line is found and the mistake explained; most have a fix.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { agreeingReports } from "../../server/src/probe/explained.ts";
import { explainError } from "../../server/src/probe/explain-error.ts";
import { diagnose } from "../../server/src/rules/index.ts";
import { analyseCold } from "../harness/program.ts";

const folder = join(import.meta.dirname, "errors/captured");
const programs = join(import.meta.dirname, "../programs");
const frameworks = [
  ["torch", join(programs, "wrong"), ".py", /^PyTorch$/],
  ["keras", join(programs, "keras/wrong"), ".py", /^(?:Keras|TensorFlow)$/],
  ["tfjs", join(folder, "tfjs"), ".mjs", /^TensorFlow\.js$/],
] as const;

/** Nothing in these programs has one natural edit, or none is known. */
const withoutFix: ReadonlySet<string> = new Set([
  "torch/mixins_padding",
  "torch/registry_detector_neck",
  "keras/autoencoder_stride",
  "keras/dcgan_step_upsampling",
  "keras/ddpm_skips",
  "keras/forda_no_channel",
  "keras/frames_targets",
  "keras/gnn_edge_weights",
  "keras/pointnet_axes",
  "keras/recommender_rows",
  "keras/unet_class_valid",
  "tfjs/conv_channels",
  "tfjs/count_xy",
  "tfjs/cross_entropy",
  "tfjs/merge_concat",
  "tfjs/no_input_shape",
  "tfjs/pool_small",
  "tfjs/slice",
  "tfjs/softmax_axis",
  "tfjs/stack",
  "tfjs/tensor2d_flat",
  "tfjs/tensor2d_values",
  "tfjs/transpose",
  "tfjs/variable_assign",
]);

describe.each(frameworks)("%s", (framework, home, extension, named) => {
  const texts = readdirSync(join(folder, framework)).filter((name) => name.endsWith(".txt"));

  test("at least twenty", () => {
    expect(texts.length).toBeGreaterThanOrEqual(20);
  });

  test.each(texts)("%s", (name) => {
    const pasted = readFileSync(join(folder, framework, name), "utf8");
    const source = join(home, name.replace(".txt", extension));
    expect(existsSync(source)).toBe(true);
    const text = readFileSync(source, "utf8");
    const explanation = explainError(pasted);
    // The line: as Python shows it, or within the program.
    const { line = 0, code } = explanation?.frame ?? {};
    const shown = text.split("\n")[line - 1]?.trim();
    expect(shown).toMatch(/\S/);
    if (code !== undefined) expect(shown).toBe(code);
    expect(explanation?.meaning).toMatch(/\S/);
    expect(explanation?.advice).toMatch(/\S/);
    expect(explanation?.framework).toMatch(pasted.includes("values to unpack") ? /^Python$/ : named);

    const path = explanation?.frame?.path ?? "";
    const { facts } = analyseCold(new Map([[path, text]]), path, {});
    const reports = explanation === undefined ? [] : agreeingReports(explanation, text, diagnose(facts));
    // That a variable keeps its shape is not analysed.
    if (name !== "variable_assign.txt") expect(reports).not.toEqual([]);
    const hasFix = reports.some(({ fixes }) => fixes.length > 0);
    expect(hasFix).toBe(!withoutFix.has(`${framework}/${name.replace(".txt", "")}`));
  });
});
