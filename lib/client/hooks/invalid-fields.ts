/**
 * Labels of the form's fields that are empty or out of range, in their order. Not `checkValidity`: it fires "invalid", which
 * would unfold settings that the presenter has folded.
 */
export function findInvalidFields(form: HTMLFormElement): string[] {
  return [...form.elements].flatMap((field) =>
    field instanceof HTMLInputElement && field.willValidate && !field.validity.valid
      ? [field.labels?.[0]?.textContent.trim() ?? field.name]
      : [],
  );
}
