import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/sdk/types.js";
import type { JsonValue } from "../../../core/kit/json.ts";
import { parseJson } from "../json.ts";

/** What a tool returned: its structured output, else its text, as JSON if it is JSON. Throws the tool's text when it reports an error. */
export function readToolResult({ isError, structuredContent, content }: CallToolResult): JsonValue {
  const text = content.map(describeContent).join("\n");
  if (isError === true) throw new Error(text.trim() === "" ? "The tool failed without a reason." : text);
  if (structuredContent !== undefined) return structuredContent as JsonValue;
  if (text.trim() === "") throw new Error("The tool returned nothing.");
  return parseJson(text) ?? text;
}

function describeContent(block: ContentBlock): string {
  switch (block.type) {
    case "text":
      return block.text;
    case "image":
    case "audio":
      return `[${block.type} ${block.mimeType}, ${computeBytes(block.data)} bytes]`;
    case "resource_link":
      return `[resource ${block.uri}]`;
    case "resource":
      return "text" in block.resource
        ? `[resource ${block.resource.uri}, ${block.resource.text.length} characters]`
        : `[resource ${block.resource.uri}, ${computeBytes(block.resource.blob)} bytes]`;
  }
}

function computeBytes(base64: string): number {
  return Buffer.byteLength(base64, "base64");
}
