import React, { useCallback, useEffect, useRef, useState } from "react";
import * as tf from "@tensorflow/tfjs";

const KEYPOINTS = 17;
const POSES = ["tree", "warrior", "chair", "dog"] as const;

interface Keypoint {
  x: number;
  y: number;
  score: number;
}

function embed(keypoints: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => {
    const [xs, ys] = tf.split(keypoints.slice([0, 0], [-1, 2]), 2, 1);
    const centre = tf.concat([xs.mean(0), ys.mean(0)]);
    const centred = keypoints.slice([0, 0], [-1, 2]).sub(centre);
    const scale = centred.norm("euclidean", 1).max();
    return centred.div(scale).flatten();
  });
}

function buildClassifier(): tf.LayersModel {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [KEYPOINTS * 2], units: 64, activation: "relu6" }));
  model.add(tf.layers.dropout({ rate: 0.3 }));
  model.add(tf.layers.dense({ units: POSES.length, activation: "softmax" }));
  model.compile({ optimizer: "adam", loss: "categoricalCrossentropy", metrics: ["accuracy"] });
  return model;
}

const Camera = (props: { onKeypoints: (keypoints: Keypoint[]) => void; children: string }) => <p>{props.children}</p>;

export default function PoseCoach({ threshold = 0.6 }: { threshold?: number } = {}) {
  const classifier = useRef<tf.LayersModel | null>(null);
  const [pose, setPose] = useState<string>("none");

  useEffect(() => {
    const model = buildClassifier();
    const warmUp = model.predict(embed(tf.ones([KEYPOINTS, 3])).expandDims(0)) as tf.Tensor2D;
    warmUp.dispose();
    classifier.current = model;
    return () => classifier.current?.dispose();
  }, []);

  const classify = useCallback(
    async (keypoints: Keypoint[]) => {
      if (!classifier.current) return;
      const points = tf.tensor2d(keypoints.map(({ x, y, score }) => [x, y, score]));
      const features = embed(points).expandDims(0);
      const scores = classifier.current.predict(features) as tf.Tensor2D;
      const best = (await scores.argMax(-1).data())[0];
      const confidence = (await scores.max(-1).data())[0];
      if (confidence > threshold) setPose(POSES[best]);
      tf.dispose([points, features, scores]);
    },
    [threshold],
  );

  const onFrame = (keypoints: Keypoint[]) => void classify(keypoints);
  return <Camera onKeypoints={onFrame}>{pose}</Camera>;
}
