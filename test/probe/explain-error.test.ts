/** Errors as people paste them: frames, messages and what is said of them. The texts are the frameworks' own. */
import { describe, expect, test } from "vitest";
import { explainError } from "../../server/src/probe/explain-error.ts";
import { readError } from "../../server/src/probe/traceback.ts";
import { runProgram } from "../../server/src/cli/program.ts";
import { memoryHost } from "../harness/blocks/console.ts";

const torch = `Epoch 1
Traceback (most recent call last):
  File "/src/main.py", line 3, in <module>
    y = nn.Linear(20, 10)(torch.randn(2, 30))
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/venv/lib/python3.11/site-packages/torch/nn/modules/module.py", line 1553, in _wrapped_call_impl
    return self._call_impl(*args, **kwargs)
  File "/venv/lib/python3.11/site-packages/torch/nn/modules/linear.py", line 117, in forward
    return F.linear(input, self.weight, self.bias)
RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x30 and 20x10)
`;
const script = `Error: Operands could not be broadcast together with shapes 4,3 and 4,2.
    at assertAndGetBroadcastShape (/app/node_modules/@tensorflow/tfjs-core/dist/ops/broadcast_util.js:101:19)
    at file:///app/train.mjs:3:13
    at ModuleJob.run (node:internal/modules/esm/module_job:195:25)
`;

describe("reading", () => {
  test("a Python traceback: what, where, with the code", () => {
    const error = readError(torch);
    expect(error?.type).toBe("RuntimeError");
    expect(error?.frames[0]).toEqual({
      path: "/src/main.py",
      line: 3,
      code: "y = nn.Linear(20, 10)(torch.randn(2, 30))",
    });
    expect(explainError(torch)?.frame?.line).toBe(3);
  });

  test("a stack of Node, where the innermost call comes first", () => {
    expect(explainError(script)?.frame).toEqual({ path: "/app/train.mjs", line: 3, column: 13 });
  });

  test("a notebook's, with its colours", () => {
    const pasted =
      "\u001b[31mRuntimeError\u001b[39m  Traceback (most recent call last)\nFile train.py:12\n     10 x\n---> 12 model(x)\n\nRuntimeError: Target 10 is out of bounds.\n";
    expect(readError(pasted)).toMatchObject({
      type: "RuntimeError",
      message: "Target 10 is out of bounds.",
      frames: [{ path: "train.py", line: 12 }],
    });
  });

  test("the message alone", () => {
    expect(explainError("mat1 and mat2 shapes cannot be multiplied (2x30 and 20x10)")?.meaning).toContain(
      "20 features gets 30",
    );
  });

  test("the last of several errors, with all lines of its message", () => {
    const pasted = `KeyError: 'a'\n\nDuring handling of the above exception, another exception occurred:\n\n${torch}more words\n`;
    expect(readError(pasted)?.message).toBe("mat1 and mat2 shapes cannot be multiplied (2x30 and 20x10)\nmore words");
  });

  test("in a field of one line, which has no line breaks", () => {
    for (const gap of ["", " "]) {
      const flat = torch.replaceAll("\n", gap);
      expect(explainError(flat)?.frame).toMatchObject({ path: "/src/main.py", line: 3 });
      expect(explainError(flat)?.meaning).toContain("20 features gets 30");
    }
    expect(explainError(script.replaceAll("\n", " "))).toMatchObject({
      framework: "TensorFlow.js",
      frame: { path: "/app/train.mjs", line: 3, column: 13 },
    });
  });

  test.each(["", "\n\n  \n"])("%j holds no error", (text) => {
    expect(explainError(text)).toBeUndefined();
  });
});

describe("meaning", () => {
  const said: readonly (readonly [string, string, string])[] = [
    [
      "PyTorch",
      "Given groups=1, weight of size [16, 3, 3, 3], expected input[2, 32, 32, 3] to have 3 channels, but got 32 channels instead",
      "permute(0, 3, 1, 2)",
    ],
    [
      "PyTorch",
      "Given groups=1, weight of size [16, 3, 3, 3], expected input[2, 1, 32, 32] to have 3 channels, but got 1 channels instead",
      "in_channels=1",
    ],
    [
      "PyTorch",
      "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [2, 784]",
      "takes an input of 4 axes",
    ],
    ["PyTorch", "shape '[-1, 320]' is invalid for input of size 1000", "not divisible by 320"],
    [
      "PyTorch",
      "The size of tensor a (4) must match the size of tensor b (3) at non-singleton dimension 1",
      "one has 4 and the other 3",
    ],
    [
      "PyTorch",
      "Sizes of tensors must match except in dimension 1. Expected size 64 but got size 63 for tensor number 1 in the list.",
      "one has 64, another 63",
    ],
    ["PyTorch", "Expected input batch_size (128) to match target batch_size (32).", "a multiple of the other"],
    ["PyTorch", "Target size (torch.Size([32])) must be the same as input size (torch.Size([32, 1]))", "squeeze(1)"],
    ["PyTorch", "running_mean should contain 32 elements not 16", "num_features=32"],
    [
      "Keras",
      'Input 0 of layer "dense" is incompatible with the layer: expected axis -1 of input shape to have value 8, but received input with shape (2, 9)',
      "built for 8",
    ],
    [
      "Keras",
      'Input 0 of layer "lstm_1" is incompatible with the layer: expected ndim=3, found ndim=2. Full shape received: (None, 64)',
      "return_sequences=True",
    ],
    [
      "Keras",
      "Arguments `target` and `output` must have the same shape. Received: target.shape=(2, 5), output.shape=(2, 3)",
      "sparse_categorical_crossentropy",
    ],
    [
      "TensorFlow",
      "{{function_node __wrapped__MatMul}} Matrix size-incompatible: In[0]: [2,30], In[1]: [20,10] [Op:MatMul]",
      "cannot be multiplied",
    ],
    [
      "TensorFlow.js",
      "Error when checking target: expected dense_Dense1 to have shape [,3], but got array with shape [8,5].",
      "The labels for `dense_Dense1`",
    ],
    [
      "TensorFlow.js",
      "Error in matMul: inner shapes (3) and (4) of Tensors with shapes 2,3 and 4,2 and transposeA=false",
      "inner sizes 3 and 4",
    ],
  ];
  test.each(said)("%s: %s", (framework, message, words) => {
    const explanation = explainError(`ValueError: ${message}`);
    expect(explanation?.framework).toBe(framework);
    expect(`${explanation?.meaning ?? ""} ${explanation?.advice ?? ""}`).toContain(words);
  });

  test("of an error that is none of shapes: nothing", () => {
    expect(explainError("FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'")?.meaning).toBeUndefined();
  });
});

describe("the command", () => {
  const main = "import torch\nfrom torch import nn\ny = nn.Linear(20, 10)(torch.randn(2, 30))\n";
  const run = async (pasted: string, args: readonly string[] = []): Promise<{ code: number; out: string }> => {
    const out: string[] = [];
    const host = memoryHost(new Map([["/src/main.py", main]]), (text) => out.push(text));
    const code = await runProgram({ ...host, input: () => pasted }, ["explain-error", ...args]);
    return { code, out: out.join("") };
  };

  test("prints the meaning, then what the analysis says of the line, with its fix", async () => {
    const { code, out } = await run(torch);
    expect(code).toBe(0);
    expect(out).toContain("A linear layer that was made for 20 features gets 30");
    expect(out).toContain("feature-mismatch");
    expect(out).toContain("fix (safe): Set `in_features` to `30`");
  });

  test("prints the same as JSON", async () => {
    const { out } = await run(torch, ["--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({
      framework: "PyTorch",
      place: { path: "main.py", line: 3 },
      reports: [{ rule: "feature-mismatch" }],
    });
  });

  test("says that it does not know an error, and that there is none", async () => {
    expect((await run("KeyError: 'a'")).code).toBe(1);
    expect((await run("")).code).toBe(2);
  });
});
