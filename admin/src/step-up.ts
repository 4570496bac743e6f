/** Asks whoever sits at the desk for the second factor; false where they would rather not. */
type Ask = () => Promise<boolean>;

/** One question at a time, however many requests wait for its answer. */
function createStepUp() {
  let shown: Ask = () => Promise.resolve(false);
  let asking: Promise<boolean> | undefined;
  let renewals = 0;
  return {
    /** How often the session was renewed, so that a request can tell that it was sent with the former cookie. */
    get renewals() {
      return renewals;
    },
    /** The dialog that asks, while it is on the page. */
    showWith(ask: Ask): void {
      shown = ask;
    },
    ask(): Promise<boolean> {
      asking ??= shown().finally(() => (asking = undefined));
      return asking;
    },
    renewed(): void {
      renewals += 1;
    },
  };
}

export const stepUp = createStepUp();
