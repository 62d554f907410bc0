import * as tf from "@tensorflow/tfjs";

const IMAGE_SIZE = 12;
const LATENT = 2;

interface ZLayerArgs {
  name?: string;
}

/** z = mean + exp(logVar / 2) * noise. */
class ZLayer extends tf.layers.Layer {
  static className = "ZLayer";
  constructor(config: ZLayerArgs = {}) {
    super(config as tf.serialization.ConfigDict);
  }
  override computeOutputShape(inputShape: tf.Shape[]): tf.Shape {
    tf.util.assert(inputShape.length === 2 && Array.isArray(inputShape[0]), () => "Expected exactly two inputs");
    return inputShape[0]!;
  }
  override call(inputs: tf.Tensor | tf.Tensor[], _kwargs: unknown): tf.Tensor {
    const [zMean, zLogVar] = inputs as tf.Tensor2D[];
    const [batch, dim] = zMean!.shape;
    const epsilon = tf.randomNormal([batch!, dim!], 0, 1);
    return zMean!.add(zLogVar!.mul(0.5).exp().mul(epsilon));
  }
}
tf.serialization.registerClass(ZLayer);

function encoder(originalDim: number, { intermediateDim = 16, latentDim = LATENT } = {}): tf.LayersModel {
  const inputs = tf.input({ shape: [originalDim], name: "encoder_input" });
  const x = tf.layers.dense({ units: intermediateDim, activation: "relu" }).apply(inputs);
  const zMean = tf.layers.dense({ units: latentDim, name: "z_mean" }).apply(x) as tf.SymbolicTensor;
  const zLogVar = tf.layers.dense({ units: latentDim, name: "z_log_var" }).apply(x) as tf.SymbolicTensor;
  const z = new ZLayer({ name: "z" }).apply([zMean, zLogVar]) as tf.SymbolicTensor;
  return tf.model({ inputs, outputs: [zMean, zLogVar, z], name: "encoder" });
}

function decoder(originalDim: number, { intermediateDim = 16, latentDim = LATENT } = {}): tf.Sequential {
  const model = tf.sequential({ name: "decoder" });
  model.add(tf.layers.dense({ units: intermediateDim, activation: "relu", inputShape: [latentDim] }));
  model.add(tf.layers.dense({ units: originalDim, activation: "sigmoid" }));
  return model;
}

class VAE {
  readonly encoder = encoder(IMAGE_SIZE * IMAGE_SIZE);
  readonly decoder = decoder(IMAGE_SIZE * IMAGE_SIZE);

  apply(x: tf.Tensor2D): { recon: tf.Tensor; zMean: tf.Tensor; zLogVar: tf.Tensor } {
    const [zMean, zLogVar, z] = this.encoder.apply(x) as tf.Tensor[];
    const recon = this.decoder.apply(z!) as tf.Tensor;
    return { recon, zMean: zMean!, zLogVar: zLogVar! };
  }

  get variables(): tf.Variable[] {
    return [...this.encoder.trainableWeights, ...this.decoder.trainableWeights].map(
      (w) => (w as unknown as { val: tf.Variable }).val,
    );
  }

  loss(inputs: tf.Tensor2D): tf.Scalar {
    return tf.tidy(() => {
      const { recon, zMean, zLogVar } = this.apply(inputs);
      const originalDim = inputs.shape[1];
      const reconstruction = tf.losses.meanSquaredError(inputs, recon).mul(originalDim);
      const kl = zLogVar.add(1).sub(zMean.square()).sub(zLogVar.exp()).sum(-1).mul(-0.5);
      return reconstruction.add(kl).mean().asScalar();
    });
  }
}

async function train(): Promise<void> {
  const vae = new VAE();
  const optimizer = tf.train.adam(1e-3);
  const images = tf.randomUniform<tf.Rank.R4>([20, IMAGE_SIZE, IMAGE_SIZE, 1]);
  const batchSize = 8;
  const numBatches = Math.ceil(images.shape[0] / batchSize);
  for (let epoch = 0; epoch < 2; epoch++) {
    for (let b = 0; b < numBatches; b++) {
      const thisBatch = Math.min(batchSize, images.shape[0] - b * batchSize);
      const batch = images.slice(b * batchSize, thisBatch).reshape([thisBatch, -1]) as tf.Tensor2D;
      const cost = optimizer.minimize(() => vae.loss(batch), true, vae.variables);
      const [value] = await cost!.data();
      console.log(epoch, b, value);
      tf.dispose([batch, cost!]);
    }
  }
  const grid = tf.tidy(() => {
    const z = tf.stack([tf.linspace(-1, 1, 5), tf.linspace(1, -1, 5)], 1);
    return (vae.decoder.predict(z) as tf.Tensor).reshape([5, IMAGE_SIZE, IMAGE_SIZE]);
  });
  console.log(grid.shape);
}

train();
