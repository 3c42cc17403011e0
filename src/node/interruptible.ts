import { setImmediate } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs synchronous steps one after the other. A signal to end the process takes effect between two steps and never within
 * one, so that a step can remove its temporary files.
 */
export const runInterruptibly = async (steps: Iterable<() => void>): Promise<void> => {
  let received: NodeJS.Signals | undefined;
  const remember = (signal: NodeJS.Signals): void => {
    received ??= signal;
  };
  for (const signal of SIGNALS) process.on(signal, remember);
  try {
    for (const step of steps) {
      step();
      // Signals are delivered when the event loop turns.
      await setImmediate();
      if (received !== undefined) break;
    }
  } finally {
    await setImmediate();
    for (const signal of SIGNALS) process.off(signal, remember);
  }
  if (received !== undefined) process.kill(process.pid, received);
};
