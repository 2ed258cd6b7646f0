import { expect, test } from "vitest";
import { formatSocketUrl, parseConnection, withDatabase } from "../../lib/store/connection/connection.ts";

test("[O1] the parts of a server's URL are decoded", () => {
  expect(parseConnection("postgres://us%40er:p%3Ass@[::1]:6543/data%20base")).toEqual({
    host: "::1",
    port: 6543,
    database: "data base",
    user: "us@er",
    password: "p:ss",
  });
  expect(parseConnection("postgresql://u@db.example/d?sslmode=require")).toMatchObject({
    port: 5432,
    ssl: { rejectUnauthorized: false },
  });
  expect(parseConnection("postgres://u@db.example/d?sslmode=verify-full")).toMatchObject({
    ssl: { rejectUnauthorized: true },
  });
  expect(parseConnection("postgres://u@db.example/d?sslmode=disable")).not.toHaveProperty("ssl");
});

test("[O1] a socket's URL works with any folder name", () => {
  const url = formatSocketUrl({ socketFolder: "/tmp/a b/ü?&#%", user: "triptych", database: "d" });
  expect(parseConnection(url)).toMatchObject({ host: "/tmp/a b/ü?&#%", user: "triptych", database: "d" });
  expect(parseConnection(withDatabase(url, "other"))).toMatchObject({ host: "/tmp/a b/ü?&#%", database: "other" });
});

test("[O1] an invalid database URL is refused without repeating its password", () => {
  for (const url of [
    "",
    "mysql://u:secret@h/d",
    "postgres://",
    "postgres://u:secret@h",
    "postgres://h/secret",
    "not a url secret",
  ]) {
    expect(() => parseConnection(url)).toThrow(/^DATABASE_URL (?!.*secret)/);
  }
});
