import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";

type Described = {
  readonly headers?: { readonly [name: string]: { readonly required?: boolean } };
  readonly content?: { readonly [type: string]: { readonly schema: object } };
};
type Operation = {
  readonly security: readonly object[];
  readonly responses: { readonly [status: string]: Described };
};
export type OpenApi = {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: object;
};

export type Answer = {
  readonly method: string;
  /** with its query */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  /** null: without one */
  readonly body: unknown;
};

/** Throws for an answer of the HTTP API that the OpenAPI document does not describe. */
export function createAnswerCheck(document: OpenApi): (answer: Answer) => void {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTypes: false, allErrors: true });
  formats.default(ajv);
  ajv.addVocabulary(["components", "example"]);
  const compiled = new Map<object, ValidateFunction>();
  const compile = (schema: object): ValidateFunction => {
    const known = compiled.get(schema) ?? ajv.compile({ ...schema, components: document.components });
    compiled.set(schema, known);
    return known;
  };
  const patterns = Object.keys(document.paths).map(
    (path) => [path, new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`)] as const,
  );

  function findAnswer({ method, path, status, headers, body }: Answer): Described | string {
    const [pathname = ""] = path.split("?");
    const template = patterns.find(([, pattern]) => pattern.test(pathname))?.[0];
    const operations = template === undefined ? undefined : document.paths[template];
    if (operations === undefined)
      return status === 404 ? errorAnswer(document) : "the path is not described, and is answered";
    const operation = operations[method === "HEAD" ? "get" : method.toLowerCase()];
    if (operation === undefined) {
      const described = Object.keys(operations).map((name) => name.toUpperCase());
      const allowed = headers.get("allow")?.split(", ") ?? [];
      if (status !== 405) return "the method is not described, and is answered";
      return described.every((name) => allowed.includes(name)) ? errorAnswer(document) : "Allow lacks a method";
    }
    const described = operation.responses[status];
    if (described === undefined)
      return `the document allows the status ${Object.keys(operation.responses).join(", ")} only`;
    const missing = Object.entries(described.headers ?? {}).filter(
      ([name, { required }]) => required && !headers.has(name),
    );
    if (missing.length > 0) return `the header ${missing[0]?.[0]} is missing`;
    if (described.content === undefined && body !== null) return "it has a body";
    return described;
  }

  function check(answer: Answer): string | null {
    const described = findAnswer(answer);
    if (typeof described === "string") return described;
    if (described.content === undefined || answer.method === "HEAD") return null;
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
    const schema = described.content[type]?.schema;
    if (schema === undefined) return `its type is ${type}`;
    const validate = compile(schema);
    return validate(answer.body) ? null : ajv.errorsText(validate.errors, { dataVar: "body" });
  }

  return (answer) => {
    const fault = check(answer);
    if (fault !== null)
      throw new Error(
        `${answer.method} ${answer.path} is answered with ${answer.status} against the OpenAPI document: ${fault}`,
      );
  };
}

function errorAnswer({ paths }: OpenApi): Described {
  const described = paths["/api/runs"]?.["get"]?.responses["400"];
  if (described === undefined) throw new Error("The document describes no errors of /api/runs");
  return described;
}
