/** The end-to-end tests: `npm run test:e2e`. One file at a time, since each has an editor of its own. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.e2e.ts"],
    globalSetup: ["./global-setup.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    retry: 1, // a browser on a busy machine; the reporter says so where it was needed
    reporters: ["verbose"],
  },
});
