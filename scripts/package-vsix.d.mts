/** Types of package-vsix.mjs, for the tests. */
export declare function packageExtension(options: { readonly build: boolean }): Promise<string>;
