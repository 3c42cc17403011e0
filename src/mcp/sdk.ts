// The parts of the SDK in use, which become a bundle of their own.
export { fromJsonSchema, McpServer, ResourceTemplate, type JSONRPCMessage } from '@modelcontextprotocol/server';
export { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
