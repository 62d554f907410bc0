import * as tf from "@tensorflow/tfjs";

export class KMeans {
  private centroids: tf.Tensor2D | undefined;

  constructor(
    private readonly k: number,
    private readonly maxIter = 5,
  ) {}

  private assign(values: tf.Tensor2D, centroids: tf.Tensor2D): tf.Tensor1D {
    return tf.tidy(() => {
      const distances = tf.squaredDifference(values.expandDims(1), centroids.expandDims(0)).sum(2).sqrt();
      return distances.argMin(1);
    });
  }

  private update(values: tf.Tensor2D, assigned: tf.Tensor1D): tf.Tensor2D {
    return tf.tidy(() => {
      const mask = tf.oneHot(assigned.toInt(), this.k).transpose();
      const counts = mask.sum(1, true).maximum(1);
      return mask.toFloat().matMul(values).div(counts) as tf.Tensor2D;
    });
  }

  fit(values: tf.Tensor2D): tf.Tensor1D {
    const [rows] = values.shape;
    const picks = tf.util.createShuffledIndices(rows).slice(0, this.k);
    let centroids = values.gather(Array.from(picks));
    let assigned = this.assign(values, centroids);
    for (let i = 0; i < this.maxIter; i++) {
      const next = this.update(values, assigned);
      const moved = tf.norm(next.sub(centroids)).arraySync() as number;
      centroids.dispose();
      centroids = next;
      assigned = this.assign(values, centroids);
      if (moved < 1e-6) break;
    }
    this.centroids = centroids;
    return assigned;
  }

  predict(values: tf.Tensor2D): tf.Tensor1D {
    if (this.centroids === undefined) throw new Error("fit first");
    return this.assign(values, this.centroids);
  }
}

export function pca(x: tf.Tensor2D, components: number): tf.Tensor2D {
  const centered = x.sub(x.mean(0, true));
  const [q] = tf.linalg.qr(centered.transpose().matMul(centered));
  return centered.matMul(q.slice([0, 0], [-1, components])) as tf.Tensor2D;
}

const points = tf.concat([tf.randomNormal([10, 3]), tf.randomNormal([10, 3], 4)], 0) as tf.Tensor2D;
const { mean, variance } = tf.moments(points, 0);
const standard = points.sub(mean).div(variance.sqrt()) as tf.Tensor2D;
const flat = pca(standard, 2);
const clusters = new KMeans(3).fit(flat);
console.log(clusters.arraySync(), flat.shape);
