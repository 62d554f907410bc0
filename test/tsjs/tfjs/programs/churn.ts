import * as tf from "@tensorflow/tfjs";

// Rows of a table with numbers and categories, to one probability.
interface Customer {
  age: number;
  balance: number;
  country: "FR" | "DE" | "ES";
  products: number;
  churned: boolean;
}

const COUNTRIES: readonly Customer["country"][] = ["FR", "DE", "ES"];

class Encoder {
  private constructor(
    private readonly mean: tf.Tensor1D,
    private readonly std: tf.Tensor1D,
  ) {}

  static numbers(rows: readonly Customer[]): tf.Tensor2D {
    return tf.tensor2d(rows.map(({ age, balance, products }) => [age, balance, products]));
  }

  static fit(rows: readonly Customer[]): Encoder {
    const { mean, variance } = tf.moments(Encoder.numbers(rows), 0);
    return new Encoder(mean as tf.Tensor1D, variance.sqrt() as tf.Tensor1D);
  }

  encode(rows: readonly Customer[]): tf.Tensor2D {
    return tf.tidy(() => {
      const scaled = Encoder.numbers(rows).sub(this.mean).div(this.std.add(1e-6));
      const codes = tf.tensor1d(
        rows.map(({ country }) => COUNTRIES.indexOf(country)),
        "int32",
      );
      return tf.concat([scaled, tf.oneHot(codes, COUNTRIES.length).toFloat()], 1) as tf.Tensor2D;
    });
  }
}

const rows: Customer[] = [
  { age: 42, balance: 0, country: "FR", products: 1, churned: true },
  { age: 41, balance: 83_807, country: "ES", products: 1, churned: false },
  { age: 39, balance: 0, country: "FR", products: 2, churned: false },
  { age: 43, balance: 125_510, country: "DE", products: 1, churned: true },
  { age: 44, balance: 113_755, country: "ES", products: 2, churned: true },
  { age: 50, balance: 0, country: "FR", products: 2, churned: false },
];

const encoder = Encoder.fit(rows);
const xs = encoder.encode(rows);
const ys = tf.tensor2d(rows.map(({ churned }) => [churned ? 1 : 0]));

const input = tf.input({ shape: [xs.shape[1]] });
const hidden = tf.layers.dense({ units: 8, activation: "elu" }).apply(input);
const gate = tf.layers.dense({ units: 8, activation: "sigmoid" }).apply(input);
const gated = tf.layers.multiply().apply([hidden, gate] as tf.SymbolicTensor[]) as tf.SymbolicTensor;
const output = tf.layers.dense({ units: 1, activation: "sigmoid" }).apply(gated) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
model.compile({ optimizer: tf.train.adamax(0.01), loss: "binaryCrossentropy", metrics: ["accuracy"] });

async function main() {
  await model.fit(xs, ys, { epochs: 2, verbose: 0, classWeight: { 0: 1, 1: 2 } });
  const [loss, accuracy] = model.evaluate(xs, ys) as tf.Scalar[];
  const risk = (model.predict(encoder.encode(rows.slice(0, 2))) as tf.Tensor2D).squeeze([1]);
  const weights = model.getWeights().reduce((count, weight) => count + weight.size, 0);
  console.log(loss.dataSync()[0], accuracy.dataSync()[0], risk.arraySync(), weights);
}
main();
