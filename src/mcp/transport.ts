import { PassThrough, type Readable, type Writable } from 'node:stream';
import { type JSONRPCMessage, StdioServerTransport } from './sdk.ts';

/**
 * A transport over two streams that answers the requests it has received before it closes: a client may close its end
 * right after the last request.
 */
export class PatientTransport extends StdioServerTransport {
  /** Resolves when the client is gone. */
  readonly closed: Promise<void>;
  readonly #pending = new Set<string | number>();
  readonly #input: PassThrough;
  #hasEnded = false;

  constructor(input: Readable, output: Writable) {
    const waiting = new PassThrough();
    super(waiting, output);
    this.#input = waiting;
    input.pipe(waiting, { end: false });
    input.on('error', () => this.#end());
    input.on('end', () => {
      // Lines that were read, but not handled yet, come first.
      setImmediate(() => this.#end());
    });
    this.closed = new Promise((resolve) => {
      waiting.on('close', resolve);
      output.on('close', resolve);
      // A client that vanished is no error.
      output.on('error', () => {
        input.destroy();
        resolve();
      });
    });
  }

  override async start(): Promise<void> {
    const handle = this.onmessage;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport of the SDK has no other way
    this.onmessage = (message: JSONRPCMessage) => {
      if ('method' in message && 'id' in message) this.#pending.add(message.id);
      handle?.(message);
    };
    await super.start();
  }

  override async send(message: JSONRPCMessage): Promise<void> {
    await super.send(message);
    if ('method' in message || message.id === undefined) return;
    this.#pending.delete(message.id);
    if (this.#hasEnded) this.#end();
  }

  /** Ends the input once every request is answered. */
  #end(): void {
    this.#hasEnded = true;
    if (this.#pending.size === 0) this.#input.end(() => this.#input.destroy());
  }
}
