// Prints a program that calls every operation of a generated crate: cases.mjs CRATE-FOLDER CRATE-NAME
import { readdirSync, readFileSync } from "node:fs";

const [folder, name] = process.argv.slice(2);
const lines = [];
let declared = 0;
// The items of a list, commas between brackets left alone.
const items = (text) => {
  const found = [];
  let depth = 0;
  let item = "";
  for (const c of text) {
    if ("([{<".includes(c)) depth += 1;
    if (")]}>".includes(c)) depth -= 1;
    if (c === "," && depth === 0) {
      found.push(item);
      item = "";
    } else item += c;
  }
  return [...found, item].map((item) => item.trim()).filter((item) => item !== "");
};
for (const file of readdirSync(`${folder}/src/operations`).sort()) {
  const module = file.replace(/\.rs$/, "");
  const text = readFileSync(`${folder}/src/operations/${file}`, "utf8");
  declared += text.split("rt::operation!(").length - 1;
  for (const [, inner] of text.matchAll(/^rt::operation!\(([\s\S]*?)\);$/gm)) {
    const [type, , list] = items(inner);
    const fields = items(list.slice(1, -1)).map((item) => item.match(/^[\w#]+/)[0]);
    const values = fields.map((field, index) => `${field}: values.argument(${index})`);
    const path = `${name}::operations::${module === "default" ? module : `r#${module}`}::${type}`;
    lines.push(`        driver::call(&client, |values| ${path} { ${values.join(", ")} }),`);
  }
}
// What stands in the files in another way than it is looked for would not be called.
if (lines.length === 0 || lines.length !== declared) {
  console.error(`${lines.length} operations were found in ${folder}, of ${declared}`);
  process.exit(1);
}
// A credential for each scheme; the runtime takes those that an operation asks for.
const credentials = [];
let security = "";
try {
  security = readFileSync(`${folder}/src/security.rs`, "utf8");
} catch {
  // An API without schemes.
}
for (const [, scheme, kind, inner] of security.matchAll(/^pub static (\w+): SecurityScheme = SecurityScheme::(\w+)\(([\s\S]*?)\)/gm)) {
  const http = inner.match(/"(basic|digest)"\s*,?\s*$/)?.[1];
  const made = kind === "api_key" ? `api_key("key")` : http === "basic" ? `basic("user", "password")` : `bearer("token")`;
  if (kind === "mutual_tls" || http === "digest") continue;
  credentials.push(`.credential(&${name}::security::${scheme}, Credential::${made})`);
}
console.log(`mod driver;

#[allow(unused_imports)]
use specsmith_runtime::http::{BlockingClient, Credential};

fn main() {
    let url = std::env::args().nth(1).unwrap_or_default();
    let name = std::env::args().nth(2).unwrap_or_default();
    let client = BlockingClient::new().base_url(url).bearer_token("token")${credentials.join("")};
    driver::report(&name, vec![
${lines.join("\n")}
    ]);
}`);
