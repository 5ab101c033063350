// A network that misbehaves: between browser and server, one fault at a time.
import { createServer, request as ask } from 'node:http';
import { once } from 'node:events';

const problem = (status, code) => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: 'refused', status, code }),
});

/** What can go wrong with a call. The app's own files pass, unless a fault is set for them. */
export const FAULTS = {
  /** The connection breaks before anything reaches the server. */
  drop: { before: ({ incoming }) => incoming.socket.destroy() },
  /** One bit of the answer is another. */
  garble: {
    after: ({ answer }) => {
      if (answer.body.length > 0) answer.body[Math.floor(answer.body.length / 2)] ^= 1;
    },
  },
  /** Nothing comes, and the connection stays. */
  slow: { before: () => {} },
  /** No room on the machine. */
  full: { answer: problem(507, 'full') },
  /** No room for this account. */
  quota: { answer: problem(507, 'quota') },
  /** A login page of a network. */
  nonsense: { answer: { status: 200, type: 'text/html', body: '<!doctype html><title>Log in</title>' } },
};

export class Proxy {
  #server;
  #fault;
  #meets = () => false;
  #waiting = [];
  /** Port of the server behind. */
  target;
  /** Told of each call as it is on its way to the server, and again when the answer begins. */
  onCall = () => {};

  static async start() {
    const proxy = new Proxy();
    proxy.#server = createServer((incoming, outgoing) => proxy.#pass(incoming, outgoing));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    proxy.#server.unref();
    proxy.origin = `http://localhost:${proxy.#server.address().port}`;
    return proxy;
  }

  /** From now on calls whose path matches or begins with `only` meet the fault; none: all is well. */
  set(fault, only = '/v1/') {
    this.#fault = fault;
    this.#meets = (path) => (only instanceof RegExp ? only.test(path) : path.startsWith(only));
  }

  /** Resolves when the next call to `path` met a fault or was answered. */
  call(path) {
    return new Promise((resolve) => this.#waiting.push({ path, resolve }));
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #told(path, status) {
    this.#waiting = this.#waiting.filter((one) => {
      if (!path.startsWith(one.path)) return true;
      one.resolve(status);
      return false;
    });
  }

  async #pass(incoming, outgoing) {
    const path = incoming.url;
    const fault = this.#meets(path) ? this.#fault : undefined;
    if (fault?.before) {
      this.#told(path, 'fault');
      return fault.before({ incoming, outgoing });
    }
    if (fault?.answer) {
      const { status, type, body } = fault.answer;
      outgoing.writeHead(status, { 'content-type': type }).end(body);
      return this.#told(path, status);
    }
    const body = await collect(incoming);
    const { method, headers } = incoming;
    const forward = ask({ host: '127.0.0.1', port: this.target, path, method, headers, agent: false });
    forward.on('error', () => {
      this.#told(path, 'unreached');
      outgoing.socket?.destroy();
    });
    forward.on('response', async (response) => {
      this.onCall(path, 'answered');
      const answer = { body: await collect(response).catch(() => undefined) };
      if (!answer.body) return outgoing.socket?.destroy();
      if (fault?.after?.({ answer }) === 'held') return this.#told(path, 'held');
      const kept = Object.entries(response.headers).filter(([name]) => name !== 'transfer-encoding');
      outgoing.writeHead(response.statusCode, Object.fromEntries(kept)).end(answer.body);
      this.#told(path, response.statusCode);
    });
    forward.end(body, () => this.onCall(path, 'passed'));
  }
}

async function collect(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
