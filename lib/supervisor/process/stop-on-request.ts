import type { Logger } from "pino";
import { onParentGone } from "./die-with-parent.ts";

/** Ends this process once it is asked to, or once its parent has ended: with code 0 after `close`, with 1 if that fails or takes longer than `limitMs`. */
export function stopOnRequest(
  close: () => Promise<void>,
  { logger, limitMs }: { readonly logger: Pick<Logger, "info" | "error">; readonly limitMs: number },
): void {
  let isStopping = false;
  const stop = (why: string): void => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ why }, "stopping");
    setTimeout(() => process.exit(1), limitMs).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, "forced stop");
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", () => stop("SIGTERM"));
  process.once("SIGINT", () => stop("SIGINT"));
  onParentGone(() => stop("the parent process has ended"));
}
