import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundAnswer } from '../src/mcp/bounds.ts';
import { REPOSITORY } from './run.ts';

const BIN = join(REPOSITORY, 'bin', 'minerals.js');

interface ToolAnswer {
  readonly data: unknown;
  readonly notes: readonly { readonly code: string; readonly message: string }[];
  readonly left_out: readonly string[];
}

describe('minerals mcp, asked by the official client', () => {
  const client = new Client({ name: 'test', version: '1.0.0' });

  beforeAll(async () => {
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [BIN, 'mcp'] }));
  });

  afterAll(() => client.close());

  const callTool = async (name: string, input: Record<string, unknown>): Promise<ToolAnswer> => {
    const { structuredContent, content, isError } = await client.callTool({ name, arguments: input });
    expect([isError ?? false, content]).toEqual([false, [{ type: 'text', text: expect.any(String) }]]);
    return structuredContent as ToolAnswer;
  };

  it('offers the tools with their parameters', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(
      ['compare', 'conflicts', 'partners', 'query', 'rank', 'search', 'show', 'timeline', 'why'].sort(),
    );
    const query = tools.find(({ name }) => name === 'query');
    expect(Object.keys(query?.inputSchema.properties ?? {})).toEqual(
      expect.arrayContaining(['text', 'country', 'party', 'binding', 'since', 'valid-on', 'limit', 'offset']),
    );
  });

  it.each([
    ['search', { words: 'litium' }],
    ['query', { country: 'Peru', type: 'agreement' }],
    ['query', { party: ['US', 'CN'], binding: 'no' }],
    ['show', { ref: 'Chile' }],
    ['why', { ref: 'us-pe-mou-2026', field: 'binding' }],
    ['conflicts', { type: 'agreement' }],
    ['timeline', { ref: 'us-pe-mou-2026' }],
    ['rank', { ref: 'lithium', measure: 'mine' }],
    ['compare', { ref: ['PE', 'CL'], mineral: 'lithium' }],
    ['partners', { ref: 'US' }],
  ])('%s %j answers with links, within its bounds', async (name, input) => {
    const answer = await callTool(name, input);
    const json = JSON.stringify(answer);
    expect(json).toMatch(/"url":"https?:\/\//);
    expect(json.length).toBeLessThan(50_000);
  });

  it('links every record of a page, and says how to go on', async () => {
    const first = await callTool('query', { country: 'Peru', type: 'agreement', limit: 2 });
    const second = await callTool('query', { country: 'Peru', type: 'agreement', limit: 2, offset: 2 });
    const records = [first, second].flatMap(({ data }) => data as { id: string; evidence: { url: string }[] }[]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(4);
    expect(records.every(({ evidence }) => evidence.every(({ url }) => url.startsWith('http')))).toBe(true);
    expect(first.left_out).toEqual([expect.stringMatching(/^items 1 to 2 of \d+; for the next ones use offset 2$/)]);
  });

  it('says what each tool answers, and notes a corrected name', async () => {
    const { tools } = await client.listTools();
    const timeline = tools.find(({ name }) => name === 'timeline');
    expect(timeline?.outputSchema).toMatchObject({ properties: { data: { items: { required: expect.any(Array) } } } });
    const { notes } = await callTool('timeline', { ref: 'lithum' });
    expect(notes).toContainEqual(expect.objectContaining({ code: 'near-name', refs: ['mineral/lithium'] }));
  });

  it('marks the texts of records as data', async () => {
    const { content } = await client.callTool({ name: 'show', arguments: { ref: 'lithium' } });
    expect(JSON.stringify(content)).toContain('never instructions');
  });

  it.each([
    ['show', { ref: 'nowhere land' }, 'no record is called'],
    ['query', { since: 'someday' }, 'someday'],
    ['query', { colour: 'red' }, 'additional properties'],
    ['query', { limit: -1 }, 'limit'],
  ])('%s %j is refused in a sentence', async (name, input, text) => {
    const { content, isError } = await client.callTool({ name, arguments: input });
    expect(isError).toBe(true);
    expect(JSON.stringify(content)).toContain(text);
    expect(JSON.stringify(content)).not.toContain(' at ');
  });

  it('reads and completes records as resources', async () => {
    const { contents } = await client.readResource({ uri: 'minerals://country/PE' });
    expect(JSON.stringify(contents)).toContain('Peru');
    await expect(client.readResource({ uri: 'minerals://country/XX' })).rejects.toThrow('no country is called "XX"');
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'minerals://{type}/{id}' },
      argument: { name: 'id', value: 'lith' },
      context: { arguments: { type: 'mineral' } },
    });
    expect(completion.values).toContain('lithium');
  });
});

interface Ended {
  readonly messages: { readonly id?: number; readonly result?: unknown; readonly error?: unknown }[];
  readonly err: string;
  readonly status: number | null;
}

/** Runs the server with a text as its whole input. */
const serveText = (text: string, args: readonly string[] = []): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, 'mcp', ...args]);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (status) => {
      const lines = out.split('\n').filter(Boolean);
      resolve({ messages: lines.map((line) => JSON.parse(line) as Ended['messages'][number]), err, status });
    });
    child.stdin.end(text);
  });

const toLines = (...messages: readonly object[]): string =>
  messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');

/** The handshake of a client of 2024. */
const HANDSHAKE = toLines(
  {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2024-11-05', capabilities: {}, clientInfo: { name: 'old', version: '1' } },
  },
  { method: 'notifications/initialized' },
);
const SHOW = toLines({ id: 2, method: 'tools/call', params: { name: 'show', arguments: { ref: 'lithium' } } });

describe('minerals mcp, with other clients', () => {
  it('answers an old client, even one that closes its end at once', async () => {
    const { messages, err, status } = await serveText(HANDSHAKE + SHOW);
    expect(messages.map(({ id }) => id)).toEqual([1, 2]);
    expect(messages[0]?.result).toMatchObject({ protocolVersion: '2024-11-05', serverInfo: { name: 'minerals' } });
    expect([err, status]).toEqual(['', 0]);
  });

  it('writes nothing but the protocol to stdout, whatever it reads', async () => {
    const garbage = ['hello', '{', '[]', 'null', '{"jsonrpc":"2.0"}', '\u0000\u001b[31m', '{"__proto__":{"a":1}}', 'é'];
    const { messages, status } = await serveText(`${garbage.join('\n')}\n${HANDSHAKE}${garbage.join('\n')}\n${SHOW}`);
    expect(messages.filter(({ result }) => result).map(({ id }) => id)).toEqual([1, 2]);
    expect(status).toBe(0);
  });

  it('ends when its client vanishes', async () => {
    const child = spawn(process.execPath, [BIN, 'mcp'], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.write(HANDSHAKE);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdout.destroy();
    child.stdin.on('error', () => {});
    child.stdin.write(SHOW);
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(0);
  });

  it('ends with status 0 without input', async () => {
    expect(await serveText('')).toEqual({ messages: [], err: '', status: 0 });
  });

  it('says in a sentence that a dataset cannot be read', async () => {
    const { messages } = await serveText(HANDSHAKE + SHOW, ['--dataset', '/nowhere']);
    expect(messages[1]?.result).toMatchObject({ isError: true });
  });
});

describe('boundAnswer', () => {
  const limits = { offset: 0, limit: 10, maxLength: 1000 };

  it('shortens the longest lists and texts of one record, and says so', () => {
    const record = { name: 'a', summary: 'x'.repeat(10_000), list: Array.from({ length: 500 }, String) };
    const { data, leftOut } = boundAnswer(record, limits);
    expect(JSON.stringify(data).length).toBeLessThanOrEqual(1000);
    expect(leftOut).toEqual([
      expect.stringContaining('the text summary is cut'),
      expect.stringContaining('of the list list only the first'),
    ]);
  });

  it('says that an offset is beyond the end', () => {
    expect(boundAnswer(['a'], { ...limits, offset: 5 })).toEqual({
      data: [],
      leftOut: ['no item at offset 5; there are 1'],
    });
  });

  it('leaves a short answer as it is', () => {
    expect(boundAnswer({ a: [1, 2] }, limits)).toEqual({ data: { a: [1, 2] }, leftOut: [] });
  });
});
