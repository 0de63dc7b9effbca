// Says what it read of a form: forms.mjs PORT
import express from "express";
import multer from "multer";

const app = express();
app.use(express.urlencoded({ extended: true }));
app.post("/", multer({ storage: multer.memoryStorage() }).any(), (request, answer) => {
  const files = (request.files ?? []).map((file) => ({
    name: file.fieldname,
    file: file.originalname,
    type: file.mimetype,
    base64: file.buffer.toString("base64"),
  }));
  answer.json({ fields: request.body, files });
});
app.listen(Number(process.argv[2]), "127.0.0.1");
