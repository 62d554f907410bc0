/** Types of setup-vscode.mjs, for the tests. */
export interface EditorFixture {
  readonly server: string;
  readonly node: string;
  readonly chromium: string;
  readonly neovim: string;
}
export declare function setUpEditor(): EditorFixture;
