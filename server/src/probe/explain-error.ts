/**
 * What a framework's error about shapes means, in our words. The messages are recognised by their forms, as data; the numbers in them are put into the
 * sentence. What is wrong in the user's own code is for the analysis to say, which sees more than a message: `explainError` takes its reports, and
 * prefers one on the same line that speaks of the same numbers.
 */
import { readError, ownFrame } from "./traceback.ts";
import type { PastedError, TracedFrame } from "./traceback.ts";

export interface Explanation {
  readonly error: PastedError;
  readonly framework?: "PyTorch" | "Keras" | "TensorFlow" | "TensorFlow.js";
  /** The place in the user's own files. */
  readonly frame?: TracedFrame;
  /** What is wrong; absent where the message is none that we know. */
  readonly meaning?: string;
  /** What to do about it. */
  readonly advice?: string;
}

interface Form {
  readonly framework: NonNullable<Explanation["framework"]>;
  readonly pattern: RegExp;
  readonly explain: (found: readonly string[]) => { readonly meaning: string; readonly advice: string };
}

const product = (shape: string): number => shape.split(/[x,]\s*/).reduce((all, size) => all * Number(size), 1);

const forms: readonly Form[] = [
  {
    framework: "PyTorch",
    pattern: /mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)/,
    explain: ([, rows = "", features = "", expected = "", outputs = ""]) => ({
      meaning: `A linear layer that was made for ${expected} features gets ${features}: its input is (${rows}, ${features}), and it makes ${outputs} of ${expected}.`,
      advice: `If the input is right, make the layer with \`in_features=${features}\`. If not, look at what flattens or reshapes before it: the axes that go into ${features} are sizes of the layer before.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /[Gg]iven groups=(\d+), weight of size \[([\d, ]+)\], expected input\[([\d, ]+)\] to have (\d+) channels, but got (\d+) channels/,
    explain: ([, , weight = "", input = "", expected = "", got = ""]) => ({
      meaning: `A convolution that was made for ${expected} channels gets ${got}: its input is (${input}), its weight (${weight}).`,
      advice: channelsLast(input, expected)
        ? `The last axis of (${input}) has ${expected}: the channels seem to stand last. Put them first with \`x.permute(0, 3, 1, 2)\`.`
        : `Make the layer with \`in_channels=${got}\`, or give the layer before it ${expected} output channels.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /[Ee]xpected (\d)D \(unbatched\) or (\d)D \(batched\) input to (\w+), but got input of size: \[([\d, ]+)\]/,
    explain: ([, , batched = "", layer = "", input = ""]) => ({
      meaning: `\`${layer}\` takes an input of ${batched} axes, and gets (${input}).`,
      advice: `Add the missing axis (\`x.unsqueeze(1)\` for a single channel), or do not flatten before this layer.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /shape '\[([-\d, ]+)\]' is invalid for input of size (\d+)/,
    explain: ([, shape = "", count = ""]) => {
      const known = shape
        .split(", ")
        .map(Number)
        .filter((size) => size > 0);
      const fixed = known.reduce((all, size) => all * size, 1);
      const open = shape.includes("-1");
      return {
        meaning: open
          ? `(${shape}) asks for a multiple of ${String(fixed)} elements, and the tensor has ${count}: ${count} is not divisible by ${String(fixed)}.`
          : `(${shape}) has ${String(fixed)} elements, and the tensor ${count}.`,
        advice: `Keep the batch and let the rest follow: \`x.flatten(1)\`; or write the sizes that the tensor really has before this line.`,
      };
    },
  },
  {
    framework: "PyTorch",
    pattern:
      /The size of tensor a \((\d+)\) must match the size of tensor b \((\d+)\) at non-singleton dimension (\d+)/,
    explain: ([, a = "", b = "", axis = ""]) => ({
      meaning: `Two tensors are combined element by element, and along axis ${axis} one has ${a} and the other ${b}. Only a size of 1 is stretched.`,
      advice: `Give both the same size there, or an axis of size 1 (\`unsqueeze\`, \`keepdim=True\`) where one of them should be repeated.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /Sizes of tensors must match except in dimension (\d+)\.? (?:Expected size (\d+) but got size (\d+)|Got (\d+) and (\d+))/,
    explain: ([, axis = "", first, second, third, fourth]) => ({
      meaning: `Tensors are joined along axis ${axis}, so all other sizes must agree; one has ${first ?? third ?? "?"}, another ${second ?? fourth ?? "?"}.`,
      advice: `In a U-Net this is an odd size that was halved and doubled: pad or crop the smaller one. Else join along another axis.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /Expected input batch_size \((\d+)\) to match target batch_size \((\d+)\)/,
    explain: ([, scores = "", labels = ""]) => ({
      meaning: `The loss gets scores of ${scores} samples and labels of ${labels}.`,
      advice:
        Number(scores) % Number(labels) === 0 || Number(labels) % Number(scores) === 0
          ? `One is a multiple of the other: a reshape before the loss has moved something into the batch. Look for \`view(-1, …)\` with a wrong size.`
          : `Both must come from the same batch: look at what reshapes either of them.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /Target size \(torch\.Size\(\[([\d, ]*)\]\)\) must be the same as input size \(torch\.Size\(\[([\d, ]*)\]\)\)/,
    explain: ([, target = "", input = ""]) => ({
      meaning: `This loss compares element by element: the output is (${input}), the labels (${target}).`,
      advice: `If the output has one unit, take its last axis away: \`output.squeeze(1)\`; or give the labels one: \`target.unsqueeze(1)\`. They must be floating-point numbers.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /Target (-?\d+) is out of bounds/,
    explain: ([, label = ""]) => ({
      meaning: `There is a label ${label}, and the network has no output of that number: labels go from 0 to one less than the number of outputs.`,
      advice: `Give the last layer as many outputs as there are classes, or make labels that start at 0.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /expected scalar type (\w+) but found (\w+)/,
    explain: ([, expected = "", found = ""]) => ({
      meaning: `The operation needs numbers of type ${expected} and gets ${found}.`,
      advice:
        expected === "Long"
          ? `Class labels are whole numbers: \`target.long()\`.`
          : `Convert what goes in: \`x.float()\`.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /running_mean should contain (\d+) elements not (\d+)/,
    explain: ([, got = "", made = ""]) => ({
      meaning: `A batch norm that was made for ${made} channels gets ${got}.`,
      advice: `Make it with \`num_features=${got}\`: the number of channels of the layer before it.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /input\.size\(-1\) must be equal to input_size\. Expected (\d+), got (\d+)/,
    explain: ([, expected = "", got = ""]) => ({
      meaning: `A recurrent layer that was made for ${expected} features gets ${got} in the last axis.`,
      advice: `Make it with \`input_size=${got}\`; or the axes stand in another order, batch and length among them (\`batch_first\`).`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /Calculated padded input size per channel: \(([\dx ]+)\)\. Kernel size: \(([\dx ]+)\)\. Kernel size can't be greater than actual input size/,
    explain: ([, input = "", kernel = ""]) => ({
      meaning: `An input of ${input} is smaller than the window of ${kernel} that slides over it.`,
      advice: `The image was halved too often, or is too small to begin with: fewer pools or strides, a larger image, or \`padding\`.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /Input \d+ of layer "?([\w/]+)"? is incompatible with the layer: expected axis (-?\d+) of input shape to have value (\d+),? but received input with shape \(([^)]*)\)/,
    explain: ([, layer = "", axis = "", expected = "", shape = ""]) => ({
      meaning: `The layer \`${layer}\` was built for ${expected} in axis ${axis}, and gets (${shape}).`,
      advice: `A layer keeps the sizes of its first input. Give it the same size, or make another layer for this input.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /Input \d+ of layer "?([\w/]+)"? is incompatible with the layer: expected (?:min_)?ndim=(\d+), found ndim=(\d+)\. Full shape received: \(([^)]*)\)/,
    explain: ([, layer = "", expected = "", found = "", shape = ""]) => ({
      meaning: `The layer \`${layer}\` takes ${expected} axes, and gets ${found}: (${shape}).`,
      advice:
        Number(found) > Number(expected)
          ? `Flatten or pool before it; a recurrent layer before another needs no \`Flatten\`, but \`return_sequences=False\`.`
          : `Add the missing axis, such as the channel (\`x[..., None]\`); a recurrent layer before another needs \`return_sequences=True\`.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /`?target`? and `?output`? must have the same (?:shape|rank)[^(]*\.? Received: target\.shape=\(([^)]*)\), output\.shape=\(([^)]*)\)/,
    explain: ([, target = "", output = ""]) => ({
      meaning: `The loss compares labels of (${target}) with an output of (${output}).`,
      advice: `For class numbers use \`sparse_categorical_crossentropy\`; for one-hot labels the last layer needs as many units as they have classes.`,
    }),
  },
  {
    framework: "Keras",
    pattern: /Shapes \(([^)]*)\) and \(([^)]*)\) are incompatible/,
    explain: ([, a = "", b = ""]) => ({
      meaning: `The labels and the output have shapes that do not go together: (${a}) and (${b}).`,
      advice: `For class numbers use \`sparse_categorical_crossentropy\`; for one-hot labels the last layer needs as many units as they have classes.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /total size of (?:the tensor|new array) must be unchanged,? input_shape = \[([\d, ]+)\], output_shape = \[([-\d, ]+)\]/i,
    explain: ([, input = "", output = ""]) => ({
      meaning: `\`Reshape\` turns [${input}] (${String(product(input))} elements) into [${output}] (${String(Math.abs(product(output)))}).`,
      advice: `Both must have the same number of elements; one size may be -1. The batch is not counted.`,
    }),
  },
  {
    framework: "TensorFlow",
    pattern: /Matrix size-incompatible: In\[0\]: \[([\d,]+)\], In\[1\]: \[([\d,]+)\]/,
    explain: ([, a = "", b = ""]) => ({
      meaning: `(${a}) cannot be multiplied with (${b}): the last size of the first must be the first of the second.`,
      advice: `Look at what flattens or reshapes before this line.`,
    }),
  },
  {
    framework: "TensorFlow",
    pattern: /Incompatible shapes: \[([\d,]*)\] vs\. \[([\d,]*)\]/,
    explain: ([, a = "", b = ""]) => ({
      meaning: `(${a}) and (${b}) are combined element by element, and do not fit: from the right, each size must be the same or 1.`,
      advice: `Add an axis of size 1 where one of them should be repeated (\`tf.expand_dims\`).`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern:
      /Error when checking (input|target|model target|model input): expected (\S+) to have (?:shape \[([^\]]*)\],? but got array with shape \[([^\]]*)\]|(\d+) dimension\(s\),? but got array with shape \[?([^\]]*)\]?)/,
    explain: ([, which = "", layer = "", expected, got, rank, shape]) => ({
      meaning: `${which.includes("target") ? "The labels" : "The data"} for \`${layer}\` must have ${expected === undefined ? `${rank ?? "?"} axes` : `the shape (${expected})`}, and have (${got ?? shape ?? ""}).`,
      advice: which.includes("target")
        ? `Labels have the shape of the last layer's output; only \`sparseCategoricalCrossentropy\` takes class numbers.`
        : `Give the first layer the \`inputShape\` of the data, without the batch, or reshape the data.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Input (\d+) is incompatible with layer (\S+): expected (?:min_)?ndim=(\d+), found ndim=(\d+)/,
    explain: ([, , layer = "", expected = "", found = ""]) => ({
      meaning: `The layer \`${layer}\` takes ${expected} axes, and gets ${found}.`,
      advice:
        Number(found) > Number(expected)
          ? `Flatten or pool before it.`
          : `A recurrent layer before another needs \`returnSequences: true\`.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Operands could not be broadcast together with shapes ([\d,]*) and ([\d,]*)/,
    explain: ([, a = "", b = ""]) => ({
      meaning: `(${a}) and (${b.replace(/,$/, "")}) are combined element by element, and do not fit: from the right, each size must be the same or 1.`,
      advice: `Add an axis of size 1 where one of them should be repeated (\`expandDims\`).`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /inner shapes \((\d+)\) and \((\d+)\) of Tensors with shapes ([\d,]+) and ([\d,]+)/,
    explain: ([, inner = "", outer = "", a = "", b = ""]) => ({
      meaning: `\`matMul\` of (${a}) and (${b}): the inner sizes ${inner} and ${outer} must be equal.`,
      advice: `Transpose one of them, or look at what reshapes it.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Size\((\d+)\) must match the product of shape ([\d,-]+)/,
    explain: ([, size = "", shape = ""]) => ({
      meaning: `(${shape}) has another number of elements than the ${size} that are there.`,
      advice: `Use -1 for one of the sizes, or the sizes that the tensor really has.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Total size of new array must be unchanged/,
    explain: () => ({
      meaning: "A `reshape` layer asks for another number of elements than its input has.",
      advice: "The product of `targetShape` must be that of the input's shape, without the batch; one size may be -1.",
    }),
  },
];

function channelsLast(input: string, expected: string): boolean {
  const sizes = input.split(", ");
  return sizes.length === 4 && sizes.at(-1) === expected && sizes[1] !== expected;
}

export function explainError(pasted: string): Explanation | undefined {
  const error = readError(pasted);
  if (error === undefined) return undefined;
  const frame = ownFrame(error.frames);
  for (const { framework, pattern, explain } of forms) {
    const found = pattern.exec(error.message.replace(/\s+/g, " "));
    if (found !== null) return { error, framework, ...(frame === undefined ? {} : { frame }), ...explain(found) };
  }
  return { error, ...(frame === undefined ? {} : { frame }) };
}

/** Numbers by which a report of the analysis and an error are seen to speak of the same. */
export function sharesNumbers(message: string, report: string): boolean {
  const numbers = (text: string): readonly string[] =>
    (text.match(/\d+/g) ?? []).filter((number) => Number(number) > 1);
  const others = new Set(numbers(report));
  return numbers(message).some((number) => others.has(number));
}
