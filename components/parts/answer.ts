/** What a server action answered, or `silence` when no answer came: the caller shows it beside what was asked. */
export async function answerOr<Reply>(asked: Promise<Reply>, silence: Reply): Promise<Reply> {
  try {
    return await asked;
  } catch {
    // the connection broke, or the server restarted with other actions: nothing is known of the outcome
    return silence;
  }
}

export const NO_ANSWER = "The server did not answer. Reload this page to see what stands.";
