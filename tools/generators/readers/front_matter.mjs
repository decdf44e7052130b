// Print the front matter of every post below the current folder as a JSON object by the token in
// its body, read by the package named first: gray-matter (Eleventy, Docusaurus), hexo-front-matter
// or js-yaml (Astro). Packages are found through NODE_PATH.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const need = createRequire(import.meta.url);
const parsers = {
  "gray-matter": (text) => need("gray-matter")(text, {}).data,
  "hexo-front-matter": (text) => {
    const { _content, ...data } = need("hexo-front-matter").parse(text);
    return data;
  },
  "js-yaml": (text) => need("js-yaml").load(text.match(/^---\r?\n([^]*?)\n---/)?.[1] ?? "") ?? {},
};

function told(value) {
  if (value instanceof Date) return { Date: String(value.getTime()) };
  if (Array.isArray(value)) return value.map(told);
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, told(inner)]));
  return value === undefined ? null : value;
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules") yield* files(path);
    else if (entry.isFile() && /\.(mdx?|markdown|html)$/.test(entry.name)) yield path;
  }
}

const found = {};
for (const path of files(".")) {
  const text = readFileSync(path, "utf8");
  const token = text.match(/token\d+end/)?.[0];
  if (!token) continue;
  try {
    found[token] = told(parsers[process.argv[2]](text));
  } catch (error) {
    found[token] = { error: error.message };
  }
}
console.log(JSON.stringify(found));
