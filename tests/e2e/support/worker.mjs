// The vault worker's own clock and timers, changed from outside: a script before its own.

/** Runs `script` in every worker of this device's first page before anything else; later ones come from the cache. */
export async function prefixWorkers(device, script) {
  await device.context.route(/\/w-[0-9a-f]+\/loader\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script};\n${await response.text()}` });
  });
}

/** A clock that is off by so many days. */
export const clockOff = (days) => `
  const now = Date.now;
  Date.now = () => now() + ${days} * 86400000;
`;

/** Patience of ten seconds and more runs out a hundred times faster. */
export const impatient = `
  const later = globalThis.setTimeout;
  globalThis.setTimeout = (run, after, ...rest) => later(run, after >= 10000 ? after / 100 : after, ...rest);
`;
