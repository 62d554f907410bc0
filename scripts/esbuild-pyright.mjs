/**
 * What a bundle needs to hold pyright's parser without the rest of pyright: an esbuild plugin that replaces the modules which the
 * parser imports but never needs at run time. The messages go, with their fifteen languages (ours say where, not why), and the file
 * system.
 */

/** Module path within the package → what stands in for it. */
const replacements = {
  // Each message is a function that gives a text, or something with `format`.
  "localization/localize.js": `
    const text = Object.assign(new String(""), { format: () => "" });
    const messages = new Proxy({}, { get: () => () => text });
    module.exports = { LocMessage: messages, LocAddendum: messages };`,
  // Only for problems that point to other files.
  "common/uri/uri.js": "module.exports = { Uri: {} };",
};

const packagePath = /@zzzen[/\\]pyright-internal[/\\]dist[/\\](.*)$/;

/** @type {import("esbuild").Plugin} */
export const pyrightParserOnly = {
  name: "pyright-parser-only",
  setup(build) {
    build.onLoad({ filter: packagePath }, ({ path }) => {
      const contents = replacements[packagePath.exec(path)[1].replaceAll("\\", "/")];
      return contents === undefined ? undefined : { contents, loader: "js" };
    });
  },
};
