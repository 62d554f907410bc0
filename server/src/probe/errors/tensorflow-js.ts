/** What TensorFlow.js says of shapes. */
import type { Form } from "./form.ts";

export const scriptForms: readonly Form[] = [
  {
    framework: "TensorFlow.js",
    pattern:
      /Error when checking (input|target|model target|model input)? ?: expected (\S+) to have (?:shape \[([^\]]*)\],? but got array with shape \[([^\]]*)\]|(\d+) dimension\(s\)[.,]? but got array with shape \[?([^\]]*)\]?)/,
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
    pattern: /Operands could not be broadcast together with shapes \[?([\d,]*?)\]? (?:and )?\[?([\d,]+)\]?/,
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
  {
    framework: "TensorFlow.js",
    pattern:
      /Error in concat(?:\dD)?: Shape of tensors\[(\d+)\] \(([\d,]*)\) does not match the shape of the rest \(([\d,]*)\) along the non-concatenated axis (\d+)/,
    explain: ([, index = "", other = "", rest = "", axis = ""]) => ({
      meaning: `Tensor ${index} of those that are joined is (${other}), the others (${rest}): all axes but the one that is joined must agree.`,
      advice: `Look at the axis that is given, ${axis}: join along the one in which they may differ.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern:
      /`Concatenate` layer requires inputs with matching shapes except for the concat axis\. Got input shapes: \[\[(.*?)\],\[(.*?)\]/,
    explain: ([, a = "", b = ""]) => ({
      meaning: `\`concatenate\` joins (${a}) and (${b}): all axes but the one that is joined must agree.`,
      advice: `Pool, crop or resize one of them first.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /All tensors passed to stack must have matching shapes Shapes ([\d,]*) and ([\d,]*) must match/,
    explain: ([, a = "", b = ""]) => ({
      meaning: `Tensors that are stacked must all have one shape; these are (${a}) and (${b}).`,
      advice: `Pad or resize them first (\`pad\`, \`tf.image.resizeBilinear\`).`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Error in conv2d: depth of input \((\d+)\) must match input depth for filter (\d+)/,
    explain: ([, input = "", filter = ""]) => ({
      meaning: `A convolution whose filter was made for ${filter} channels gets ${input}.`,
      advice: `The third size of the filter is the number of channels that go in: ${input}.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern:
      /Input \d+ is incompatible with layer (\S+): expected axis (-?\d+) of input shape to have value (\d+) but got shape ([\d,]*)/,
    explain: ([, layer = "", axis = "", expected = "", shape = ""]) => ({
      meaning: `The layer \`${layer}\` was built for ${expected} in axis ${axis}, and gets (${shape.replace(/^,/, "batch, ")}).`,
      advice: `A layer keeps the sizes of its first input. Give it the same size, or make another layer for this input.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern:
      /(\S+) expected a batch of elements where each example has shape \[([\d,]*)\].*?received an input with (\d+) examples, each with shape \[([\d,]*)\]/,
    explain: ([, which = "", expected = "", , got = ""]) => ({
      meaning: `${which === "target" ? "The labels" : `The data for \`${which}\``} must have the shape (${expected}) for each example, and have (${got}).`,
      advice:
        which === "target"
          ? `Labels have the shape of the last layer's output; only \`sparseCategoricalCrossentropy\` takes class numbers.`
          : `Give the first layer the \`inputShape\` of the data, without the batch, or reshape the data.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern:
      /Input Tensors should have the same number of samples as target Tensors\. Found (\d+) input sample\(s\) and (\d+) target/,
    explain: ([, x = "", y = ""]) => ({
      meaning: `There are ${x} samples and ${y} labels.`,
      advice: `Both must come from the same rows: look at what slices or reshapes either of them.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /(?:Error in (\w+): +)?Shapes ([\d,]*) and ([\d,]*) must match/,
    explain: ([, name = "a loss", a = "", b = ""]) => ({
      meaning: `${name === "a loss" ? "A loss" : `\`${name}\``} compares labels of (${a}) with (${b}).`,
      advice: `Both need one shape: for one-hot labels the number of classes is the size of the last layer.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /shape of the new value \(([\d,]*)\) and previous value \(([\d,]*)\) must match/,
    explain: ([, now = "", before = ""]) => ({
      meaning: `A variable of (${before}) is given a value of (${now}): a variable keeps its shape.`,
      advice: `Reshape or transpose the value, or make another variable.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Argument '(\w+)' passed to '(\w+)' must be (\w+) tensor, but got (\w+) tensor/,
    explain: ([, argument = "", name = "", wanted = "", got = ""]) => ({
      meaning: `\`${name}\` takes ${wanted} for \`${argument}\`, and gets ${got}: numbers without a type are float32.`,
      advice:
        wanted === "int32"
          ? `Convert it (\`x.toInt()\`), or make it with \`"int32"\`.`
          : `Convert it: \`x.cast("${wanted}")\`.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /The first layer in a Sequential model must get an `inputShape`/,
    explain: () => ({
      meaning: `A sequential model has to know what goes in before its first layer can be built.`,
      advice: `Give the first layer \`inputShape\`, the shape of one example without the batch.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Negative dimension size caused by adding layer (\S+) with input shape \[([\d,]*)\]/,
    explain: ([, layer = "", input = ""]) => ({
      meaning: `The window of \`${layer}\` is larger than its input (${input.replace(/^,/, "batch, ")}).`,
      advice: `The image was halved too often, or is too small to begin with: fewer pools or strides, a smaller window, or \`padding: "same"\`.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern:
      /Error in slice(?:\dD)?: begin\[(\d+)\] \+ size\[\d+\] \((\d+)\) would overflow input\.shape\[\d+\] \((\d+)\)/,
    explain: ([, axis = "", end = "", size = ""]) => ({
      meaning: `The slice ends at ${end} in axis ${axis}, which has ${size}.`,
      advice: `The second argument is a size, not an end; -1 takes all that is left.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Softmax along a non-last dimension is not yet supported\. Logits was rank (\d+) and dim was (\d+)/,
    explain: ([, rank = "", axis = ""]) => ({
      meaning: `A softmax over axis ${axis} of a tensor of ${rank} axes: only the last one is supported, and the layer \`softmax()\` takes axis 1 unless told.`,
      advice: `Write \`tf.layers.softmax({ axis: -1 })\`, or give the layer before it \`activation: "softmax"\`.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /(tensor\dd)\(\) requires shape to be provided when `values` are a flat/,
    explain: ([, name = ""]) => ({
      meaning: `\`tf.${name}\` of a flat list has to be told the shape.`,
      advice: `Give the shape as the second argument, or nest the values.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Based on the provided shape, \[([\d,]*)\], the tensor should have (\d+) values but has (\d+)/,
    explain: ([, shape = "", wanted = "", got = ""]) => ({
      meaning: `(${shape}) has ${wanted} values, and ${got} are given.`,
      advice: `Look at how many values a row has, and at rows that are missing or too long.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Error in transpose: rank of input (\d+) must match length of perm ([\d,]*)/,
    explain: ([, rank = "", order = ""]) => ({
      meaning: `The order (${order}) does not name all ${rank} axes of the tensor.`,
      advice: `Name every axis once: \`[0, 2, 1]\` swaps the last two of three.`,
    }),
  },
  {
    framework: "TensorFlow.js",
    pattern: /Unknown (loss|metric|optimizer|activation)[:]? (\S+)/i,
    explain: ([, what = "", name = ""]) => ({
      meaning: `TensorFlow.js knows no ${what.toLowerCase()} \`${name}\`.`,
      advice: `Names are in camel case and whole: \`meanSquaredError\`, \`categoricalCrossentropy\`, \`sparseCategoricalCrossentropy\`.`,
    }),
  },
];
