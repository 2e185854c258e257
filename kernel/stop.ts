/** Ends a process in order when it is told to: once, however often it is told. */
export const stopOnSignal = (stop: () => Promise<unknown>): void => {
  let stopping: Promise<unknown> | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void (stopping ??= stop()));
};
