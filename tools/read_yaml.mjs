// Read JSON lines, each a YAML text; write a JSON line for each: {"value": …} or {"error": …}.
// js-yaml is found through NODE_PATH, which `require` supports and `import` does not.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const yaml = createRequire(import.meta.url)("js-yaml");

function told(value) {
  if (value instanceof Date) return { Date: String(value) };
  if (Array.isArray(value)) return value.map(told);
  if (value && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, told(inner)]));
  return value;
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { value: told(yaml.load(JSON.parse(line)) ?? null) };
  } catch (error) {
    answer = { error: String(error.message) };
  }
  console.log(JSON.stringify(answer));
}
