import React, { useCallback, useEffect, useMemo, useRef, useState } from "react";
import * as tf from "@tensorflow/tfjs";

type Props = { labels: string[]; size?: number; onResult?: (label: string) => void };
type Status = "loading" | "ready" | "busy";

const SIZE = 32;

function useModel(classes: number): tf.LayersModel | null {
  const [model, setModel] = useState<tf.LayersModel | null>(null);
  useEffect(() => {
    const net = tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [SIZE, SIZE, 3], filters: 8, kernelSize: 3, strides: 2, activation: "relu" }),
        tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 1, padding: "same" }),
        tf.layers.globalAveragePooling2d({ dataFormat: "channelsLast" }),
        tf.layers.dense({ units: classes, activation: "softmax" }),
      ],
    });
    const warm = net.predict(tf.zeros([1, SIZE, SIZE, 3])) as tf.Tensor;
    warm.dispose();
    setModel(net);
    return () => {
      net.dispose();
    };
  }, [classes]);
  return model;
}

export default function Classifier({ labels, size = SIZE, onResult }: Props): JSX.Element {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const model = useModel(labels.length);
  const [status, setStatus] = useState<Status>("loading");
  const [scores, setScores] = useState<number[]>([]);

  const classify = useCallback(async () => {
    const canvas = canvasRef.current;
    if (!canvas || !model) return;
    setStatus("busy");
    const probabilities = tf.tidy(() => {
      const pixels = tf.browser.fromPixels(canvas, 3).toFloat();
      const resized = tf.image.resizeBilinear(pixels as tf.Tensor3D, [size, size]);
      const normalised = resized.sub(127.5).div(127.5);
      return (model.predict(normalised.expandDims(0)) as tf.Tensor2D).squeeze([0]);
    });
    const values = await probabilities.array();
    probabilities.dispose();
    setScores(values as number[]);
    const best = (values as number[]).indexOf(Math.max(...(values as number[])));
    onResult?.(labels[best] ?? "?");
    setStatus("ready");
  }, [model, labels, size, onResult]);

  const rows = useMemo(
    () => labels.map((label, i) => ({ label, score: scores[i] ?? 0 })).sort((a, b) => b.score - a.score),
    [labels, scores],
  );

  return (
    <section className="classifier">
      <canvas ref={canvasRef} width={size} height={size} onClick={() => void classify()} />
      <ul>
        {rows.map(({ label, score }) => (
          <li key={label} data-score={score.toFixed(2)}>
            {label}: {(score * 100).toFixed(1)} %
          </li>
        ))}
      </ul>
      {status !== "ready" && <p>{status}</p>}
    </section>
  );
}

Classifier({ labels: ["cat", "dog", "bird"] });
