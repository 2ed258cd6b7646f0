/**
 * Copies what a field holds; false when the browser lets no page do so. Over plain HTTP there is no clipboard to
 * write to: then the field is selected and copied as a person would.
 */
export async function copyField(field: HTMLInputElement): Promise<boolean> {
  if (navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      // refused for this page: the way below may still be open
    }
  }
  field.focus();
  field.select();
  return document.execCommand("copy");
}
