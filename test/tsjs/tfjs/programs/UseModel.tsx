import React, { useCallback, useEffect, useRef, useState } from "react";
import * as tf from "@tensorflow/tfjs";

type Point = { x: number; y: number };

interface TrainingState {
  status: "idle" | "training" | "ready";
  loss: number | null;
}

/** Fits a polynomial to points that the user clicks. */
function usePolynomial(degree: number) {
  const coefficients = useRef<tf.Variable<tf.Rank.R2> | null>(null);
  const [state, setState] = useState<TrainingState>({ status: "idle", loss: null });

  const features = useCallback(
    (xs: number[]): tf.Tensor2D =>
      tf.tidy(() => {
        const column = tf.tensor1d(xs);
        const powers = Array.from({ length: degree + 1 }, (_, p) => column.pow(tf.scalar(p, "int32")));
        return tf.stack(powers, 1) as tf.Tensor2D;
      }),
    [degree],
  );

  useEffect(() => {
    coefficients.current = tf.variable(tf.randomNormal([degree + 1, 1]) as tf.Tensor2D);
    return () => coefficients.current?.dispose();
  }, [degree]);

  const fit = useCallback(
    (points: Point[]) => {
      if (!coefficients.current) return;
      setState({ status: "training", loss: null });
      const optimizer = tf.train.sgd(0.1);
      const ys = tf.tensor2d(
        points.map(({ y }) => y),
        [points.length, 1],
      );
      for (let i = 0; i < 5; i++) {
        const cost = optimizer.minimize(() => {
          const predicted = features(points.map(({ x }) => x)).matMul(coefficients.current!);
          return predicted.sub(ys).square().mean() as tf.Scalar;
        }, true);
        setState({ status: "training", loss: cost!.dataSync()[0] });
        cost!.dispose();
      }
      setState((previous) => ({ ...previous, status: "ready" }));
    },
    [features],
  );

  const predict = useCallback(
    (xs: number[]): number[] => {
      if (!coefficients.current) return [];
      return tf.tidy(() => Array.from(features(xs).matMul(coefficients.current!).squeeze([1]).dataSync()));
    },
    [features],
  );

  return { ...state, fit, predict };
}

interface Props {
  points: Point[];
  degree?: number;
}

export const Chart: React.FC<Props> = ({ points, degree = 3 }) => {
  const { status, loss, fit, predict } = usePolynomial(degree);
  const [curve, setCurve] = useState<number[]>([]);
  useEffect(() => {
    fit(points);
    const grid = tf.linspace(-1, 1, 20);
    setCurve(predict(Array.from(grid.dataSync())));
    grid.dispose();
  }, [points, fit, predict]);
  return (
    <section>
      <p>
        {status}: {loss?.toFixed(3) ?? "no loss yet"}
      </p>
      <svg viewBox="-1 -1 2 2">
        {curve.map((y, i) => (
          <circle key={i} cx={-1 + (2 * i) / 19} cy={y} r={0.02} />
        ))}
      </svg>
    </section>
  );
};

Chart({
  points: [
    { x: -0.5, y: 0.2 },
    { x: 0, y: 0.4 },
    { x: 0.7, y: -0.3 },
    { x: 0.9, y: 0 },
  ],
});
