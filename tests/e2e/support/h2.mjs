// HTTP/2 over TLS before a server that is reached without: as any host's own proxy would stand there.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { createSecureServer } from 'node:http2';
import { join } from 'node:path';
import { folder } from './folders.mjs';

/** Headers that belong to one connection, not to the message. */
const HOPS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host']);

/** Serves on a free port; `target()` says where to. The certificate is nobody's. */
export async function startH2(target) {
  const home = folder('tls');
  const [key, cert] = [join(home, 'key'), join(home, 'cert')];
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', [...args, '-subj', '/CN=localhost', '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const server = createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) });
  server.on('request', (incoming, outgoing) => {
    const headers = Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => !name.startsWith(':')));
    const forward = ask({ host: '127.0.0.1', port: target(), path: incoming.url, method: incoming.method, headers });
    forward.on('error', () => outgoing.stream.destroy());
    forward.on('response', (response) => {
      for (const [name, value] of Object.entries(response.headers)) if (!HOPS.has(name)) outgoing.setHeader(name, value);
      outgoing.writeHead(response.statusCode);
      response.pipe(outgoing);
    });
    incoming.pipe(forward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  return server.address().port;
}
