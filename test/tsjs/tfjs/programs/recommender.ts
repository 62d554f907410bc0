import {
  layers,
  model as makeModel,
  input,
  tensor2d,
  train,
  data as tfData,
  Tensor,
  SymbolicTensor,
} from "@tensorflow/tfjs";

interface Rating {
  user: number;
  item: number;
  stars: 1 | 2 | 3 | 4 | 5;
}

const USERS = 20;
const ITEMS = 30;
const RATINGS: Rating[] = Array.from({ length: 40 }, (_, i) => ({
  user: i % USERS,
  item: (i * 7) % ITEMS,
  stars: ((i % 5) + 1) as Rating["stars"],
}));

function tower(count: number, dim: number, name: string) {
  const id = input({ shape: [1], name, dtype: "int32" });
  const embedded = layers.embedding({ inputDim: count, outputDim: dim, inputLength: 1 }).apply(id);
  const vector = layers.flatten().apply(embedded) as SymbolicTensor;
  const bias = layers.flatten().apply(layers.embedding({ inputDim: count, outputDim: 1 }).apply(id)) as SymbolicTensor;
  return { id, vector, bias };
}

function build(dim = 8) {
  const user = tower(USERS, dim, "user");
  const item = tower(ITEMS, dim, "item");
  const affinity = layers.dot({ axes: 1 }).apply([user.vector, item.vector]) as SymbolicTensor;
  const score = layers.add().apply([affinity, user.bias, item.bias]) as SymbolicTensor;
  const model = makeModel({ inputs: [user.id, item.id], outputs: score });
  model.compile({ optimizer: train.adagrad(0.1), loss: "meanSquaredError" });
  return model;
}

async function main() {
  const model = build();
  const column = (pick: (r: Rating) => number) => tensor2d(RATINGS.map(pick), [RATINGS.length, 1]);
  await model.fit(
    [column((r) => r.user), column((r) => r.item)],
    column((r) => r.stars / 5),
    { epochs: 1, verbose: 0 },
  );

  const stream = tfData
    .array(RATINGS)
    .map((r) => ({ xs: { user: [r.user], item: [r.item] }, ys: [r.stars / 5] }))
    .shuffle(40)
    .batch(8);
  await model.fitDataset(stream as never, { epochs: 1, verbose: 0 });

  const candidates = Array.from({ length: ITEMS }, (_, i) => i);
  const scores = model.predict([
    tensor2d(
      candidates.map(() => 3),
      [ITEMS, 1],
      "int32",
    ),
    tensor2d(candidates, [ITEMS, 1], "int32"),
  ]) as Tensor;
  const { values, indices } = scores.reshape([ITEMS]).topk(5);
  console.log(await values.array(), await indices.array());
}
main();
