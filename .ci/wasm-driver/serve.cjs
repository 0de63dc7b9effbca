// Serves what the driver calls, and calls it: `node serve.cjs FOLDER`.
const { createServer } = require("node:http");
const { calls } = require(`${process.argv[2]}/driver.js`);
const server = createServer((request, response) => {
  let bytes = 0;
  request.on("data", (chunk) => (bytes += chunk.length));
  request.on("end", () => {
    if (request.url === "/upload") {
      response.setHeader("content-type", "application/json");
      response.end(String(bytes));
      return;
    }
    response.setHeader("content-type", "application/x-ndjson");
    response.write("1\n2");
    setTimeout(() => response.end("\n3\n"), 50);
  });
});
server.listen(0, "127.0.0.1", async () => {
  const wrong = await calls(`http://127.0.0.1:${server.address().port}`);
  if (wrong) console.error(wrong);
  server.close();
  process.exit(wrong ? 1 : 0);
});
