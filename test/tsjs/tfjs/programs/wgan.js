const tf = require("@tensorflow/tfjs-node");

// A Wasserstein GAN with clipped weights on points of a ring.
const LATENT = 4;
const BATCH = 16;

const dense = (units, options = {}) => tf.layers.dense({ units, kernelInitializer: "heNormal", ...options });

function makeGenerator() {
  const noise = tf.input({ shape: [LATENT] });
  let x = dense(16).apply(noise);
  x = tf.layers.leakyReLU({ alpha: 0.2 }).apply(x);
  x = tf.layers.batchNormalization().apply(x);
  return tf.model({ inputs: noise, outputs: dense(2, { activation: "tanh" }).apply(x), name: "generator" });
}

function makeCritic() {
  const model = tf.sequential({ name: "critic" });
  model.add(dense(16, { inputShape: [2] }));
  model.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  model.add(dense(1));
  return model;
}

function ring(count) {
  return tf.tidy(() => {
    const angles = tf.randomUniform([count], 0, 2 * Math.PI);
    return tf.stack([angles.cos(), angles.sin()], 1);
  });
}

async function train(rounds) {
  const generator = makeGenerator();
  const critic = makeCritic();
  const criticOptimizer = tf.train.rmsprop(5e-4);
  const generatorOptimizer = tf.train.rmsprop(5e-4);
  const weightsOf = (model) => model.trainableWeights.map((weight) => weight.read());
  for (let round = 0; round < rounds; round++) {
    const real = ring(BATCH);
    const noise = tf.randomNormal([BATCH, LATENT]);
    const loss = criticOptimizer.minimize(
      () => {
        const fake = generator.predict(noise);
        const scores = critic.apply(tf.concat([real, fake], 0));
        const [realScores, fakeScores] = tf.split(scores, 2);
        return fakeScores.sub(realScores).mean();
      },
      true,
      weightsOf(critic),
    );
    for (const weight of critic.getWeights()) tf.clipByValue(weight, -0.05, 0.05).print();
    generatorOptimizer.minimize(
      () =>
        critic
          .apply(generator.apply(noise, { training: true }))
          .mean()
          .neg(),
      false,
      weightsOf(generator),
    );
    console.log(round, (await loss.data())[0]);
    tf.dispose([real, noise, loss]);
  }
  const samples = generator.predict(tf.randomNormal([64, LATENT]));
  const radius = samples.square().sum(1).sqrt();
  return radius.mean().arraySync();
}

train(2).then((radius) => console.log(radius));
