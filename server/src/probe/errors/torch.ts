/** What PyTorch says of shapes. */
import type { Form } from "./form.ts";

export const torchForms: readonly Form[] = [
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
    framework: "PyTorch",
    pattern:
      /[Ee]xpected size for first two dimensions of batch2 tensor to be: \[(\d+), (\d+)\] but got: \[(\d+), (\d+)\]/,
    explain: ([, , inner = "", , got = ""]) => ({
      meaning: `A batched product needs ${inner} rows in the second tensor, as the first has columns, and it has ${got}.`,
      advice: `For scores of queries and keys transpose the keys: \`k.transpose(1, 2)\`.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /einsum\(\): subscript (\w) has size (\d+) for operand (\d+) which does not broadcast with previously seen size (\d+)/,
    explain: ([, letter = "", size = "", operand = "", before = ""]) => ({
      meaning: `In \`einsum\` the letter ${letter} stands for ${before} at first, and for ${size} in operand ${operand}.`,
      advice: `One letter has one size: look at what reshapes either operand, or give the axes letters of their own.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /stack expects each tensor to be equal size, but got \[([\d, ]*)\] at entry 0 and \[([\d, ]*)\] at entry (\d+)/,
    explain: ([, first = "", other = "", entry = ""]) => ({
      meaning: `Tensors that are stacked must all have one shape; the first is (${first}), number ${entry} is (${other}).`,
      advice: `In a batch of samples of different length or size: pad or resize them (\`pad_sequence\`, a \`collate_fn\`, \`Resize\`).`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /Using a target size \(torch\.Size\(\[([\d, ]*)\]\)\) that is different to the input size \(torch\.Size\(\[([\d, ]*)\]\)\)/,
    explain: ([, target = "", input = ""]) => ({
      meaning: `This loss compares element by element: the output is (${input}), the labels (${target}).`,
      advice: `If the output has one unit, take its last axis away: \`output.squeeze(1)\`; or give the labels one: \`target.unsqueeze(1)\`.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /0D or 1D target tensor expected, multi-target not supported/,
    explain: () => ({
      meaning: `This loss wants one class number for each sample, and the labels have a second axis.`,
      advice: `Class numbers have the shape (batch,): \`target.squeeze(1)\` for a column, \`target.argmax(1)\` for one-hot rows.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /expected target dtype to be (\w+)(?: or \w+)?, but got (\w+)/,
    explain: ([, expected = "", found = ""]) => ({
      meaning: `The labels must be class numbers of type ${expected}, and are ${found}.`,
      advice: `Class labels are whole numbers: \`target.long()\`.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /mat1 and mat2 must have the same dtype, but got (\w+) and (\w+)/,
    explain: ([, input = "", weight = ""]) => ({
      meaning: `A linear layer whose weights are ${weight} gets numbers of type ${input}.`,
      advice: weight === "Float" ? `Convert what goes in: \`x.float()\`.` : `Give both one type.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /expected (\d)D(?: or (\d)D)? input \(got (\d)D input\)/,
    explain: ([, first = "", second, got = ""]) => ({
      meaning: `The layer takes an input of ${second === undefined ? first : `${first} or ${second}`} axes, and gets one of ${got}.`,
      advice: `Take the layer for as many axes (\`BatchNorm1d\`, \`BatchNorm2d\`), or do not flatten before it.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /Given normalized_shape=\[([\d, ]+)\], expected input with shape \[\*, [\d, ]+\], but got input of size ?\[([\d, ]+)\]/,
    explain: ([, made = "", input = ""]) => ({
      meaning: `A layer norm that was made for a last size of ${made} gets (${input}).`,
      advice: `Make it with \`normalized_shape=${input.split(", ").at(-1) ?? ""}\`: the last size of what goes in.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /[Ee]xpected number of channels in input to be divisible by num_groups, but got input of shape \[\d+, (\d+)[\d, ]*\] and num_groups=(\d+)/,
    explain: ([, channels = "", groups = ""]) => ({
      meaning: `A group norm splits the channels into ${groups} groups, and ${channels} channels do not divide evenly.`,
      advice: `Make it with \`num_channels=${channels}\` and a number of groups that divides ${channels}.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /Expected hidden(?:\[\d\])? size \((\d+), (\d+), (\d+)\), got \[([\d, ]+)\]/,
    explain: ([, layers = "", batch = "", hidden = "", got = ""]) => ({
      meaning: `The first state of a recurrent layer must be (layers × directions, batch, hidden) = (${layers}, ${batch}, ${hidden}), and is (${got}).`,
      advice: `Take the batch from the input (\`x.size(0)\` with \`batch_first=True\`, else \`x.size(1)\`), or give no state: it is then zeros.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /index out of range in self/,
    explain: () => ({
      meaning: `An index is looked up in an embedding that has fewer rows: indices go from 0 to \`num_embeddings\` − 1.`,
      advice: `Make the table one larger than the largest index (\`num_embeddings=len(vocabulary)\`, with padding and unknown words), or make the indices smaller.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /was expecting embedding dimension of (\d+), but got (\d+)/,
    explain: ([, made = "", got = ""]) => ({
      meaning: `An attention that was made for a width of ${made} gets ${got} in the last axis.`,
      advice: `Make it with \`embed_dim=${got}\`, or bring the input to ${made} with a linear layer.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /Dimension out of range \(expected to be in range of \[(-?\d+), (-?\d+)\], but got (-?\d+)\)/,
    explain: ([, , last = "", got = ""]) => ({
      meaning: `The tensor has ${String(Number(last) + 1)} axes, from 0 to ${last}, and axis ${got} is asked for.`,
      advice: `Name an axis that is there, \`-1\` for the last; or an axis was lost before (\`squeeze\`, an index, a missing batch).`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /expanded size of the tensor \((\d+)\) must match the existing size \((\d+)\) at non-singleton dimension (\d+)/,
    explain: ([, wanted = "", size = "", axis = ""]) => ({
      meaning: `Only an axis of size 1 can be expanded; axis ${axis} has ${size}, and ${wanted} is asked for.`,
      advice: `Put in an axis of size 1 first (\`unsqueeze\`), or repeat the values (\`repeat\`).`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /length of the desired ordering of dimensions i\.e\. input\.dim\(\) = (\d+) is not equal to len\(dims\) = (\d+)/,
    explain: ([, rank = "", named = ""]) => ({
      meaning: `\`permute\` must name every axis once: the tensor has ${rank}, and ${named} are named.`,
      advice: `Name all ${rank} axes, or swap two with \`transpose\`.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /too many indices for tensor of dimension (\d+)/,
    explain: ([, rank = ""]) => ({
      meaning: `The tensor has ${rank} axes, and more are indexed.`,
      advice: `Take an index away, or look for what took an axis away before.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /view size is not compatible with input tensor's size and stride/,
    explain: () => ({
      meaning: `\`view\` needs the numbers to lie in order, and a \`permute\`, \`transpose\` or \`t\` before it has changed that.`,
      advice: `Use \`reshape\`, which copies them where it must. Look whether the axes are then meant as they stand.`,
    }),
  },
  {
    framework: "Python",
    pattern: /(not enough|too many) values to unpack \(expected (\d+)(?:, got (\d+))?\)/,
    explain: ([, which = "", expected = "", got]) => ({
      meaning: `${expected} names stand on the left, and ${got ?? (which === "too many" ? "more" : "fewer")} values on the right.`,
      advice: `A recurrent layer gives \`output, state\`, an LSTM \`output, (h, c)\`; \`x.shape\` has as many sizes as \`x\` has axes.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /Expected target size \[([\d, ]*)\], got \[([\d, ]*)\]/,
    explain: ([, expected = "", got = ""]) => ({
      meaning: `The loss takes the second axis of the scores for the classes. The labels then must be (${expected}), and are (${got}).`,
      advice: `Put the class axis second (\`scores.transpose(1, 2)\`), or give the loss one row for each label: \`scores.flatten(0, 1)\`, \`labels.flatten()\`.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /size mismatch \(got input: \[([\d, ]*)\] ?, target: \[([\d, ]*)\]/,
    explain: ([, scores = "", labels = ""]) => ({
      meaning: `The loss gets scores of (${scores}) and labels of (${labels}): there must be one label for each place.`,
      advice: `Resize the scores to the labels (\`F.interpolate(scores, size=labels.shape[-2:])\`), or the labels to the scores.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern:
      /weight tensor should be defined either for all (\d+) classes or no classes but got weight tensor of shape: \[(\d+)\]/,
    explain: ([, classes = "", weights = ""]) => ({
      meaning: `The model gives scores of ${classes} classes, and the loss has weights of ${weights}.`,
      advice: `The last layer needs ${weights} outputs, or the loss a weight for each of the ${classes} classes.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /result type (\w+) can't be cast to the desired output type (\w+)/,
    explain: ([, wanted = "", given = ""]) => ({
      meaning: `A loss or an operation that computes in ${wanted} was given labels or an output of ${given}.`,
      advice: `Convert the labels: \`labels.float()\`.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /embed_dim must be divisible by num_heads/,
    explain: () => ({
      meaning: `An attention splits its width into its heads, and the width is no multiple of their number.`,
      advice: `Choose a number of heads that divides \`embed_dim\` (\`d_model\`).`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /Index tensor must have the same number of dimensions as (\w+) tensor/,
    explain: ([, other = ""]) => ({
      meaning: `\`gather\` and \`scatter\` take an index with as many axes as the ${other}; this one has fewer or more.`,
      advice: `For one entry of each row write \`x.gather(1, index.unsqueeze(1)).squeeze(1)\`.`,
    }),
  },
  {
    framework: "PyTorch",
    pattern: /(\w+_loss) ?: All input tensors should have same dimension but got sizes: (.*?)$/,
    explain: ([, loss = "", sizes = ""]) => ({
      meaning: `\`${loss}\` takes tensors of one rank, and gets ${sizes.replace(/torch\.Size\(\[([\d, ]*)\]\)/g, "($1)").trim()}.`,
      advice: `Take the axis of size 1 away (\`x.squeeze(1)\`), or give it to the others (\`target.unsqueeze(1)\`).`,
    }),
  },
];

function channelsLast(input: string, expected: string): boolean {
  const sizes = input.split(", ");
  return sizes.length === 4 && sizes.at(-1) === expected && sizes[1] !== expected;
}
