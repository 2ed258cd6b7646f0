import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bearerKey } from "../../lib/access/actor.ts";
import { createAddresses } from "../../lib/access/addresses.ts";
import { newJoinCode, toJoinCode } from "../../lib/access/join-code.ts";
import { ensureOperatorGrant } from "../../lib/access/operator-grant.ts";
import { hashSecret, newSecret } from "../../lib/access/secrets.ts";
import {
  readCookie,
  serialiseEndedCookie,
  serialiseSessionCookie,
  sessionCookieName,
} from "../../lib/access/session-cookie.ts";
import { newId } from "../../lib/ids.ts";
import { createMemoryStores } from "../../lib/store/memory/stores.ts";

describe("[G2] join codes", () => {
  test("are six unambiguous characters, and are accepted in any typed form", () => {
    fc.assert(
      fc.property(fc.constantFrom(" ", "-", ""), (gap) => {
        const code = newJoinCode();
        expect(code).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
        expect(toJoinCode(`${gap}${code.slice(0, 3).toLowerCase()}${gap}${code.slice(3)}`)).toBe(code);
      }),
    );
  });

  test.each(["", "ABC", "ABCDEFG", "ABC0EF", "ABC1EF", "ABCOEF", "ABCIEF", "ABC'EF", `${" ".repeat(100)}ABCDEF`])(
    "%j is not a code",
    (typed) => {
      expect(toJoinCode(typed)).toBeNull();
    },
  );
});

describe("[O3] secrets", () => {
  test("have 128 random bits and are stored only as a hash", () => {
    expect(Buffer.from(newSecret(), "base64url")).toHaveLength(16);
    expect(newSecret()).not.toBe(newSecret());
    expect(hashSecret("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  test.each([
    ["Bearer abc_-1", "abc_-1"],
    ["bearer abc", "abc"],
    ["Basic abc", null],
    ["Bearer ", null],
    ["Bearer a b", null],
    [`Bearer ${"a".repeat(300)}`, null],
    [undefined, null],
  ])("%j carries %j", (header, key) => {
    expect(bearerKey(header)).toBe(key);
  });

  test("replacing the operator's key revokes the old one and keeps a reviewer's", async () => {
    const { grants } = createMemoryStores();
    await grants.add({
      id: "grant_r",
      role: "reviewer",
      label: "operator",
      kind: "key",
      expiresAt: null,
      secretHash: hashSecret("reviewer"),
      parentId: null,
    });
    await ensureOperatorGrant({ grants, newId }, "first-key");
    await ensureOperatorGrant({ grants, newId }, "first-key");
    await ensureOperatorGrant({ grants, newId }, "second-key");
    expect(await grants.findBySecretHash(hashSecret("first-key"))).toBeNull();
    expect(await grants.findBySecretHash(hashSecret("second-key"))).toMatchObject({ role: "presenter", kind: "key" });
    expect(await grants.findBySecretHash(hashSecret("reviewer"))).toMatchObject({ role: "reviewer" });
    expect(await grants.list()).toHaveLength(2);
  });
});

describe("session cookies", () => {
  test("are hidden from scripts and other sites, and bound to the host over HTTPS", () => {
    const secure = { name: sessionCookieName({ secure: true, port: 443 }), secure: true };
    expect(serialiseSessionCookie("s", { ...secure, expiresAt: "2030-01-01T00:00:00Z" })).toBe(
      "__Host-triptych=s; Path=/; HttpOnly; SameSite=Strict; Secure; Expires=Tue, 01 Jan 2030 00:00:00 GMT",
    );
    expect(serialiseEndedCookie({ name: "triptych-3000", secure: false })).toContain(
      "triptych-3000=; Path=/; HttpOnly; SameSite=Strict; Expires=Thu, 01 Jan 1970",
    );
    expect(sessionCookieName({ secure: false, port: 3000 })).not.toBe(sessionCookieName({ secure: false, port: 3001 }));
  });

  test.each([
    ["a=1; triptych-3000=xyz; b=2", "xyz"],
    ["xtriptych-3000=evil", null],
    ["triptych-3000=", null],
    [undefined, null],
  ])("in %j the secret is %j", (header, secret) => {
    expect(readCookie(header, "triptych-3000")).toBe(secret);
  });
});

describe("[O3] own names", () => {
  const local = createAddresses({ port: 3000, host: "127.0.0.1", publicUrl: null });
  const open = createAddresses({ port: 3000, host: "0.0.0.0", publicUrl: null });
  const behindTls = createAddresses({ port: 3000, host: "127.0.0.1", publicUrl: "https://demo.example/" });

  test.each([
    ["127.0.0.1:3000", true],
    ["127.0.0.2:3000", true],
    ["localhost:3000", true],
    ["LOCALHOST:3000", true],
    ["[::1]:3000", true],
    ["127.0.0.1:3001", false],
    ["127.0.0.1", false],
    ["127.0.0.1.evil.example:3000", false],
    ["localhost:3000.evil.example", false],
    ["evil.example:3000", false],
    ["", false],
    [undefined, false],
  ])("%j is ours: %j", (host, own) => {
    expect(local.isOwnHost(host)).toBe(own);
    expect(open.isOwnHost(host)).toBe(own);
  });

  test("an origin is matched by scheme, name and port", () => {
    expect(local.isOwnOrigin("http://localhost:3000")).toBe(true);
    for (const origin of [
      "https://localhost:3000",
      "http://localhost:3001",
      "null",
      "http://localhost:3000@evil.example",
      "http://evil.example",
      undefined,
    ]) {
      expect(local.isOwnOrigin(origin)).toBe(false);
    }
  });

  test("PUBLIC_URL is the origin of links, and cookies are secure only under its HTTPS name", () => {
    expect(behindTls.publicOrigin).toBe("https://demo.example");
    expect([behindTls.isOwnHost("demo.example"), behindTls.isOwnOrigin("https://demo.example")]).toEqual([true, true]);
    expect([behindTls.isSecure("demo.example"), behindTls.isSecure("localhost:3000")]).toEqual([true, false]);
    expect(behindTls.isOwnOrigin("http://demo.example")).toBe(false);
  });

  test("a server that listens on all interfaces is linked by an address that phones can reach", () => {
    expect(open.publicOrigin).toMatch(/^http:\/\/(\d+\.\d+\.\d+\.\d+|\[[0-9a-f:]+\]):3000$/);
    expect(local.publicOrigin).toBe("http://127.0.0.1:3000");
  });
});
