// Starts the vault worker. The build puts this in place of Trunk's loader, which waits for the wasm at the
// top level: a browser begins to deliver messages at that wait, and the page's first one was lost.
import init from './vault-worker.js';

const early = [];
const keep = (event) => early.push(event.data);
self.addEventListener('message', keep);

// A trap inside a promise, and a download that failed, would stay in here. An error reaches the page.
self.addEventListener('unhandledrejection', ({ reason }) => self.reportError(reason));

// What the browser compiled, and tuned since, dies with this worker unless somebody holds it: the page does, and
// the next worker opens the vault without doing it again.
const { instantiateStreaming } = WebAssembly;
WebAssembly.instantiateStreaming = async (...given) => {
  const made = await instantiateStreaming(...given);
  self.postMessage(made.module);
  return made;
};

init().then(() => {
  self.removeEventListener('message', keep);
  for (const data of early) self.dispatchEvent(new MessageEvent('message', { data }));
});
