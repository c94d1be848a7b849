// Measure other engines on Heed's exported rules. Prints one JSON list: what each agrees on, and how long it takes.
//
//   HEED_RULES=rules.json node run.mjs [milliseconds an engine]
import { peers } from './peers.mjs';
import { heed, rules, situations } from './rules.mjs';

const budget = Number(process.argv[2] ?? 3000);
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const quantiles = list => { const sorted = [...list].sort((a, b) => a - b); return { p50_ns: Math.round(at(sorted, 0.5)), p99_ns: Math.round(at(sorted, 0.99)) }; };
const same = (a, want) => a.outcome === want.outcome && a.rules.length === want.rules.size && a.rules.every(r => want.rules.has(r));

async function measure(peer) {
  const load = performance.now(), decide = await peer.load(), loaded = performance.now() - load;
  const given = situations.map(s => (peer.prepare ?? (x => x))(s.facts));
  let agree = 0, slip;
  const checking = performance.now();
  let checked = 0;
  for (; checked < given.length && performance.now() - checking < 10 * budget; checked++) {
    const got = await decide(given[checked]), want = situations[checked];
    if (peer.full ? same(got, want) : got.prohibited === (want.outcome === 'prohibited')) agree++;
    else slip ??= { facts: want.facts.act, want: [want.outcome, ...want.rules], got: got.outcome ? [got.outcome, ...got.rules] : got };
  }
  const waits = decide(given[0]) instanceof Promise, times = [], started = performance.now();
  for (let i = 0; performance.now() - started < budget; i++) {
    const s = given[i % given.length], from = process.hrtime.bigint();
    if (waits) await decide(s); else decide(s);
    times.push(Number(process.hrtime.bigint() - from));
  }
  return { name: peer.name, answers: peer.full ? 'outcome and rules' : 'prohibited or not', load_ms: Math.round(loaded), agree, checked, ...quantiles(times), ...(slip && { slip }) };
}

const results = [];
for (const peer of peers) {
  try {
    results.push(await measure(peer));
  } catch (why) {
    results.push({ name: peer.name, failed: String(why.message ?? why).slice(0, 300) });
  }
}
console.log(JSON.stringify({ rules: rules.length, situations: situations.length, heed: { decide: quantiles(heed.map(h => h.decide)), decide_json: quantiles(heed.map(h => h.json)) }, peers: results }, null, 2));
process.exit(results.some(r => r.failed) ? 1 : 0);
