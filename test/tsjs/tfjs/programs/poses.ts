import * as tf from "@tensorflow/tfjs";

/** A k-nearest-neighbour classifier on embeddings, as in the teachable machine. */
export class KNNImageClassifier {
  private readonly classDatasetMatrices: Record<string, tf.Tensor2D> = {};
  private readonly classExampleCount: Record<string, number> = {};
  private readonly labelToClassId = new Map<string, number>();

  constructor(private readonly k = 3) {}

  private static normalize(vec: tf.Tensor): tf.Tensor1D {
    return tf.tidy(() => {
      const length = vec.norm();
      return vec.div(length).as1D();
    });
  }

  addExample(example: tf.Tensor, label: string): void {
    if (!this.labelToClassId.has(label)) this.labelToClassId.set(label, this.labelToClassId.size);
    tf.tidy(() => {
      const normalized = KNNImageClassifier.normalize(example);
      const size = normalized.shape[0];
      const row = normalized.as2D(1, size);
      if (this.classDatasetMatrices[label] == null) {
        this.classDatasetMatrices[label] = row;
      } else {
        const concatenated = this.classDatasetMatrices[label].concat(row, 0) as tf.Tensor2D;
        this.classDatasetMatrices[label].dispose();
        this.classDatasetMatrices[label] = concatenated;
      }
      tf.keep(this.classDatasetMatrices[label]);
      this.classExampleCount[label] = (this.classExampleCount[label] ?? 0) + 1;
    });
  }

  async predictClass(image: tf.Tensor): Promise<{ label: string; confidences: Record<string, number> }> {
    const similarities = tf.tidy(() => {
      const normalized = KNNImageClassifier.normalize(image);
      const matrices = Object.values(this.classDatasetMatrices);
      const train = tf.concat(matrices, 0);
      return train.matMul(normalized.as2D(normalized.shape[0], 1)).as1D();
    });
    const numExamples = Object.values(this.classExampleCount).reduce((sum, n) => sum + n, 0);
    const k = Math.min(this.k, numExamples);
    const { values, indices } = tf.topk(similarities, k);
    const top = Array.from(await indices.data());
    similarities.dispose();
    values.dispose();
    const offsets: Record<string, number> = {};
    let offset = 0;
    for (const label of this.labelToClassId.keys()) {
      offset += this.classExampleCount[label];
      offsets[label] = offset;
    }
    const votes: Record<string, number> = {};
    for (const index of top) {
      for (const [label, end] of Object.entries(offsets)) {
        if (index < end) {
          votes[label] = (votes[label] ?? 0) + 1;
          break;
        }
      }
    }
    let best = "";
    const confidences: Record<string, number> = {};
    for (const label in votes) {
      confidences[label] = votes[label] / k;
      if (best === "" || votes[label] > votes[best]) best = label;
    }
    return { label: best, confidences };
  }
}

/** Key points of a body, scaled to its bounding box. */
function poseToTensor(keypoints: { x: number; y: number; score: number }[]): tf.Tensor1D {
  return tf.tidy(() => {
    const xy = tf.tensor2d(
      keypoints.map(({ x, y }) => [x, y]),
      [keypoints.length, 2],
    );
    const low = xy.min(0, true);
    const high = xy.max(0, true);
    const scaled = xy.sub(low).div(high.sub(low).add(1e-6));
    return scaled.flatten();
  });
}

const randomPose = () => Array.from({ length: 17 }, () => ({ x: Math.random(), y: Math.random(), score: 1 }));

async function main() {
  const classifier = new KNNImageClassifier(5);
  for (const label of ["up", "down"]) {
    for (let i = 0; i < 4; i++) {
      const pose = poseToTensor(randomPose());
      classifier.addExample(pose, label);
      pose.dispose();
    }
  }
  const query = poseToTensor(randomPose());
  const { label } = await classifier.predictClass(query);
  console.log(label);
}

main();
