/**
 * Copies the value of a field; false when the browser refuses. There is no clipboard API over plain HTTP, so the
 * field is then selected and copied by command.
 */
export async function copyField(field: HTMLInputElement): Promise<boolean> {
  if (navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(field.value);
      return true;
    } catch {
      // permission denied: the command below may still work
    }
  }
  field.focus();
  field.select();
  return document.execCommand("copy");
}
