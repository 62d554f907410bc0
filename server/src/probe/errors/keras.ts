/** What Keras and TensorFlow say of shapes. */
import { product } from "./form.ts";
import type { Form } from "./form.ts";

export const kerasForms: readonly Form[] = [
  {
    framework: "Keras",
    pattern:
      /Input \d+ (?:with name '[^']*' )?of layer ["']?([\w/]+)["']? is incompatible with the layer: expected axis (-?\d+) of input shape to have value (\d+),? but received input with shape \(([^)]*)\)/,
    explain: ([, layer = "", axis = "", expected = "", shape = ""]) => ({
      meaning: `The layer \`${layer}\` was built for ${expected} in axis ${axis}, and gets (${shape}).`,
      advice: `A layer keeps the sizes of its first input. Give it the same size, or make another layer for this input.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /Input \d+ (?:with name '[^']*' )?of layer ["']?([\w/]+)["']? is incompatible with the layer: expected (?:min_)?ndim=(\d+), found ndim=(\d+)\. Full shape received: \(([^)]*)\)/,
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
      /`?target`? and `?output`? must have the same (?:shape|rank(?: \(ndim\))?)\.? Received: target\.shape=\(([^)]*)\), output\.shape=\(([^)]*)\)/,
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
      /total size of (?:the tensor|new array) must be unchanged[,.]? (?:Received: )?input_shape ?= ?[[(]([\d, ]+)[\])], (?:output|target)_shape ?= ?[[(]([-\d, ]+)[\])]/i,
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
    framework: "Keras",
    pattern: /Inputs have incompatible shapes\. Received shapes \(([^)]*)\) and \(([^)]*)\)/,
    explain: ([, a = "", b = ""]) => ({
      meaning: `A layer that merges element by element gets (${a}) and (${b}), batch not counted.`,
      advice: `Both need one shape: a \`Dense\` or a 1×1 \`Conv2D\` on the shortcut brings it to that of the other.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /`Concatenate` layer requires inputs with matching shapes except for the concatenation axis\. Received: input_shape=\[\((.*?)\), \((.*?)\)/,
    explain: ([, a = "", b = ""]) => ({
      meaning: `\`Concatenate\` joins (${a}) and (${b}): all axes but the one that is joined must agree.`,
      advice: `In a U-Net an odd size was halved and doubled: pad or crop (\`ZeroPadding2D\`, \`Cropping2D\`), or resize one of them.`,
    }),
  },
  {
    framework: "Keras",
    pattern: /Data cardinality is ambiguous\..*'x' sizes: ([\d, ]+) 'y' sizes: ([\d, ]+)/,
    explain: ([, x = "", y = ""]) => ({
      meaning: `There are ${x.trim()} samples and ${y.trim()} labels.`,
      advice: `Both must come from the same rows: look at what splits, filters or reshapes either of them.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /Computed output size would be (?:zero or )?negative\. Received `inputs shape=\(([^)]*)\)`, `kernel shape=\((\d+), (\d+)/,
    explain: ([, input = "", height = "", width = ""]) => ({
      meaning: `An input of (${input}) is smaller than the window of ${height}×${width} that slides over it.`,
      advice: `The image was halved too often, or is too small to begin with: fewer pools or strides, a larger image, or \`padding="same"\`.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /Argument `output` must have rank \(ndim\) `target\.ndim - 1`\. Received: target\.shape=\(([^)]*)\), output\.shape=\(([^)]*)\)/,
    explain: ([, target = "", output = ""]) => ({
      meaning: `\`sparse_categorical_crossentropy\` takes one class number for each sample, and the labels are (${target}) for an output of (${output}).`,
      advice: `For one-hot labels use \`categorical_crossentropy\`.`,
    }),
  },
  {
    framework: "TensorFlow",
    pattern:
      /ConcatOp : Dimension (\d+) in both shapes must be equal: shape\[0\] = \[([\d,]*)\] vs\. shape\[\d+\] = \[([\d,]*)\]/,
    explain: ([, axis = "", a = "", b = ""]) => ({
      meaning: `(${a}) and (${b}) are joined, and differ in axis ${axis}, which is not the one that they are joined along.`,
      advice: `Join along another axis, or bring axis ${axis} to one size.`,
    }),
  },
  {
    framework: "TensorFlow",
    pattern:
      /Input to reshape is a tensor with (\d+) values, but the requested shape (requires a multiple of|has) (\d+)/,
    explain: ([, count = "", how = "", wanted = ""]) => ({
      meaning: `The tensor has ${count} values, and the shape that is asked for ${how === "has" ? "has" : "a multiple of"} ${wanted}.`,
      advice: `Keep the batch and let the rest follow: \`tf.reshape(x, (tf.shape(x)[0], -1))\`.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /Invalid input shape for input .*?Expected shape \(([^)]*)\), but input has incompatible shape \(([^)]*)\)/,
    explain: ([, expected = "", got = ""]) => ({
      meaning: `The model was made for inputs of (${expected}), and gets (${got}).`,
      advice: missesBatch(expected, got)
        ? `The batch is missing: \`x[None]\` (\`np.expand_dims(x, 0)\`) makes a batch of one.`
        : `Give the model's \`Input\` the shape of the data, without the batch, or reshape the data.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /Input \d+ with name '([^']*)' of layer .*? is incompatible with the layer: expected shape=\(([^)]*)\), found shape=\(([^)]*)\)/,
    explain: ([, name = "", expected = "", got = ""]) => ({
      meaning: `The input \`${name}\` was made for (${expected}), and gets (${got}).`,
      advice: `Give the model's \`Input\` the shape of the data, without the batch, or reshape the data.`,
    }),
  },
  {
    framework: "TensorFlow",
    pattern:
      /Dimensions must be equal, but are (\d+) and (\d+) for '\{\{node [^}]*\}\} = (\w+).*? with input shapes: (.*?)(?:\.|, and|$)/,
    explain: ([, a = "", b = "", operation = "", shapes = ""]) => ({
      meaning: `\`${operation}\` gets ${shapes.replaceAll("[", "(").replaceAll("]", ")")}: ${a} and ${b} would have to be one size.`,
      advice: operation.includes("MatMul")
        ? `The last size of the first factor must be the one that the second begins with (\`transpose_b\` swaps it): look at which layer gives ${a} and which is made for ${b}.`
        : `Look at which of the two is otherwise than you expect, or give one an axis of size 1 where it should be repeated.`,
    }),
  },
  {
    framework: "TensorFlow",
    pattern:
      /Dimension (\d+) in both shapes must be equal, but are (\d+) and (\d+)\. Shapes are \[([^\]]*)\] and \[([^\]]*)\]/,
    explain: ([, axis = "", , , a = "", b = ""]) => ({
      meaning: `(${a}) and (${b}) are joined or stacked, and differ in axis ${axis} (the axis that they are joined along is not counted).`,
      advice: `Join along another axis, or bring both to one size there.`,
    }),
  },
  {
    framework: "Keras",
    pattern:
      /Incompatible input shapes: axis values (\d+) \(at axis (\d+)\) != (\d+) \(at axis (\d+)\)\. Full input shapes: \(([^)]*)\), \(([^)]*)\)/,
    explain: ([, a = "", first = "", b = "", second = "", left = "", right = ""]) => ({
      meaning: `\`Dot\` multiplies along axis ${first} of (${left}), which has ${a}, and axis ${second} of (${right}), which has ${b}.`,
      advice: `Both must have one size: name the axes as a pair, \`axes=(…, …)\`.`,
    }),
  },
  {
    framework: "TensorFlow",
    pattern: /Cannot reshape a tensor with (\d+) elements to shape \[([^\]]*)\] \((\d+) elements\)/,
    explain: ([, count = "", shape = "", wanted = ""]) => ({
      meaning: `The tensor has ${count} elements, and (${shape}) has ${wanted}.`,
      advice: `Write the sizes that the tensor really has: ${quotient(count, wanted)}one size may be -1.`,
    }),
  },
];

/** `None, 4` and `4`. */
const missesBatch = (expected: string, got: string): boolean =>
  expected.replace(/^None, /, "").replace(/,$/, "") === got.replace(/,$/, "");

function quotient(count: string, wanted: string): string {
  const times = Number(count) / Number(wanted);
  return Number.isInteger(times) && times > 1 ? `it holds ${String(times)} times as many; ` : "";
}
