// Builds the scripts of the server's pages into `dist`, under names that stay, for the program to take in.
import { defineConfig } from "vite";

// What the policy of the pages forbids is taken out of the editor's bundle; a version that looks otherwise fails the build.
// Rules for columns that change their width would stand in `<style>` elements: they are in `editor.css`.
const PATCHES = [
  [
    'o = document.createElement("style");\n\t\t\t\t\t\to.type = "text/css", o.gripid = r, o.styleSheet ? o.styleSheet.cssText = n : o.appendChild(document.createTextNode(n)), e.appendChild(o);',
    "o;",
  ],
  // A way to read JSON for browsers that cannot.
  ['j = eval("(" + text + ")")', "j = null"],
  ['var n = document.querySelector("head").lastChild;\n\t\t\t\t\tif (n.parentNode.removeChild(n), t) {', "if (t) {"],
];

function withoutStyleElements() {
  return {
    name: "without-style-elements",
    transform(code, id) {
      if (!id.endsWith("/yasgui.esm.js")) return null;
      for (const [from, to] of PATCHES) {
        if (code.split(from).length !== 2) this.error(`not there once: ${from}`);
        code = code.replace(from, () => to);
      }
      return { code, map: null };
    },
  };
}

export default defineConfig({
  base: "./",
  plugins: [withoutStyleElements()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      checks: { pluginTimings: false },
      input: { editor: "src/editor.js", charts: "src/charts.js" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
