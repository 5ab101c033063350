// The real server: founded, started, stopped, killed and started again on one port and one folder.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { folder } from './folders.mjs';
import { freePort } from './ports.mjs';

const run = promisify(execFile);

// A test that fails half-way leaves nothing running.
const running = new Set();
process.on('exit', () => {
  for (const server of running) server.process.kill('SIGKILL');
});

/** What the environment has to name; see xtask/src/e2e.rs. */
export function program(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run this through cargo xtask`);
  return value;
}

export class Server {
  /** Everything it ever wrote to its two outputs. */
  log = '';

  /**
   * Starts a server on an empty folder. `origin`: where browsers reach it, when that is not its own port.
   * `flags`: further ones for `serve`.
   */
  static async start({ origin, flags = [], dist = program('AMANAT_DIST') } = {}) {
    const server = new Server();
    server.data = folder('server');
    server.port = await freePort();
    server.origin = origin ?? `http://localhost:${server.port}`;
    server.flags = flags;
    server.dist = dist;
    await server.resume();
    return server;
  }

  /** A founding link; another one than before, if there was one. */
  async link() {
    const args = ['found', '--data', this.data, '--origin', this.origin, '--name', 'A college', '--json', '--again'];
    const { stdout } = await run(program('AMANAT_SERVER_BIN'), args);
    return JSON.parse(stdout).link;
  }

  /** What the folder holds, counted. */
  async stats() {
    const { stdout } = await run(program('AMANAT_SERVER_BIN'), ['stats', '--data', this.data, '--json']);
    return JSON.parse(stdout);
  }

  /** Starts it, or starts it again. */
  async resume() {
    const args = ['serve', '--data', this.data, '--listen', `127.0.0.1:${this.port}`, '--origin', this.origin];
    this.process = spawn(program('AMANAT_SERVER_BIN'), [...args, '--app', this.dist, ...this.flags]);
    const note = (chunk) => {
      this.log += chunk;
    };
    this.process.stdout.on('data', note);
    this.process.stderr.on('data', note);
    this.gone = once(this.process, 'exit');
    running.add(this);
    await this.#ready();
  }

  async #ready() {
    const ended = this.gone.then(([code]) => {
      throw new Error(`the server ended with ${code}:\n${this.log}`);
    });
    ended.catch(() => {});
    for (;;) {
      const answer = fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => undefined);
      if ((await Promise.race([answer, ended]))?.ok) return;
    }
  }

  get pid() {
    return this.process.pid;
  }

  /** Lets it finish what is under way. */
  async stop() {
    this.process.kill('SIGTERM');
    await this.gone;
  }

  /** As a power cut would. */
  async kill() {
    this.process.kill('SIGKILL');
    await this.gone;
  }
}
