// The app's database as the page's own origin sees it: keys in clear, values sealed.

/** All keys. */
export function keys(page) {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('amanat');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const all = open.result.transaction('records').objectStore('records').getAllKeys();
          all.onsuccess = () => {
            open.result.close();
            resolve(all.result);
          };
        };
      }),
  );
}

/** The bytes of one record. */
export function read(page, key) {
  return page.evaluate(
    (wanted) =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('amanat');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const got = open.result.transaction('records').objectStore('records').get(wanted);
          got.onsuccess = () => {
            open.result.close();
            resolve(got.result && [...got.result]);
          };
        };
      }),
    key,
  );
}

/** Puts other bytes in a record's place. */
export function write(page, key, bytes) {
  return page.evaluate(
    ([to, numbers]) =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('amanat');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const transaction = open.result.transaction('records', 'readwrite');
          transaction.objectStore('records').put(Uint8Array.from(numbers), to);
          transaction.onabort = () => reject(transaction.error);
          transaction.oncomplete = () => resolve(open.result.close());
        };
      }),
    [key, bytes],
  );
}
