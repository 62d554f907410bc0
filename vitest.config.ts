/** Tests run in Node from the sources; the real editor has its own runner. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**", "test/probe/frameworks/**"],
    environment: "node",
    testTimeout: 20_000,
  },
});
