// Figures, one JSON object a line, and all of them in one object on the last.

const all = {};

/** One figure; `bar`: what it is measured against, if it has one. */
export function figure(name, value, unit, bar) {
  const rounded = Math.round(value * 10) / 10;
  all[name] = { value: rounded, unit, ...(bar === undefined ? {} : { bar }) };
  console.log(JSON.stringify({ name, value: rounded, unit, bar }));
}

/** The last line. */
export function finish() {
  console.log(JSON.stringify(all));
}

/** The value that `share` of them do not exceed. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}
