import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as tf from "@tensorflow/tfjs-node";

interface UploadedFile {
  buffer: Buffer;
  mimetype: string;
  width: number;
  height: number;
}
interface Prediction {
  className: string;
  probability: number;
}

const CLASSES = ["cat", "dog", "bird", "fish", "horse"] as const;
const INPUT_SIZE = 48;

class ImageClassifierService {
  private static instance: ImageClassifierService | undefined;
  private constructor(private readonly model: tf.LayersModel) {}

  static async getInstance(): Promise<ImageClassifierService> {
    ImageClassifierService.instance ??= new ImageClassifierService(await ImageClassifierService.build());
    return ImageClassifierService.instance;
  }

  private static async build(): Promise<tf.LayersModel> {
    const model = tf.sequential({ name: "server-model" });
    model.add(
      tf.layers.separableConv2d({
        filters: 16,
        kernelSize: [3, 3],
        inputShape: [INPUT_SIZE, INPUT_SIZE, 3],
        activation: "relu",
      }),
    );
    model.add(tf.layers.maxPooling2d({ poolSize: [2, 2] }));
    model.add(tf.layers.separableConv2d({ filters: 32, kernelSize: 3, activation: "relu" }));
    model.add(tf.layers.globalMaxPooling2d({}));
    model.add(tf.layers.dense({ units: CLASSES.length, activation: "softmax" }));
    return model;
  }

  async warmup(): Promise<void> {
    const result = tf.tidy(() => this.model.predict(tf.zeros([1, INPUT_SIZE, INPUT_SIZE, 3]))) as tf.Tensor;
    await result.data();
    result.dispose();
  }

  /** Pixels of RGBA without their last channel. */
  private decode({ buffer, width, height }: UploadedFile): tf.Tensor3D {
    const rgba = tf.tensor3d(new Uint8Array(buffer), [height, width, 4], "int32");
    return rgba.slice([0, 0, 0], [-1, -1, 3]);
  }

  async classify(file: UploadedFile, topK = 3): Promise<Prediction[]> {
    const probabilities = tf.tidy(() => {
      const image = this.decode(file).toFloat();
      const resized = tf.image.resizeNearestNeighbor(image, [INPUT_SIZE, INPUT_SIZE]);
      const offset = tf.scalar(127.5);
      const normalized = resized.sub(offset).div(offset);
      const batched = normalized.reshape([1, INPUT_SIZE, INPUT_SIZE, 3]);
      const out = this.model.predict(batched) as tf.Tensor;
      return out.squeeze([0]);
    });
    const { values, indices } = tf.topk(probabilities, topK, true);
    const [scores, ids] = await Promise.all([
      values.array() as Promise<number[]>,
      indices.array() as Promise<number[]>,
    ]);
    tf.dispose([probabilities, values, indices]);
    return ids.map((id, i) => ({ className: CLASSES[id], probability: scores[i] }));
  }
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const handler = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
  if (req.method !== "POST" || req.url !== "/classify") {
    res.writeHead(404).end(JSON.stringify({ error: "not found" }));
    return;
  }
  try {
    const buffer = await readBody(req);
    const service = await ImageClassifierService.getInstance();
    const predictions = await service.classify({ buffer, mimetype: "image/rgba", width: 64, height: 60 });
    res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ predictions }));
  } catch (error) {
    res.writeHead(500).end(JSON.stringify({ error: (error as Error).message }));
  }
};

const server = createServer((req, res) => void handler(req, res));

async function main() {
  const service = await ImageClassifierService.getInstance();
  await service.warmup();
  const pixels = Buffer.alloc(60 * 64 * 4, 128);
  const result = await service.classify({ buffer: pixels, mimetype: "image/rgba", width: 64, height: 60 }, 2);
  console.log(result[0].className, server.listening);
}

main();
