// Counts every byte of a connection, both ways, below HTTP and below TLS.
import { connect, createServer } from 'node:net';
import { once } from 'node:events';

export class Meter {
  up = 0;
  down = 0;
  /** The port it passes on to. */
  to;

  static async start() {
    const meter = new Meter();
    meter.server = createServer((from) => {
      const to = connect(meter.to, '127.0.0.1');
      from.on('data', (bytes) => {
        meter.up += bytes.length;
      });
      to.on('data', (bytes) => {
        meter.down += bytes.length;
      });
      for (const [one, other] of [[from, to], [to, from]]) {
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    });
    meter.server.listen(0, '127.0.0.1');
    await once(meter.server, 'listening');
    meter.server.unref();
    meter.port = meter.server.address().port;
    return meter;
  }

  /** Bytes each way while something happens. */
  async during(what) {
    const { up, down } = this;
    await what();
    return { up: this.up - up, down: this.down - down };
  }
}
