/** The reply of a server action, or `silence` when none came; the caller shows either beside its button. */
export async function answerOr<Reply>(request: Promise<Reply>, silence: Reply): Promise<Reply> {
  try {
    return await request;
  } catch {
    // the connection broke, or the server restarted with new action ids: the outcome is unknown
    return silence;
  }
}
