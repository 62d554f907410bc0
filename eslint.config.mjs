// Lint: typescript-eslint at its strictest, less what the house does on purpose. Layout is prettier's.
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "coverage/",
      ".vscode-e2e/",
      "**/*.gen.ts",
      "**/*.mjs",
      "**/*.cjs",
      "**/*.js",
      "**/*.d.mts",
      "test/tsjs/tfjs/programs/",
      "server/src/models/*/stubs/",
      "test/probe/models/",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `return complain(…)`: the complaint's own `undefined` is the answer.
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // The house has no non-null assertions, so `as` it is.
      "@typescript-eslint/non-nullable-type-assertion-style": "off",
      // Source text is spread into UTF-16 units nowhere: what is spread are lists of operators.
      "@typescript-eslint/no-misused-spread": ["error", { allow: ["string"] }],
      // What the interpreter throws are signals of the program that it runs, and no errors of ours.
      "@typescript-eslint/only-throw-error": [
        "error",
        { allow: [{ from: "file", name: ["RaiseSignal", "StopSignal", "GeneratorFull"] }], allowRethrowing: true },
      ],
      // An index signature is read with brackets here: `noUncheckedIndexedAccess` then says that it may be absent.
      "@typescript-eslint/dot-notation": "off",
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Functions have 60 lines at most; only a switch over all kinds of a tree may be longer.
      "max-lines-per-function": ["error", { max: 120, skipBlankLines: true, skipComments: true }],
      // An object literal may stand for an editor's class: `vscode.Disposable` is used by its shape.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    // Matchers (`expect.stringContaining`) and what runs in a page are `any`; assertions narrow types that stay possible at run time.
    files: ["test/**"],
    rules: {
      "max-lines-per-function": "off",
      "no-console": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },
);
