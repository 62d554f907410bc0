/** Real PyTorch and Keras: `npm run test:probe`. The environment is set up once by global-setup.ts, or named in SHAPELINE_PROBE_TORCH and SHAPELINE_PROBE_KERAS. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/probe/frameworks/*.test.ts"],
    environment: "node",
    globalSetup: ["test/probe/frameworks/global-setup.ts"],
    testTimeout: 180_000,
    hookTimeout: 1_200_000,
    fileParallelism: false,
  },
});
