// The exported rules in one shape for all engines, and the plain scan that every engine is checked against.
//
// A rule: { id, clauses, class, acts, when, except, restsOn }; a condition is a list of alternatives [fact, values], one of
// which must hold. The same conditions under the same class are one rule, whatever acts they speak about.
import { readFileSync } from 'node:fs';

const data = JSON.parse(readFileSync(process.env.HEED_RULES, 'utf8'));

export const situations = data.situations.map(({ act, facts, outcome, rules }) => ({ facts: { act, ...facts }, outcome, rules: new Set(rules) }));
export const heed = data.situations.map(({ decide_ps, json_ps }) => ({ decide: decide_ps / 1000, json: json_ps / 1000 }));

const grouped = new Map();
for (const r of data.rules) {
  const key = JSON.stringify([r.rule, r.class, r.tree]);
  if (!grouped.has(key)) grouped.set(key, { id: `r${grouped.size}`, rule: r.rule, class: r.class, acts: [], ...r.tree });
  grouped.get(key).acts.push(r.act);
}
export const rules = [...grouped.values()];
export const byId = new Map(rules.map(r => [r.id, r]));

// What decides first (a statement is judged on the axis of permission).
const ORDER = ['prohibited', 'permission-needed', 'advised-against', 'required', 'advised', 'permitted', 'baseline'];
const RANK = new Map(ORDER.map((name, i) => [name, i]));

// Live rules to an answer: the strictest class, and the rules of it.
export function resolve(live) {
  let best = ORDER.length;
  for (const r of live) best = Math.min(best, RANK.get(r.class));
  if (best === ORDER.length) return { outcome: 'not-addressed', rules: [] };
  const outcome = ORDER[best] === 'baseline' ? 'permitted' : ORDER[best];
  return { outcome, rules: live.filter(r => r.class === outcome || (outcome === 'permitted' && r.class === 'baseline')).map(r => r.rule) };
}
export const resolveIds = ids => resolve(ids.map(id => byId.get(id)));

// One rule as a condition of an engine: syn gives `any`, `all`, `not` and `test` (fact, values) in that engine's own terms.
export function condition(r, syn) {
  const parts = r.when.map(any => any.length === 1 ? syn.test(...any[0]) : syn.any(any.map(t => syn.test(...t))));
  if (r.rests_on) parts.push(condition(r.rests_on, syn));
  for (const e of r.except) parts.push(syn.not(condition(e, syn)));
  return syn.all(parts);
}
export function ruleCondition(r, syn) {
  const own = condition(r, syn);
  return syn.all([syn.test('act', r.acts), own]);
}
