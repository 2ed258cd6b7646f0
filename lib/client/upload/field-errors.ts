/** Error messages by form field; "" holds those that belong to no field. */
export type FieldErrors = { readonly [field: string]: string };

/**
 * Splits an operation's message, such as "seed: must be at least 0; items: simple: must be a whole number", by field.
 * `fields`: the known names; a name inside a field becomes "items.simple".
 */
export function toFieldErrors(message: string | null, fields: readonly string[]): FieldErrors {
  if (message === null) return {};
  const starts = new RegExp(`(?:^|; )(?=(?:${fields.join("|")})(?:\\.[\\w-]+)?: )`);
  const errors: { [field: string]: string } = {};
  for (const part of message.split(starts).filter((each) => each !== "")) {
    const [, field, inner, text] = /^([\w-]+(?:\.[\w-]+)?): (?:([\w-]+): )?(.*)$/s.exec(part) ?? [];
    const known = field !== undefined && text !== undefined && fields.includes(field.split(".")[0] ?? "");
    const name = known ? (inner === undefined ? field : `${field}.${inner}`) : "";
    const error = known ? text : part;
    errors[name] = errors[name] === undefined ? error : `${errors[name]}; ${error}`;
  }
  return errors;
}
