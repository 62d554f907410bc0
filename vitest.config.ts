/** Tests run in Node from the sources; the real editor has its own runner. */
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "test/probe/frameworks/**"],
    environment: "node",
    // Vitest leaves one core to itself, which is one of two on a small machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
  },
});
