import * as tf from "@tensorflow/tfjs";

// Words of a song, one after another: a stateful cell unrolled by hand, and a sampler with a temperature.
const SONG = "row row row your boat gently down the stream merrily merrily life is but a dream".split(" ");

export class Vocabulary {
  readonly words: string[];
  private readonly index = new Map<string, number>();

  constructor(tokens: readonly string[]) {
    this.words = [...new Set(tokens)];
    this.words.forEach((word, i) => this.index.set(word, i));
  }

  get size(): number {
    return this.words.length;
  }

  encode(tokens: readonly string[]): number[] {
    return tokens.map((token) => this.index.get(token) ?? 0);
  }
}

class LanguageModel {
  private readonly embedding: tf.Variable<tf.Rank.R2>;
  private readonly kernel: tf.Variable<tf.Rank.R2>;
  private readonly bias: tf.Variable<tf.Rank.R1>;
  private readonly head: tf.Variable<tf.Rank.R2>;

  constructor(
    readonly size: number,
    readonly width: number,
    readonly units: number,
  ) {
    this.embedding = tf.variable(tf.randomNormal([size, width], 0, 0.1));
    this.kernel = tf.variable(tf.randomNormal([width + units, 4 * units], 0, 0.1));
    this.bias = tf.variable(tf.zeros([4 * units]));
    this.head = tf.variable(tf.randomNormal([units, size], 0, 0.1));
  }

  start(batch: number): [tf.Tensor2D, tf.Tensor2D] {
    return [tf.zeros([batch, this.units]), tf.zeros([batch, this.units])];
  }

  step(tokens: tf.Tensor1D, [c, h]: [tf.Tensor2D, tf.Tensor2D]): [tf.Tensor2D, [tf.Tensor2D, tf.Tensor2D]] {
    const x = tf.gather(this.embedding, tokens) as tf.Tensor2D;
    const [nextC, nextH] = tf.basicLSTMCell(tf.scalar(1), this.kernel, this.bias, x, c, h);
    return [nextH.matMul(this.head), [nextC, nextH]];
  }

  loss(sequence: tf.Tensor2D): tf.Scalar {
    const steps = tf.unstack(sequence, 1) as tf.Tensor1D[];
    let state = this.start(sequence.shape[0]);
    let total = tf.scalar(0);
    for (let t = 0; t + 1 < steps.length; t++) {
      const [logits, next] = this.step(steps[t], state);
      state = next;
      const labels = tf.oneHot(steps[t + 1], this.size);
      total = total.add(tf.losses.softmaxCrossEntropy(labels, logits)) as tf.Scalar;
    }
    return total.div(steps.length - 1) as tf.Scalar;
  }
}

function main(): void {
  const vocabulary = new Vocabulary(SONG);
  const model = new LanguageModel(vocabulary.size, 5, 7);
  const ids = vocabulary.encode(SONG);
  const sequences = tf.tensor2d([ids.slice(0, 6), ids.slice(6, 12)], [2, 6], "int32");
  const optimizer = tf.train.adam(0.02);
  for (let epoch = 0; epoch < 2; epoch++) optimizer.minimize(() => model.loss(sequences));
  let state = model.start(1);
  let token = tf.tensor1d([ids[0]], "int32");
  const sung: string[] = [];
  for (let i = 0; i < 4; i++) {
    const [logits, next] = model.step(token, state);
    state = next;
    const sampled = tf.multinomial(logits.div(0.8) as tf.Tensor2D, 1);
    token = sampled.squeeze([1]) as tf.Tensor1D;
    sung.push(vocabulary.words[token.dataSync()[0]]);
  }
  console.log(sung.join(" "));
}

main();
